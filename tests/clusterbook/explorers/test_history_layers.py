"""Layers over the time axis (chapter 5)."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from clusterbook.analysis.cluster import uncovered_years
from clusterbook.explorers._history_layers.history_layers import history_layers
from clusterbook.explorers._history_layers.spans import dated_facts, drawn_years
from monograph.alive.explore import Explorer

Tables = Mapping[str, pd.DataFrame]
Agrees = Callable[[Explorer], int]
Opening = Callable[[Explorer], tuple[pd.DataFrame, str]]
Page = Callable[[Explorer], list[tuple[dict[str, Any], list[dict[str, Any]], str]]]


@pytest.fixture(scope="module")
def explorer(tables: Tables) -> Explorer:
    return history_layers(tables)


def test_every_packed_state_is_what_python_answers(explorer: Explorer, agrees: Agrees) -> None:
    assert agrees(explorer) == 2 * 2 * 2 * 4


def test_it_opens_with_paradigms_phases_and_events(
    explorer: Explorer, opening: Opening, tables: Tables
) -> None:
    rows, says = opening(explorer)
    assert set(rows["layer"]) == {"heading", "paradigm", "gap", "phase", "event"}
    assert (rows["layer"] == "event").sum() == len(tables["events"])
    lost = uncovered_years(tables["phases"], tables["paradigms"])
    gap = rows[rows["layer"] == "gap"].iloc[0]
    assert (gap["from_year"], gap["to_year"]) == (lost[0], lost[-1])
    assert f"no paradigm in the {len(lost)} years from {lost[0]} to {lost[-1]}" in says
    assert f"{len(tables['events'])} events" in says


def test_each_layer_is_there_exactly_if_it_is_asked_for(explorer: Explorer, page: Page) -> None:
    for state, rows, says in page(explorer):
        layers = {row["layer"] for row in rows} - {"heading", "event", "gap"}
        asked = {"phase": "phases", "paradigm": "paradigms", "mechanism": "mechanisms"}
        expected = {layer for layer, control in asked.items() if state[control]}
        expected |= {"evidence"} if state["evidence"] != "none" else set()
        assert layers == expected
        assert (says == "No layer is shown\n") is (not expected)


def test_no_years_but_those_of_the_tables_are_drawn(
    explorer: Explorer, page: Page, tables: Tables
) -> None:
    both = pd.concat([tables["phases"], tables["paradigms"]])
    ends = [drawn_years(tables)[1] if pd.isna(y) else int(y) for y in both["to_year"]]
    known = set(zip(both["from_year"].astype(int), ends, strict=True))
    for _, rows, _ in page(explorer):
        dated = [r for r in rows if r["from_year"] is not None and r["layer"] != "gap"]
        drawn = {(r["from_year"], r["to_year"]) for r in dated}
        assert drawn <= known


def test_no_words_reach_back_into_years_before_their_own(explorer: Explorer, page: Page) -> None:
    """What begins in 2010 is named from 2010 on, not over the years that have no paradigm."""
    for _, rows, _ in page(explorer):
        spans = [row for row in rows if row["layer"] not in {"heading", "evidence"}]
        assert {row["anchor"] for row in spans} <= {"start"}


def test_a_span_is_drawn_to_the_last_year_exactly_if_it_is_open(tables: Tables) -> None:
    """Which is how the chart knows where to draw a point."""
    both = pd.concat([tables["phases"], tables["paradigms"]])
    assert both["to_year"].isna().any()
    assert both["to_year"].max() < drawn_years(tables)[1]


def test_lines_follow_one_another_without_overlap(explorer: Explorer, page: Page) -> None:
    for _, rows, _ in page(explorer):
        lines = {row["y"]: row["height"] for row in rows}
        tops = sorted(lines)
        assert [top + lines[top] for top in tops[:-1]] == tops[1:]


def test_a_mechanism_has_a_bar_for_every_paradigm_that_has_it(
    explorer: Explorer, page: Page, tables: Tables
) -> None:
    held = tables["paradigm_mechanisms"]
    expected = sorted(zip(held["mechanism"], held["paradigm"], held["status"], strict=True))
    for state, rows, _ in page(explorer):
        if state["mechanisms"]:
            bars = [(r["key"], r["of"], r["status"]) for r in rows if r["layer"] == "mechanism"]
            assert sorted(bars) == expected


def test_only_figure_1_and_table_4_date_a_fact(tables: Tables) -> None:
    places = tables["facts"].set_index("fact")["place"]
    for fact in dated_facts(tables):
        assert places[fact] == "Figure 1" or places[fact].startswith("Table 4, row ")


def test_the_sentence_counts_the_evidence(explorer: Explorer, page: Page, tables: Tables) -> None:
    totals = tables["implications"]["hypothesis"].value_counts()
    for state, rows, says in page(explorer):
        claim = state["evidence"]
        if claim == "none":
            continue
        parts = pd.DataFrame(rows).query("layer == 'evidence'")
        dated = parts.loc[parts["from_year"].notna(), "key"].nunique()
        silent = parts.loc[parts["status"] == "not_observed", "key"].nunique()
        assert parts["key"].nunique() == totals[claim]
        rest = totals[claim] - dated - silent
        assert f"Of the {totals[claim]} implications of {claim}, {dated} speak" in says
        assert f"{rest} through facts without one, and {silent} were not observed" in says


def test_a_missing_column_is_named(tables: Tables) -> None:
    changed = {**tables, "facts": tables["facts"].drop(columns="place")}
    with pytest.raises(ValueError, match="facts lacks the column 'place'"):
        history_layers(changed)
