"""A part of a sweep: some points, every scenario, every replication."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from clusterbook.simulation._cluster import Cluster
from clusterbook.simulation._common_random_numbers import luck
from clusterbook.simulation._levels import firm_and_half, levels, share
from clusterbook.simulation._parameters import Floats, Parameters
from clusterbook.simulation._run import run
from clusterbook.simulation._scenarios import Scenario
from clusterbook.simulation._sets import bystanders
from clusterbook.simulation._setting import setting
from clusterbook.simulation._structures import BASE, Structure
from clusterbook.simulation._world import Seed, world
from clusterbook.simulation.experiments._design import Plan, at

OUTCOMES = (
    *("assemblers", "firms", "bystanders"),
    *("technology", "firm", "half", "other_firm", "other_half"),
)


def trials(plan: Plan, first: int, points: Floats) -> pd.DataFrame:
    """Run all scenarios at some points.

    Parameters
    ----------
    plan
        Scenarios, replications and seed.
    first
        Number of the first point in its study; it is part of the seed.
    points
        Shape (points, free parameters).

    Returns
    -------
    DataFrame
        structure (category), point (uint16), scenario (category), replication (uint8), and as
        float32: assemblers, firms, bystanders (shares that master at the end; bystanders are the
        assemblers that no scenario touches), technology, firm, half, other_firm, other_half (years,
        nan if not within the run; the last two of bystanders).
    """
    keys = [scenario.key for scenario in plan.scenarios]
    readings = [structure.key for structure in plan.structures]
    rows = [
        (place, first + offset, keys.index(key), replication, *outcomes)
        for offset, values in enumerate(points)
        for place, structure in enumerate(plan.structures)
        for replication in range(plan.replications)
        for key, outcomes in _trial(
            plan, structure, at(plan.space, values), (first + offset, replication)
        )
    ]
    columns = ["structure", "point", "scenario", "replication", *OUTCOMES]
    frame = pd.DataFrame(rows, columns=columns)
    types = {"point": np.uint16, "replication": np.uint8} | dict.fromkeys(OUTCOMES, np.float32)
    named = {
        name: pd.Categorical(np.array(words)[frame[name]], categories=words)
        for name, words in (("structure", readings), ("scenario", keys))
    }
    return frame.assign(**named).astype(types)


def _trial(
    plan: Plan, structure: Structure, parameters: Parameters, at: tuple[int, int]
) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield scenario and outcomes in one seeded world for each regime."""
    regimes = {scenario.regime.key for scenario in plan.scenarios}
    for key in sorted(regimes):
        listed = [scenario for scenario in plan.scenarios if scenario.regime.key == key]
        yield from one_world(plan.cluster, parameters, listed, (plan.seed, *at), structure)


def one_world(
    cluster: Cluster,
    parameters: Parameters,
    listed: Sequence[Scenario],
    seed: Seed,
    structure: Structure = BASE,
) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Run scenarios of one regime in one world with common luck.

    Yields
    ------
    tuple
        The scenario's key, and its outcomes in the order of `OUTCOMES`.
    """
    here = world(parameters, listed[0].regime, cluster, seed, structure)
    untouched = bystanders(here)
    budget = max(scenario.budget for scenario in listed)
    numbers = {scenario.key: setting(parameters, scenario) for scenario in listed}
    lucks = {
        stream: luck(here, numbers[listed[0].key], seed, stream, budget)
        for stream in {scenario.luck for scenario in listed}
    }
    for scenario in listed:
        done = run(here, numbers[scenario.key], scenario, lucks[scenario.luck])
        found = levels(done)
        shares = (found.assemblers, found.firms, share(done, untouched))
        years = (found.technology, found.firm, found.half, *firm_and_half(done, untouched))
        yield scenario.key, (*shares, *years)
