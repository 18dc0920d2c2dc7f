"""Which firms a scenario speaks of: gatekeepers, those taken out, those that links reach.

The leaders of a world are its gatekeepers: the assemblers that active links reach, by the rule of
its structure.
"""

from __future__ import annotations

import numpy as np

from clusterbook.simulation._cluster import ASSEMBLY, MACHINERY
from clusterbook.simulation._network import Bools, Ints
from clusterbook.simulation._parameters import Floats
from clusterbook.simulation._scenarios import Scenario
from clusterbook.simulation._world import World

_LOTS = {"few": 0, "random": 1, "random_other": 2}
"""Which stretch of the assemblers in random order each random set is."""


def gatekeepers(world: World, present: Bools, replacement: bool) -> Ints:
    """Return the leading assemblers, as many as the world has leaders.

    Parameters
    ----------
    world
        Firms, how many of them lead, and by which rule.
    present
        Who was not taken out.
    replacement
        Whether the next ones take the places of those that were taken out; without, these stay in
        the list, and what is meant for them is lost.
    """
    assemblers = world.firms.kind == ASSEMBLY
    return _top(world, assemblers & present if replacement else assemblers)


def taken_out(world: World, scenario: Scenario) -> Bools:
    """Return which firms a scenario takes out of the cluster."""
    gone = np.zeros(world.size, np.bool_)
    if scenario.removed != "none":
        gone[_removal(world, scenario.removed)] = True
    return gone


def bystanders(world: World) -> Bools:
    """Return the assemblers that no scenario touches: the same base for every one of them.

    Left out are those that some scenario takes out or weakens, and twice as many leaders as there
    are, for the next in line take the places of those that go.
    """
    touched = np.zeros(world.size, np.bool_)
    for removed in ("random", "random_other", "like_makers"):
        touched[_removal(world, removed)] = True
    touched[_top(world, world.firms.kind == ASSEMBLY, 2 * world.leaders)] = True
    return np.asarray((world.firms.kind == ASSEMBLY) & ~touched)


def reached(world: World, scenario: Scenario, gatekeepers: Ints) -> Ints:
    """Return the firms that an outside event of the scenario may reach."""
    linked = scenario.mechanisms.linked
    among = world.firms.kind == ASSEMBLY if "assemblers" in linked else np.full(world.size, True)
    if "few" not in linked:
        return np.flatnonzero(among)
    if "able" in linked:
        return gatekeepers if "assemblers" in linked else _top(world, among)
    return _lot(world, "few") if "assemblers" in linked else world.anyone[: world.leaders]


def capacities(world: World, scenario: Scenario) -> Floats:
    """Return every firm's absorptive capacity under a scenario: shape (n,)."""
    drawn = world.firms.capacity
    if scenario.capacity == "drawn":
        return drawn
    if scenario.capacity == "equal":
        return np.full_like(drawn, drawn.mean())
    found, assemblers = drawn.copy(), world.firms.kind == ASSEMBLY
    leaders, mean = _top(world, assemblers), drawn[assemblers].mean()
    if scenario.capacity == "leaders_mean":
        found[leaders] = mean
        return found
    lost = float((drawn[leaders] - mean).sum())
    others = np.setdiff1d(
        np.union1d(*(_lot(world, n) for n in ("random", "random_other"))), leaders
    )
    found[others] *= max(0.0, 1 - lost / drawn[others].sum())
    return np.asarray(np.minimum(found, 1.0), dtype=float)


def _removal(world: World, removed: str) -> Ints:
    """Return the firms of one kind of removal."""
    if removed in _LOTS:
        return _lot(world, removed)
    if removed == "makers":
        return np.flatnonzero(world.firms.kind == MACHINERY)
    if removed == "like_makers":
        return world.others[: int((world.firms.kind == MACHINERY).sum())]
    return _top(world, world.firms.kind == ASSEMBLY)


def _top(world: World, allowed: Bools, number: int | None = None) -> Ints:
    """Return the leading firms among those allowed; equals go to the lower number."""
    candidates = np.flatnonzero(allowed)
    order = np.argsort(-_standing(world)[candidates], kind="stable")
    return candidates[order[: world.leaders if number is None else number]]


def _standing(world: World) -> Floats:
    """Return by what firms lead, by the structure's rule."""
    rule = world.structure.gatekeepers
    if rule == "random":
        place = np.empty(world.size)
        place[world.anyone] = -np.arange(world.size)
        return place
    by = {"capacity": world.firms.capacity, "size": world.firms.size}
    return by.get(rule, world.network.degree.astype(float))


def _lot(world: World, name: str) -> Ints:
    """Return one of the random sets of assemblers, which do not overlap."""
    first = _LOTS[name] * world.leaders
    return world.lots[first : first + world.leaders]
