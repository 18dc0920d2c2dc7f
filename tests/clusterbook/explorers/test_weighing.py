"""The weighing explorer: what Python answers, and that the page answers the same."""

import itertools
import random
import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from clusterbook.analysis.evidence import (
    boxes,
    discounts_by_name,
    every_state,
    priors_by_name,
    state,
    stretched,
)
from clusterbook.explorers._weigh_evidence import places, weights
from clusterbook.explorers._weigh_evidence import weigh_evidence as weighing
from clusterbook.explorers._weigh_evidence.tables import Tables, tick
from monograph.alive.controls import choices, offered
from monograph.alive.explore import Explorer
from monograph.alive.sheet import tall

from ...covering import some
from .in_page import faults

Frames = Mapping[str, pd.DataFrame]
WORDS = ("explanations", "hypotheses", "implications", "priors", "codings")
SETTINGS = {"even": (0.2, "evenly"), "half": (0.5, "evenly"), "sceptical": (0.1, "evenly")}
SETTINGS |= {"chains": (0.2, "buyers")}
"""Prior of the table -> prior of the hypothesis and first rival in the explorer."""


CLEAR = 6
"""px of ground between one label and the next: more than between lines of one."""


@pytest.fixture(scope="module")
def coded(tables: Frames) -> Any:  # noqa: ANN401 - coding -> boxes
    rest = [tables[name] for name in ("implications", "readings", "explanations")]
    named = tables["codings"].set_index("coding")["table"]
    return {coding: boxes(tables[table], *rest) for coding, table in named.items()}


@pytest.fixture(scope="module")
def likely(coded: Any) -> Any:  # noqa: ANN401 - boxes
    return coded["first"]


@pytest.fixture(scope="module")
def held(tables: Frames, coded: Any) -> Tables:  # noqa: ANN401
    return weighing.gathered(coded, *(tables[name] for name in WORDS))


@pytest.fixture(scope="module")
def explorer(tables: Frames, coded: Any) -> Explorer:  # noqa: ANN401
    return weighing.weigh_evidence(coded, *(tables[name] for name in WORDS))


@pytest.fixture
def plain(held: Tables) -> dict[str, Any]:
    ticks = {tick(item): True for item in held.all_items()}
    opens = {
        "hypothesis": "H1",
        "coding": "first",
        "reading": "sceptical",
        "start": 0.2,
        "first": "evenly",
    }
    return {**opens, "discount": 1.0, "spread": 1.0, "lean": 0.0, **ticks}


def test_it_opens_where_the_sceptical_reader_stands(
    explorer: Explorer,
    plain: dict[str, Any],
    tables: Frames,
    likely: Any,  # noqa: ANN401
    opening: Callable[[Explorer], tuple[pd.DataFrame, str]],
) -> None:
    """At even priors, every item in full, as coded: the prose gives its numbers."""
    assert explorer.figure.state() == plain
    rows, says = opening(explorer)
    even = priors_by_name(tables["priors"], tables["explanations"])["even"]
    alone = {
        name: state(even, likely[name, "sceptical"]) for name in tables["hypotheses"]["hypothesis"]
    }
    shown = rows[rows["block"] == "rivals"].sort_values("order")
    assert shown["posterior"].tolist() == pytest.approx(alone["H1"]["posterior"].tolist())
    strip = rows[rows["block"] == "strip"].set_index("hypothesis")["posterior"]
    own = {
        name: one.set_index("explanation")["posterior"]["hypothesis"] for name, one in alone.items()
    }
    assert strip.to_dict() == pytest.approx(own)
    assert says.startswith("H1: 17%, over the intervals 2% to 74%, open; demand pull leads with 29")


STATES, FEW = 400, 100


def some_states(explorer: Explorer) -> list[dict[str, Any]]:
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


@pytest.mark.parametrize("count", some([STATES, FEW], [FEW]))
def test_the_page_weighs_as_python_does(explorer: Explorer, count: int) -> None:
    assert faults(explorer, some_states(explorer)[:count]) == []


