"""The verdicts by each rule in turn (landing page)."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from clusterbook.analysis.verdicts import pass_share, tallies, thresholds_by_rule
from clusterbook.explorers._verdicts_in_turn.verdicts_in_turn import (
    ASIDE,
    FILLED,
    HALF,
    HOLLOW,
    verdicts_in_turn,
)
from monograph.alive.explore import Explorer

Tables = Mapping[str, pd.DataFrame]
Agrees = Callable[[Explorer], int]
Page = Callable[[Explorer], list[tuple[dict[str, Any], list[dict[str, Any]], str]]]

OTHERS = {"paper": "claimed", "model": "direction"}


@pytest.fixture(scope="module")
def matrix(tables: Tables) -> pd.DataFrame:
    """Return a matrix made by hand: strict doubts, lenient trusts the first coding alone."""
    found = []
    for hypothesis in tables["hypotheses"]["hypothesis"]:
        found += [(hypothesis, rule, outcome, "") for rule, outcome in OTHERS.items()]
        found.append((hypothesis, "strict", "doubtful", "failed_hoops"))
        found.append((hypothesis, "lenient", "supported", ""))
    frame = pd.DataFrame(found, columns=["hypothesis", "rule", "outcome", "because"])
    other = frame.assign(outcome=frame["outcome"].replace("supported", "undecided"))
    because = other["because"].where(other["rule"] != "lenient", "posterior_support")
    both = (frame.assign(coding="first"), other.assign(because=because, coding="second"))
    return pd.concat(both, ignore_index=True)


@pytest.fixture(scope="module")
def explorer(matrix: pd.DataFrame, tables: Tables) -> Explorer:
    names = ("implications", "verdict_rules", "verdict_thresholds")
    rest = ("verdict_outcomes", "hypotheses", "codings")
    return verdicts_in_turn(matrix, *(tables[name] for name in (*names, *rest)))


def test_every_packed_state_is_what_python_answers(
    explorer: Explorer, agrees: Agrees, tables: Tables
) -> None:
    assert agrees(explorer) == len(tables["verdict_rules"]) * len(tables["codings"])


def test_marks_add_up_to_the_share_that_the_rule_computes(
    explorer: Explorer, page: Page, tables: Tables
) -> None:
    """Credits and bases of the marks give `analysis.verdicts.pass_share`, whatever the rule."""
    limits = thresholds_by_rule(tables["verdict_thresholds"])
    counted = tallies(tables["implications"])
    seen = 0
    for state, rows, _ in page(explorer):
        rule = state["rule"]
        marks = [row for row in rows if row["kind"] == "mark"]
        assert len(marks) == len(tables["implications"])
        if rule not in limits:
            assert {mark["use"] for mark in marks} == {ASIDE}
            continue
        for hypothesis, tally in counted.items():
            uses = [m["use"] for m in marks if m["words"].startswith(hypothesis)]
            credit = limits[rule]["strained_credit"]  # the one credit that is a fraction
            worth = {FILLED: 1.0, HALF: credit, HOLLOW: 0.0}
            kept = [worth[use] for use in uses if use != ASIDE]
            assert sum(kept) / len(kept) == pytest.approx(pass_share(tally, limits[rule]))
            seen += 1
    assert seen == len(limits) * len(counted) * len(tables["codings"])


def test_words_say_what_the_rows_show(explorer: Explorer, page: Page) -> None:
    for state, rows, says in page(explorer):
        uses = [row["use"] for row in rows if row["kind"] == "mark"]
        verdicts = {row["words"].lower() for row in rows if row["kind"] == "verdict"}
        assert all(verdict in says for verdict in verdicts), state
        if set(uses) != {ASIDE}:
            numbers = [uses.count(use) for use in (FILLED, HALF, HOLLOW)]
            assert "Of {} implications {} count in full, {} in part and {} not".format(
                len(uses), *numbers
            ) in says  # fmt: skip


def test_a_reason_stands_only_where_something_stood_in_the_way(
    explorer: Explorer, page: Page
) -> None:
    for state, rows, _ in page(explorer):
        reasons = {row["words"] for row in rows if row["kind"] == "reason"}
        because = {("lenient", "second"): "posterior too low", ("strict", "first"): "a hoop failed"}
        because["strict", "second"] = because["strict", "first"]
        assert reasons == {because.get((state["rule"], state["coding"]), "")}


def test_the_coding_moves_the_verdict_where_it_is_weighed(
    matrix: pd.DataFrame, explorer: Explorer, page: Page
) -> None:
    said = {(s["rule"], s["coding"]): says for s, _, says in page(explorer)}
    for rule in set(matrix["rule"]):
        assert (said[rule, "first"] != said[rule, "second"]) == (rule == "lenient")


def test_a_lacking_column_is_named(matrix: pd.DataFrame, tables: Tables) -> None:
    names = ("implications", "verdict_rules", "verdict_thresholds", "verdict_outcomes")
    rest = [tables[name] for name in (*names, "hypotheses", "codings")]
    with pytest.raises(ValueError, match="because"):
        verdicts_in_turn(matrix.drop(columns="because"), *rest)
