"""One run: a world, its luck and a scenario go in; when each firm learnt what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clusterbook.simulation import _arrays as arrays
from clusterbook.simulation._cluster import ASSEMBLY, Cluster
from clusterbook.simulation._common_random_numbers import Luck, luck
from clusterbook.simulation._dynamics import NEVER, diffuse
from clusterbook.simulation._network import Bools, Ints
from clusterbook.simulation._parameters import Floats, Parameters
from clusterbook.simulation._scenarios import Scenario
from clusterbook.simulation._sets import gatekeepers, reached, taken_out
from clusterbook.simulation._setting import Setting, setting
from clusterbook.simulation._structures import BASE, Structure
from clusterbook.simulation._world import Seed, World, world


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

    @cached_property
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
    events = luck.events(0 if scenario.mechanisms.links == "none" else scenario.budget)
    busiest = int(np.bincount(events.step, minlength=1).max())
    state = arrays.state(world, luck, present, busiest)
    diffuse(
        arrays.rates(world, setting, scenario),
        arrays.agents(world, setting, scenario, present),
        arrays.ties(world, setting, present),
        state,
        events,
        reached(world, scenario, gatekeepers(world, present, scenario.replacement)),
        world.regime.steps,
    )
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


def simulate(
    parameters: Parameters,
    scenario: Scenario,
    cluster: Cluster,
    seed: Seed,
    structure: Structure = BASE,
) -> Run:
    """Draw a world and its luck from one seed, and run a scenario in it."""
    numbers = setting(parameters, scenario)
    drawn = world(parameters, scenario.regime, cluster, seed, structure)
    return run(drawn, numbers, scenario, luck(drawn, numbers, seed, scenario.luck, scenario.budget))