WRONG_SUMS = [
    ("Math.min(0,", "Math.min(1,"),
    ("1e9*", "1*"),
    ("Math.LN10/10", "Math.LN10/9"),
    ("<1)", "<2)"),
]


@pytest.mark.parametrize(
    ("right", "wrong"),
    some(WRONG_SUMS, WRONG_SUMS[1:2]),
)
def test_a_wrong_sum_in_the_page_is_seen(explorer: Explorer, right: str, wrong: str) -> None:
    module = explorer.figure.module
    assert right in module
    assert faults(explorer, some_states(explorer)[:FEW], module.replace(right, wrong)) != []


def test_every_setting_of_the_chapter_is_a_state_of_the_explorer(
    held: Tables,
    plain: dict[str, Any],
    tables: Frames,
    likely: Any,  # noqa: ANN401
) -> None:
    """Exhaustive: readings, priors and discounts of the tables."""
    priors = priors_by_name(tables["priors"], tables["explanations"])
    discounts = discounts_by_name(tables["discounts"])
    states = every_state(likely, priors, discounts)
    assert set(priors) == set(SETTINGS)
    keys = ["reading", "prior", "discount"]
    for (reading, prior, discount), theirs in states.groupby(keys, sort=False):
        start, first = SETTINGS[prior]
        at = {"reading": reading, "start": start, "first": first, "discount": discounts[discount]}
        ours = weights.posteriors(held, **{**plain, **at})
        for mine, other in (("posterior", "posterior"), ("lowest", "low"), ("highest", "high")):
            assert ours[mine].tolist() == pytest.approx(theirs[other].tolist(), abs=1e-12)


def test_without_items_or_weight_the_prior_stays(held: Tables, plain: dict[str, Any]) -> None:
    off = {tick(item): False for item in held.all_items()}
    for at in (off, {"discount": 0.0}):
        found = weights.posteriors(held, **{**plain, **at, "start": 0.35, "first": "policy"})
        assert found["posterior"].tolist() == pytest.approx(found["prior"].tolist())
        assert found["lowest"].tolist() == pytest.approx(found["highest"].tolist())


def test_taking_an_item_off_moves_its_own_hypothesis_only(
    held: Tables, plain: dict[str, Any]
) -> None:
    """Exhaustive over the items; one that is as likely under all explanations moves nothing."""
    middle = {
        item: box.middle[n]
        for name in held.names
        for box in [held.boxes["first"][name, plain["reading"]]]
        for n, item in enumerate(box.items)
    }
    before = weights.posteriors(held, **plain).set_index(["hypothesis", "explanation"])
    for item in held.all_items():
        after = weights.posteriors(held, **{**plain, tick(item): False})
        after = after.set_index(["hypothesis", "explanation"])
        moved = (after["posterior"] - before["posterior"]).abs().groupby("hypothesis").max()
        tells = float(middle[item].max() - middle[item].min()) > 1e-9
        assert set(moved.index[moved > 1e-6]) == ({item.split(".")[0]} if tells else set())


def test_leaning_and_stretching_do_what_they_say(held: Tables, plain: dict[str, Any]) -> None:
    def own(**at: float) -> pd.DataFrame:
        found = weights.posteriors(held, **{**plain, **at})
        return found[found["explanation"] == "hypothesis"]

    assert (own(lean=1.0)["posterior"].to_numpy() > own()["posterior"].to_numpy()).all()
    assert (own(lean=-1.0)["posterior"].to_numpy() < own()["posterior"].to_numpy()).all()
    points, wide = own(spread=0.0), own(spread=2.0)
    assert points["lowest"].tolist() == pytest.approx(points["highest"].tolist())
    assert (wide["lowest"].to_numpy() < own()["lowest"].to_numpy()).all()


