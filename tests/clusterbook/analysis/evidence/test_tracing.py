"""Bayes' rule over explanations with interval likelihoods.

Independent references: closed forms for two explanations; the loop that a page would run, with
math.exp and math.log; every corner of small boxes tried one by one.
"""

from itertools import product
from math import exp, log

import numpy as np
import pytest

from clusterbook.analysis.evidence import Box, posterior, posterior_range, state

FIVE = ("hypothesis", "demand", "scale", "buyers", "policy")


def a_box(rng: np.random.Generator, items: int, explanations: int = 5) -> Box:
    """Return intervals at random within 0.02 to 1."""
    ends = np.sort(rng.uniform(0.02, 1, (2, items, explanations)), axis=0)
    return Box(tuple(f"i{k}" for k in range(items)), FIVE[:explanations], ends[0], ends[1])


def page(prior: dict, box: Box, discount: float, on: list[str]) -> dict[str, tuple]:
    """Do the arithmetic that is promised to a page, in plain Python."""
    sums = {name: [0.0, 0.0] for name in box.explanations}
    for i, item in enumerate(box.items):
        if item in on:
            for e, name in enumerate(box.explanations):
                sums[name][0] += log(box.low[i, e])
                sums[name][1] += log(box.high[i, e])
    low, middle, high = (
        {n: prior[n] * exp(discount * pick(s)) for n, s in sums.items()}
        for pick in (lambda s: s[0], lambda s: (s[0] + s[1]) / 2, lambda s: s[1])
    )
    found = {}
    for n in box.explanations:
        others_low = sum(v for k, v in low.items() if k != n)
        others_high = sum(v for k, v in high.items() if k != n)
        least = low[n] / (low[n] + others_high)
        found[n] = (middle[n] / sum(middle.values()), least, high[n] / (high[n] + others_low))
    return found


def test_two_explanations_follow_the_odds_form():
    """Posterior odds = prior odds times likelihood ratios."""
    for prior, a, b in product((0.1, 0.5, 0.8), (0.2, 0.9), (0.3, 1.0)):
        odds = prior / (1 - prior) * (a / b) ** 3
        found = posterior([prior, 1 - prior], [[a, b]] * 3)
        assert found == pytest.approx([odds / (1 + odds), 1 / (1 + odds)])


def test_a_hand_computed_case():
    """0.5 * 0.8 * 0.5 = 0.2 against 0.25 * 0.4 * 0.5 = 0.05 twice: two thirds, a sixth, a sixth."""
    found = posterior([0.5, 0.25, 0.25], [[0.8, 0.4, 0.4], [0.5, 0.5, 0.5]])
    assert found == pytest.approx([2 / 3, 1 / 6, 1 / 6])


def test_the_state_is_what_a_page_computes():
    """Hundreds of random states: prior, intervals, discount, items on and off."""
    rng = np.random.default_rng(4)
    for _ in range(300):
        box = a_box(rng, int(rng.integers(1, 7)))
        prior = dict(zip(FIVE, rng.dirichlet(np.ones(5)).tolist(), strict=True))
        on = [item for item in box.items if rng.random() < 0.7]
        discount = float(rng.random())
        found = state(prior, box, discount, on).set_index("explanation")
        for name, expected in page(prior, box, discount, on).items():
            row = found.loc[name, ["posterior", "low", "high"]].to_numpy(dtype=float)
            assert row == pytest.approx(expected, rel=1e-9)


def test_the_range_is_that_of_all_corners():
    """Exhaustive: the 64 corners of 2 items by 3 explanations, and 500 points within."""
    rng = np.random.default_rng(5)
    prior = np.array([0.2, 0.5, 0.3])
    for _ in range(10):
        box = a_box(rng, 2, 3)
        corners = [
            posterior(prior, np.where(np.reshape(pick, (2, 3)), box.high, box.low), 0.7)
            for pick in product((False, True), repeat=6)
        ]
        low, high = posterior_range(prior, box, 0.7)
        assert low == pytest.approx(np.min(corners, axis=0))
        assert high == pytest.approx(np.max(corners, axis=0))
        inside = posterior(prior, box.low + rng.random((500, 2, 3)) * (box.high - box.low), 0.7)
        assert (inside >= low - 1e-12).all()
        assert (inside <= high + 1e-12).all()


def test_the_order_of_explanations_and_items_does_not_matter():
    rng = np.random.default_rng(6)
    likelihood, prior = rng.uniform(0.1, 1, (4, 5)), rng.dirichlet(np.ones(5))
    columns, rows = rng.permutation(5), rng.permutation(4)
    moved = posterior(prior[columns], likelihood[rows][:, columns], 0.6)
    assert moved == pytest.approx(posterior(prior, likelihood, 0.6)[columns])


