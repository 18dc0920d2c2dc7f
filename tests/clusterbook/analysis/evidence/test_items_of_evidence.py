"""What single items say, how readers may stretch them, and the paper's own check of H1."""

import numpy as np
import pandas as pd
import pytest

from clusterbook.analysis.evidence import (
    Box,
    boxes,
    discounts_by_name,
    posterior,
    priors_by_name,
    stretched,
    summary,
)
from clusterbook.analysis.evidence import _item_weights as itemwise
from clusterbook.analysis.evidence import _posterior_draws as draw_ranges
from clusterbook.analysis.regimes import matched
from monograph.tables import package

EVEN = dict.fromkeys(("hypothesis", "demand", "scale", "buyers", "policy"), 0.2)


@pytest.fixture(scope="module")
def likely():
    names = ("evidence", "implications", "readings", "explanations")
    return boxes(*map(package.load, names))


@pytest.fixture
def box() -> Box:
    low, high = np.array([[0.2, 0.5], [1, 1]]), np.array([[0.4, 0.8], [1, 1]])
    return Box(("a", "b"), ("hypothesis", "rival"), low, high)


def test_stretching_keeps_the_middle_and_scales_the_logarithmic_width(box: Box) -> None:
    for spread in (0, 0.5, 1, 1.2):
        found = stretched(box, spread)
        assert found.middle == pytest.approx(box.middle)
        width = np.log(found.high / found.low)
        assert width == pytest.approx(spread * np.log(box.high / box.low))


def test_leaning_multiplies_the_likelihoods_of_the_hypothesis_alone(box: Box) -> None:
    found = stretched(box, decibels=3.0)
    assert found.low[0] / box.low[0] == pytest.approx([10**0.3, 1])
    assert np.array_equal([found.low[1], found.high[1]], np.ones((2, 2))), "it still says nothing"


def test_no_likelihood_leaves_its_bounds(box: Box) -> None:
    found = stretched(box, 2, 30)
    assert (found.low[0, 0], found.high[0, 0]) == (1, 1)


def test_a_lean_moves_the_odds_by_as_many_decibels(box: Box) -> None:
    before, after = (posterior([0.5, 0.5], b.middle)[0] for b in (box, stretched(box, 0, 2)))
    assert itemwise.odds_moved(before, after) == pytest.approx(2)


