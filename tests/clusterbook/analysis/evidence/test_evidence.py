"""The book's evidence: tables to boxes, every setting, draws, weights.

Independent references: the readings worked out once more with dictionaries from the rows of the
tables; the definition of decibels; exact ranges as bounds on draws.
"""

from collections.abc import Mapping
from math import log10, prod, sqrt

import numpy as np
import pandas as pd
import pytest

from clusterbook.analysis.evidence import (
    Box,
    Boxes,
    boxes,
    decibels_against_all,
    discounts_by_name,
    draw,
    every_state,
    leave_one_out,
    posterior,
    priors_by_name,
    ranges,
    summary,
)

Tables = Mapping[str, pd.DataFrame]
NAMES = ("evidence", "implications", "readings", "explanations")


@pytest.fixture(scope="module")
def found(tables: Tables) -> Boxes:
    return boxes(*(tables[name] for name in NAMES))


@pytest.fixture(scope="module")
def priors(tables: Tables) -> dict[str, dict[str, float]]:
    return priors_by_name(tables["priors"], tables["explanations"])


@pytest.fixture(scope="module")
def discounts(tables: Tables) -> dict[str, float]:
    return discounts_by_name(tables["discounts"])


@pytest.fixture(scope="module")
def states(found: Boxes, priors: dict, discounts: dict) -> pd.DataFrame:
    return every_state(found, priors, discounts)


# The tables


def test_each_item_that_something_speaks_to_has_five_intervals(tables: Tables):
    observed = tables["implications"].query("status != 'not_observed'")["implication"]
    counts = tables["evidence"].groupby("implication").size()
    assert dict(counts) == dict.fromkeys(observed, 5)


def test_charitable_intervals_are_for_strained_and_failed_items_and_no_lower(tables: Tables):
    """Equal only for what was found and favours the rivals: a kind reader can't help that."""
    joined = tables["evidence"].merge(tables["implications"], on="implication")
    given = joined[joined["charitable_low"].notna()]
    strained = joined[joined["status"].isin(["strained", "failed"])]
    assert set(given["implication"]) == set(strained["implication"])
    assert set(given["explanation"]) == {"hypothesis"}
    assert (given["charitable_low"] >= given["low"]).all()
    same = given[given["charitable_low"] == given["low"]]
    assert list(same["implication"]) == ["H1.5", "H2.5"]
    assert (given["charitable_high"] > given["high"]).sum() == len(given) - len(same)


def test_what_is_no_likelier_under_its_hypothesis_does_not_pass(tables: Tables) -> None:
    """First coding, at the geometric midpoints against the rivals together."""
    middle = tables["evidence"].assign(
        middle=lambda t: (t["low"] * t["high"]) ** 0.5,
        own=lambda t: t["explanation"] == "hypothesis",
    )
    mean = middle.pivot_table(index="implication", columns="own", values="middle")
    lower = set(mean.index[mean[True] <= mean[False]])
    passing = set(tables["implications"].query("status == 'passes'")["implication"])
    assert not lower & passing
    assert {"H1.5", "H2.5"} <= lower


def test_rivals_of_the_explanations_are_those_of_chapter_3(tables: Tables):
    named = tables["explanations"].dropna(subset="rival")
    assert list(named["rival"]) == list(named["explanation"]) == list(tables["rivals"]["rival"])


def test_each_prior_has_a_column_for_each_explanation_and_sums_to_1(tables: Tables):
    names = list(tables["explanations"]["explanation"])
    assert tables["priors"][names].sum(axis=1).to_numpy() == pytest.approx(1)


# Boxes and states


def test_every_posterior_of_the_book_from_the_rows_of_its_tables(
    tables: Tables, states: pd.DataFrame
):
    """Reference: products over dictionaries, without arrays, for all 360 posteriors."""
    rows = tables["evidence"].to_dict("records")
    status = dict(tables["implications"][["implication", "status"]].to_numpy())
    treat = tables["readings"].set_index("reading")
    weights = tables["priors"].set_index("prior")
    power = dict(tables["discounts"][["discount", "power"]].to_numpy())

    def likely(row: dict, reading: str) -> float:
        way = treat.loc[reading, status[row["implication"]]]
        if way == "uninformative":
            return 1.0
        kind = way == "charitable" and row["charitable_low"] == row["charitable_low"]
        ends = ("charitable_low", "charitable_high") if kind else ("low", "high")
        return sqrt(row[ends[0]] * row[ends[1]])

    for key, group in states.groupby(["hypothesis", "reading", "prior", "discount"]):
        hypothesis, reading, prior, discount = key
        mass = {
            name: weights.loc[prior, name]
            * prod(
                likely(row, reading) ** power[discount]
                for row in rows
                if row["explanation"] == name and row["implication"].startswith(hypothesis)
            )
            for name in group["explanation"]
        }
        expected = [mass[name] / sum(mass.values()) for name in group["explanation"]]
        assert group["posterior"].to_numpy() == pytest.approx(expected)
    assert len(states) == 3 * 3 * 4 * 2 * 5