def test_the_sentence_says_the_numbers_of_its_rows(held: Tables, plain: dict[str, Any]) -> None:
    for name, reading in itertools.product(held.names, held.readings):
        at = {**plain, "hypothesis": name, "reading": reading}
        rows = weights.posteriors(held, **at)
        says = weights.told(held, rows, name)
        own = rows[rows["explanation"] == "hypothesis"]
        shares = [own[c].map(weights.percent) for c in ("posterior", "lowest", "highest")]
        spoken = re.findall(r"(H\d): (\S+), over the intervals (\S+) to ([\d%]+)", says)
        assert spoken[0][0] == name
        assert sorted(spoken) == list(zip(own["hypothesis"], *shares, strict=True))
        mine = rows[rows["hypothesis"] == name].set_index("explanation")["posterior"]
        assert ("no rival is ahead" in says) == (mine.idxmax() == "hypothesis")


def test_the_verdict_changes_at_one_half() -> None:
    ends = [(0.5, 0.6), (0.4, 0.5), (0.51, 0.6), (0.4, 0.49)]
    said = ["open", "open", "above one half", "below one half"]
    assert [weights.verdict(*pair) for pair in ends] == said


def test_every_control_has_a_consequence(held: Tables, explorer: Explorer) -> None:
    """In the sentence or in the rows, from the state in which the explorer opens."""
    opens = explorer.figure.state()
    other = {
        "hypothesis": "H3",
        "coding": "second",
        "reading": "neutral",
        "start": 0.5,
        "first": "scale",
    }
    other |= {"discount": 0.5, "spread": 0.5, "lean": 1.0}
    other |= {tick(item): False for item in held.all_items()}
    assert set(other) == set(opens)
    assert explorer.still.live
    first = explorer.still.live(**opens)
    for name, value in other.items():
        assert explorer.still.live(**{**opens, name: value}) != first, name


def test_a_box_keeps_its_items_when_nothing_is_moved(likely: Any) -> None:  # noqa: ANN401
    for box in likely.values():
        same = stretched(box)
        assert same.low == pytest.approx(box.low)
        assert same.high == pytest.approx(box.high)


def test_every_setting_is_the_second_coders_too(
    held: Tables,
    plain: dict[str, Any],
    tables: Frames,
    coded: Any,  # noqa: ANN401
) -> None:
    even = priors_by_name(tables["priors"], tables["explanations"])["even"]
    for reading in held.readings:
        at = {**plain, "coding": "second", "reading": reading}
        found = weights.posteriors(held, **at).groupby("hypothesis")["posterior"].agg(list)
        for name in held.names:
            alone = state(even, coded["second"][name, reading])
            assert found[name] == pytest.approx(alone["posterior"].tolist())


def test_a_coding_without_likelihoods_is_refused(tables: Frames, likely: Any) -> None:  # noqa: ANN401
    with pytest.raises(ValueError, match="boxes must be of first, second, got first"):
        weighing.weigh_evidence({"first": likely}, *(tables[name] for name in WORDS))


@pytest.mark.parametrize("name", WORDS)
def test_a_missing_column_is_named(name: str, tables: Frames, coded: Any) -> None:  # noqa: ANN401
    frames = {word: tables[word] for word in WORDS}
    column = {"priors": "prior", "implications": "implication"}.get(name, "label")
    frames[name] = frames[name].drop(columns=column)
    with pytest.raises(ValueError, match=f"{name} lacks the column '{column}'"):
        weighing.weigh_evidence(coded, *frames.values())


def test_a_label_stands_beside_its_bar(
    explorer: Explorer, off_labels: Callable[[Explorer], dict[str, float]], held: Tables
) -> None:
    offs = off_labels(explorer)
    shown = len(held.names) - 1 + len(held.explanations) + len(held.items_of(held.names[0]))
    assert len(offs) == shown  # the chosen hypothesis is in bold
    assert max(map(abs, offs.values())) <= 2, offs


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_labels_of_items_do_not_touch(held: Tables, form: str) -> None:
    _, step, bar = places.BLOCKS[form]["items"]
    labels = places.items(held).set_index("item")
    for name in held.names:
        end = 0.0
        for row, item in enumerate(held.items_of(name)):
            label = labels.loc[item]
            top = step * row + (bar - label["half"] if form == "wide" else 0)
            assert row == 0 or top - end >= CLEAR, item
            end = top + tall(label[form])
        first, *_ = places.BLOCKS[form]["items"]
        assert first + end <= places.HEIGHT[form]
