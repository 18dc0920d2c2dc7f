"""Sizes, ties and one actor at a time (chapter 6)."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from clusterbook.analysis.cluster import jobs, mean_staff
from clusterbook.explorers._actors.actors import actors
from monograph.alive.explore import Explorer
from monograph.drawing.text import number

FRAMES = ("actors", "links", "actor_items", "firm_types")

Tables = Mapping[str, pd.DataFrame]
Agrees = Callable[[Explorer], int]
Opening = Callable[[Explorer], tuple[pd.DataFrame, str]]
Page = Callable[[Explorer], list[tuple[dict[str, Any], list[dict[str, Any]], str]]]


@pytest.fixture(scope="module")
def explorer(tables: Tables) -> Explorer:
    return actors(*(tables[name] for name in FRAMES))


def test_every_packed_state_is_what_python_answers(
    explorer: Explorer, agrees: Agrees, tables: Tables
) -> None:
    assert agrees(explorer) == 3 * 3 * (len(tables["actors"]) + 1)


def test_it_opens_with_firms_and_the_ties_that_the_text_states(
    explorer: Explorer, opening: Opening, tables: Tables
) -> None:
    rows, says = opening(explorer)
    assert explorer.still.values() == "Area: firms; Ties: stated; Pick: nobody"
    assert set(rows["role"]) == {"tied"}
    counts = tables["links"]["basis"].value_counts()
    assert f"{counts['text']} stated in the text" in says
    assert "inferred" not in says
    assert "1,200 of 2,796 firms (42.9%)" in says


def test_sizes_are_those_of_table_3_and_of_the_analysis(
    explorer: Explorer, page: Page, tables: Tables
) -> None:
    counted = jobs(tables["firm_types"]).set_index("firm_type")
    types = tables["actors"].set_index("actor")["firm_type"].dropna()
    for state, rows, _ in page(explorer):
        values = {row["actor"]: row["value"] for row in rows if row["value"] is not None}
        assert values == {a: float(counted.loc[t, state["size"]]) for a, t in types.items()}


def test_only_ties_of_the_chosen_basis_count(
    explorer: Explorer, page: Page, tables: Tables
) -> None:
    links = tables["links"]
    for state, rows, says in page(explorer):
        held = links if state["basis"] == "all" else links[links["basis"] == state["basis"]]
        if state["actor"] == "nobody":
            counts = held["basis"].value_counts()
        else:
            ends = held[["source", "target"]].eq(state["actor"]).any(axis=1)
            near = set(held.loc[ends, ["source", "target"]].to_numpy().ravel()) - {state["actor"]}
            roles = {row["actor"]: row["role"] for row in rows}
            assert {a for a, role in roles.items() if role == "tied"} == near
            assert roles[state["actor"]] == "picked"
            counts = held.loc[ends, "basis"].value_counts()
        for basis, words in (("text", "stated in the text"), ("ours", "inferred by us")):
            assert (f"{counts[basis]} {words}" in says) if basis in counts else words not in says


def test_the_sentence_gives_the_picked_producers_share(
    explorer: Explorer, page: Page, tables: Tables
) -> None:
    mean = number(mean_staff(tables["firm_types"]), 1)
    for state, rows, says in page(explorer):
        frame = pd.DataFrame(rows)
        mine = frame[(frame["role"] == "picked") & frame["value"].notna()]
        if mine.empty:
            continue
        value = mine["value"].iloc[0]
        share = f"({value / frame['value'].sum():.1%})"
        assert number(value) in says
        assert (mean if state["size"] == "staff_mean" else share) in says


def test_an_uncounted_producer_is_said_to_be_so(explorer: Explorer, page: Page) -> None:
    for state, _, says in page(explorer):
        if state["actor"] == "plating":
            assert says.startswith("Electroplating firms: in Figure 2, not in Table 3\n")


def test_a_tie_of_another_basis_is_refused(tables: Tables) -> None:
    frames = [tables[name] for name in FRAMES]
    frames[1] = frames[1].assign(basis="hearsay")
    with pytest.raises(ValueError, match="basis is 'hearsay'; allowed are text, ours"):
        actors(*frames)


def test_a_missing_column_is_named(tables: Tables) -> None:
    frames = [tables[name] for name in FRAMES]
    frames[3] = frames[3].drop(columns="staff_mean")
    with pytest.raises(ValueError, match="firm_types lacks the column 'staff_mean'"):
        actors(*frames)