def test_headline_posteriors(states: pd.DataFrame):
    """Lowest and highest of the hypothesis at the midpoints over the 24 settings."""
    table = ranges(states).set_index("hypothesis")
    assert [round(x, 2) for x in table["least"]] == [0.09, 0.06, 0.12]
    assert [round(x, 2) for x in table["most"]] == [0.79, 0.87, 0.70]
    assert set(table["settings"]) == {24}


def test_a_more_charitable_reading_never_lowers_the_hypothesis(states: pd.DataFrame):
    own = states[states["explanation"] == "hypothesis"]
    wide = own.pivot_table(
        index=["hypothesis", "prior", "discount"], columns="reading", values="posterior"
    )
    assert (wide["sceptical"] < wide["neutral"]).all()
    assert (wide["neutral"] < wide["charitable"]).all()


def test_ranges_by_reading_lie_within_the_whole(states: pd.DataFrame):
    whole = ranges(states).set_index("hypothesis")
    for by in ("reading", "prior", "discount"):
        parts = ranges(states, by).groupby("hypothesis")
        assert parts["least"].min().equals(whole["least"])
        assert parts["most"].max().equals(whole["most"])
        assert parts["leads"].sum().equals(whole["leads"])


def test_flipping_one_status_moves_only_that_hypothesis(
    tables: Tables, states: pd.DataFrame, priors: dict, discounts: dict
):
    """H1.2 from strained to passes: H1 moves under two readings, H2 and H3 stay."""
    flipped = tables["implications"].copy()
    flipped.loc[flipped["implication"] == "H1.2", "status"] = "passes"
    rest = (tables[name] for name in NAMES if name not in ("evidence", "implications"))
    again = every_state(boxes(tables["evidence"], flipped, *rest), priors, discounts)
    moved = states[(states["posterior"] - again["posterior"]).abs() > 1e-12]
    assert set(moved["hypothesis"]) == {"H1"}
    assert set(moved["reading"]) == {"neutral", "charitable"}


def test_flipping_a_status_without_a_charitable_interval_makes_the_item_silent(tables: Tables):
    flipped = tables["implications"].copy()
    flipped.loc[flipped["implication"] == "H1.4", "status"] = "strained"
    rest = (tables[name] for name in NAMES if name not in ("evidence", "implications"))
    box = boxes(tables["evidence"], flipped, *rest)["H1", "charitable"]
    place = box.items.index("H1.4")
    assert (box.low[place] == 1).all()


# Draws


def test_the_same_seed_gives_the_same_draws(found: Boxes, priors: dict, discounts: dict):
    few = {key: box for key, box in found.items() if key[0] == "H1"}
    runs = [summary(few, priors, discounts, np.random.default_rng(seed), 400) for seed in (1, 1, 2)]
    pd.testing.assert_frame_equal(runs[0], runs[1])
    assert not runs[0].equals(runs[2])


@pytest.mark.parametrize("spread", ["log", "linear"])
def test_draws_stay_within_their_intervals_and_centre_as_stated(found: Boxes, spread: str):
    box = found["H2", "sceptical"]
    drawn = draw(box, np.random.default_rng(3), 20_000, spread)
    assert drawn.shape == (20_000, 6, 5)
    assert (drawn >= box.low).all()
    assert (drawn <= box.high).all()
    centre = box.middle if spread == "log" else (box.low + box.high) / 2
    error = 4 * 0.5 / sqrt(20_000) * (box.high - box.low) * 1.6  # of a median, some slack for log
    assert (np.abs(np.median(drawn, axis=0) - centre) < error).all()


def test_a_point_interval_is_drawn_as_that_point(priors: dict, discounts: dict):
    point = np.random.default_rng(0).uniform(0.1, 1, (3, 5))
    box = Box(("a", "b", "c"), tuple(priors["even"]), point, point)
    table = summary({("H", "r"): box}, priors, discounts, np.random.default_rng(1), 50)
    for key, group in table.groupby(["prior", "discount"]):
        exact = posterior(list(priors[key[0]].values()), point, discounts[key[1]])
        for column in ("mean", "p05", "p50", "p95"):
            assert group[column].to_numpy() == pytest.approx(exact)
        assert sorted(group["leads"]) == [0, 0, 0, 0, 1]


def test_the_draws_lie_between_the_exact_ends(
    found: Boxes, priors: dict, discounts: dict, states: pd.DataFrame
):
    drawn = summary(found, priors, discounts, np.random.default_rng(12), 500)
    keys = ["hypothesis", "reading", "prior", "discount", "explanation"]
    both = drawn.merge(states, on=keys)
    assert len(both) == len(states)
    assert (both["low"] <= both["p05"]).all()
    assert (both["p95"] <= both["high"]).all()
    sums = both.groupby(keys[:4])
    assert sums["leads"].sum().to_numpy() == pytest.approx(1)
    assert sums["mean"].sum().to_numpy() == pytest.approx(1)


# Weights


