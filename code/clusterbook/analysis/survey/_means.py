"""Read a printed mean backwards: which totals over which bases can print as 1.33.

A mean of whole numbers over n firms is some total divided by n, so not every printed mean is
possible for every n. This is the GRIM test [Brown and Heathers 2017, Soc Psychol Pers Sci 8:363].
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import floor

import pandas as pd

from clusterbook.analysis.survey._rounding import Rounding, decimals_of, print_ratio


def totals(printed: str, base: int, rule: Rounding = Rounding.HALF_UP) -> list[int]:
    """Return every total of whole items over `base` cases that prints as the mean `printed`.

    Raises
    ------
    ValueError
        If the base is below 1 or `printed` is not a number as printed.

    Examples
    --------
    >>> totals("1.33", 60), totals("1.33", 61), totals("1.33", 59)
    ([80], [81], [])
    """
    if base < 1:
        msg = f"a mean needs a base of 1 or more, got {base}"
        raise ValueError(msg)
    decimals = decimals_of(printed)
    unit = Fraction(1, 10**decimals)  # no rule moves a mean by more than this
    low = floor((Fraction(printed) - unit) * base)
    high = floor((Fraction(printed) + unit) * base) + 1
    near = range(max(low, 0), high + 1)
    return [t for t in near if print_ratio(Fraction(t, base), decimals, rule) == printed]


def grim(printed: str, bases: Iterable[int]) -> pd.DataFrame:
    """Test for each base whether a mean of whole numbers over it can print as `printed`.

    Returns
    -------
    DataFrame
        base, total (the smallest that prints so, or else the nearest), mean (exact), prints
        (half up), fits.
    """
    rows = []
    for base in bases:
        found = totals(printed, base)
        total = found[0] if found else floor(Fraction(printed) * base + Fraction(1, 2))
        text = print_ratio(Fraction(total, base), decimals_of(printed))
        rows.append((base, total, total / base, text, bool(found)))
    return pd.DataFrame(rows, columns=["base", "total", "mean", "prints", "fits"])


def grim_power(base: int, decimals: int = 2) -> float:
    """Return the chance (0 to 1) that a wrong mean over `base` cases is caught.

    Of all fractional parts that can print, the share that no total over `base` gives.
    """
    parts = {print_ratio(Fraction(t, base), decimals) for t in range(base)}
    # A part such as 0.996 prints as 1.00, which is the part .00 of the next whole number.
    shown = {text.partition(".")[2] for text in parts}
    return 1 - len(shown) / float(10**decimals)


def mean_readings(printed: str, counts: Sequence[int], valid: int) -> pd.DataFrame:
    """Try each thing the printed mean could be an average of.

    Parameters
    ----------
    printed
        The mean as printed.
    counts
        Firms that took part in each mode (Table 5, recovered); their sum is the number of
        participations, and the number of firms that took part in any mode lies between the
        largest count and that sum (or all valid firms, if fewer).
    valid
        Firms with a valid questionnaire.

    Returns
    -------
    DataFrame
        reading {all_firms, all_but_one, participations, modes_per_firm, modes_per_active_firm},
        total and base (whole numbers), mean (exact), fits. The last reading has one row per
        number of active firms that fits, or one row that does not.
    """
    taken = sum(counts)
    rows = [
        ("all_firms", *_best(printed, valid)),
        ("all_but_one", *_best(printed, valid - 1)),
        ("participations", *_best(printed, taken)),
        ("modes_per_firm", taken, valid),
    ]
    active = range(max(counts), min(taken, valid) + 1)
    fitting = [m for m in active if taken in totals(printed, m)]
    rows += [("modes_per_active_firm", taken, m) for m in fitting or [max(counts)]]
    table = pd.DataFrame(rows, columns=["reading", "total", "base"])
    fits = [t in totals(printed, b) for t, b in zip(table["total"], table["base"], strict=True)]
    return table.assign(mean=table["total"] / table["base"], fits=fits)


def active_reading_chance(counts: Sequence[int], valid: int, decimals: int = 2) -> float:
    """Return how easily modes per active firm would fit any printed mean, as a share (0 to 1).

    The number of active firms is free between the largest count and the number of participations,
    so this reading has room to fit by luck: the share of all printable means, from its smallest to
    its largest, that some number of active firms gives.
    """
    taken = sum(counts)
    active = range(max(counts), min(taken, valid) + 1)
    prints = {print_ratio(Fraction(taken, m), decimals) for m in active}
    units = [round(float(text) * 10**decimals) for text in prints]
    return len(prints) / float(max(units) - min(units) + 1)


def _best(printed: str, base: int) -> tuple[int, int]:
    """Return the total over `base` that prints as `printed`, or else the nearest, and the base."""
    found = totals(printed, base)
    return (found[0] if found else floor(Fraction(printed) * base + Fraction(1, 2))), base
