"""One run: a world, its luck and a scenario go in; when each firm learnt what comes out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clusterbook.simulation.cluster import ASSEMBLY, MACHINERY, Cluster
from clusterbook.simulation.dynamics import NEVER, Agents, Rates, State, Ties, diffuse
from clusterbook.simulation.luck import Luck, luck
from clusterbook.simulation.network import Bools, Ints
from clusterbook.simulation.parameters import Floats, Parameters
from clusterbook.simulation.scenarios import Scenario
from clusterbook.simulation.sets import gatekeepers, reached, taken_out
from clusterbook.simulation.setting import Setting, setting
from clusterbook.simulation.world import Seed, World, world

_SAME = (
    *("alpha", "sigma", "opportunity", "omega", "distance", "iota", "eps"),
    *("beta", "delta", "kappa", "chi", "division", "customers", "dt"),
)


@dataclass(frozen=True)
class Run:
    """What happened.

    Parameters
    ----------
    dt
        Length of a step in years.
    steps
        How many.
    acquired, shared
        Shape (n, m), int16: after how many steps a firm held a component, and could share it; 0 at
        the start, `dynamics.NEVER` if not within the run. What was learnt here is shared at once;
        what came from outside is held before it is shared.
    threshold
        Shape (n,): k_i.
    needed
        Shape (n, m).
    present, assembler
        Shape (n,): who was not taken out, and who is an assembler.
    """

    dt: float
    steps: int
    acquired: Ints
    shared: Ints
    threshold: Ints
    needed: Bools
    present: Bools
    assembler: Bools

    @property
    def times(self) -> Floats:
        """Years at the start and after each step: shape (steps + 1,)."""
        return np.asarray(np.arange(self.steps + 1) * self.dt, dtype=float)

    @property
    def state(self) -> Ints:
        """What each firm holds at the end: 0 none, 1 raw, 2 converted."""
        held, shared = self.acquired != NEVER, self.shared != NEVER
        return np.asarray(held.astype(np.int8) + shared.astype(np.int8))

    @property
    def mastered(self) -> Ints:
        """Steps after which each firm held the k_i components it needs jointly: shape (n,)."""
        ordered = np.sort(self.acquired, axis=1)
        reached = ordered[np.arange(len(ordered)), self.threshold.astype(np.int64) - 1]
        return np.asarray(np.where(self.present, reached, NEVER))

    def curve(self, among: Bools) -> Floats:
        """Return the share of the present firms `among` those given that master, over `times`."""
        counted = self.mastered[among & self.present]
        arrived = np.bincount(counted[counted != NEVER], minlength=self.steps + 1)
        return np.asarray(np.cumsum(arrived) / max(len(counted), 1), dtype=float)


def run(world: World, setting: Setting, scenario: Scenario, luck: Luck) -> Run:
    """Run a scenario in a world.

    Neither world nor luck is changed, so that scenarios can share them.

    Parameters
    ----------
    world, luck
        Drawn for the scenario's regime.
    setting
        Of the scenario.
    scenario
        What is switched on, taken out and changed.

    Raises
    ------
    ValueError
        If world and setting belong to different regimes, or the luck is too short for the budget.
    """
    if world.regime != setting.regime or setting.regime != scenario.regime:
        keys = f"{world.regime.key}, {setting.regime.key} and {scenario.regime.key}"
        raise ValueError(f"world, setting and scenario belong to different regimes: {keys}")
    present = ~taken_out(world, scenario)
    links = scenario.mechanisms.links
    budget = 0 if links == "none" else scenario.budget
    events = luck.events(budget)
    state = _state(world, luck, present, int(np.bincount(events.step, minlength=1).max()))
    same = {name: getattr(setting, name) for name in _SAME}
    rates = Rates(**same, package=setting.regime.package, missing_only=links != "passive")
    agents = _agents(world, setting, scenario, present)
    aims = reached(world, scenario, gatekeepers(world, present, scenario.replacement))
    diffuse(rates, agents, _ties(world, setting, present), state, events, aims, world.regime.steps)
    return Run(
        dt=setting.dt,
        steps=world.regime.steps,
        acquired=state.acquired,
        shared=state.shared,
        threshold=world.start.threshold,
        needed=world.start.needed,
        present=present,
        assembler=world.firms.kind == ASSEMBLY,
    )


def simulate(parameters: Parameters, scenario: Scenario, cluster: Cluster, seed: Seed) -> Run:
    """Draw a world and its luck from one seed, and run a scenario in it."""
    numbers = setting(parameters, scenario)
    drawn = world(parameters, scenario.regime, cluster, seed)
    return run(drawn, numbers, scenario, luck(drawn, numbers, seed, scenario.luck, scenario.budget))


def _agents(world: World, setting: Setting, scenario: Scenario, present: Bools) -> Agents:
    """Return what differs between firms: φ_i = (1-ω) + ω·a_i, B = min(1, (1+n)/k)^γ."""
    capacity, start = world.firms.capacity, world.start
    if scenario.capacity == "equal":
        capacity = np.full_like(capacity, capacity.mean())
    m = world.regime.components
    k, held = np.maximum(np.arange(m + 1), 1)[:, None], np.arange(m + 1)
    held_outside = start.customer_held | scenario.buyers_hold_all
    return Agents(
        capacity=capacity,
        phi=(1 - setting.omega) + setting.omega * capacity,
        exporter=world.firms.exporter,
        present=present,
        needed=start.needed,
        threshold=start.threshold,
        readiness=np.minimum(1.0, (1 + held) / k) ** setting.gamma,
        embodiable=start.embodiable,
        customer_held=held_outside,
    )


def _ties(world: World, setting: Setting, present: Bools) -> Ties:
    """Return the ties with their weights; a tie to a firm that was taken out is none."""
    net, maker = world.network, world.firms.kind == MACHINERY
    there = np.concatenate([[0], np.cumsum(present[net.indices])])
    degree = (there[net.indptr[1:]] - there[net.indptr[:-1]]).astype(float)
    others = present & ~maker
    mean = float(degree[others].mean()) if others.any() else 0.0
    whole = net.cooperative & setting.cooperation
    return Ties(
        indptr=net.indptr,
        indices=net.indices,
        weight=np.where(whole, 1.0, 1 - setting.alpha),
        divisor=np.where(maker, mean, degree),
        suppliers=net.suppliers,
        bought=((net.suppliers >= 0) & present[net.suppliers]).sum(axis=1).astype(float),
        client_indptr=net.client_indptr,
        client_indices=net.client_indices,
    )


def _state(world: World, luck: Luck, present: Bools, events: int) -> State:
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
