"""Shapley values against the mean over all orders, written out."""

from itertools import chain, combinations, permutations

import numpy as np
import pytest

from clusterbook.analysis.mechanism import _shapley as parts

PLAYERS = ("aimed", "assemblers", "few", "able")


def every_set() -> list[frozenset[str]]:
    sizes = range(len(PLAYERS) + 1)
    return [frozenset(s) for s in chain.from_iterable(combinations(PLAYERS, n) for n in sizes)]


@pytest.fixture
def worth() -> dict[frozenset[str], np.ndarray]:
    """Give each set a worth at three points, at random."""
    dice = np.random.default_rng(5)
    return {chosen: dice.normal(size=3) for chosen in every_set()}


def test_a_value_is_the_mean_over_all_orders(worth: dict[frozenset[str], np.ndarray]) -> None:
    found = parts.shapley(worth)
    for player in PLAYERS:
        gains = []
        for order in permutations(PLAYERS):
            before = frozenset(order[: order.index(player)])
            gains.append(worth[before | {player}] - worth[before])
        assert found[player] == pytest.approx(np.mean(gains, axis=0))


def test_values_add_up_to_the_whole(worth: dict[frozenset[str], np.ndarray]) -> None:
    total = np.sum(list(parts.shapley(worth).values()), axis=0)
    assert total == pytest.approx(worth[frozenset(PLAYERS)] - worth[frozenset()])
    table = parts.shares(parts.shapley(worth)).set_index("part")
    assert table["share"].drop("whole").sum() == pytest.approx(1)
    assert table.loc["whole", "mean"] == pytest.approx(total.mean())


def test_what_adds_nothing_to_any_set_is_worth_nothing() -> None:
    flat = {chosen: np.array([float(len(chosen - {"able"}))]) for chosen in every_set()}
    found = parts.shapley(flat)
    assert found["able"] == pytest.approx([0])
    assert found["few"] == pytest.approx([1])


def test_a_part_that_means_nothing_alone_changes_nothing_alone() -> None:
    known = {
        frozenset(): np.array([0.0]),
        frozenset({"few"}): np.array([2.0]),
        frozenset({"few", "able"}): np.array([6.0]),
    }
    full = parts.completed(known, {"able": "few"})
    assert full[frozenset({"able"})] == [0.0]
    assert {k: float(v[0]) for k, v in parts.shapley(full).items()} == {"able": 2.0, "few": 4.0}


def test_a_set_whose_worth_is_missing_is_named(worth: dict[frozenset[str], np.ndarray]) -> None:
    del worth[frozenset({"few", "aimed"})]
    with pytest.raises(ValueError, match=r"the worth of aimed \+ few is not known"):
        parts.shapley(worth)
