"""What the joint answers of the survey bound, by what its mean is taken to be (chapter 10)."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from clusterbook import findings
from clusterbook.analysis.survey import ANSWERS
from clusterbook.explorers import joint_bounds
from clusterbook.explorers._joint_bounds import places
from monograph.alive.explore import Explorer

VALID = 61

Tables = Mapping[str, pd.DataFrame]
Page = Callable[[Explorer], list[tuple[dict[str, Any], list[dict[str, Any]], str]]]


@pytest.fixture(scope="module")
def bounds() -> pd.DataFrame:
    return findings.joint_bounds("participants", "difference", "talk_p")


@pytest.fixture(scope="module")
def measures(tables: Tables) -> pd.DataFrame:
    wanted = tables["joint_measures"]["measure"].isin(["participants", "difference", "talk_p"])
    return tables["joint_measures"][wanted]


@pytest.fixture(scope="module")
def explorer(bounds: pd.DataFrame, measures: pd.DataFrame, tables: Tables) -> Explorer:
    return joint_bounds(bounds, tables["mean_readings"], measures, VALID)


def test_every_packed_state_is_what_python_answers(
    explorer: Explorer, agrees: Callable[[Explorer], int], tables: Tables
) -> None:
    assert agrees(explorer) == len(tables["mean_readings"]) * len(ANSWERS)


def test_each_state_shows_its_bounds_within_those_without_the_mean(
    explorer: Explorer, page: Page, bounds: pd.DataFrame
) -> None:
    at = bounds.set_index(["reading", "answer", "measure"])
    for state, rows, _ in page(explorer):
        for row in rows:
            here = at.loc[(state["reading"], state["answer"], row["measure"])]
            if here["clash"]:
                assert row["low"] is None
                assert row["words"] == "nothing fits"
                continue
            assert (row["low"], row["high"]) == (here["low"], here["high"])
            assert row["wide_low"] <= row["low"] <= row["high"] <= row["wide_high"]


def test_the_words_hold_the_numbers_or_what_clashes(explorer: Explorer, page: Page) -> None:
    for _, rows, says in page(explorer):
        taking = next(row for row in rows if row["measure"] == "participants")
        if taking["low"] is None:
            assert says.startswith("No joint answers fit\n")
            assert says.endswith("the mean.")
            continue
        numbers = [int(n) for n in re.findall(r"\d+", says)]
        assert {int(taking["low"]), int(taking["high"])} <= set(numbers)


def test_it_opens_with_the_mean_left_aside(
    explorer: Explorer, opening: Callable[[Explorer], tuple[pd.DataFrame, str]]
) -> None:
    rows, says = opening(explorer)
    assert explorer.figure.state() == {"reading": "aside", "answer": "no"}
    assert rows.set_index("measure").loc["participants", "words"] == "13 to 44"
    assert says.startswith("13 to 44 of 61 firms take part in some mode, ")
    assert "\nThe mean left aside, the missing answer taken as no." in says


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_rows_stand_one_below_the_other_on_their_sheet(
    form: str, bounds: pd.DataFrame, measures: pd.DataFrame
) -> None:
    frame = places.lines(measures, places.domains(bounds, measures, VALID))
    mine = frame[frame["form"] == form]
    assert mine["y"].is_monotonic_increasing
    assert mine["middle"].max() < places.height(frame, form)
    assert (mine["left"] < mine["right"]).all()
    assert (mine["right"] < mine["ends"]).all()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reading": "odd"}, "reading is 'odd'"),
        ({"answer": "odd"}, "answer is 'odd'"),
        ({"bounds": pd.DataFrame()}, "bounds lacks the column 'reading'"),
    ],
)
def test_bad_input_is_refused(
    changes: dict[str, Any],
    message: str,
    bounds: pd.DataFrame,
    measures: pd.DataFrame,
    tables: Tables,
) -> None:
    given = {"bounds": bounds, "mean_readings": tables["mean_readings"], **changes}
    with pytest.raises(ValueError, match=message):
        joint_bounds(given.pop("bounds"), given.pop("mean_readings"), measures, VALID, **given)


def test_a_missing_bound_is_named(
    bounds: pd.DataFrame, measures: pd.DataFrame, tables: Tables
) -> None:
    with pytest.raises(ValueError, match="no bound for aside, no, participants"):
        joint_bounds(bounds.iloc[1:], tables["mean_readings"], measures, VALID)


def test_a_label_stands_beside_its_bar(
    explorer: Explorer, off_labels: Callable[[Explorer], dict[str, float]], measures: pd.DataFrame
) -> None:
    offs = off_labels(explorer)
    assert len(offs) == len(measures)
    assert max(map(abs, offs.values())) <= 2, offs
