"""The verdict matrix with a rule of the reader's own (chapter 15).

The page computes by a module of its own, which is held here against `analysis.verdicts`.
"""

import html
import random
import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from clusterbook.analysis.evidence import _evidence as evidence
from clusterbook.analysis.evidence import _posteriors as posteriors
from clusterbook.analysis.verdicts import _verdicts as verdicts
from clusterbook.explorers._verdict_matrix.judging import Kept, judged
from clusterbook.explorers._verdict_matrix.verdict_matrix import posteriors as kept_posteriors
from clusterbook.explorers._verdict_matrix.verdict_matrix import verdict_matrix
from monograph.alive.explore import Explorer

from ...covering import some
from .in_page import answers, faults

SETTINGS = {"reading": "readings", "prior": "priors", "discount": "discounts"}
MEETS = {
    "pass_share": "share",
    "failed_hoops": "trouble",
    "posterior_support": "posterior",
    "posterior_doubt": "posterior",
}
"""Threshold -> what it is compared with."""

STATES = 400

Tables = Mapping[str, pd.DataFrame]
Opening = Callable[[Explorer], tuple[pd.DataFrame, str]]
State = dict[str, Any]


@pytest.fixture(scope="module")
def states(tables: Tables) -> pd.DataFrame:
    boxes = evidence.boxes(
        tables["evidence"], tables["implications"], tables["readings"], tables["explanations"]
    )
    priors = posteriors.priors_by_name(tables["priors"], tables["explanations"])
    return posteriors.every_state(boxes, priors, posteriors.discounts_by_name(tables["discounts"]))


@pytest.fixture(scope="module")
def matrix(tables: Tables, states: pd.DataFrame) -> pd.DataFrame:
    rules, limits = tables["verdict_rules"], tables["verdict_thresholds"]
    found = verdicts.measures(tables["implications"], states, rules, limits)
    model = pd.DataFrame({"hypothesis": ["H1", "H2", "H3"], "rule": "model", "because": ""})
    model["outcome"] = ["follows", "direction", "not_following"]
    both = pd.concat([found, model], ignore_index=True)
    return verdicts.matrix(both, tables["verdict_cells"], rules["rule"])


def made(
    tables: Tables, matrix: pd.DataFrame, states: pd.DataFrame, **changed: pd.DataFrame | str
) -> Explorer:
    given: dict[str, Any] = {
        "matrix": matrix,
        "implications": tables["implications"],
        "states": states,
        "verdict_rules": tables["verdict_rules"],
        "verdict_thresholds": tables["verdict_thresholds"],
        "verdict_outcomes": tables["verdict_outcomes"],
        "hypotheses": tables["hypotheses"],
        "settings": {name: tables[table] for name, table in SETTINGS.items()},
    }
    return verdict_matrix(**{**given, **changed})


@pytest.fixture(scope="module")
def explorer(tables: Tables, matrix: pd.DataFrame, states: pd.DataFrame) -> Explorer:
    return made(tables, matrix, states)


@pytest.fixture(scope="module")
def kept(tables: Tables, states: pd.DataFrame) -> Kept:
    return Kept(verdicts.tallies(tables["implications"]), kept_posteriors(states))


@pytest.fixture(scope="module")
def labels(tables: Tables) -> dict[str, str]:
    return tables["verdict_outcomes"].set_index("outcome")["label"].to_dict()


def some_state(explorer: Explorer, seed: int) -> State:
    """Draw a state that the controls can take; every fourth has thresholds that are often met."""
    chance = random.Random(seed)
    state: State = {}
    for name, control in explorer.controls.items():
        if name in SETTINGS:
            state[name] = chance.choice([value for _, value in control.options])
        else:
            steps = round((control.max - control.min) / control.step)
            state[name] = round(control.min + control.step * chance.randint(0, steps), 10)
    if seed % 4 == 0:
        state |= {"pass_share": 0.25, "posterior_support": 0.1, "posterior_doubt": 0.05}
        state["failed_hoops"] = chance.randint(1, 3)
    return state


