"""The page's own arithmetic of the weighing explorer, against Python, on states at random."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser

from clusterbook.analysis.evidence import boxes
from clusterbook.explorers._weigh_evidence import weigh_evidence as weighing
from monograph.alive.controls import choices, offered
from monograph.alive.explore import Explorer
from monograph.alive.widget import STATIC
from monograph.tables import package

State = dict[str, Any]

STATES, TOLERANCE = 400, 1e-9

ANSWERS = """
async ({ spec, states }) => {
  const { parse, View } = globalThis.clusterbookVega;
  const view = await new View(parse(spec), { renderer: "none" }).runAsync();
  const holding = (field) => {
    const { data } = view.getState({ data: () => true, signals: () => false });
    return Object.keys(data).find((name) => view.data(name)[0] && field in view.data(name)[0]);
  };
  const [sums, items] = [holding("posterior"), holding("db")];
  const found = [];
  for (const state of states) {
    for (const [name, value] of Object.entries(state)) view.signal(name, value);
    await view.runAsync();
    found.push({
      posteriors: view.data(sums).map((d) => [
        d.hypothesis, d.explanation, d.prior, d.posterior, d.lowest, d.highest,
      ]),
      items: view.data(items).map((d) => [d.item, d.db, d.lowest, d.highest]),
      says: view.signal("says"),
    });
  }
  return found;
}
"""


@pytest.fixture(scope="module")
def book() -> Mapping[str, pd.DataFrame]:
    names = ("evidence", "implications", "readings", "explanations", "hypotheses", "priors")
    return {name: package.load(name) for name in names}


@pytest.fixture(scope="module")
def explorer(book: Mapping[str, pd.DataFrame]) -> Explorer:
    likely = boxes(book["evidence"], book["implications"], book["readings"], book["explanations"])
    words = (book["explanations"], book["hypotheses"], book["implications"], book["priors"])
    return weighing.weigh_evidence(likely, *words)


@pytest.fixture(scope="module")
def states(explorer: Explorer) -> list[State]:
    """Every control at random, anywhere between its ends; some states at the very ends."""
    draw, found = random.Random(11), []
    for number in range(STATES):
        state = {}
        for name, control in explorer.controls.items():
            listed = choices(control) or offered(name, control)
            ends = number % 5 == 0 or choices(control) or isinstance(control.value, bool)
            state[name] = draw.choice(listed) if ends else draw.uniform(control.min, control.max)
        found.append(state)
    return found


@pytest.fixture(scope="module")
def answers(browser: Browser, explorer: Explorer, states: list[State]) -> list[dict[str, Any]]:
    page = browser.new_page()
    page.add_script_tag(path=STATIC / "vega.js")
    found: list[dict[str, Any]] = page.evaluate(
        ANSWERS, {"spec": explorer.figure.vega, "states": states}
    )
    page.close()
    return found


def python(explorer: Explorer, state: State) -> tuple[list[dict[str, Any]], str]:
    assert explorer.still.live
    return explorer.still.live(**state)


def test_posteriors_and_their_ranges_are_those_of_python(
    explorer: Explorer, states: list[State], answers: list[dict[str, Any]]
) -> None:
    for state, answer in zip(states, answers, strict=True):
        rows = pd.DataFrame(python(explorer, state)[0])
        ours = rows.set_index(["hypothesis", "explanation"])[
            ["prior", "posterior", "lowest", "highest"]
        ]
        theirs = {(row[0], row[1]): row[2:] for row in answer["posteriors"]}
        assert list(theirs) == list(ours.index)
        for key, values in theirs.items():
            assert values == pytest.approx(ours.loc[key].tolist(), abs=TOLERANCE), (state, key)


def test_what_the_items_say_is_what_python_says(
    book: Mapping[str, pd.DataFrame], states: list[State], answers: list[dict[str, Any]]
) -> None:
    likely = boxes(book["evidence"], book["implications"], book["readings"], book["explanations"])
    tables = weighing.gathered(
        likely, book["explanations"], book["hypotheses"], book["implications"], book["priors"]
    )
    for state, answer in zip(states, answers, strict=True):
        ours = weighing.item_weights(tables, **state).set_index("item")
        assert [row[0] for row in answer["items"]] == [
            item for item in ours.index if item.startswith(state["hypothesis"])
        ]
        for item, *values in answer["items"]:
            assert values == pytest.approx(ours.loc[item].tolist(), abs=TOLERANCE), (state, item)


def test_the_sentence_is_that_of_python(
    explorer: Explorer, states: list[State], answers: list[dict[str, Any]]
) -> None:
    assert [answer["says"] for answer in answers] == [
        python(explorer, state)[1] for state in states
    ]
