"""Following a concept through the argument (chapter 1)."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from clusterbook.analysis.evidence import rests_on, support
from clusterbook.explorers._argument.argument import argument
from monograph.alive.explore import Explorer

Tables = Mapping[str, pd.DataFrame]
Agrees = Callable[[Explorer], int]
Opening = Callable[[Explorer], tuple[pd.DataFrame, str]]
Page = Callable[[Explorer], list[tuple[dict[str, Any], list[dict[str, Any]], str]]]


@pytest.fixture(scope="module")
def explorer(tables: Tables) -> Explorer:
    return argument(tables["concepts"], tables["concept_links"])


def test_every_packed_state_is_what_python_answers(explorer: Explorer, agrees: Agrees) -> None:
    assert agrees(explorer) == 12 * 4


def test_it_opens_with_the_mechanism_from_which_all_evidence_is_reached(
    explorer: Explorer, opening: Opening
) -> None:
    rows, says = opening(explorer)
    assert rows.loc[rows["role"] == "chosen", "concept"].tolist() == ["mechanism"]
    evidence = rows[rows["column"] == "evidence"]
    assert set(evidence["role"]) == {"reached"}
    assert says.startswith("H1 and H3 rest on")
    assert f"; 7 of the {len(evidence)} things they lead to were never observed\n" in says
    assert says.endswith(f"Reported: {int(evidence['observed'].sum())} of {len(evidence)}.")


def test_claims_and_counts_are_those_of_the_analysis(
    explorer: Explorer, page: Page, tables: Tables
) -> None:
    concepts, links = tables["concepts"], tables["concept_links"]
    counts = support(concepts, links).set_index("concept")
    for state, rows, says in page(explorer):
        if state["claim"] != "all":
            continue
        reached = pd.DataFrame(rows).query("role == 'reached'")
        claims = reached.loc[reached["column"] == "hypothesis", "concept"].tolist()
        assert claims == rests_on(concepts, links, state["concept"])["concept"].tolist()
        ends = reached.loc[reached["column"] == "evidence", "observed"]
        expected = counts.loc[state["concept"], ["observed_evidence", "unobserved_evidence"]]
        assert [ends.sum(), (~ends).sum()] == expected.tolist()
        if claims:
            assert f"; {(~ends).sum()} of the {len(ends)} things they lead to were never" in says
            assert says.endswith(f"Reported: {ends.sum()} of {len(ends)}.")


def test_a_claim_shows_its_own_evidence_and_no_more(
    explorer: Explorer, page: Page, tables: Tables
) -> None:
    counts = support(tables["concepts"], tables["concept_links"]).set_index("concept")
    for state, rows, says in page(explorer):
        claim = state["claim"]
        reached = pd.DataFrame(rows).query("role == 'reached'")
        if claim == "all":
            continue
        if claim in set(reached["concept"]):
            number = (reached["column"] == "evidence").sum()
            assert number == counts.loc[claim, ["observed_evidence", "unobserved_evidence"]].sum()
            assert set(reached.loc[reached["column"] == "hypothesis", "concept"]) == {claim}
        else:
            assert reached.empty
            assert says.startswith("No arrow leads from")
            assert claim in says


def test_a_concept_that_does_not_exist_is_refused(tables: Tables) -> None:
    with pytest.raises(ValueError, match="'mechanics'; allowed are paradigm, trajectory"):
        argument(tables["concepts"], tables["concept_links"], opens="mechanics")


def test_a_missing_column_is_named(tables: Tables) -> None:
    with pytest.raises(ValueError, match="concept_links lacks the column 'target'"):
        argument(tables["concepts"], tables["concept_links"].drop(columns="target"))
