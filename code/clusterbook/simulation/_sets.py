"""Which firms a scenario speaks of: gatekeepers, those taken out, those that links reach."""

from __future__ import annotations

import numpy as np

from clusterbook.simulation._cluster import ASSEMBLY, MACHINERY
from clusterbook.simulation._network import Bools, Ints
from clusterbook.simulation._parameters import Floats
from clusterbook.simulation._scenarios import Scenario
from clusterbook.simulation._world import World

_LOTS = {"concentrated": 0, "concentrated_other": 1, "random": 2, "random_other": 3}
"""Which stretch of the assemblers in random order each random set is."""


def gatekeepers(world: World, present: Bools, replacement: bool) -> Ints:
    """Return the assemblers of highest capacity, as many as the world has leaders.

    Parameters
    ----------
    world
        Firms, and how many of them lead.
    present
        Who was not taken out.
    replacement
        Whether the next ones take the places of those that were taken out; without, these stay in
        the list, and what is meant for them is lost.
    """
    allowed = present if replacement else np.ones_like(present)
    return _top(world, world.firms.capacity, allowed)


def taken_out(world: World, scenario: Scenario) -> Bools:
    """Return which firms a scenario takes out of the cluster."""
    gone = np.zeros(world.size, np.bool_)
    if scenario.removed != "none":
        gone[_removal(world, scenario.removed)] = True
    return gone


def bystanders(world: World) -> Bools:
    """Return the assemblers that no removal takes out: the same base for every scenario."""
    touched = np.zeros(world.size, np.bool_)
    for removed in ("capacity", "size", "degree", "random", "random_other", "like_makers"):
        touched[_removal(world, removed)] = True
    return np.asarray((world.firms.kind == ASSEMBLY) & ~touched)


def reached(world: World, scenario: Scenario, gatekeepers: Ints) -> Ints:
    """Return the firms that an outside event of the scenario may reach."""
    links = scenario.mechanisms.links
    if links == "active":
        return gatekeepers
    if links in _LOTS:
        return _lot(world, links)
    return np.arange(world.size)


def _removal(world: World, removed: str) -> Ints:
    """Return the firms of one kind of removal."""
    everyone = np.ones(world.size, np.bool_)
    if removed in _LOTS:
        return _lot(world, removed)
    if removed == "makers":
        return np.flatnonzero(world.firms.kind == MACHINERY)
    if removed == "like_makers":
        return world.others[: int((world.firms.kind == MACHINERY).sum())]
    by = {"capacity": world.firms.capacity, "size": world.firms.size}
    return _top(world, by.get(removed, world.network.degree.astype(float)), everyone)


def _top(world: World, value: Floats, allowed: Bools) -> Ints:
    """Return the leading assemblers by `value` among those allowed; ties go to the lower number."""
    candidates = np.flatnonzero((world.firms.kind == ASSEMBLY) & allowed)
    order = np.argsort(-value[candidates], kind="stable")
    return candidates[order[: world.leaders]]


def _lot(world: World, name: str) -> Ints:
    """Return one of the random sets of assemblers, which do not overlap."""
    first = _LOTS[name] * world.leaders
    return world.lots[first : first + world.leaders]
