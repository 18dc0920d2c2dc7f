"""What a sweep runs: points of the space, scenarios, replications, one seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import qmc

from clusterbook.simulation._cluster import Cluster, cluster
from clusterbook.simulation._parameters import Floats, Parameters, Space, space
from clusterbook.simulation._scenarios import Scenario, scenarios
from clusterbook.simulation._structures import BASE, Structure, structures

SEED = 2009
POINTS, REPLICATIONS = 1024, 1
"""Size of the full sweep: chosen so that it takes minutes on two processors.

A share of the space is best known from as many points as can be run, with one run at each: within
three percentage points with a thousand. What luck does at a point is the placebo's to say.
"""
STRUCTURE_POINTS, STRUCTURE_REPLICATIONS = 192, 1
"""Size of the sweep of one other structure: its shares are known to within seven points."""

TABLES = (
    *("model_parameters", "model_scenarios", "model_structures", "model_contrasts"),
    *("model_patterns", "firm_types", "links", "actors"),
)
"""The tables that the studies of the book rest on."""

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Plan:
    """All that a sweep's trials share.

    Every trial is seeded by (seed, point, replication), so that the scenarios of a trial live in
    the same world with the same luck, on any machine and in any order.
    """

    space: Space
    cluster: Cluster
    scenarios: tuple[Scenario, ...]
    replications: int = REPLICATIONS
    seed: int = SEED
    structures: tuple[Structure, ...] = (BASE,)

    def __post_init__(self) -> None:
        if self.replications < 1 or not self.scenarios or not self.structures:
            raise ValueError("a plan needs a scenario, a structure and at least one replication")


@dataclass(frozen=True)
class Study:
    """A plan and its points: shape (points, free parameters), in the units of the parameters."""

    plan: Plan
    points: Floats

    def __post_init__(self) -> None:
        free = len(self.plan.space.free)
        if self.points.ndim != 2 or self.points.shape[1] != free:
            raise ValueError(f"points must have {free} columns, got shape {self.points.shape}")


def full_study(tables: Tables) -> Study:
    """Return the study that the book reports, from the tables that it rests on.

    Parameters
    ----------
    tables
        By name: those of `TABLES`.
    """
    ranges, listed = space(tables["model_parameters"]), scenarios(tables["model_scenarios"])
    plan = Plan(ranges, _cluster(tables), tuple(listed.values()))
    return Study(plan, latin_hypercube(ranges))


def structural_study(tables: Tables) -> Study:
    """Return the study of the other structures: fewer points, and what the patterns compare.

    Parameters
    ----------
    tables
        By name: those of `TABLES`.
    """
    ranges, listed = space(tables["model_parameters"]), scenarios(tables["model_scenarios"])
    known = structures(tables["model_structures"])
    asked = compared(tables["model_patterns"], tables["model_contrasts"])
    plan = Plan(
        ranges,
        _cluster(tables),
        tuple(each for key, each in listed.items() if key in asked),
        replications=STRUCTURE_REPLICATIONS,
        structures=tuple(each for key, each in known.items() if key != BASE.key),
    )
    return Study(plan, latin_hypercube(ranges, STRUCTURE_POINTS))


def compared(model_patterns: pd.DataFrame, model_contrasts: pd.DataFrame) -> set[str]:
    """Return the scenarios that the patterns compare, with those of their placebos."""
    by = model_contrasts.set_index("contrast")
    mine = by.loc[model_patterns["contrast"]]
    both = pd.concat([mine, by.loc[mine["placebo"].dropna()]])
    return set(both["scenario"]) | set(both["against"])


def _cluster(tables: Tables) -> Cluster:
    return cluster(tables["firm_types"], tables["links"], tables["actors"])


def latin_hypercube(space: Space, points: int = POINTS, seed: int = SEED) -> Floats:
    """Return points that cover each range by itself evenly: shape (points, free parameters)."""
    shares = qmc.LatinHypercube(len(space.free), rng=np.random.default_rng(seed)).random(points)
    return scaled(space, shares)


def scaled(space: Space, shares: Floats) -> Floats:
    """Return points in the units of the parameters from shares (0 to 1) of their ranges.

    To six digits: beyond them, logarithms may differ between processors.
    """
    columns = (each.at(share) for each, share in zip(space.free, shares.T, strict=True))
    return np.array([[float(f"{value:.6g}") for value in column] for column in columns]).T.copy()


def at(space: Space, values: Floats) -> Parameters:
    """Return the parameters at one point of a study."""
    named = zip(space.free, values, strict=True)
    return space.parameters(**{each.key: float(value) for each, value in named})


def points_frame(study: Study) -> pd.DataFrame:
    """Return the points as a table: point, then a column for each free parameter."""
    frame = pd.DataFrame(study.points, columns=[each.key for each in study.plan.space.free])
    frame.insert(0, "point", np.arange(len(frame), dtype=np.uint16))
    return frame
