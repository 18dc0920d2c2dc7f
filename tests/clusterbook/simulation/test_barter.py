"""The model-to-model check: knowledge barter on small worlds, after Cowan and Jonard (2004)."""

import numpy as np
import pandas as pd
import pytest

from clusterbook.simulation import Barter, endowed, settle, small_world, steady_states
from clusterbook.simulation._barter import _below

SMALL = Barter(firms=60, degree=6, kinds=4, experts=6)


def ties(pairs: np.ndarray) -> set[frozenset[int]]:
    return {frozenset(pair) for pair in pairs.tolist()}


def leads(known: np.ndarray, i: int, j: int, alike: float) -> list[int]:
    return [k for k in range(known.shape[1]) if known[i, k] * (1 - alike) > known[j, k]]


def by_hand(barter: Barter, pairs: np.ndarray, known: np.ndarray, seed: int) -> np.ndarray:
    """Apply the rule again, tie by tie in plain Python with dice of its own."""
    dice, known = np.random.default_rng(seed), known.copy()
    idle = 0
    while idle < 10 * len(pairs):  # so many ties in a row without a trade: none is left
        i, j = pairs[dice.integers(len(pairs))]
        mine, theirs = leads(known, i, j, barter.alike), leads(known, j, i, barter.alike)
        idle = 0 if mine and theirs else idle + 1
        for giver, taker, kinds in ((i, j, mine), (j, i, theirs)):
            for k in dice.permutation(kinds)[: min(len(mine), len(theirs))]:
                known[taker, k] += barter.learnt * (known[giver, k] - known[taker, k])
    return known


def test_nothing_rewired_is_the_ring() -> None:
    found = ties(small_world(20, 4, 0.0, np.random.default_rng(1)))
    assert found == {frozenset((i, (i + step) % 20)) for i in range(20) for step in (1, 2)}


@pytest.mark.parametrize("rewired", [0.1, 0.5, 1.0])
def test_rewiring_keeps_the_number_of_ties_and_makes_no_double_or_loop(rewired: float) -> None:
    pairs = small_world(200, 10, rewired, np.random.default_rng(2))
    assert len(ties(pairs)) == len(pairs) == 1000
    assert (pairs[:, 0] != pairs[:, 1]).all()


def test_the_share_of_long_ties_is_the_share_asked_for() -> None:
    pairs = small_world(2000, 10, 0.3, np.random.default_rng(3))
    apart = np.abs(pairs[:, 0] - pairs[:, 1])
    long = np.minimum(apart, 2000 - apart) > 5
    # A rewired tie falls near again with a chance of about 10 in 2,000.
    assert long.mean() == pytest.approx(0.3, abs=4 * (0.3 * 0.7 / len(pairs)) ** 0.5 + 0.002)


@pytest.mark.parametrize("n", [1, 2, 7, 2500, 3 * 2**29, 2**31])
def test_the_dice_are_those_of_numpy(n: int) -> None:
    """Of three times 2 to the 29th, a quarter of all throws is thrown again."""
    ours, theirs = np.random.default_rng(9), np.random.default_rng(9)
    bits = ours.bit_generator.ctypes
    drawn = [_below(n, bits.next_uint32, bits.state.value) for _ in range(400)]
    assert drawn == [theirs.integers(n) for _ in range(400)]
    assert ours.bit_generator.state == theirs.bit_generator.state


def test_in_the_end_no_tie_has_a_trade_left_and_nobody_knows_less() -> None:
    dice = np.random.default_rng(4)
    pairs, known = small_world(60, 6, 0.1, dice), endowed(SMALL, dice)
    after = settle(SMALL, pairs, known, dice)
    assert (after >= known).all()
    assert (after <= known.max(axis=0)).all()
    for i, j in pairs:
        assert not (leads(after, i, j, SMALL.alike) and leads(after, j, i, SMALL.alike))


def test_what_only_one_of_two_wants_is_not_traded() -> None:
    pair = np.array([[0, 1]])
    two = Barter(firms=4, degree=2, kinds=2, experts=0)
    rich = np.array([[9.0, 9.0], [1.0, 1.0]])
    assert (settle(two, pair, rich, np.random.default_rng(5)) == rich).all()
    coincide = np.array([[9.0, 1.0], [1.0, 9.0]])
    after = settle(two, pair, coincide, np.random.default_rng(5))
    assert after == pytest.approx(np.array([[9.0, 9.0], [9.0, 9.0]]), rel=0.011)


def test_the_economy_agrees_with_the_rule_by_hand_within_replication_error() -> None:
    ours, theirs = [], []
    for run in range(40):
        dice = np.random.default_rng([6, run])
        pairs, known = small_world(60, 6, 0.1, dice), endowed(SMALL, dice)
        ours.append(settle(SMALL, pairs, known, dice).mean())
        theirs.append(by_hand(SMALL, pairs, known, run).mean())
    gap = np.array(ours) - np.array(theirs)
    assert abs(gap.mean()) < 3 * gap.std(ddof=1) / 40**0.5


@pytest.fixture(scope="module")
def replicated() -> pd.DataFrame:
    """Thirty economies of their size, at a ring, in the small world, and at random."""
    return steady_states(Barter(), [0.0, 0.1, 1.0], runs=30, seed=2004)


def test_mean_knowledge_is_highest_in_the_small_world(replicated: pd.DataFrame) -> None:
    """Their abstract: maximal with about a tenth of the ties long. Tolerance: three errors."""
    mean = replicated.pivot_table(index="run", columns="rewired", values="mean")
    for other in (0.0, 1.0):
        gap = mean[0.1] - mean[other]
        assert gap.mean() > 3 * gap.sem(), other


def test_the_coefficient_of_variation_is_lowest_there(replicated: pd.DataFrame) -> None:
    varies = replicated.pivot_table(index="run", columns="rewired", values="variation")
    for other in (0.0, 1.0):
        gap = varies[other] - varies[0.1]
        assert gap.mean() > 2 * gap.sem(), other


def test_variance_rises_into_the_small_world_and_does_not_fall_clearly_after_it(
    replicated: pd.DataFrame,
) -> None:
    """They report a maximum there. We find the rise; beyond it a plateau within five per cent."""
    variance = replicated.pivot_table(index="run", columns="rewired", values="variance")
    rise = variance[0.1] - variance[0.0]
    assert rise.mean() > 3 * rise.sem()
    assert variance[1.0].mean() == pytest.approx(variance[0.1].mean(), rel=0.05)


def test_the_same_seed_gives_the_same_economies() -> None:
    frames = [steady_states(SMALL, [0.1], runs=2, seed=7) for _ in range(2)]
    pd.testing.assert_frame_equal(*frames)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"degree": 5}, "degree must be even"),
        ({"learnt": 0.0}, "learnt must lie in"),
        ({"kinds": 1}, "needs 2 kinds or more"),
    ],
)
def test_an_economy_that_cannot_be_is_refused(given: dict[str, float], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Barter(**given)


def test_a_share_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="rewired must be a probability"):
        small_world(20, 4, 1.5, np.random.default_rng(8))