def _only_rival(box: Box, name: str) -> dict[str, float]:
    """Return a prior that leaves one rival of the hypothesis."""
    return dict.fromkeys(box.explanations, 0.0) | {"hypothesis": 0.5, name: 0.5}


def test_decibels_are_ten_common_logarithms_of_a_ratio(found: Boxes):
    box = found["H1", "sceptical"]
    table = decibels_against_all(_only_rival(box, "buyers"), box).set_index("item")
    row = table.loc["H1.3"]
    assert row["low"] == pytest.approx(10 * log10(0.15 / 0.85))
    assert row["high"] == pytest.approx(10 * log10(0.4 / 0.6))
    assert row["db"] == pytest.approx((row["low"] + row["high"]) / 2)
    assert list(table.index) == list(box.items)


def test_weights_against_one_rival_add_up_to_the_odds(found: Boxes, priors: dict):
    for box in found.values():
        after = posterior(list(priors["chains"].values()), box.middle)
        for place, name in enumerate(box.explanations[1:], start=1):
            before = priors["chains"]["hypothesis"] / priors["chains"][name]
            total = decibels_against_all(_only_rival(box, name), box)["db"].sum()
            assert 10 * log10(after[0] / after[place] / before) == pytest.approx(total)


def test_a_weight_against_the_mixture_is_that_of_one_update(found: Boxes, priors: dict):
    """Reference: odds before and after one item alone."""
    box, prior = found["H3", "sceptical"], priors["chains"]
    table = decibels_against_all(prior, box).set_index("item")
    for item in box.items:
        after = posterior(list(prior.values()), box.only([item]).middle)[0]
        before = prior["hypothesis"]
        ratio = (after / (1 - after)) / (before / (1 - before))
        assert table.loc[item, "db"] == pytest.approx(10 * log10(ratio))
    assert (table["low"] <= table["db"]).all()
    assert (table["db"] <= table["high"]).all()


def test_leaving_an_item_out_is_a_box_without_it(found: Boxes, priors: dict):
    box = found["H2", "sceptical"]
    table = leave_one_out(priors["even"], box, 0.5).set_index("item")
    for item in box.items:
        rest = box.only([other for other in box.items if other != item])
        expected = posterior([0.2] * 5, rest.middle, 0.5)[0]
        assert table.loc[item, "without"] == pytest.approx(expected)
    assert (table["change"] == table["posterior"] - table["without"]).all()
    assert table["change"].idxmin() == "H2.2"


# Faults


def _with(frame: pd.DataFrame, place: int, **cells: object) -> pd.DataFrame:
    changed = frame.copy()
    for column, value in cells.items():
        changed.loc[place, column] = value
    return changed


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"implication": "H9.1"}, "evidence has the unknown implication 'H9.1'; allowed: H1.1"),
        ({"explanation": "luck"}, "unknown explanation 'luck'; allowed: hypothesis, demand"),
        ({"explanation": "demand"}, "on H1.1 must have each of hypothesis, .* once"),
        ({"low": 0.99}, "of H1.1 under hypothesis must have .* got low=0.99, high=0.98"),
        ({"low": 0.0}, "0 < low <= high <= 1, got low=0, "),
        ({"high": 1.5}, "got low=0.85, high=1.5"),
        ({"charitable_low": 0.5}, "H1.1 has only one end of a charitable interval"),
    ],
)
def test_faulty_evidence_is_refused(tables: Tables, cells: dict, told: str):
    faulty = _with(tables["evidence"], 0, **cells)
    with pytest.raises(ValueError, match=told):
        boxes(faulty, *(tables[name] for name in NAMES[1:]))


def test_an_unknown_treatment_is_refused(tables: Tables):
    odd = _with(tables["readings"], 0, strained="ignored")
    parts = (tables["evidence"], tables["implications"], odd, tables["explanations"])
    with pytest.raises(ValueError, match=r"treatment must be one of as_coded, .* got 'ignored'"):
        boxes(*parts)


def test_a_prior_that_does_not_sum_to_1_is_refused_by_name(tables: Tables):
    odd = _with(tables["priors"], 1, hypothesis=0.6)
    with pytest.raises(ValueError, match=r"prior 'half' must sum to 1, got 1\.1"):
        priors_by_name(odd, tables["explanations"])


def test_impossible_requests_are_refused(found: Boxes, states: pd.DataFrame, priors: dict):
    box, rng = found["H1", "neutral"], np.random.default_rng(0)
    with pytest.raises(ValueError, match="size must be 1 or more, got 0"):
        draw(box, rng, 0)
    with pytest.raises(ValueError, match="spread must be 'log' or 'linear', got 'flat'"):
        draw(box, rng, 5, "flat")
    with pytest.raises(ValueError, match="by must be None or one of reading"):
        ranges(states, "item")
    with pytest.raises(ValueError, match="focus must be one of hypothesis"):
        leave_one_out(priors["even"], box, focus="luck")
    sure = dict.fromkeys(priors["even"], 0.0) | {"hypothesis": 1.0}
    with pytest.raises(ValueError, match="must leave a probability to the rivals"):
        decibels_against_all(sure, box)
