"""A small grid of runs for readers to move through: few controls, few levels, all combinations.

Parameters that no control moves lie at the centre of their ranges. All states share seeds, so that
a step of a control shows its effect and not another draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import asdict
from functools import partial
from itertools import product

import numpy as np
import pandas as pd

from clusterbook.simulation._common_random_numbers import luck
from clusterbook.simulation._levels import levels
from clusterbook.simulation._roles import role_shares, roles, transfers
from clusterbook.simulation._run import run
from clusterbook.simulation._scenarios import Scenario, one
from clusterbook.simulation._setting import setting
from clusterbook.simulation._sources import sources
from clusterbook.simulation._world import generator, world
from clusterbook.simulation.experiments._design import Plan

SCENARIOS = ("old", "cooperation", "passive", "active_only", "new")
CONTROLS: dict[str, tuple[float, ...]] = {
    "alpha_high": (0.5, 0.75, 0.95),
    "gamma_high": (0.25, 0.75, 2.0),
    "beta": (0.5, 1.5, 4.0),
    "links": (0.005, 0.02, 0.05),
}
"""Levels of the parameters that a reader moves, in the units of the parameters."""

REPLICATIONS = 8
_SOURCES = 9  # branch of the seed


def grid_states() -> pd.DataFrame:
    """Return every combination: state (uint16), scenario, and a column for each control."""
    rows = list(product(SCENARIOS, *CONTROLS.values()))
    frame = pd.DataFrame(rows, columns=["scenario", *CONTROLS])
    frame["scenario"] = pd.Categorical(frame["scenario"], categories=SCENARIOS)
    frame.insert(0, "state", np.arange(len(frame), dtype=np.uint16))
    return frame


def grid(plan: Plan, executor: Executor) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Run every state of the grid.

    Parameters
    ----------
    plan
        For ranges, cluster, scenarios and seed.
    executor
        Where to run it.

    Returns
    -------
    DataFrame
        One row for each state: state, scenario, the controls; means over the replications of
        assemblers, firms (shares at the end), technology, firm, half (years; nan unless reached in
        more than half of the replications, else the median with those that did not reach it
        last), and of the shares of the five roles among assemblers, `role_*`.
    DataFrame
        Curves: state, year, and among assemblers the share that masters: mean, low, high (the
        mean, the lowest and the highest replication).
    """
    states = grid_states()
    rows = [(str(row.scenario), *map(float, row[3:])) for row in states.itertuples()]
    found = list(executor.map(partial(state, plan), rows, chunksize=9))
    table = pd.concat([states, pd.DataFrame([row for row, _ in found])], axis=1)
    outcomes = [column for column in table if column not in ("state", "scenario", *CONTROLS)]
    curves = pd.concat([curve for _, curve in found], ignore_index=True)
    curves.insert(0, "state", np.repeat(states["state"].to_numpy(), len(curves) // len(states)))
    return table.astype(dict.fromkeys(outcomes, np.float32)), curves


def state(plan: Plan, values: Sequence[str | float]) -> tuple[dict[str, float], pd.DataFrame]:
    """Return outcomes and curve of one state: its scenario, then a value for each control."""
    scenario = one({each.key: each for each in plan.scenarios}, str(values[0]))
    moved = {key: float(value) for key, value in zip(CONTROLS, values[1:], strict=True)}
    runs = [_replication(plan, scenario, moved, number) for number in range(REPLICATIONS)]
    outcomes = pd.DataFrame([row for row, _ in runs])
    times = ["technology", "firm", "half"]
    middle = outcomes[times].fillna(np.inf).median().replace(np.inf, np.nan)
    shares = np.array([curve for _, curve in runs])
    yearly = slice(None, None, scenario.regime.steps_per_year)
    frame = pd.DataFrame(
        {
            "year": np.arange(scenario.regime.years + 1, dtype=np.uint8),
            "mean": shares.mean(axis=0)[yearly],
            "low": shares.min(axis=0)[yearly],
            "high": shares.max(axis=0)[yearly],
        }
    )
    means = outcomes.mean().drop(times)
    return (
        {str(k): float(v) for k, v in pd.concat([means, middle]).items()},
        frame.astype(dict.fromkeys(("mean", "low", "high"), np.float32)),
    )


def _replication(
    plan: Plan, scenario: Scenario, moved: dict[str, float], number: int
) -> tuple[dict[str, float], np.ndarray]:
    """Return levels with role shares, and the assemblers' curve, of one run."""
    parameters, seed = plan.space.parameters(**moved), (plan.seed, number)
    numbers = setting(parameters, scenario)
    here = world(parameters, scenario.regime, plan.cluster, seed)
    done = run(here, numbers, scenario, luck(here, numbers, seed, scenario.luck, scenario.budget))
    taught = sources(done, here, numbers, scenario, generator(seed, _SOURCES))
    shares = role_shares(roles(transfers(taught)), done.assembler)
    named = {f"role_{role}": share for role, share in shares.items()}
    return asdict(levels(done)) | named, done.curve(done.assembler)
