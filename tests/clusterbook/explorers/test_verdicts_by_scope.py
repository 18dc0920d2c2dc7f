"""The verdicts by scope and coding (chapter 15)."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from clusterbook import findings
from clusterbook.explorers import verdicts_by_scope
from clusterbook.explorers._verdicts_in_turn.verdicts_in_turn import ASIDE
from monograph.alive.explore import Explorer

Tables = Mapping[str, pd.DataFrame]
Page = Callable[[Explorer], list[tuple[dict[str, Any], list[dict[str, Any]], str]]]


@pytest.fixture(scope="module")
def verdicts() -> pd.DataFrame:
    return findings.verdicts_by_scope()


def made(tables: Tables, verdicts: pd.DataFrame, **changed: pd.DataFrame) -> Explorer:
    names = ("verdict_rules", "verdict_thresholds", "verdict_outcomes", "hypotheses")
    names = (*names, "scopes", "codings")
    given = {
        "verdicts": verdicts,
        "implications": findings.implications_by_scope(),
        **{name: tables[name] for name in names},
    }
    return verdicts_by_scope(**{**given, **changed})


@pytest.fixture(scope="module")
def explorer(tables: Tables, verdicts: pd.DataFrame) -> Explorer:
    return made(tables, verdicts)


def test_every_packed_state_is_what_python_answers(
    explorer: Explorer, agrees: Callable[[Explorer], int]
) -> None:
    assert agrees(explorer) == 3 * 2 * 2


def test_each_state_shows_its_verdicts_and_leaves_out_what_its_scope_does(
    explorer: Explorer, page: Page, verdicts: pd.DataFrame, tables: Tables
) -> None:
    words = tables["verdict_outcomes"].set_index("outcome")["label"]
    at = verdicts.set_index(["scope", "coding", "rule"]).sort_index()
    for state, rows, says in page(explorer):
        here = at.loc[(state["scope"], state["coding"], state["rule"])]
        shown = [row["words"] for row in rows if row["kind"] == "verdict"]
        assert shown == [words[o] for o in here.set_index("hypothesis")["outcome"].sort_index()]
        if state["rule"] == "strict":
            left = sum(row["use"] == ASIDE for row in rows)
            assert left == 24 - len(findings.implications(state["scope"]))
        assert says.split(".")[0]


def test_it_opens_as_worded_with_the_strict_rule(explorer: Explorer) -> None:
    state = explorer.figure.state()
    assert state == {"scope": "printed", "coding": "first", "rule": "strict"}


def test_bad_input_is_refused(tables: Tables, verdicts: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="scopes lacks the column 'label'"):
        made(tables, verdicts, scopes=tables["scopes"].drop(columns="label"))
    with pytest.raises(ValueError, match="no verdict on each hypothesis at"):
        made(tables, verdicts.iloc[1:])
