"""What is stored was made by the present code from the present data; a part is made again."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

import clusterbook.simulation
from clusterbook.book import swept
from clusterbook.findings import makers_by_divisor
from clusterbook.simulation import BASE, ROLES
from clusterbook.simulation.experiments import (
    MAKERS,
    MEASURES,
    OUTCOMES,
    Study,
    evaluate,
    latin_hypercube,
    screened,
    sensitivity,
    trials,
)
from clusterbook.simulation.experiments import _identity as identities
from clusterbook.simulation.experiments.__main__ import (
    study_of_the_book,
    study_of_the_makers,
    study_of_the_structures,
)
from clusterbook.simulation.experiments._grid import CONTROLS, SCENARIOS, grid_states, state
from monograph.tables.package import load

from ...covering import some
from .conftest import READ_BACK

pytestmark = READ_BACK

FOLDER = Path(__file__).parents[3] / "data/sweep"
PACKAGE = json.loads((FOLDER / "datapackage.json").read_text("utf-8"))
RESOURCES = {entry["name"]: entry for entry in PACKAGE["resources"]}
LARGEST = 900 * 1024  # bytes
AGAIN = (0, 511, 512, 1023)
"""Points that are run again: the ends of both files."""


@pytest.fixture(scope="module")
def study() -> Study:
    return study_of_the_book()


@pytest.fixture(scope="module")
def runs() -> pd.DataFrame:
    return swept("runs")


@pytest.mark.parametrize("name", RESOURCES)
def test_a_result_is_current_documented_and_small(name: str) -> None:
    """`swept` refuses what other code or data made."""
    frame, entry = swept(name), RESOURCES[name]
    assert list(frame) == [field["name"] for field in entry["schema"]["fields"]]
    assert not frame.duplicated(entry["schema"]["primaryKey"]).any()
    listed = [entry["path"]] if isinstance(entry["path"], str) else entry["path"]
    for path in listed:
        assert (FOLDER / path).stat().st_size < LARGEST


def test_every_file_is_described_and_every_description_has_its_file() -> None:
    paths = [entry["path"] for entry in RESOURCES.values()]
    listed = {p for path in paths for p in ([path] if isinstance(path, str) else path)}
    assert listed == {path.name for path in FOLDER.iterdir()} - {"datapackage.json"}
    for entry in RESOURCES.values():
        for item in (entry, *entry["schema"]["fields"]):
            assert item["title"]
            assert item["title_zh"]
            assert item["description"].endswith(".")
    columns = {field["name"] for entry in RESOURCES.values() for field in entry["schema"]["fields"]}
    assert {f"role_{role}" for role in ROLES} | set(OUTCOMES) <= columns


@pytest.mark.parametrize("point", AGAIN)
def test_a_part_of_the_sweep_comes_out_the_same(
    study: Study, runs: pd.DataFrame, point: int
) -> None:
    again = trials(study.plan, point, study.points[point : point + 1])
    stored = runs[runs["point"] == point].reset_index(drop=True)
    pd.testing.assert_frame_equal(stored, again)


def test_every_point_replication_and_scenario_is_stored_once(
    study: Study, runs: pd.DataFrame
) -> None:
    assert len(study.points) >= 1000
    counts = runs.groupby(["point", "scenario"], observed=True).size()
    assert len(counts) == len(study.points) * len(study.plan.scenarios)
    assert set(counts) == {study.plan.replications}


def test_a_part_of_the_structures_comes_out_the_same() -> None:
    study = study_of_the_structures()
    stored = swept("structures")
    assert set(stored["structure"]) | {BASE.key} == set(load("model_structures")["structure"])
    counts = stored.groupby(["structure", "point", "scenario"], observed=True).size()
    assert len(counts) == len(study.plan.structures) * len(study.points) * len(study.plan.scenarios)
    for point in (0, len(study.points) - 1):
        again = trials(study.plan, point, study.points[point : point + 1])
        mine = stored[stored["point"] == point].reset_index(drop=True)
        pd.testing.assert_frame_equal(mine, again)


def test_the_structures_are_run_with_what_the_patterns_compare() -> None:
    """Each pattern's two scenarios, and the two of its placebo."""
    contrasts = load("model_contrasts").set_index("contrast")
    wanted = set()
    for name in load("model_patterns")["contrast"]:
        for row in (contrasts.loc[name], contrasts.loc[contrasts.loc[name, "placebo"]]):
            wanted |= {row["scenario"], row["against"]}
    assert {each.key for each in study_of_the_structures().plan.scenarios} == wanted


