"""Power of Fisher's exact test for two groups of equal size, and the size it needs.

Worked out over every pair of counts, at rates that are taken as true.
"""

from functools import cache, lru_cache
from math import ceil

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln
from scipy.stats import binom, norm

from clusterbook.analysis.statistics._error_rates import LEVEL, TARGET

NEGLIGIBLE = 1e-18
"""Chance of a count below which it is left out: all of them together change no digit."""


def fisher_power(first: float, second: float, size: int, level: float = LEVEL) -> float:
    """Return the chance that the two-sided test gets a p-value of at most `level`.

    Parameters
    ----------
    first, second
        Rates in the two groups (0 to 1).
    size
        Members of each group.
    level
        Significance level.

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    ValueError
        If a rate lies outside 0..1, the level outside (0, 1), or a group is empty.
    """
    _refuse(first, second, level)
    if size < 1:
        msg = f"size must be 1 or more, got {size}"
        raise ValueError(msg)
    counts = np.arange(size + 1)
    a, b = (binom.pmf(counts, size, rate) for rate in (first, second))
    likely = [np.flatnonzero(chances > NEGLIGIBLE) for chances in (a, b)]
    totals = range(likely[0][0] + likely[1][0], likely[0][-1] + likely[1][-1] + 1)
    kept = 0.0
    for total in totals:
        low, high = _kept(size, total, level)
        kept += float(a[low : high + 1] @ b[total - high : total - low + 1][::-1])
    return 1 - kept


@cache
def size_needed(first: float, second: float, target: float = TARGET, level: float = LEVEL) -> int:
    """Return the fewest members of each group that reach the target and keep it for 10 more sizes.

    Raises
    ------
    ValueError
        If the rates are equal, or the target is not between level and 1, or more than 2,000
        members were needed.
    """
    _refuse(first, second, level)
    if first == second or not level < target < 1:
        msg = (
            "needs first != second and level < target < 1, got "
            f"{first}, {second}, level={level}, target={target}"
        )
        raise ValueError(msg)
    guess = normal_size(first, second, target, level)
    if guess > 2000:
        msg = f"more than 2000 members needed for {first} against {second} (about {guess})"
        raise ValueError(msg)
    # The test is more careful than the normal one, so the answer lies above the guess; the start
    # below it is for very small groups.
    run, size = 0, max(2, guess - 12)
    while run <= 10:
        run = run + 1 if fisher_power(first, second, size, level) >= target else 0
        size += 1
    return size - run


def normal_size(first: float, second: float, target: float = TARGET, level: float = LEVEL) -> int:
    """Return the size that the plain normal approximation asks for, each group."""
    mean = (first + second) / 2
    z_level, z_target = float(norm.ppf(1 - level / 2)), float(norm.ppf(target))
    spread = first * (1 - first) + second * (1 - second)
    root = z_level * (2 * mean * (1 - mean)) ** 0.5 + z_target * spread**0.5
    return ceil(float(root / (first - second)) ** 2)


@lru_cache(maxsize=100_000)
def _kept(size: int, total: int, level: float) -> tuple[int, int]:
    """Return the least and the largest first count, of a total, at which the test does not reject.

    Chances of the counts rise to one peak and fall, so that those in between are kept as well.
    """
    x = np.arange(max(0, total - size), min(size, total) + 1)
    logs = _log_factorials(size)
    chances = np.exp(
        2 * logs[size]
        - logs[x]
        - logs[size - x]
        - logs[total - x]
        - logs[size - total + x]
        - (logs[2 * size] - logs[total] - logs[2 * size - total])
    )
    # As scipy and R do: outcomes as improbable as this one up to rounding count as well. So does
    # a p-value that is the level but for rounding.
    order = np.argsort(chances)
    sums = np.cumsum(chances[order])
    upto = np.searchsorted(chances[order], chances * (1 + 1e-7), side="right") - 1
    kept = x[sums[upto] > level * (1 + 1e-9)]
    return int(kept[0]), int(kept[-1])


@lru_cache(maxsize=64)
def _log_factorials(size: int) -> NDArray[np.float64]:
    """Return the logarithms of 0!, 1!, and so on to that of the members of both groups."""
    return np.asarray(gammaln(np.arange(2 * size + 1) + 1.0))


def _refuse(first: float, second: float, level: float) -> None:
    """Raise unless the rates and the level are probabilities."""
    for name, value in (("first", first), ("second", second)):
        if not 0 <= value <= 1:
            msg = f"{name} must lie in 0..1, got {value}"
            raise ValueError(msg)
    if not 0 < level < 1:
        msg = f"level must lie between 0 and 1, both excluded, got {level}"
        raise ValueError(msg)
