"""Do the counts of Table 3 look like whole percentages of a round total.

If somebody split N firms by whole percentages, each count is N times a whole percentage, rounded.
We try every N of a range and count how many counts fit, then ask how often unrelated counts of
the same size would fit as well.
"""

from collections.abc import Iterable, Sequence
from math import comb

import pandas as pd

PERCENTS = range(1, 101)


def totals_near(firms: int) -> range:
    """Return every total within a hundred of a sum of firms, itself rounded to the hundred.

    Examples
    --------
    >>> totals_near(2796)
    range(2700, 2901)
    """
    middle = 100 * round(firms / 100)
    return range(middle - 100, middle + 101)


def grid(total: int) -> dict[int, int]:
    """Return each whole percentage of `total`, rounded half up, with its percentage.

    Examples
    --------
    >>> grid(2790)[1200]
    43
    """
    return {(total * p + 50) // 100: p for p in PERCENTS}


def whole_percent_scan(counts: Sequence[int], totals: Iterable[int]) -> pd.DataFrame:
    """Count, for each total, the counts that are a whole percentage of it.

    Returns
    -------
    DataFrame
        total (firms), matches (how many counts fit), of, percents (the whole percentages of those
        that fit, joined by ", ").
    """
    rows = []
    for total in totals:
        shares = grid(total)
        fits = [shares[c] for c in counts if c in shares]
        rows.append((total, len(fits), len(counts), ", ".join(map(str, fits))))
    return pd.DataFrame(rows, columns=["total", "matches", "of", "percents"])


def whole_percent_split(counts: Sequence[int], total: int) -> pd.DataFrame:
    """Set each count beside the nearest whole percentage of `total`.

    Returns
    -------
    DataFrame
        count, percent (whole), expected (firms that this percentage prints as), gap (count minus
        expected), fits.
    """
    shares = grid(total)
    rows = []
    for count in counts:
        expected = min(shares, key=lambda c: (abs(c - count), c))
        gap = count - expected
        rows.append((count, shares[expected], expected, gap, gap == 0))
    return pd.DataFrame(rows, columns=["count", "percent", "expected", "gap", "fits"])


def whole_percent_chance(
    counts: Sequence[int], matches: int, totals: Iterable[int]
) -> dict[str, float]:
    """Bound the chance that unrelated counts fit as well as these, at some total of the range.

    Equal counts are one count, as they fit or fail together; so `matches` counts distinct values.
    Unrelated means that a count falls anywhere in one step of the grid (one percent of the total)
    with equal chance, independently.

    Returns
    -------
    dict
        one_total: chance at a total named beforehand (largest over the range); any_total: upper
        bound over the whole range (sum over totals), at most 1; distinct: number of values.

    Raises
    ------
    ValueError
        If `matches` exceeds the number of distinct counts.
    """
    distinct = len(set(counts))
    if not 0 <= matches <= distinct:
        msg = f"matches must lie between 0 and {distinct} distinct counts, got {matches}"
        raise ValueError(msg)
    # One whole number of each step of total/100 firms is on the grid.
    chances = [_at_least(matches, distinct, 100 / total) for total in totals]
    return {
        "one_total": max(chances),
        "any_total": min(1.0, sum(chances)),
        "distinct": distinct,
    }


def _at_least(k: int, n: int, p: float) -> float:
    """Return P(X >= k) for X ~ Binomial(n, p)."""
    return float(sum(comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k, n + 1)))
