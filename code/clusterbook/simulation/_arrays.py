"""From world, setting and scenario to the arrays that the equations of `dynamics` take."""

from __future__ import annotations

import numpy as np

from clusterbook.simulation._cluster import MACHINERY
from clusterbook.simulation._common_random_numbers import Luck
from clusterbook.simulation._dynamics import NEVER, Agents, Rates, State, Ties
from clusterbook.simulation._network import Bools
from clusterbook.simulation._scenarios import Scenario
from clusterbook.simulation._sets import capacities
from clusterbook.simulation._setting import Setting
from clusterbook.simulation._world import World

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
    """Return what differs between firms: φ_i = (1-ω) + ω·a_i, B = min(1, (1+n)/k)^γ."""
    capacity, start = capacities(world, scenario), world.start
    m = world.regime.components
    k, held = np.maximum(np.arange(m + 1), 1)[:, None], np.arange(m + 1)
    held_outside = start.customer_held | scenario.buyers_hold_all
    return Agents(
        capacity=capacity,
        phi=(1 - setting.omega) + setting.omega * capacity,
        exporter=world.firms.exporter,
        present=present,
        enters=world.enters,
        needed=start.needed,
        threshold=start.threshold,
        readiness=np.minimum(1.0, (1 + held) / k) ** setting.gamma,
        embodiable=start.embodiable,
        customer_held=held_outside,
    )


def ties(world: World, setting: Setting, present: Bools) -> Ties:
    """Return the ties with their weights; a tie to a firm that was taken out is none."""
    net, maker = world.network, world.firms.kind == MACHINERY
    there = np.concatenate([[0], np.cumsum(present[net.indices])])
    degree = (there[net.indptr[1:]] - there[net.indptr[:-1]]).astype(float)
    others = present & ~maker
    if world.structure.divisor == "own_clients":
        sold = np.concatenate([[0], np.cumsum(present[net.client_indices])])
        own = (sold[net.client_indptr[1:]] - sold[net.client_indptr[:-1]]).astype(float)
    else:
        own = np.full(world.size, degree[others].mean() if others.any() else 0.0)
    whole = net.cooperative & setting.cooperation
    return Ties(
        indptr=net.indptr,
        indices=net.indices,
        weight=np.where(whole, 1.0, 1 - setting.alpha),
        divisor=np.where(maker, own, degree),
        suppliers=net.suppliers,
        bought=((net.suppliers >= 0) & present[net.suppliers]).sum(axis=1).astype(float),
        client_indptr=net.client_indptr,
        client_indices=net.client_indices,
    )


def state(world: World, luck: Luck, present: Bools, events: int) -> State:
    """Return the state at the start; a firm that was taken out holds nothing."""
    shape = world.start.state.shape
    n, m = shape
    return State(
        x=np.where(present[:, None], world.start.state, 0).astype(np.int8),
        held=np.zeros(n, np.int16),
        heard=np.zeros(shape),
        taught=np.zeros(shape, np.float32),
        learn=np.where(world.start.needed, luck.learn, np.inf),
        convert=luck.convert.copy(),
        raw=np.zeros(n, np.int16),
        pending=np.empty((n + events) * m, np.int64),
        acquired=np.full(shape, NEVER, np.int16),
        shared=np.full(shape, NEVER, np.int16),
    )