def test_a_part_of_the_makers_comes_out_the_same(study: Study, runs: pd.DataFrame) -> None:
    """One point is run again; all are the book's own points, so that its runs stand beside them."""
    makers, stored = study_of_the_makers(), swept("makers")
    assert (makers.points == study.points).all()
    counts = stored.groupby(["structure", "point", "scenario"], observed=True).size()
    assert len(counts) == len(makers.points) * len(makers.plan.scenarios)
    again = trials(makers.plan, 700, makers.points[700:701])
    pd.testing.assert_frame_equal(stored[stored["point"] == 700].reset_index(drop=True), again)
    both = trials(replace(makers.plan, structures=(BASE,)), 700, makers.points[700:701])
    book = runs[(runs["point"] == 700) & runs["scenario"].isin(both["scenario"].unique())]
    left, right = (f[["scenario", *OUTCOMES]].astype({"scenario": str}) for f in (book, both))
    pd.testing.assert_frame_equal(left.reset_index(drop=True), right)


def test_the_makers_are_taken_out_under_the_rule_that_differs_by_their_divisor_alone() -> None:
    plan = study_of_the_makers().plan
    (other,) = plan.structures
    assert other == replace(BASE, key=other.key, divisor="own_clients")
    contrasts = load("model_contrasts").set_index("contrast").loc[list(MAKERS)]
    asked = {*contrasts["scenario"], *contrasts["against"]}
    assert {each.key for each in plan.scenarios} == asked
    gone = {each.removed for each in plan.scenarios if each.key in set(contrasts["scenario"])}
    assert gone == {"makers"}


@pytest.mark.parametrize(
    ("contrast", "gone", "beside", "column"),
    [
        ("p2_makers", "p2_no_makers", "p2_like_makers", "assemblers"),
        ("makers", "no_makers", "like_makers", "bystanders"),
    ],
)
def test_what_makers_are_worth_is_the_mean_of_plain_differences(
    runs: pd.DataFrame, contrast: str, gone: str, beside: str, column: str
) -> None:
    """In the third paradigm among the firms that no scenario touches; where it could show."""
    told = makers_by_divisor().set_index(["contrast", "structure"])["mean"]
    least = load("model_rule").set_index("criterion")["value"]["least_effect"]
    for key, frame in ((BASE.key, runs), ("own_clients", swept("makers"))):
        wide = frame.pivot_table(column, "point", "scenario", observed=True).astype(float)
        both = wide[[gone, beside]]
        could = (both.max(axis=1) >= least) & (both.min(axis=1) <= 1 - least)
        assert told[contrast, key] == pytest.approx((wide[gone] - wide[beside])[could].mean())


def test_the_points_are_the_hypercube(study: Study) -> None:
    stored = swept("points")
    assert (stored["point"] == np.arange(len(study.points))).all()
    assert (stored.drop(columns="point").to_numpy() == study.points).all()
    assert (study.points == latin_hypercube(study.plan.space)).all()


@pytest.mark.parametrize("number", some([0, 200, 404], [200]))
def test_a_state_of_the_grid_comes_out_the_same(study: Study, number: int) -> None:
    states, curves = swept("grid"), swept("grid_curves")
    row = states.iloc[number]
    outcomes, curve = state(study.plan, (row["scenario"], *row[list(CONTROLS)]))
    for name, value in outcomes.items():
        assert row[name] == pytest.approx(value, rel=1e-6, nan_ok=True), name
    stored = curves[curves["state"] == number].drop(columns="state").reset_index(drop=True)
    pd.testing.assert_frame_equal(stored, curve)
    assert stored["mean"].iloc[-1] == pytest.approx(row["assemblers"], rel=1e-6)


