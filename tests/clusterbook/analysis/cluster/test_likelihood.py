"""The population with a low enough mean that fits the bands best.

Independent references: scipy's constrained optimiser on the simplex, and every point of a grid.
"""

from itertools import pairwise, product
from math import lgamma, log

import numpy as np
import pytest
from scipy.optimize import minimize

from clusterbook.analysis.cluster import best_population

COUNTS = [15, 32, 7, 7]  # Table 2, sales, lowest band first
FLOORS = [0.0, 10.0, 50.0, 100.0]  # million yuan
MEANS = [20_000 / 2796, 18_500 / 2796, 20_000 / 1200, 12.0, 1.0]


def log_likelihood(counts: list[int], shares: np.ndarray) -> float:
    return float(np.asarray(counts) @ np.log(shares))


@pytest.mark.parametrize("mean", MEANS)
@pytest.mark.parametrize("counts", [COUNTS, [1, 1, 1, 1], [40, 10, 10, 1]])
def test_the_best_population_is_that_of_a_general_optimiser(counts: list[int], mean: float):
    """Reference: SLSQP on the simplex, with the mean as an inequality."""
    n, floors = sum(counts), np.asarray(FLOORS)
    start = np.array([0.97, 0.01, 0.01, 0.01]) * 0.999
    start[0] += 1 - start.sum()
    solved = minimize(
        lambda p: -log_likelihood(counts, p) / n,
        start,
        jac=lambda p: -np.asarray(counts) / p / n,
        bounds=[(1e-9, 1)] * 4,
        constraints=[
            {"type": "eq", "fun": lambda p: p.sum() - 1, "jac": lambda _: np.ones(4)},
            {
                "type": "ineq",
                "fun": lambda p: (mean - floors @ p) / 100,
                "jac": lambda _: -floors / 100,
            },
        ],
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 2000},
    )
    found = best_population(counts, FLOORS, mean)
    assert np.allclose(found.shares, solved.x, atol=2e-4)
    saturated = log_likelihood(counts, np.asarray(counts) / n)
    assert found.log_ratio == pytest.approx(saturated + n * solved.fun, abs=2e-4)


def test_no_population_on_a_grid_does_better():
    """Reference: all shares in steps of 2 per cent whose mean is low enough."""
    mean, n = MEANS[0], sum(COUNTS)
    best = -log_likelihood(COUNTS, np.asarray(COUNTS) / n)
    found = -best - best_population(COUNTS, FLOORS, mean).log_ratio
    for a, b, c in product(range(1, 49), repeat=3):
        d = 50 - a - b - c
        if d < 1:
            continue
        shares = np.array([a, b, c, d]) / 50
        if shares @ FLOORS <= mean:
            assert log_likelihood(COUNTS, shares) <= found + 1e-9


@pytest.mark.parametrize("mean", MEANS)
def test_the_solution_is_a_population_with_just_that_mean(mean: float):
    found = best_population(COUNTS, FLOORS, mean)
    assert sum(found.shares) == pytest.approx(1)
    assert min(found.shares) > 0
    assert np.dot(found.shares, FLOORS) == pytest.approx(mean)


def test_a_mean_above_the_samples_is_no_limit():
    found = best_population(COUNTS, FLOORS, 30.0)
    assert found.log_ratio == 0
    assert found.shares == pytest.approx([k / 61 for k in COUNTS])


def test_the_ratio_falls_as_the_mean_may_rise():
    ratios = [best_population(COUNTS, FLOORS, mean).log_ratio for mean in np.linspace(1, 22, 30)]
    assert all(a > b for a, b in pairwise(ratios))


def test_the_bands_are_200_million_times_likelier_under_their_own_shares():
    """Table 2 against 7.15 million yuan per firm; the multinomial coefficient cancels."""
    found = best_population(COUNTS, FLOORS, MEANS[0])
    constant = lgamma(62) - sum(lgamma(k + 1) for k in COUNTS)
    under = constant + log_likelihood(COUNTS, np.array(found.shares))
    own = constant + log_likelihood(COUNTS, np.array(COUNTS) / 61)
    assert own - under == pytest.approx(log(found.ratio))
    assert found.ratio == pytest.approx(2.3e8, rel=0.01)


def test_for_assemblers_alone_the_bands_are_no_surprise():
    """20 billion yuan over 1,200 firms: a factor below four."""
    assert best_population(COUNTS, FLOORS, 20_000 / 1200).ratio == pytest.approx(3.8, abs=0.05)


@pytest.mark.parametrize(
    ("counts", "floors", "mean", "words"),
    [
        ([1, 2], [0.0], 1.0, "one non-negative count per floor"),
        ([-1, 2], [0.0, 10.0], 1.0, "one non-negative count per floor"),
        ([0, 2], [0.0, 10.0], 1.0, "lowest floor .0. must hold a firm"),
        ([1, 2], [5.0, 10.0], 5.0, "above the lowest floor"),
    ],
)
def test_a_problem_without_a_solution_is_refused(
    counts: list[int], floors: list[float], mean: float, words: str
):
    with pytest.raises(ValueError, match=words):
        best_population(counts, floors, mean)
