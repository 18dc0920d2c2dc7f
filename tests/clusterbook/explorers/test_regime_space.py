"""Setting levels and rule in the space of regimes (chapter 2)."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from clusterbook.analysis.regimes import RULES, classify
from clusterbook.explorers._regime_space.regime_space import CLASSES, regime_space
from monograph.alive.explore import Explorer

LEVELS = ["opportunity", "appropriability", "cumulativeness"]

Tables = Mapping[str, pd.DataFrame]
Agrees = Callable[[Explorer], int]
Opening = Callable[[Explorer], tuple[pd.DataFrame, str]]
Page = Callable[[Explorer], list[tuple[dict[str, Any], list[dict[str, Any]], str]]]


@pytest.fixture(scope="module")
def explorer(tables: Tables) -> Explorer:
    return regime_space(tables["paradigms"], tables["regime_codes"])


def test_every_packed_state_is_what_python_answers(explorer: Explorer, agrees: Agrees) -> None:
    assert agrees(explorer) == len(RULES) * 3 * 3 * 4 * 2


def test_it_opens_with_the_papers_rule_in_the_cell_of_the_first_two_paradigms(
    explorer: Explorer, opening: Opening
) -> None:
    rows, says = opening(explorer)
    assert explorer.still.values().startswith(
        "Rule: paper; Opportunity: high; Appropriability: low"
    )
    chosen = rows[rows["chosen"]]
    assert chosen["paradigms"].tolist() == ["P1 P2"]
    assert "P1 is Mark I, P2 is Mark I and P3 is Mark II" in says
    counts = rows["pattern"].value_counts()
    assert f"of all 36 regimes it makes {counts['I']} Mark I, {counts['II']} Mark II" in says


def test_every_cell_bears_the_class_that_the_rule_gives_it(explorer: Explorer, page: Page) -> None:
    for state, rows, _ in page(explorer):
        if not state["timed"] or [state[name] for name in LEVELS] != ["H", "L", "L"]:
            continue
        for row in rows:
            assert row["pattern"] == row[state["rule"]]
            assert row["pattern"] == classify(*(row[name] for name in LEVELS), state["rule"])


def test_one_cell_is_chosen_and_its_class_is_said(explorer: Explorer, page: Page) -> None:
    for state, rows, says in page(explorer):
        (chosen,) = [row for row in rows if row["chosen"]]
        assert {name: chosen[name] for name in LEVELS} == {name: state[name] for name in LEVELS}
        assert f": {CLASSES[chosen['pattern']]} by " in says


def test_without_durations_all_paradigms_lie_where_cumulativeness_has_no_code(
    explorer: Explorer, page: Page
) -> None:
    for state, rows, _ in page(explorer):
        inside = pd.DataFrame(rows).query("paradigms != ''")
        assert sorted(" ".join(inside["paradigms"]).split()) == ["P1", "P2", "P3"]
        assert (set(inside["cumulativeness"]) == {"missing"}) is not state["timed"]


def test_a_missing_column_is_named(tables: Tables) -> None:
    with pytest.raises(ValueError, match="regime_codes lacks the column 'preferred'"):
        regime_space(tables["paradigms"], tables["regime_codes"].drop(columns="preferred"))
