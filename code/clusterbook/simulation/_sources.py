"""Who taught whom: where each firm had each component from, read back from a run.

A run notes when a component was acquired and when it could be shared. That settles the hazard under
which it was acquired, and so the chances of its sources: what is learnt here comes from practice,
customers, a partner or a machinery maker in proportion to their terms of the hazard; what is held
before it is shared came from outside.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from clusterbook.simulation import _arrays as arrays
from clusterbook.simulation._dynamics import (
    NEVER,
    Agents,
    Rates,
    Ties,
    absorbing,
    customers,
    demand,
    embodied,
    joined,
    practice,
    spillover,
)
from clusterbook.simulation._network import Ints
from clusterbook.simulation._parameters import Floats
from clusterbook.simulation._run import Run
from clusterbook.simulation._scenarios import Scenario
from clusterbook.simulation._setting import Setting
from clusterbook.simulation._world import World

PRACTICE, CUSTOMERS, OUTSIDE, DEMAND, NOWHERE = -1, -2, -3, -4, -9
"""Sources that are no firm; `NOWHERE` where a component was held at the start, or never."""


def sources(
    run: Run, world: World, setting: Setting, scenario: Scenario, rng: np.random.Generator
) -> Ints:
    """Return where each firm had each component from: shape (n, m).

    Parameters
    ----------
    run
        A run of the scenario in the world.
    world, setting, scenario
        What it was run with.
    rng
        Decides between sources that were possible at once.

    Returns
    -------
    array
        A firm's number, or one of `PRACTICE`, `CUSTOMERS`, `OUTSIDE`, `DEMAND`, `NOWHERE`.
    """
    found = np.full(run.acquired.shape, NOWHERE, np.int32)
    local = (run.acquired > 0) & (run.acquired != NEVER) & (run.acquired == run.shared)
    found[(run.acquired > 0) & (run.acquired < run.shared)] = OUTSIDE
    where, tied = np.argwhere(local), arrays.ties(world, setting, run.present)
    most = 3 + tied.suppliers.shape[1]
    most += np.diff(tied.indptr).max() + np.diff(tied.client_indptr).max()
    chosen = np.empty(len(where), np.int32)
    _choose(
        arrays.rates(world, setting, scenario),
        arrays.agents(world, setting, scenario, run.present),
        tied,
        run.acquired,
        run.shared,
        where,
        rng.random(len(where)),
        np.empty(most, np.int32),
        np.empty(most),
        chosen,
    )
    found[local] = chosen
    return found


# Not kept on disk: numba would not notice that an equation in `dynamics` had changed. So it has
# plain loops alone: to compile what it called of NumPy took seconds, in every process.
@njit(error_model="numpy")
def _choose(
    r: Rates,
    agents: Agents,
    ties: Ties,
    acquired: Ints,
    shared: Ints,
    where: Ints,
    pick: Floats,
    who: Ints,
    chance: Floats,
    chosen: Ints,
) -> None:
    """Choose the source of each (firm, component), with chances in proportion to its term."""
    for each in range(len(where)):
        i, c = where[each, 0], where[each, 1]
        count = _candidates(r, agents, ties, acquired, shared, i, c, who, chance)
        level = 0.0
        for place in range(count):
            level += chance[place]
        level *= pick[each]
        place = 0
        while place < count - 1 and level >= chance[place]:
            level -= chance[place]
            place += 1
        chosen[each] = who[place]


@njit(error_model="numpy", inline="always")
def _candidates(
    r: Rates,
    agents: Agents,
    ties: Ties,
    acquired: Ints,
    shared: Ints,
    i: int,
    c: int,
    who: Ints,
    chance: Floats,
) -> int:
    """List the sources of component c for firm i with their terms; return how many there are."""
    before = acquired[i, c]  # a source shared before this step
    phi = absorbing(r, agents.capacity[i])
    held = 0
    for other in range(acquired.shape[1]):
        held += acquired[i, other] < before
    b = agents.readiness[agents.threshold[i], held]
    able = joined(r.added, phi, b)
    who[0], chance[0] = PRACTICE, practice(r, joined(r.added, agents.capacity[i], b))
    who[1], chance[1] = CUSTOMERS, customers(r, agents.customer_held[c], able, agents.exporter[i])
    who[2], chance[2] = DEMAND, demand(r, able)
    count = 3
    by_tie = spillover(r, able, 1.0, ties.divisor[i])  # the term of one partner with w = 1
    for e in range(ties.indptr[i], ties.indptr[i + 1]):
        who[count] = ties.indices[e]
        weight = 1.0 if ties.whole[e] else ties.weight
        chance[count] = by_tie * weight * (shared[who[count], c] < before)
        count += 1
    for e in range(ties.client_indptr[i], ties.client_indptr[i + 1]):
        who[count] = ties.client_indices[e]
        chance[count] = by_tie * (shared[who[count], c] < before)
        count += 1
    by_maker = embodied(r, agents.embodiable[c], 1.0, ties.bought[i])
    for s in ties.suppliers[i]:
        who[count] = s
        chance[count] = by_maker * (s >= 0 and shared[s, c] < before)
        count += 1
    return count
