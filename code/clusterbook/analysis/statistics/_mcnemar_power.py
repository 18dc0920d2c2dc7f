"""Could the survey have told? Power of McNemar's test, and the firms it would need.

Power is worked out exactly over the numbers of discordant firms, at shares that are taken as true:
the observed ones, which is an if-then and no finding of its own.
"""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import binom

from clusterbook.analysis.statistics._error_rates import LEVEL, TARGET
from clusterbook.analysis.statistics._overlap import tables
from clusterbook.analysis.statistics._paired import Counts, exact_ps, mid_ps

_MOST = 200_000  # firms; a study larger than this is no answer
_AT_ONCE = 64  # sizes of a study that are looked at together


def mcnemar_power(
    first_only: float, second_only: float, firms: int, level: float = LEVEL, mid: bool = False
) -> float:
    """Return the chance that the two-sided test gets a p-value of at most `level`.

    Parameters
    ----------
    first_only, second_only
        Probabilities that a firm is in one group only (their sum is at most 1).
    firms
        Firms in the study.
    level
        Significance level.
    mid
        Whether the mid-p value is used instead of the exact one.

    Returns
    -------
    float
        0 to 1; at equal probabilities it is the size of the test.

    Raises
    ------
    ValueError
        If a probability or level is out of range, or there is no firm.
    """
    _refuse(first_only, second_only, level)
    if firms < 1:
        msg = f"firms must be 1 or more, got {firms}"
        raise ValueError(msg)
    return _powers(first_only, second_only, np.array([firms]), level, mid)[0]


def _powers(
    first_only: float, second_only: float, firms: NDArray[np.int64], level: float, mid: bool
) -> list[float]:
    """Return `mcnemar_power` for each number of firms; a call of `binom` costs most by itself."""
    discordant = first_only + second_only
    if discordant == 0:
        return [0.0] * len(firms)
    numbers, ends = _likely(firms, discordant)
    chances = binom.pmf(numbers, np.repeat(firms, np.diff(ends, prepend=0)), discordant)
    given = _given_discordant(numbers, second_only / discordant, level, mid)
    parts = zip(np.split(chances, ends[:-1]), np.split(given, ends[:-1]), strict=True)
    return [float(chance @ power) for chance, power in parts]


@cache
def firms_needed(
    first_only: float,
    second_only: float,
    target: float = TARGET,
    level: float = LEVEL,
    mid: bool = False,
) -> int:
    """Return the fewest firms that reach the target power and keep it for the next 20 sizes.

    Power climbs in small saw-teeth, so one lucky size is not enough.

    Raises
    ------
    ValueError
        If the two probabilities are equal, if the target is not between level and 1, or if more
        than 200,000 firms were needed.
    """
    _refuse(first_only, second_only, level)
    if first_only == second_only or not level < target < 1:
        msg = (
            "needs first_only != second_only and level < target < 1, got "
            f"{first_only}, {second_only}, level={level}, target={target}"
        )
        raise ValueError(msg)

    def reached(firms: Sequence[int]) -> list[bool]:
        powers = _powers(first_only, second_only, np.array(firms), level, mid)
        return [power >= target for power in powers]

    high = 8
    while not reached([high])[0]:
        high *= 2
        if high > _MOST:
            msg = f"more than {_MOST} firms needed for {first_only} against {second_only}"
            raise ValueError(msg)
    low = high // 2
    while low < high:  # close to the answer, but for the saw-teeth
        middle = (low + high) // 2
        low, high = (low, middle) if reached([middle])[0] else (middle + 1, high)
    return _settled(reached, max(1, low - 40))


def power_over_tables(
    first: int, second: int, firms: int, target: float = TARGET, level: float = LEVEL
) -> pd.DataFrame:
    """Return the power at the observed rates, and the firms needed, for every overlap.

    Returns
    -------
    DataFrame
        overlap, first_only, second_only (firms), power, power_mid (0 to 1, at `firms` firms),
        needed, needed_mid (firms for the target; missing if the two shares are equal).
    """
    rows = []
    for overlap, _, b, c, _ in tables(first, second, firms).itertuples(index=False, name=None):
        p, q = int(b) / firms, int(c) / firms
        powers = [mcnemar_power(p, q, firms, level, mid) for mid in (False, True)]
        equal = first == second
        needed = [pd.NA if equal else firms_needed(p, q, target, level, m) for m in (False, True)]
        rows.append((overlap, b, c, *powers, *needed))
    columns = ["overlap", "first_only", "second_only", "power", "power_mid", "needed", "needed_mid"]
    return pd.DataFrame(rows, columns=columns).astype({"needed": "Int64", "needed_mid": "Int64"})


def critical(discordant: int, level: float = LEVEL, mid: bool = False) -> int:
    """Return the largest smaller count that is significant among `discordant` firms; -1 if none."""
    return int(_criticals(1 << discordant.bit_length(), level, mid)[discordant])


@cache
def _criticals(sizes: int, level: float, mid: bool) -> Counts:
    """Return `critical` of 0 to `sizes` - 1 discordant firms.

    All at once: a search for a size asks for most of them, and again and again.
    """
    numbers = np.arange(sizes)

    def significant(counts: Counts) -> NDArray[np.bool_]:
        few = np.clip(counts, 0, None)
        p_values = (mid_ps if mid else exact_ps)(few, numbers)
        return np.where(counts < 0, True, p_values <= level)

    # The p-value grows with the smaller count: from a guess next to the answer, step to it.
    guess = np.nan_to_num(binom.ppf(level / 2, numbers, 0.5)).astype(np.int64)
    found = np.minimum(guess, numbers // 2)
    while (over := ~significant(found)).any():
        found[over] -= 1
    while (short := (found < numbers // 2) & significant(found + 1)).any():
        found[short] += 1
    return found


def _likely(
    firms: NDArray[np.int64], discordant: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the numbers of discordant firms that matter (all but 1e-13), and where each ends."""
    low, high = (np.asarray(binom.ppf(p, firms, discordant), int) for p in (5e-14, 1 - 5e-14))
    low, high = np.maximum(low, 0), np.minimum(high, firms)
    numbers = [np.arange(least, most + 1) for least, most in zip(low, high, strict=True)]
    return np.concatenate(numbers), np.cumsum(high - low + 1)


def _given_discordant(
    numbers: NDArray[np.int64], second: float, level: float, mid: bool
) -> NDArray[np.float64]:
    """Return the power given each number of discordant firms, `second` being the smaller side."""
    cut = _criticals(1 << int(numbers.max()).bit_length(), level, mid)[numbers]
    low = binom.cdf(cut, numbers, second)
    high = binom.sf(numbers - cut - 1, numbers, second)
    return np.where(cut >= 0, low + high, 0.0)


def _settled(reached: Callable[[Sequence[int]], list[bool]], start: int) -> int:
    """Return the first size from `start` that reaches the target with each of the next 20."""
    run, first = 0, start
    while True:
        sizes = range(first, first + _AT_ONCE)
        for firms, there in zip(sizes, reached(sizes), strict=True):
            run = run + 1 if there else 0
            if run > 20:
                return firms + 1 - run
        first += _AT_ONCE


def _refuse(first_only: float, second_only: float, level: float) -> None:
    """Raise unless the probabilities fit into one table and the level is a level."""
    if min(first_only, second_only) < 0 or first_only + second_only > 1:
        msg = (
            "first_only and second_only must be 0 or more and add to 1 at most, got "
            f"{first_only} and {second_only}"
        )
        raise ValueError(msg)
    if not 0 < level < 1:
        msg = f"level must lie between 0 and 1, both excluded, got {level}"
        raise ValueError(msg)
