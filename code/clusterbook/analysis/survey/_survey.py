"""Read a survey backwards: from printed percentages to counts of firms.

The paper prints shares such as 18.03 % and says that 61 questionnaires were valid.
A share printed to two decimals gives its numerator away, and sometimes the number of firms that
answered: 13.33 % is 8 of 60, and no count out of 61 prints like this.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

import pandas as pd

from clusterbook.analysis.survey._rounding import Rounding, decimals_of, print_share


@dataclass(frozen=True)
class Share:
    """`count` of `base` firms.

    Raises
    ------
    ValueError
        If the base is not positive, or the count lies outside 0..base.
    """

    count: int
    base: int

    def __post_init__(self) -> None:
        if self.base < 1 or not 0 <= self.count <= self.base:
            msg = f"a share needs 0 <= count <= base and a base of 1 or more, got {self}"
            raise ValueError(msg)

    def __str__(self) -> str:
        return f"{self.count}/{self.base}"

    @property
    def percent(self) -> float:
        """Return the exact share, in percent."""
        return 100 * self.count / self.base


def candidates(printed: str, bases: Iterable[int]) -> pd.DataFrame:
    """List every count and base that prints as `printed` under at least one rounding rule.

    Returns
    -------
    DataFrame
        count, base (firms), percent (exact), and one truth value per rule:
        half_up, half_even, truncate.
    """
    decimals = decimals_of(printed)
    rows = []
    for base in bases:
        for count in _near(printed, base):
            fits = {str(r): print_share(count, base, decimals, r) == printed for r in Rounding}
            if any(fits.values()):
                rows.append({"count": count, "base": base, "percent": 100 * count / base, **fits})
    return pd.DataFrame(rows, columns=["count", "base", "percent", *map(str, Rounding)])


def prints(printed: str, base: int, rule: Rounding = Rounding.HALF_UP) -> bool:
    """Say whether some count of a base prints as `printed`."""
    decimals = decimals_of(printed)
    return any(print_share(n, base, decimals, rule) == printed for n in _near(printed, base))


def lattice(printed: str, bases: Iterable[int]) -> pd.DataFrame:
    """For each base, show the count that comes nearest to `printed` and whether it prints so.

    Returns
    -------
    DataFrame
        base, count (firms), percent (exact), gap (exact minus printed, in percentage points),
        prints (the count as it would print, half up), fits.
    """
    decimals, value = decimals_of(printed), float(printed)
    rows = []
    for base in bases:
        count = min(
            _near(printed, base), key=lambda k: abs(Fraction(100 * k, base) - Fraction(printed))
        )
        prints = print_share(count, base, decimals)
        percent = 100 * count / base
        rows.append((base, count, percent, percent - value, prints, prints == printed))
    return pd.DataFrame(rows, columns=["base", "count", "percent", "gap", "prints", "fits"])


def recover_share(printed: str, bases: Iterable[int], rule: Rounding = Rounding.HALF_UP) -> Share:
    """Return the one share that prints as `printed`.

    Parameters
    ----------
    printed
        The percentage as the paper prints it, with all its decimals.
    bases
        Numbers of answering firms that are allowed.
    rule
        How the exact percentage was rounded.

    Raises
    ------
    ValueError
        If no share fits, or more than one does.

    Examples
    --------
    >>> recover_share("13.33", (60, 61))
    Share(count=8, base=60)
    """
    bases = tuple(bases)
    found = candidates(printed, bases)
    fits = [
        Share(int(k), int(n)) for k, n in found.loc[found[str(rule)], ["count", "base"]].to_numpy()
    ]
    if len(fits) != 1:
        which = " or ".join(map(str, fits)) or "no count"
        msg = f"{printed}% fits {which} for bases of {' or '.join(map(str, bases))} firms"
        raise ValueError(msg)
    return fits[0]


def _near(printed: str, base: int) -> range:
    """Return the counts of `base` within one printed unit of `printed`, and the nearest one."""
    exact = Fraction(printed) * base / 100
    unit = Fraction(base, 100 * 10 ** decimals_of(printed))
    low, high = floor(exact - unit), ceil(exact + unit)
    return range(max(low, 0), min(high, base) + 1)
