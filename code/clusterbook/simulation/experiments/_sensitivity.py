"""Which assumption decides: Morris screening and Sobol indices over the whole space.

Both treat an outcome as a function of the parameters that the third paradigm uses, with one common
seed, so that what they see is the parameters' doing. Both by SALib, whose bootstraps take a seed.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from clusterbook.simulation._parameters import Floats
from clusterbook.simulation.experiments._design import SEED, Plan, at, scaled
from clusterbook.simulation.experiments._store import Checkpoint
from clusterbook.simulation.experiments._sweep import Part, Progress, in_parts
from clusterbook.simulation.experiments._trials import OUTCOMES, one_world

MEASURES = {
    "new": ("new", None, "assemblers"),
    "new_old": ("new", "old", "assemblers"),
    "active_passive": ("new", "passive", "assemblers"),
    "leaders": ("leaders_mean", "others_less", "bystanders"),
}
"""What is explained: the share that masters at the end under a scenario, or the difference of two
such shares; of all assemblers, or of those that no scenario touches."""

TRAJECTORIES, LEVELS = 30, 8
SOBOL = 64  # a power of two
LEVEL = 0.95

_PART = 64

Function = Callable[[str, Floats], Floats]
"""From a method and shape (points, parameters) to shape (points, measures)."""


def screened(plan: Plan) -> tuple[int, ...]:
    """Return the places, among the free parameters, of those that the third paradigm uses."""
    return tuple(n for n, each in enumerate(plan.space.free) if "P3" in each.regimes)


def evaluate(plan: Plan, shares: Floats) -> pd.DataFrame:
    """Return the measures at points given as shares of the ranges.

    Parameters
    ----------
    plan
        For ranges, cluster, scenarios and seed.
    shares
        Shape (points, screened parameters), 0 to 1; the other parameters do not matter.

    Returns
    -------
    DataFrame
        One row for each point, a column for each of `MEASURES`.
    """
    full = np.full((len(shares), len(plan.space.free)), 0.5)
    full[:, screened(plan)] = shares
    wanted = {key for one, other, _ in MEASURES.values() for key in (one, other)}
    listed = [scenario for scenario in plan.scenarios if scenario.key in wanted]
    rows = []
    for values in scaled(plan.space, full):
        runs = one_world(plan.cluster, at(plan.space, values), listed, plan.seed)
        found = {key: dict(zip(OUTCOMES, outcomes, strict=True)) for key, outcomes in runs}
        rows.append([found[a][of] - (found[b][of] if b else 0.0) for a, b, of in MEASURES.values()])
    return pd.DataFrame(rows, columns=list(MEASURES))


def sensitivity(
    plan: Plan,
    executor: Executor | None = None,
    checkpoint: Checkpoint | None = None,
    progress: Progress | None = None,
    sobol: int = SOBOL,
) -> pd.DataFrame:
    """Return both methods' indices.

    Parameters
    ----------
    plan
        What to explore.
    executor, checkpoint, progress
        As for `sweep.sweep`; the two methods follow one another.
    sobol
        Base size of the Sobol design, a power of two; it takes as many runs as parameters plus two
        for each.

    Returns
    -------
    DataFrame
        method, outcome (a key of `MEASURES`), parameter, index, value, low, high. Morris: index
        mu_star (mean absolute elementary effect, in shares of assemblers per range), with a
        bootstrap interval, and sigma (their spread; low and high blank). Sobol: index first and
        total (shares of the outcome's variance), with bootstrap intervals.
    """
    function = _function(plan, executor, checkpoint, progress)
    return _typed([_morris(plan, function), _sobol(plan, function, sobol)])


def morris(plan: Plan, executor: Executor | None = None) -> pd.DataFrame:
    """Return the indices after Morris alone, as `sensitivity` does."""
    return _typed([_morris(plan, _function(plan, executor))])


def _function(
    plan: Plan,
    executor: Executor | None = None,
    checkpoint: Checkpoint | None = None,
    progress: Progress | None = None,
) -> Function:
    """Return the model as a function of the screened parameters, run in parts."""

    def function(method: str, shares: Floats) -> Floats:
        parts = [
            Part(f"{method}-{first:05d}", len(some), partial(evaluate, plan, some))
            for first in range(0, len(shares), _PART)
            for some in [shares[first : first + _PART]]
        ]
        return in_parts(parts, executor, checkpoint, progress).to_numpy()

    return function


def _typed(frames: list[pd.DataFrame]) -> pd.DataFrame:
    words = dict.fromkeys(("method", "outcome", "parameter", "index"), "category")
    numbers = dict.fromkeys(("value", "low", "high"), np.float32)
    return pd.concat(frames, ignore_index=True).astype(words).astype(numbers)


def _morris(plan: Plan, function: Function) -> pd.DataFrame:
    """Return mu_star and sigma of each parameter for each measure."""
    from SALib.analyze import morris as analysis
    from SALib.sample.morris.morris import sample

    names, problem = _problem(plan)
    shares = sample(problem, TRAJECTORIES, num_levels=LEVELS, seed=SEED)
    values = function("morris", shares)
    frames = []
    for outcome, column in zip(MEASURES, values.T, strict=True):
        found: dict[str, Any] = analysis.analyze(
            problem, shares, column, num_levels=LEVELS, conf_level=LEVEL, seed=SEED
        )
        star, reach = np.asarray(found["mu_star"]), np.asarray(found["mu_star_conf"])
        frames += [
            _rows("morris", outcome, names, "mu_star", star, star - reach, star + reach),
            _rows("morris", outcome, names, "sigma", np.asarray(found["sigma"])),
        ]
    return pd.concat(frames, ignore_index=True)


def _sobol(plan: Plan, function: Function, size: int) -> pd.DataFrame:
    """Return first-order and total indices of each parameter for each measure."""
    from SALib.analyze import sobol as analysis
    from SALib.sample.sobol import sample

    names, problem = _problem(plan)
    shares = sample(problem, size, calc_second_order=False, seed=SEED)
    values = function("sobol", shares)
    frames = []
    for outcome, column in zip(MEASURES, values.T, strict=True):
        found: dict[str, Any] = analysis.analyze(  # type: ignore[no-untyped-call]
            problem, column, calc_second_order=False, conf_level=LEVEL, seed=SEED
        )
        for index, key in (("first", "S1"), ("total", "ST")):
            value, reach = np.asarray(found[key]), np.asarray(found[f"{key}_conf"])
            frames.append(
                _rows("sobol", outcome, names, index, value, value - reach, value + reach)
            )
    return pd.concat(frames, ignore_index=True)


def _problem(plan: Plan) -> tuple[list[str], dict[str, Any]]:
    """Return the names of the screened parameters, and the problem as SALib states it."""
    names = [plan.space.free[place].key for place in screened(plan)]
    bounds = [[0.0, 1.0]] * len(names)
    return names, {"num_vars": len(names), "names": names, "bounds": bounds}


def _rows(
    method: str,
    outcome: str,
    names: list[str],
    index: str,
    value: Floats,
    low: Floats | None = None,
    high: Floats | None = None,
) -> pd.DataFrame:
    blank = np.full(len(names), np.nan)
    return pd.DataFrame(
        {
            "method": method,
            "outcome": outcome,
            "parameter": names,
            "index": index,
            "value": value,
            "low": blank if low is None else low,
            "high": blank if high is None else high,
        }
    )
