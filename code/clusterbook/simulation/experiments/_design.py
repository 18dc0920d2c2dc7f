"""What a sweep runs: points of the space, scenarios, replications, one seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import qmc

from clusterbook.simulation._cluster import Cluster, cluster
from clusterbook.simulation._parameters import Floats, Parameters, Space, space
from clusterbook.simulation._scenarios import Scenario, scenarios

SEED = 2009
POINTS, REPLICATIONS = 1024, 4
"""Size of the full sweep: chosen so that it takes minutes on two processors.

A share of the space is known to within three points with a thousand points, whatever the number of
replications; four of these are enough to tell an effect at a point from its placebo.
"""


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

    def __post_init__(self) -> None:
        if self.replications < 1 or not self.scenarios:
            raise ValueError("a plan needs a scenario and at least one replication")


@dataclass(frozen=True)
class Study:
    """A plan and its points: shape (points, free parameters), in the units of the parameters."""

    plan: Plan
    points: Floats

    def __post_init__(self) -> None:
        free = len(self.plan.space.free)
        if self.points.ndim != 2 or self.points.shape[1] != free:
            raise ValueError(f"points must have {free} columns, got shape {self.points.shape}")


def full_study(
    model_parameters: pd.DataFrame, model_scenarios: pd.DataFrame, firm_types: pd.DataFrame
) -> Study:
    """Return the study that the book reports, from the three tables that it rests on."""
    ranges = space(model_parameters)
    listed = tuple(scenarios(model_scenarios).values())
    return Study(Plan(ranges, cluster(firm_types), listed), latin_hypercube(ranges))


def latin_hypercube(space: Space, points: int = POINTS, seed: int = SEED) -> Floats:
    """Return points that cover every range evenly: shape (points, free parameters)."""
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