def test_the_grid_holds_every_combination_within_the_ranges(study: Study) -> None:
    states = swept("grid")
    wanted = grid_states()
    pd.testing.assert_frame_equal(states[list(wanted)], wanted, check_categorical=False)
    assert len(states) == len(SCENARIOS) * np.prod([len(each) for each in CONTROLS.values()])
    for key, levels in CONTROLS.items():
        assert [study.plan.space[key].checked(level) for level in levels] == list(levels)
    roles = states[[f"role_{role}" for role in ROLES]].sum(axis=1)
    assert np.allclose(roles, 1, atol=1e-5)


def test_sensitivity_covers_every_parameter_of_the_third_paradigm(study: Study) -> None:
    stored = swept("sensitivity")
    used = {study.plan.space.free[place].key for place in screened(study.plan)}
    assert set(stored["parameter"]) == used
    assert {"alpha_low", "first_firms"} & used == set()
    indices = {"morris": {"mu_star", "sigma"}, "sobol": {"first", "total"}}
    for (method, outcome), part in stored.groupby(["method", "outcome"], observed=True):
        assert outcome in MEASURES
        assert set(part["index"]) == indices[str(method)]
        assert len(part) == 2 * len(used)


def test_sensitivity_does_not_depend_on_the_executor(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tiny design, twice: the same numbers from one thread and from two."""
    from clusterbook.simulation.experiments import _sensitivity as module

    monkeypatch.setattr(module, "TRAJECTORIES", 2)
    small = replace(study.plan, cluster=study.plan.cluster.scaled(466))
    frames = []
    for threads in (1, 2):
        with ThreadPoolExecutor(threads) as pool:
            frames.append(sensitivity(small, pool, sobol=4))
    pd.testing.assert_frame_equal(*frames)


def test_what_is_explained_is_the_sweeps_own_outcome(study: Study) -> None:
    """At the centre of the space: one world, the scenarios of the measure."""
    shares = np.full((1, len(screened(study.plan))), 0.5)
    values = evaluate(study.plan, shares)
    assert values.shape == (1, len(MEASURES))
    pd.testing.assert_frame_equal(values, evaluate(study.plan, shares))


def test_the_digests_cover_every_module_that_numbers_pass_through() -> None:
    """What the trials import of the layer, and what that imports, and so on."""
    package = Path(clusterbook.simulation.__file__).parent

    def of(name: str) -> set[str]:
        return imports((package / f"{name.replace('.', '/')}.py").read_text("utf-8"))

    wanted, seen = {"experiments._trials"}, set()
    while wanted:
        name = wanted.pop()
        seen.add(name)
        wanted |= of(name) - seen
    assert seen == set(identities.MODULES)
    for extra in identities.RESULTS.values():
        for name in extra:
            carriers = {"experiments._store", "experiments._sweep"}  # carry numbers, decide none
            assert of(name) - carriers <= set(identities.MODULES) | set(extra)


def imports(text: str) -> set[str]:
    dotted = r"^from clusterbook\.simulation\.([\w.]+) import"
    whole = r"^from clusterbook\.simulation import (\w+)"
    return {name for form in (dotted, whole) for name in re.findall(form, text, re.MULTILINE)}


def test_a_stored_file_says_where_it_comes_from() -> None:
    metadata = pq.read_schema(FOLDER / "runs-1.parquet").metadata
    assert list(metadata) == [b"clusterbook.identity"]
    said = json.loads(metadata[b"clusterbook.identity"])
    assert set(said) == {"code", "data", "versions"}
    assert set(said["versions"]) == {"numba", "numpy", "pandas", "pyarrow", "scipy"}


def test_placebos_move_less_than_what_they_are_beside(runs: pd.DataFrame) -> None:
    """A check of the design, not of a hypothesis: reseeding changes little on the average."""
    means = runs.pivot_table("assemblers", "point", "scenario", observed=True)
    for one, other in (("old_reseeded", "old"), ("p2_passive_reseeded", "p2_passive")):
        assert abs((means[one] - means[other]).mean()) < 0.005
