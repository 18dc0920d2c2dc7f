"""What a page computes by its own module is what Python finds, state by state.

Nobody can count all typed numbers, so states are drawn at random, and the edges (ties, zeros,
wholes) are always there.
"""

import random
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from clusterbook.analysis.survey import Bases, Rounding, print_share
from clusterbook.analysis.survey import _recovery as recovery
from clusterbook.explorers import count_lattice, mean_lattice, sample_gap
from monograph.alive.controls import offered
from monograph.alive.explore import Explorer

from ...covering import some
from .in_page import answers, faults

STATES, FEW = 250, 80
FULLY = pytest.mark.parametrize("count", some([STATES, FEW], [FEW]))
"""How many states are tried: the few are the first of all."""

HELD = Bases(61, 50, 79)

WRONG = ("", "abc", "150.0.1", "5.", ".5", "1,5", "007", "-3", "24.58%", "1e1", "٣", "11111")


def typed(draw: random.Random, whole: int, most: int) -> str:
    """Draw an entry: what some count prints, any number, or no number at all."""
    kind, decimals = draw.random(), draw.choice([0, 1, 1, 2, 2, 2, 3, 4, 4])
    if kind < 0.15:
        return draw.choice([*WRONG, "2.00000", f"{most}.1", "{printed}"])
    if kind < 0.3:
        return draw.choice(["0", "0.0", "0.00", str(most), f"{most}.00", "50", "25.00", "12.5"])
    if kind < 0.45:
        return f"{draw.uniform(0, 100 if whole == 100 else 9):.{decimals}f}"
    base = draw.choice([*range(50, 80), 64, 64, 64])  # sixty-fourths end in a tie
    count = draw.randrange(base + 1)
    return print_share(count, base, decimals, draw.choice(list(Rounding)))


def entries(whole: int, most: int) -> list[dict[str, Any]]:
    draw, rules = random.Random(61), [str(rule) for rule in Rounding]
    return [
        {"printed": typed(draw, whole, most), "rule": draw.choice(rules)} for _ in range(STATES)
    ]


@pytest.fixture(scope="module")
def counts(tables: Mapping[str, pd.DataFrame]) -> Explorer:
    shares = recovery.printed_shares(tables["channels"], tables["survey_items"])
    return count_lattice(shares, "24.58", HELD)


@FULLY
def test_percentages_typed_are_read_alike(counts: Explorer, count: int) -> None:
    states = entries(100, 100)[:count]
    assert faults(counts, states) == []
    mine = [row for rows, _ in answers(counts, states) for row in rows if row["row"] == 0]
    assert sum(bool(row["fits"]) for row in mine) > count  # the draw reaches what it is to try


@FULLY
def test_means_typed_are_read_alike(count: int) -> None:
    explorer, states = mean_lattice("1.33", HELD), entries(1, 999)[:count]
    assert faults(explorer, states) == []
    assert sum(bool(row["fits"]) for rows, _ in answers(explorer, states) for row in rows) > count


@pytest.fixture(scope="module")
def gap(tables: Mapping[str, pd.DataFrame]) -> Explorer:
    return sample_gap(*(tables[t] for t in ("sample", "totals", "firm_types", "assumptions")))


def settings(explorer: Explorer) -> list[dict[str, Any]]:
    """Draw settings of all controls, and in every other state of one alone."""
    draw, found = random.Random(2796), []
    axes = {name: offered(name, control) for name, control in explorer.controls.items()}
    for number in range(STATES):
        state = {name: control.value for name, control in explorer.controls.items()}
        moved = axes if number % 2 else [draw.choice(list(axes))]
        found.append(state | {name: draw.choice(axes[name]) for name in moved})
    return found


@FULLY
def test_the_ratio_and_its_ranges_are_computed_alike(gap: Explorer, count: int) -> None:
    states = settings(gap)[:count]
    assert faults(gap, states) == []
    said = [says for _, says in answers(gap, states)]
    assert 0 < sum("least 0." in says for says in said) < count  # on both sides of one
    assert 0 < sum("Beyond" in says for says in said) < count


def broken(explorer: Explorer, right: str, wrong: str) -> str:
    """Return the module that an explorer ships with one thing done wrong."""
    assert right in explorer.figure.module
    return explorer.figure.module.replace(right, wrong)


WRONG_SUMS = {
    "count_lattice": [("Math.ceil", "Math.round"), ("100*", "99*"), ("===0", "===1")],
    "mean_lattice": [("Math.floor", "Math.ceil"), ("Math.max(", "Math.min(")],
    "sample_gap": [("100*", "10*"), ("===", "!=="), ("<=", "<")],
}
"""Explorer -> what stands in its module, and what would be wrong there."""


@pytest.mark.parametrize(
    ("right", "wrong"), some(WRONG_SUMS["count_lattice"], WRONG_SUMS["count_lattice"][:1])
)
def test_a_wrong_count_in_the_page_is_seen(counts: Explorer, right: str, wrong: str) -> None:
    assert faults(counts, entries(100, 100)[:FEW], broken(counts, right, wrong)) != []


@pytest.mark.parametrize(
    ("right", "wrong"), some(WRONG_SUMS["mean_lattice"], WRONG_SUMS["mean_lattice"][:1])
)
def test_a_wrong_mean_in_the_page_is_seen(right: str, wrong: str) -> None:
    explorer = mean_lattice("1.33", HELD)
    assert faults(explorer, entries(1, 999)[:FEW], broken(explorer, right, wrong)) != []


@pytest.mark.parametrize(
    ("right", "wrong"), some(WRONG_SUMS["sample_gap"], WRONG_SUMS["sample_gap"][:1])
)
def test_a_wrong_ratio_in_the_page_is_seen(gap: Explorer, right: str, wrong: str) -> None:
    assert faults(gap, settings(gap)[:FEW], broken(gap, right, wrong)) != []
