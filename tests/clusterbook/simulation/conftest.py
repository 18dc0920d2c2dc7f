"""The model's tables and small studies."""

from collections.abc import Callable

import pytest

from clusterbook.simulation import (
    Cluster,
    Parameters,
    Scenario,
    Space,
    Structure,
    cluster,
    scenarios,
    space,
    structures,
)
from clusterbook.simulation.experiments import Plan, Study, latin_hypercube
from monograph.tables.package import load

READ_BACK = pytest.mark.xdist_group("sources")
"""For tests that ask for the sources of a run: numba compiles that anew for each process.

It is not kept on disk, where numba would not notice that another module had changed.
"""


@pytest.fixture(scope="session")
def ranges() -> Space:
    return space(load("model_parameters"))


@pytest.fixture(scope="session")
def known() -> dict[str, Scenario]:
    return scenarios(load("model_scenarios"))


@pytest.fixture(scope="session")
def readings() -> dict[str, Structure]:
    return structures(load("model_structures"))


@pytest.fixture(scope="session")
def table_3() -> Cluster:
    """Give the cluster of Table 3 with its coded ties."""
    return cluster(load("firm_types"), load("links"), load("actors"))


@pytest.fixture(scope="session")
def firms(table_3: Cluster) -> Cluster:
    """Give the same at a sixth of its size."""
    return table_3.scaled(466)


@pytest.fixture(scope="session")
def lively(ranges: Space) -> Parameters:
    """Give a point at which knowledge spreads, but does not settle, within a run."""
    return ranges.parameters(
        beta=2, gamma_high=0.5, alpha_high=0.6, links=0.05, conversion=2, seeds=2, threshold=5
    )


@pytest.fixture(scope="session")
def small(ranges: Space, known: dict[str, Scenario], firms: Cluster) -> Callable[[int], Study]:
    """Give studies of a few points with a few scenarios."""
    listed = tuple(known[key] for key in ("p2_passive", "old", "new", "passive_tenfold"))

    def study(points: int) -> Study:
        plan = Plan(ranges, firms, listed, replications=2)
        return Study(plan, latin_hypercube(ranges, points))

    return study