def test_scaling_an_item_under_all_explanations_changes_nothing():
    likelihood = np.array([[0.4, 0.8], [0.5, 0.3]])
    scaled = likelihood * [[0.5], [1.0]]
    assert posterior([0.3, 0.7], scaled) == pytest.approx(posterior([0.3, 0.7], likelihood))


def test_without_weight_or_without_items_the_prior_stays():
    rng = np.random.default_rng(7)
    box, prior = a_box(rng, 3), rng.dirichlet(np.ones(5))
    assert posterior(prior, box.middle, 0) == pytest.approx(prior)
    named = dict(zip(FIVE, prior.tolist(), strict=True))
    none = state(named, box, 1, [])
    for column in ("posterior", "low", "high"):
        assert none[column].to_numpy() == pytest.approx(prior)


def test_two_updates_equal_one():
    rng = np.random.default_rng(8)
    likelihood, prior = rng.uniform(0.1, 1, (5, 4)), rng.dirichlet(np.ones(4))
    half_way = posterior(prior, likelihood[:2])
    assert posterior(half_way, likelihood[2:]) == pytest.approx(posterior(prior, likelihood))


def test_half_weight_twice_is_full_weight():
    likelihood = np.random.default_rng(9).uniform(0.1, 1, (3, 4))
    twice = np.concatenate([likelihood, likelihood])
    even = [0.25] * 4
    assert posterior(even, twice, 0.5) == pytest.approx(posterior(even, likelihood, 1))


def test_draws_are_worked_out_one_by_one():
    likelihood = np.random.default_rng(10).uniform(0.1, 1, (7, 2, 3))
    found = posterior([0.2, 0.3, 0.5], likelihood)
    one_by_one = [posterior([0.2, 0.3, 0.5], draw) for draw in likelihood]
    assert found == pytest.approx(np.array(one_by_one))


def test_very_small_likelihoods_do_not_underflow():
    found = posterior([0.5, 0.5], [[1e-300, 1e-299]] * 4)
    assert found == pytest.approx([1e-4, 1 - 1e-4], rel=1e-3)


ONES = np.ones((1, 2))


@pytest.mark.parametrize(
    ("prior", "likelihood", "discount", "told"),
    [
        ([0.5, 0.6], ONES, 1, r"prior must sum to 1, got \[0.5, 0.6\] with sum 1.1"),
        ([-0.5, 1.5], ONES, 1, "prior must be two or more probabilities of 0 or more"),
        ([1.0], ONES, 1, "prior must be two or more"),
        ([0.5, 0.5], [[0.0, 0.3]], 1, r"likelihood must lie in \(0, 1\], got 0"),
        ([0.5, 0.5], [[0.2, 1.3]], 1, r"likelihood must lie in \(0, 1\], got 1\.3"),
        ([0.5, 0.5], [[0.2, float("nan")]], 1, "got nan"),
        ([0.5, 0.5], [[0.2, 0.3, 0.4]], 1, r"shape \(..., items, 2\), got \(1, 3\)"),
        ([0.5, 0.5], ONES, 1.5, r"discount must lie in 0\.\.1, got 1\.5"),
        ([0.5, 0.5], ONES, -0.1, r"discount must lie in 0\.\.1, got -0\.1"),
    ],
)
def test_impossible_numbers_are_refused(prior: list, likelihood: list, discount: float, told: str):
    with pytest.raises(ValueError, match=told):
        posterior(prior, likelihood, discount)


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (0.6, 0.4, "of H1.2 under demand must have .* got low=0.6, high=0.4"),
        (0.0, 0.4, "got low=0, high=0.4"),
        (0.5, 1.2, "got low=0.5, high=1.2"),
        (float("nan"), 0.4, "got low=nan"),
    ],
)
def test_an_impossible_interval_is_refused_by_name(low: float, high: float, told: str):
    lows, highs = np.full((2, 5), 0.2), np.full((2, 5), 0.9)
    lows[1, 1], highs[1, 1] = low, high
    with pytest.raises(ValueError, match=told):
        Box(("H1.1", "H1.2"), FIVE, lows, highs)


def test_an_unknown_item_or_explanation_is_refused():
    box = a_box(np.random.default_rng(11), 2)
    prior = dict.fromkeys(FIVE, 0.2)
    with pytest.raises(ValueError, match="no item H9; items: i0, i1"):
        state(prior, box, on=["i0", "H9"])
    with pytest.raises(ValueError, match=r"prior must name hypothesis, demand, .* got luck"):
        state({"luck": 1.0}, box)
    with pytest.raises(ValueError, match="shape"):
        Box(("i0",), FIVE, box.low, box.high)
