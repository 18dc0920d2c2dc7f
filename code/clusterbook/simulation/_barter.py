"""Knowledge bartered on a ring with shortcuts: the model of Cowan and Jonard (2004).

A model-to-model check. Firms are vectors of knowledge; neighbours meet, and trade only what both
gain from. Their abstract says that in the steady state mean knowledge and its variance are highest
in the small world, where about a tenth of the ties are long, and the coefficient of variation is
lowest there. The article's body could not be read; `Barter` says which numbers are remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass
from functools import cache

import numba
import numpy as np
import pandas as pd
from numpy.typing import NDArray

Knowledge = NDArray[np.float64]
Pairs = NDArray[np.int64]

_LOW = 2**32 - 1
"""What cuts a product down to its lower half, of 32 bits."""


@dataclass(frozen=True)
class Barter:
    """One economy.

    Parameters
    ----------
    firms
        How many there are (remembered: 500).
    degree
        Ties of a firm, on average (remembered: 10); even.
    kinds
        Entries of a knowledge vector (assumed: 5).
    learnt
        Share of a gap that a trade closes (assumed: .5). 0 to 1.
    alike
        Two entries count as equal if they differ by less than this share of the larger (a later
        model that follows theirs takes .01).
    experts
        Firms with one entry far above the rest (that later model: a tenth of the firms).
    ordinary, expert
        Entries are uniform between 0 and `ordinary` (10 in that model); an expert's is `expert`
        (30).
    """

    firms: int = 500
    degree: int = 10
    kinds: int = 5
    learnt: float = 0.5
    alike: float = 0.01
    experts: int = 50
    ordinary: float = 10.0
    expert: float = 30.0

    def __post_init__(self) -> None:
        """Refuse an economy that cannot be.

        Raises
        ------
        ValueError
            If a number lies outside its range.
        """
        if self.degree % 2 or not 2 <= self.degree < self.firms:
            raise ValueError(f"degree must be even, from 2 to below {self.firms}: {self.degree}")
        if not 0 < self.learnt <= 1 or not 0 < self.alike < 1:
            raise ValueError(
                f"learnt must lie in (0, 1] and alike in (0, 1), got {self.learnt}, {self.alike}"
            )
        if self.kinds < 2 or not 0 <= self.experts <= self.firms:
            raise ValueError(
                f"needs 2 kinds or more and 0 to {self.firms} experts, "
                f"got {self.kinds}, {self.experts}"
            )


def small_world(firms: int, degree: int, rewired: float, generator: np.random.Generator) -> Pairs:
    """Return the ties of a Watts–Strogatz ring, shape (firms × degree / 2, 2).

    Every tie to the degree / 2 next neighbours keeps its first end; with probability `rewired` its
    other end is drawn anew among all firms that are not yet tied to the first.

    Raises
    ------
    ValueError
        If `rewired` is no probability.
    """
    if not 0 <= rewired <= 1:
        raise ValueError(f"rewired must be a probability in [0, 1], got {rewired}")
    tied = [set[int]() for _ in range(firms)]
    pairs = [(i, (i + step) % firms) for step in range(1, degree // 2 + 1) for i in range(firms)]
    for i, j in pairs:
        tied[i].add(j)
        tied[j].add(i)
    for nth, (i, j) in enumerate(pairs):
        if generator.random() >= rewired or len(tied[i]) >= firms - 1:
            continue
        new = int(generator.integers(firms))
        while new == i or new in tied[i]:
            new = int(generator.integers(firms))
        tied[i].remove(j)
        tied[j].remove(i)
        tied[i].add(new)
        tied[new].add(i)
        pairs[nth] = (i, new)
    return np.array(pairs, dtype=np.int64)


def endowed(barter: Barter, generator: np.random.Generator) -> Knowledge:
    """Return the knowledge that firms start with, shape (firms, kinds)."""
    known = generator.uniform(0, barter.ordinary, (barter.firms, barter.kinds))
    who = generator.choice(barter.firms, barter.experts, replace=False)
    known[who, generator.integers(barter.kinds, size=barter.experts)] = barter.expert
    return known


def settle(
    barter: Barter, pairs: Pairs, known: Knowledge, generator: np.random.Generator
) -> Knowledge:
    """Return what firms know when no tie has a trade left in it; the argument is not changed."""
    after = known.copy()
    offered, asked = np.empty((2, known.shape[1]), np.int64)
    bits = generator.bit_generator.ctypes
    throw, dice = bits.next_uint32, bits.state.value
    while _round(after, pairs, barter.learnt, barter.alike, offered, asked, throw, dice):
        pass
    return after


@numba.njit(cache=True, nogil=True)
def _round(
    known: Knowledge,
    pairs: Pairs,
    learnt: float,
    alike: float,
    offered: Pairs,
    asked: Pairs,
    throw: Callable[[int], int],
    dice: int,
) -> bool:
    """Let as many random ties meet as there are; say whether any could trade after that."""
    for _ in range(len(pairs)):
        nth = _below(len(pairs), throw, dice)
        i, j = pairs[nth, 0], pairs[nth, 1]
        if not _trade(known, i, j, alike):
            continue
        mine, theirs = _leads(known, i, j, alike, offered), _leads(known, j, i, alike, asked)
        swaps = min(mine, theirs)  # kind for kind: as many as the poorer can pay for
        _hand_over(known, i, j, learnt, offered, mine, swaps, throw, dice)
        _hand_over(known, j, i, learnt, asked, theirs, swaps, throw, dice)
    for nth in range(len(pairs)):  # noqa: SIM110  (numba compiles no generator)
        if _trade(known, pairs[nth, 0], pairs[nth, 1], alike):
            return True
    return False


@numba.njit(inline="always")
def _below(n: int, throw: Callable[[int], int], dice: int) -> int:
    """Return the number below n that `Generator.integers` would draw, by Lemire's method.

    What numba has for that takes longer to compile than all else here, and twelve times as long to
    draw.
    """
    if n == 1:
        return 0
    scaled = throw(dice) * n
    if scaled & _LOW < n:  # else there is no need to divide
        while scaled & _LOW < (_LOW + 1 - n) % n:
            scaled = throw(dice) * n
    return scaled >> 32


@numba.njit(inline="always")
def _trade(known: Knowledge, i: int, j: int, alike: float) -> bool:
    """Say whether each of two firms wants something of the other: most that meet do not."""
    one, other = False, False
    for kind in range(known.shape[1]):
        mine, theirs = known[i, kind], known[j, kind]
        one |= mine * (1 - alike) > theirs
        other |= theirs * (1 - alike) > mine
    return one and other


@numba.njit(inline="always")
def _leads(known: Knowledge, i: int, j: int, alike: float, kinds: Pairs) -> int:
    """Write in `kinds` where i knows enough more than j for j to want it; return how many."""
    found = 0
    for kind in range(known.shape[1]):
        if known[i, kind] * (1 - alike) > known[j, kind]:
            kinds[found] = kind
            found += 1
    return found


@numba.njit(inline="always")
def _hand_over(
    known: Knowledge,
    giver: int,
    taker: int,
    learnt: float,
    kinds: Pairs,
    leads: int,
    swaps: int,
    throw: Callable[[int], int],
    dice: int,
) -> None:
    """Let the taker learn `swaps` of the kinds in which the giver leads, drawn at random."""
    for nth in range(swaps):
        drawn = nth + _below(leads - nth, throw, dice)
        kinds[nth], kinds[drawn] = kinds[drawn], kinds[nth]
        kind = kinds[nth]
        known[taker, kind] += learnt * (known[giver, kind] - known[taker, kind])


def steady_states(barter: Barter, rewired: list[float], *, runs: int, seed: int) -> pd.DataFrame:
    """Return what knowledge is like in the end, for shares of rewired ties.

    Parameters
    ----------
    rewired
        Shares of ties, 0 to 1.
    runs
        Economies per share; the nth has the same endowments at each.
    seed
        Of the whole.

    Returns
    -------
    DataFrame
        rewired, run, mean (over firms of a firm's mean knowledge), variance (over firms),
        variation (coefficient of, its square root over the mean).
    """

    def states(run: int) -> list[tuple[float, int, float, float, float]]:
        rows = []
        known = endowed(barter, np.random.default_rng([seed, run]))
        for nth, share in enumerate(rewired):
            network = _network(barter.firms, barter.degree, share, (seed, run, nth + 1))
            pairs, generator = network[0], deepcopy(network[1])
            level = settle(barter, pairs, known, generator).mean(axis=1)
            mean, variance = float(level.mean()), float(level.var())
            rows.append((share, run, mean, variance, variance**0.5 / mean))
        return rows

    with ThreadPoolExecutor() as pool:  # each has dice of its own
        rows = [row for found in pool.map(states, range(runs)) for row in found]
    return pd.DataFrame(rows, columns=["rewired", "run", "mean", "variance", "variation"])


@cache
def _network(
    firms: int, degree: int, rewired: float, dice: tuple[int, ...]
) -> tuple[Pairs, np.random.Generator]:
    """Return ties, and the dice after they were drawn: the same whatever a trade teaches."""
    generator = np.random.default_rng(dice)
    return small_world(firms, degree, rewired, generator), generator


def averages(states: pd.DataFrame) -> pd.DataFrame:
    """Return means over runs with their standard errors.

    Parameters
    ----------
    states
        Result of `steady_states`; more columns than its own are groups, such as a rate.

    Returns
    -------
    DataFrame
        The groups, rewired, then mean, variance, variation, and each with `_error`.
    """
    measured = ["mean", "variance", "variation"]
    groups = [name for name in states.columns if name not in (*measured, "run")]
    by = states.groupby(groups)[measured]
    errors = by.sem().add_suffix("_error")
    return pd.concat([by.mean(), errors], axis=1).reset_index()


def together(by_rate: dict[float, pd.DataFrame]) -> pd.DataFrame:
    """Return `averages` of several `steady_states`, with `learnt` as a column."""
    return averages(pd.concat([frame.assign(learnt=rate) for rate, frame in by_rate.items()]))
