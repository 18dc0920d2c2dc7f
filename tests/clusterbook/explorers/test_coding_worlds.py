"""Choosing a reading of every unclear cell, and a rule (chapter 9)."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from clusterbook.analysis.regimes import PARADIGMS, Pattern, worlds
from clusterbook.explorers._coding_worlds.coding_worlds import coding_worlds
from clusterbook.explorers._coding_worlds.world_map import CLASSES, Space
from monograph.alive.explore import Explorer

Tables = Mapping[str, pd.DataFrame]
Page = Callable[[Explorer], list[tuple[dict[str, Any], list[dict[str, Any]], str]]]
Opening = Callable[[Explorer], tuple[pd.DataFrame, str]]


@pytest.fixture(scope="module")
def explorer(tables: Tables) -> Explorer:
    return coding_worlds(tables["regime_codes"])


def test_every_packed_state_is_what_python_answers(
    explorer: Explorer, agrees: Callable[[Explorer], int], tables: Tables
) -> None:
    assert agrees(explorer) == len(worlds(tables["regime_codes"]))


def test_it_opens_on_the_papers_reading_under_its_own_rule(
    explorer: Explorer, opening: Opening, tables: Tables
) -> None:
    _, says = opening(explorer)
    preferred = tables["regime_codes"].query("preferred")
    state = explorer.figure.state()
    for paradigm, dimension, code in preferred[["paradigm", "dimension", "code"]].to_numpy():
        assert state.get(f"{paradigm}_{dimension}", code) == code
    assert state["rule"] == "paper"
    assert says.startswith(
        "The paper’s pattern holds: sand casting Mark I, hot forging Mark I, new search Mark II\n"
    )


def test_each_state_shows_the_classes_of_its_world(
    explorer: Explorer, page: Page, tables: Tables
) -> None:
    found = worlds(tables["regime_codes"])
    space = Space.of(tables["regime_codes"])
    cells = [".".join(cell) for cell in space.open]
    at = found.set_index([*cells, "rule"])
    for state, rows, says in page(explorer):
        world = at.loc[
            tuple(state[name] for name in [*(c.replace(".", "_") for c in cells), "rule"])
        ]
        classes = {r["paradigm"]: r["words"] for r in rows if r["kind"] == "class"}
        assert classes == {p: CLASSES[Pattern(world[p])] for p in PARADIGMS}
        assert ("pattern holds: " in says) == bool(world["holds"])
        assert ("pattern does not hold: " in says) != bool(world["holds"])
        holds = found[found["rule"] == state["rule"]]["holds"]
        assert f"in {holds.sum()} of {len(holds)} worlds" in says


def test_every_world_has_a_place_of_its_own(explorer: Explorer, page: Page) -> None:
    places = [
        (round(row["x"], 9), row["y"])
        for _, rows, _ in page(explorer)
        for row in rows
        if row["kind"] == "here"
    ]
    assert len(set(places)) == len(places) == 256
    assert all(0 <= x < 1 for x, _ in places)


def test_only_cells_that_can_be_read_in_two_ways_get_a_control(tables: Tables) -> None:
    kept = tables["regime_codes"].query("preferred or paradigm != 'sand_casting'")
    explorer = coding_worlds(kept)
    assert "sand_casting_cumulativeness" not in explorer.controls
    assert len(explorer.controls) == 4


def test_an_unknown_rule_and_a_lacking_column_are_refused(tables: Tables) -> None:
    with pytest.raises(KeyError, match="no rule 'kind'; rules: paper"):
        coding_worlds(tables["regime_codes"], rule="kind")
    with pytest.raises(ValueError, match="preferred"):
        coding_worlds(tables["regime_codes"].drop(columns="preferred"))