def verdicts_of(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {row["hypothesis"]: row["outcome"] for row in rows if row["kind"] == "verdict"}


def test_the_page_computes_what_python_computes(explorer: Explorer) -> None:
    """Hundreds of random states, to the ninth decimal; every outcome among them."""
    states = [some_state(explorer, seed) for seed in range(STATES)]
    assert faults(explorer, states) == []
    seen = {said for rows, _ in answers(explorer, states) for said in verdicts_of(rows).values()}
    assert seen == {"supported", "undecided", "doubtful"}


def test_a_threshold_met_exactly_is_met_in_both(explorer: Explorer, kept: Kept) -> None:
    states = []
    for seed in range(40):
        state = some_state(explorer, seed)
        for row in judged(kept, **state).itertuples():
            states += [{**state, name: getattr(row, MEETS[name])} for name in MEETS]
    assert faults(explorer, states) == []


WRONG_SUMS = [
    ("<=", "<"),
    ("hoops_failed+", "hoops_failed-"),
    ("asserted_credit*", "strained_credit*"),
]


@pytest.mark.parametrize(
    ("right", "wrong"),
    some(WRONG_SUMS, WRONG_SUMS[1:2]),
)
def test_a_wrong_sum_in_the_page_is_seen(
    explorer: Explorer, kept: Kept, right: str, wrong: str
) -> None:
    states = [some_state(explorer, seed) for seed in range(40)]
    states += [
        {**state, "posterior_doubt": row.posterior}
        for state in states
        for row in judged(kept, **state).itertuples()
    ]
    module = explorer.figure.module
    assert right in module
    assert faults(explorer, states, module.replace(right, wrong)) != []


@pytest.mark.parametrize("rule", ["strict", "lenient"])
def test_a_rule_of_the_book_gives_the_book_s_verdicts(
    tables: Tables, matrix: pd.DataFrame, states: pd.DataFrame, opening: Opening, rule: str
) -> None:
    """It opens with a rule of the tables, and then says what the matrix says."""
    rows, says = opening(made(tables, matrix, states, opens=rule))
    rows = rows[rows["kind"] == "verdict"]
    printed = matrix[matrix["rule"] == rule].set_index("hypothesis")
    assert rows.set_index("hypothesis")["outcome"].to_dict() == printed["outcome"].to_dict()
    assert rows.set_index("hypothesis")["because"].to_dict() == printed["because"].to_dict()
    first = printed.loc["H1"]
    assert says.startswith("By your rule H1 and H3 undecided; H2 ")
    assert says.count("; of H") == len(printed) - 1
    assert ("of H1, the posterior (" in says) == (first["because"] == "posterior_support")


def test_no_control_is_without_consequence(explorer: Explorer, kept: Kept) -> None:
    """Each of them changes some verdict somewhere, everything else being equal."""
    idle = set(explorer.controls)
    for seed in range(4000):
        state = some_state(explorer, seed)
        other = some_state(explorer, seed + 10_000)
        before = judged(kept, **state)["outcome"].tolist()
        for name in list(idle):
            if judged(kept, **{**state, name: other[name]})["outcome"].tolist() != before:
                idle.discard(name)
        if not idle:
            return
    assert idle == set()


def test_controls_are_those_of_the_table_with_its_ends(explorer: Explorer, tables: Tables) -> None:
    limits = tables["verdict_thresholds"].query("rule == 'strict'").set_index("criterion")
    for name in verdicts.CRITERIA:
        control = explorer.controls[name]
        assert (control.min, control.max) == tuple(limits.loc[name, ["minimum", "maximum"]])
        assert control.value == limits.loc[name, "value"]
        assert control.description == limits.loc[name, "label"]


@pytest.mark.parametrize("width", [680, 340])
def test_the_still_says_what_the_reader_s_rule_asks(
    explorer: Explorer, tables: Tables, width: int
) -> None:
    svg = html.unescape(explorer.still.svg(width))
    limits = tables["verdict_thresholds"].query("rule == 'strict'").set_index("criterion")["value"]
    asked, allowed = limits["pass_share"], limits["failed_hoops"]
    for tally in verdicts.tallies(tables["implications"]).values():
        share = verdicts.pass_share(tally, limits.to_dict())
        assert re.search(rf"Passes {100 * share:g}(\.0)?%, asked {100 * asked:.0f}%", svg)
        failed, strained = tally["hoops_failed"], tally["hoops_strained"]
        assert f"Hoops: {failed} failed, {strained} strained, {allowed:.0f} allowed" in svg


def test_an_unknown_rule_is_refused(
    tables: Tables, matrix: pd.DataFrame, states: pd.DataFrame
) -> None:
    with pytest.raises(ValueError, match="opens must be one of strict, lenient, got 'paper'"):
        made(tables, matrix, states, opens="paper")


def test_a_missing_column_is_named(
    tables: Tables, matrix: pd.DataFrame, states: pd.DataFrame
) -> None:
    lost = tables["hypotheses"].drop(columns="label")
    with pytest.raises(ValueError, match="hypotheses lacks the column 'label'"):
        made(tables, matrix, states, hypotheses=lost)


def test_no_field_is_computed_from_itself(explorer: Explorer) -> None:
    """Vega recalculates in place: such a field would grow with every move."""
    steps = [t for data in explorer.figure.vega["data"] for t in data.get("transform", [])]
    formulas = [(t["as"], t["expr"]) for t in steps if t["type"] == "formula"]
    assert formulas
    assert [name for name, expr in formulas if re.search(rf"datum(\.|\[\"){name}\b", expr)] == []