@pytest.mark.parametrize(
    ("given", "message"),
    [({"spread": -1}, "spread must be 0 or more, got -1"), ({"focus": "x"}, "got 'x'")],
)
def test_a_bad_stretch_is_refused(box: Box, given: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        stretched(box, **given)


@pytest.mark.parametrize("pair", [(0, 0.5), (0.5, 1), (-0.1, 0.5)])
def test_odds_need_probabilities_inside_their_ends(pair: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="strictly between 0 and 1"):
        itemwise.odds_moved(*pair)


def test_weights_of_items_by_hand(likely) -> None:  # noqa: ANN001
    """H2.2: middle of .1-.35 against the mean of the rivals' middles, in decibels."""
    found = itemwise.item_weights(likely, EVEN).set_index("implication")
    rivals = np.mean(np.sqrt([0.3 * 0.6, 0.3 * 0.6, 0.4 * 0.7, 0.4 * 0.7]))
    assert found.loc["H2.2", "db"] == pytest.approx(10 * np.log10(np.sqrt(0.035) / rivals))
    assert found.loc["H2.2", "low"] == pytest.approx(10 * np.log10(0.1 / 0.65))
    assert found.loc["H2.2", "kind_db"] == pytest.approx(10 * np.log10(np.sqrt(0.76) / rivals))
    given = package.load("evidence").dropna(subset="charitable_low")
    charitable = given.loc[given["charitable_low"] > given["low"], "implication"]
    assert list(found.index[found["kind_db"].notna()]) == sorted(charitable)


def test_rounding_does_not_decide_on_which_side_a_range_lies() -> None:
    weights = pd.DataFrame({"low": [1e-16, -1, 0.1], "high": [1, -1e-16, 1]})
    assert itemwise.one_sided(weights).tolist() == [False, False, True]


def test_leaving_out_by_hand(likely) -> None:  # noqa: ANN001
    found = itemwise.left_out(likely, EVEN).set_index(["reading", "implication"])
    for (reading, item), row in found.iterrows():
        box = likely[item.split(".")[0], reading]
        rest = box.only([i for i in box.items if i != item])
        weights = np.exp(np.log(rest.middle).sum(axis=0))
        assert row["without"] == pytest.approx(weights[0] / weights.sum())


def test_what_the_prose_says_of_readings_and_items(likely) -> None:  # noqa: ANN001
    """Sceptical: demand, policy and scale lead, below one half. Charitable: no rival leads."""
    names = package.load("explanations")["explanation"].tolist()
    ahead, own = {}, {}
    for (hypothesis, reading), box in likely.items():
        found = posterior([0.2] * 5, box.middle)
        ahead[hypothesis, reading] = names[int(found.argmax())]
        own[hypothesis, reading] = found[0]
        assert reading != "sceptical" or found.max() < 0.5
    assert [ahead[h, "sceptical"] for h in ("H1", "H2", "H3")] == ["demand", "policy", "scale"]
    assert {ahead[h, "charitable"] for h in ("H1", "H2", "H3")} == {"hypothesis"}
    assert max(own, key=lambda key: own[key]) == ("H2", "charitable")
    assert [own[h, "sceptical"] < 0.2 for h in ("H1", "H2", "H3")] == [True, True, False]
    ranked = itemwise.item_weights(likely, EVEN).set_index("implication")["db"]
    assert (ranked.idxmin(), ranked.idxmax()) == ("H2.2", "H2.3")
    status = package.load("implications").set_index("implication")["status"]
    assert status["H2.3"] == "asserted"
    change = itemwise.left_out(likely, EVEN).query("reading == 'sceptical'")
    doubts = change.loc[change.groupby("hypothesis")["change"].idxmin(), "implication"].tolist()
    assert doubts[:2] == ["H1.3", "H2.2"]


def test_draws_are_summed_up_over_all_settings(likely) -> None:  # noqa: ANN001
    priors = priors_by_name(package.load("priors"), package.load("explanations"))
    discounts = discounts_by_name(package.load("discounts"))
    found = draw_ranges.by_reading(likely, priors, discounts, seed=5, size=200)
    assert found.equals(draw_ranges.by_reading(likely, priors, discounts, seed=5, size=200))
    whole = summary(likely, priors, discounts, np.random.default_rng(5), 200)
    own = whole[whole["explanation"] == "hypothesis"]
    for row in found.itertuples():
        mine = own[(own["hypothesis"] == row.hypothesis) & (own["reading"] == row.reading)]
        assert (row.least, row.most) == (mine["p05"].min(), mine["p95"].max())
        assert row.least <= row.p05 <= row.p50 <= row.p95 <= row.most
    assert len(found) == len(likely)


def test_the_check_of_the_paper_from_its_tables() -> None:
    names = ("paradigms", "regime_codes", "mechanisms", "paradigm_mechanisms")
    found = matched(*map(package.load, names)).set_index("paradigm")
    assert found["pattern"].tolist() == ["I", "I", "II"]
    assert found["moved"].tolist() == [0, 0, 2]
    assert found["fresh"].str.len().tolist() == [2, 3, 2]
    assert found["carried"].str.len().tolist() == [0, 2, 5]


def test_a_paradigm_without_its_code_is_named() -> None:
    names = ("paradigms", "regime_codes", "mechanisms", "paradigm_mechanisms")
    frames = [package.load(name) for name in names]
    codes = frames[1]
    frames[1] = codes[
        ~((codes["paradigm"] == "hot_forging") & (codes["dimension"] == "opportunity"))
    ]
    with pytest.raises(ValueError, match="hot_forging needs one preferred code for each of"):
        matched(*frames)
