"""Intervals for the share behind a count: `count` of `base` firms said yes.

Three treat the firms as draws from an endless population; one knows that the cluster has a finite
number of firms. All are "as if the firms were a simple random sample", which they are not; what
missing answers and unasked firms alone leave open is in `nonresponse`.
"""

import math
from collections.abc import Callable

import pandas as pd
from scipy.special import ndtri
from scipy.stats import beta, binomtest, hypergeom

LEVEL = 0.95

Interval = tuple[float, float]


def clopper_pearson(count: int, base: int, level: float = LEVEL) -> Interval:
    """Return the exact interval: shares that neither one-sided binomial test rejects.

    It covers with at least `level` for every share [Clopper and Pearson 1934, Biometrika 26:404].

    Returns
    -------
    tuple of float
        Low and high share, 0 to 1.

    Raises
    ------
    ValueError
        Unless 0 <= count <= base, base >= 1 and 0 < level < 1.

    Examples
    --------
    >>> low, high = clopper_pearson(13, 61)
    >>> round(low, 3), round(high, 3)
    (0.119, 0.337)
    """
    refuse(count, base, level)
    found = binomtest(count, base).proportion_ci(level, "exact")
    return float(found.low), float(found.high)


def wilson(count: int, base: int, level: float = LEVEL) -> Interval:
    """Return the score interval: shares that the normal approximation does not reject.

    Its cover is close to `level` on average over shares [Wilson 1927, J Am Stat Assoc 22:209].
    Parameters, result and errors as for `clopper_pearson`. In closed form, for explorers ask for it
    thousands of times: `binomtest` works out a p-value first, which nobody asked for.
    """
    refuse(count, base, level)
    z = float(ndtri(0.5 + 0.5 * level))
    share, spread = count / base, 2 * (base + z**2)
    middle = (2 * base * share + z**2) / spread
    reach = z / spread * math.sqrt(4 * base * share * (1 - share) + z**2)
    low, high = middle - reach, middle + reach
    return (low if count else 0.0), (high if count < base else 1.0)


def jeffreys(count: int, base: int, level: float = LEVEL) -> Interval:
    """Return the equal-tailed posterior interval under the prior Beta(1/2, 1/2).

    The end at an impossible side is 0 or 1 if no or every firm said yes
    [Brown, Cai and DasGupta 2001, Stat Sci 16:101].
    Parameters, result and errors as for `clopper_pearson`.
    """
    refuse(count, base, level)
    tail = (1 - level) / 2
    a, b = count + 0.5, base - count + 0.5
    low = float(beta.ppf(tail, a, b)) if count > 0 else 0.0
    high = float(beta.ppf(1 - tail, a, b)) if count < base else 1.0
    return low, high


def finite_population(count: int, base: int, population: int, level: float = LEVEL) -> Interval:
    """Return the exact interval for the share of a finite population, by inverting both tails.

    Kept is every number of yes-firms in the population for which neither the chance of `count` or
    more, nor that of `count` or fewer, among `base` drawn without replacement, is at most
    (1 - level) / 2.

    Returns
    -------
    tuple of float
        Low and high share of the population, 0 to 1: whole numbers of firms over `population`.

    Raises
    ------
    ValueError
        As for `clopper_pearson`, or if the population is smaller than the base.
    """
    refuse(count, base, level)
    if population < base:
        msg = f"population must be at least the base ({base} firms), got {population}"
        raise ValueError(msg)
    tail = (1 - level) / 2
    fewest, most = count, population - (base - count)

    def kept_low(yes: int) -> bool:
        return float(hypergeom.sf(count - 1, population, yes, base)) > tail

    def dropped_high(yes: int) -> bool:
        return float(hypergeom.cdf(count, population, yes, base)) <= tail

    low = _first(kept_low, fewest, most)
    high = most if not dropped_high(most) else _first(dropped_high, fewest, most) - 1
    return low / population, high / population


METHODS: dict[str, Callable[[int, int, int, float], Interval]] = {
    "clopper_pearson": lambda k, n, _, level: clopper_pearson(k, n, level),
    "wilson": lambda k, n, _, level: wilson(k, n, level),
    "jeffreys": lambda k, n, _, level: jeffreys(k, n, level),
    "finite_population": finite_population,
}
"""Name of a method -> interval of (count, base, population, level)."""


def interval_table(shares: pd.DataFrame, population: int, level: float = LEVEL) -> pd.DataFrame:
    """Put every interval on every share.

    Parameters
    ----------
    shares
        item, label, label_zh, count and base (firms), as `recovery.recover_shares` gives them.
    population
        Firms of the cluster.
    level
        Confidence, 0 to 1.

    Returns
    -------
    DataFrame
        item, label, label_zh, count, base, share (0 to 1), method, low, high (0 to 1).

    Raises
    ------
    ValueError
        As for the single intervals.
    """
    rows = []
    for item, label, label_zh, count, base in _rows(shares):
        for name, method in METHODS.items():
            low, high = method(count, base, population, level)
            rows.append((item, label, label_zh, count, base, count / base, name, low, high))
    names = ["item", "label", "label_zh", "count", "base", "share", "method", "low", "high"]
    return pd.DataFrame(rows, columns=names)


def refuse(count: int, base: int, level: float) -> None:
    """Raise ValueError unless `count` of `base` at confidence `level` makes sense."""
    if base < 1:
        msg = f"base must be 1 firm or more, got {base}"
        raise ValueError(msg)
    if not 0 <= count <= base:
        msg = f"count must lie in 0..{base} (the base), got {count}"
        raise ValueError(msg)
    if not 0 < level < 1:
        msg = f"level must lie between 0 and 1, both excluded, got {level}"
        raise ValueError(msg)


def _first(test: Callable[[int], bool], low: int, high: int) -> int:
    """Return the first whole number in low..high that passes a test which, once passed, stays so.

    The last one is returned untested: the caller knows that it passes.
    """
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if test(middle) else (middle + 1, high)
    return low


def _rows(shares: pd.DataFrame) -> list[tuple[str, str, str, int, int]]:
    """Return the shares as plain tuples."""
    columns = shares[["item", "label", "label_zh", "count", "base"]]
    return [
        (str(item), str(label), str(zh), int(count), int(base))
        for item, label, zh, count, base in columns.itertuples(index=False, name=None)
    ]
