"""From world, setting and scenario to the arrays that the equations of `dynamics` take."""

from __future__ import annotations

import numpy as np

from clusterbook.simulation._cluster import MACHINERY
from clusterbook.simulation._common_random_numbers import Luck
from clusterbook.simulation._dynamics import NEVER, WHOLE, Agents, Rates, State, Ties
from clusterbook.simulation._network import Bools, Ints
from clusterbook.simulation._parameters import Floats
from clusterbook.simulation._scenarios import Scenario
from clusterbook.simulation._sets import capacities
from clusterbook.simulation._setting import Setting
from clusterbook.simulation._world import CONVERTED, NONE, RAW, World

_SAME = (
    *("alpha", "sigma", "opportunity", "omega", "distance", "iota", "eps"),
    *("beta", "delta", "kappa", "psi", "chi", "division", "customers", "dt"),
)


def rates(world: World, setting: Setting, scenario: Scenario) -> Rates:
    """Return what is the same for all firms."""
    same = {name: getattr(setting, name) for name in _SAME}
    return Rates(
        **same,
        package=setting.regime.package,
        aimed="aimed" in scenario.mechanisms.linked,
        added=world.structure.capacity == "added",
    )


def agents(world: World, setting: Setting, scenario: Scenario, present: Bools) -> Agents:
    """Return what differs between firms; B = min(1, (1+n)/k)^γ."""
    capacity, start = capacities(world, scenario), world.start
    m = world.regime.components
    k, held = np.maximum(np.arange(m + 1), 1)[:, None], np.arange(m + 1)
    held_outside = start.customer_held | scenario.buyers_hold_all
    return Agents(
        capacity=capacity,
        exporter=world.firms.exporter,
        present=present,
        enters=np.where(present, world.enters, NEVER).astype(np.int16),
        needed=start.needed,
        threshold=start.threshold,
        readiness=np.minimum(1.0, (1 + held) / k) ** setting.gamma,
        embodiable=start.embodiable,
        customer_held=held_outside,
    )


def ties(world: World, setting: Setting, present: Bools) -> Ties:
    """Return the ties with their weights; a tie to a firm that was taken out is none.

    Raises
    ------
    ValueError
        If a firm has more partners or clients than `State.heard` can count.
    """
    most = max(
        np.diff(each).max(initial=0) for each in (world.network.indptr, world.network.client_indptr)
    )
    if most >= WHOLE:
        raise ValueError(
            f"a firm has {most:,} partners or clients, a run counts up to {WHOLE - 1:,}"
        )
    net, maker = world.network, world.firms.kind == MACHINERY
    degree = _present(present, net.indptr, net.indices)
    others = present & ~maker
    if world.structure.divisor == "own_clients":
        own = _present(present, net.client_indptr, net.client_indices)
    else:
        own = np.full(world.size, degree[others].mean() if others.any() else 0.0)
    return Ties(
        indptr=net.indptr,
        indices=net.indices,
        whole=net.cooperative if setting.cooperation else np.zeros_like(net.cooperative),
        weight=float(1 - setting.alpha),
        divisor=np.where(maker, own, degree),
        suppliers=net.suppliers,
        bought=_bought(present, net.suppliers),
        client_indptr=net.client_indptr,
        client_indices=net.client_indices,
    )


def _present(present: Bools, indptr: Ints, indices: Ints) -> Floats:
    """Return how many of each firm's partners are there."""
    if present.all():
        return np.diff(indptr).astype(float)
    there = np.concatenate([[0], np.cumsum(present[indices])])
    return np.asarray((there[indptr[1:]] - there[indptr[:-1]]).astype(float))


def _bought(present: Bools, suppliers: Ints) -> Ints:
    """Return how many makers each firm buys from that are there."""
    there = suppliers >= 0
    if not present.all():
        there &= present[suppliers]
    found = np.zeros(len(suppliers), np.uint8)
    for place in range(suppliers.shape[1]):  # along the firms: along so short a row takes ten times
        found += there[:, place]
    return found


def state(world: World, luck: Luck, present: Bools, events: int) -> State:
    """Return the state before anything is held, with what is held at the start as pending.

    A firm that was taken out holds nothing. No step has more outside events than `events`.
    """
    shape = n, m = world.start.state.shape
    pending = np.empty((m, n + events), np.int32)
    learnt, brought = np.zeros(m, np.int64), np.zeros(m, np.int64)
    for c in range(m):
        known = np.where(present, world.start.state[:, c], NONE)
        to_share, raw = np.flatnonzero(known == CONVERTED), np.flatnonzero(known == RAW)
        learnt[c], brought[c] = len(to_share), len(to_share) + len(raw)
        pending[c, : brought[c]] = np.concatenate([to_share, raw])
    learn = np.full((m, n), np.inf)
    np.copyto(learn.T, luck.learn, where=world.start.needed & (world.start.state != CONVERTED))
    return State(
        acquired=np.full(shape, NEVER, np.int16),
        shared=np.full(shape, NEVER, np.int16),
        held=np.zeros(n, np.int16),
        raw=np.zeros(n, np.int16),
        stirs=np.ones(n, np.bool_),
        own=np.zeros(n),
        able=np.zeros(n),
        near=np.zeros(n),
        made=np.zeros(n),
        heard=np.zeros((m, n), np.uint32),
        taught=np.zeros((m, n), np.uint8),
        learn=learn,
        convert=np.ascontiguousarray(luck.convert),
        order=np.empty(m, np.int64),
        pending=pending,
        learnt=learnt,
        brought=brought,
    )
