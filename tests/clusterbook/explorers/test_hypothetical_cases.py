"""What cases that nobody observed would settle (chapter 12)."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from clusterbook.analysis.boolean import classes, effect, fits, names, truth_table
from clusterbook.explorers._boolean_cases.boolean_cases import boolean_cases
from monograph.alive.explore import Explorer

FRAMES = ("boolean_conditions", "boolean_codes", "boolean_cases", "paradigms")
OUTCOME = "established"

Tables = Mapping[str, pd.DataFrame]
Agrees = Callable[[Explorer], int]
Opening = Callable[[Explorer], tuple[pd.DataFrame, str]]
Page = Callable[[Explorer], list[tuple[dict[str, Any], list[dict[str, Any]], str]]]


@pytest.fixture(scope="module")
def explorer(tables: Tables) -> Explorer:
    return boolean_cases(*(tables[name] for name in FRAMES))


def test_every_packed_state_is_what_python_answers(
    explorer: Explorer, agrees: Agrees, tables: Tables
) -> None:
    assert agrees(explorer) == 2 ** len(tables["boolean_cases"])


def test_it_opens_as_the_observed_truth_table(explorer: Explorer, opening: Opening) -> None:
    rows, says = opening(explorer)
    assert not any(control.value for control in explorer.controls.values())
    assert rows.loc[rows["shown"], "key"].tolist()[:3] == [
        "sand_casting", "hot_forging", "new_search"
    ]  # fmt: skip
    assert rows["words"].str.contains("necessary").sum() == 6
    assert says == (
        "54 formulas of one or two conditions fit, with no case added\n"
        "3 of 512 rows are seen, and the functions of all conditions that fit number two to the "
        "power 509. Conditions that look necessary and sufficient: 6; classes: 2."
    )


def test_every_state_is_that_of_the_analysis(
    explorer: Explorer, page: Page, tables: Tables
) -> None:
    """All 128: looks, classes and counts, from the truth table built anew."""
    given = (tables["boolean_codes"], tables["paradigms"], tables["boolean_cases"])
    conditions = names(tables["boolean_conditions"])
    for state, rows, says in page(explorer):
        added = [case for case, ticked in state.items() if ticked]
        table = truth_table(*given, added)
        shown = {row["key"] for row in rows if row["shown"]} - set(conditions)
        assert shown == set(table["case"])

        words = {row["key"]: row["words"].replace("\n", " ") for row in rows}
        for look in fits(table, conditions, OUTCOME).query("both").itertuples():
            sign = "presence" if look.present else "absence"
            assert words[look.condition] == f"{sign}: necessary and sufficient"
        letters = {row["key"]: row["group"].removeprefix("not ") for row in rows}
        groups = classes(table, conditions).set_index("condition")["group"]
        assert {c: letters[c] for c in conditions} == {
            c: chr(ord("A") + groups[c] - 1) for c in conditions
        }
        found = effect(*given, added, conditions, OUTCOME)
        if found["contradictions"]:
            assert "no function of the 9 conditions fits" in says
        else:
            numbers = ("seen", "functions_log2", "both", "classes")
            assert all(f" {found[name]} " in re.sub(r"[.;\n]", " ", says) for name in numbers)
            assert says.startswith(f"{found['formulas'] or 'No'} formula")


def test_a_contradiction_leaves_nothing(explorer: Explorer, page: Page) -> None:
    for state, rows, says in page(explorer):
        assert state["search_completed"] == ("both outcomes" in says)
        if state["search_completed"]:
            assert not any("necessary and sufficient" in row["words"] for row in rows)


def test_every_tick_changes_what_is_said(explorer: Explorer, page: Page) -> None:
    """No control without consequence, alone or beside the others."""
    said = {tuple(state.values()): (rows, says) for state, rows, says in page(explorer)}
    for state, shown in said.items():
        for place in range(len(state)):
            other = tuple(v is not (n == place) for n, v in enumerate(state))
            assert said[other] != shown


def test_the_letters_of_the_controls_are_those_over_the_columns(
    explorer: Explorer, tables: Tables
) -> None:
    marks = [control.description.split()[0] for control in explorer.controls.values()]
    assert marks == list("abcdefg")
    assert list(explorer.controls) == tables["boolean_cases"]["case"].tolist()
    svg = explorer.still.svg(680)
    assert all(f">{mark}</text>" in svg for mark in marks)


@pytest.mark.parametrize("width", [680, 340])
def test_every_condition_is_named(explorer: Explorer, tables: Tables, width: int) -> None:
    rows = tables["boolean_conditions"].query("role == 'condition'")
    svg = explorer.still.svg(width)
    assert [label for label in rows["label"] if f">{label}</text>" not in svg] == []


def test_an_unknown_outcome_is_refused(tables: Tables) -> None:
    with pytest.raises(ValueError, match="outcome must be one of established, opened, got 'grown'"):
        boolean_cases(*(tables[name] for name in FRAMES), outcome="grown")


@pytest.mark.parametrize(
    ("place", "column"), [(0, "role"), (1, "value"), (2, "label_zh"), (3, "short")]
)
def test_a_missing_column_is_named(tables: Tables, place: int, column: str) -> None:
    given = [tables[name] for name in FRAMES]
    given[place] = given[place].drop(columns=column)
    with pytest.raises(ValueError, match=f"{FRAMES[place]} lacks the column '{column}'"):
        boolean_cases(*given)


def test_no_field_is_computed_from_itself(explorer: Explorer) -> None:
    """Vega recalculates in place: such a field would grow with every move."""
    steps = [t for data in explorer.figure.vega["data"] for t in data.get("transform", [])]
    formulas = [(t["as"], t["expr"]) for t in steps if t["type"] == "formula"]
    assert formulas
    assert [name for name, expr in formulas if re.search(rf"datum(\.|\[\"){name}\b", expr)] == []


def test_a_label_stands_beside_its_marks(
    explorer: Explorer, off_labels: Callable[[Explorer], dict[str, float]]
) -> None:
    offs = off_labels(explorer)
    assert len(offs) == 9
    assert max(map(abs, offs.values())) <= 2, offs
