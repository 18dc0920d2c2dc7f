"""What the page computes by its own expressions is what Python finds, state by state.

The compiled figures run in a browser with the library that the book ships. Nobody can count all
typed numbers, so states are drawn at random, and the edges (ties, zeros, wholes) are always there.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser

from clusterbook.analysis.survey import Rounding, print_share
from clusterbook.analysis.survey import _recovery as recovery
from clusterbook.explorers._count_lattice.count_lattice import count_lattice
from clusterbook.explorers._mean_lattice.mean_lattice import mean_lattice
from clusterbook.explorers._sample_gap.sample_gap import sample_gap
from monograph.alive.controls import offered
from monograph.alive.explore import Explorer
from monograph.alive.widget import STATIC

STATES = 250

# Signals in, words and the rows behind one mark out; the width is what a page would give. Of many
# states only the rows of the entry come back: the rows below it are the same all the time.
EVALUATE = """async ([spec, states, data]) => {
  for (const signal of spec.signals) {
    if (signal.name === "width") { delete signal.init; delete signal.on; signal.value = 640; }
  }
  const { parse, View } = globalThis.clusterbookVega;
  const view = new View(parse(spec), { renderer: "none" });
  const found = [];
  for (const state of states) {
    for (const [name, value] of Object.entries(state)) view.signal(name, value);
    await view.runAsync();
    const rows = view.data(data).filter((row) => !row.row || states.length < 9);
    found.push([rows.map((row) => ({ ...row })), view.signal("says")]);
  }
  return found;
}"""

Ran = Callable[[Explorer, str, list[dict[str, Any]]], list[tuple[list[dict[str, Any]], str]]]


@pytest.fixture(scope="module")
def in_page(browser: Browser) -> Iterator[Ran]:
    """Give a function that runs an explorer's figure through states, in a browser."""
    page = browser.new_page()
    page.add_script_tag(path=STATIC / "vega.js")

    def run(explorer: Explorer, mark: str, states: list[dict[str, Any]]) -> list[Any]:
        spec = explorer.figure.vega
        (behind,) = [m for m in spec["marks"] if m["name"] == f"{mark}_marks"]
        return page.evaluate(EVALUATE, [spec, states, behind["from"]["data"]])

    yield run
    page.close()


def typed(draw: random.Random, whole: int, most: int) -> str:
    """Draw an entry: what some count prints, any number, or no number at all."""
    kind, decimals = draw.random(), draw.choice([0, 1, 1, 2, 2, 2, 3, 4, 4])
    if kind < 0.15:
        wrong = [
            "",
            "abc",
            "150.0.1",
            "5.",
            ".5",
            "1,5",
            "007",
            "-3",
            "24.58%",
            "1e1",
            "٣",
            "1" * 5,
        ]
        return draw.choice([*wrong, "2.00000", f"{most}.1"])
    if kind < 0.3:
        return draw.choice(["0", "0.0", "0.00", str(most), f"{most}.00", "50", "25.00", "12.5"])
    if kind < 0.45:
        return f"{draw.uniform(0, 100 if whole == 100 else 9):.{decimals}f}"
    base = draw.choice([*range(50, 80), 64, 64, 64])  # sixty-fourths end in a tie
    count = draw.randrange(base + 1)
    return print_share(count, base, decimals, draw.choice(list(Rounding)))


def drawn(whole: int, most: int) -> list[dict[str, Any]]:
    draw = random.Random(61)
    rules = [str(rule) for rule in Rounding]
    return [
        {"printed": typed(draw, whole, most), "rule": draw.choice(rules)} for _ in range(STATES)
    ]


def same(theirs: list[dict[str, Any]], ours: pd.DataFrame, columns: list[str]) -> None:
    assert len(theirs) == len(ours)
    for row, twin in zip(theirs, ours.to_dict("records"), strict=True):
        for column in columns:
            if twin[column] is None or twin[column] != twin[column]:
                continue
            assert row[column] == pytest.approx(twin[column], rel=0, abs=1e-9), (column, twin)


def test_percentages_typed_are_read_alike(in_page: Ran, tables: Mapping[str, pd.DataFrame]) -> None:
    shares = recovery.printed_shares(tables["channels"], tables["survey_items"])
    explorer, states = count_lattice(shares), drawn(100, 100)
    fits = 0
    for state, (rows, says) in zip(states, in_page(explorer, "lattice", states), strict=True):
        ours, words = explorer.still.live(**state)
        assert says == words, state
        same(rows, pd.DataFrame(ours), ["base", "count", "percent", "fits"])
        fits += sum(row["fits"] for row in rows)
    assert fits > STATES  # the draw reaches what it is meant to try


def test_the_rows_of_the_shares_in_print_follow_the_rule(
    in_page: Ran, tables: Mapping[str, pd.DataFrame]
) -> None:
    shares = recovery.printed_shares(tables["channels"], tables["survey_items"])
    explorer = count_lattice(shares)
    states = [{"printed": "24.58", "rule": str(rule)} for rule in Rounding]
    for state, (rows, _) in zip(states, in_page(explorer, "lattice", states), strict=True):
        for number, printed in enumerate(shares["printed"], 1):
            ours, _ = explorer.still.live(printed=printed, rule=state["rule"])
            own = [row for row in rows if row["row"] == number]
            same(own, pd.DataFrame(ours), ["base", "count", "percent", "fits"])


def test_means_typed_are_read_alike(in_page: Ran) -> None:
    explorer, states = mean_lattice(), drawn(1, 999)
    fits = 0
    for state, (rows, says) in zip(states, in_page(explorer, "lattice", states), strict=True):
        ours, words = explorer.still.live(**state)
        assert says == words, state
        same(rows, pd.DataFrame(ours), ["base", "total", "mean", "fits", "least", "most"])
        fits += sum(row["fits"] for row in rows)
    assert fits > STATES


def test_the_ratio_and_its_ranges_are_computed_alike(
    in_page: Ran, tables: Mapping[str, pd.DataFrame]
) -> None:
    explorer = sample_gap(*(tables[t] for t in ("sample", "totals", "firm_types", "assumptions")))
    draw, below = random.Random(2796), 0
    axes = {name: offered(name, control) for name, control in explorer.controls.items()}
    states = [{n: draw.choice(values) for n, values in axes.items()} for _ in range(STATES)]
    for state, (rows, says) in zip(states, in_page(explorer, "levers", states), strict=True):
        ours, words = explorer.still.live(**state)
        assert says == words, state
        same(rows, pd.DataFrame(ours[:-1]), ["value", "low", "high", "needed"])
        below += "is 0." in says
    assert 0 < below < STATES
