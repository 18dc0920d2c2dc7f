"""The bound on the chance of so rich a sample, whatever the population.

Independent references: exact enumeration of sums for two-point and three-point populations (scipy's
binomial, and all compositions); scipy's relative entropy; drawing without replacement.
"""

from collections.abc import Mapping
from math import exp, factorial

import numpy as np
import pandas as pd
import pytest
from scipy.special import rel_entr
from scipy.stats import binom, hypergeom

from clusterbook.analysis.cluster import (
    bands,
    divergence,
    exceedance_bound,
    least_mean,
    markov_bound,
    surprise,
)

OBSERVED, CAP, FIRMS = 1370 / 61, 100.0, 61  # Table 2: floors add up to 1,370 million yuan
MEAN = 20_000 / 2796  # million yuan per firm


@pytest.mark.parametrize("a", [0.0, 0.1, 0.2246, 0.5, 1.0])
@pytest.mark.parametrize("b", [0.0715, 0.2246, 0.9])
def test_divergence_is_scipys_relative_entropy(a: float, b: float):
    expected = rel_entr(a, b) + rel_entr(1 - a, 1 - b)
    assert divergence(a, b) == pytest.approx(float(expected), abs=1e-15)


@pytest.mark.parametrize("firms", [1, 5, 20, 61])
@pytest.mark.parametrize("mean", [2.0, 7.153, 15.0])
def test_the_bound_holds_for_every_two_point_population(firms: int, mean: float):
    """Reference: exact binomial tails for points low < mean < high on a grid within 0..100."""
    for low in np.linspace(0, mean * 0.9, 4):
        for high in np.linspace(mean * 1.1, CAP, 6):
            share = (mean - low) / (high - low)
            for hits in range(firms + 1):
                observed = (low * (firms - hits) + high * hits) / firms
                if observed > mean:
                    exact = binom.sf(hits - 1, firms, share)
                    assert exact <= exceedance_bound(observed, mean, CAP, firms) * (1 + 1e-9)


def test_the_bound_holds_for_three_point_populations():
    """Reference: all compositions of eight draws among floors 0, 10 and 100."""
    points, firms = np.array([0.0, 10.0, 100.0]), 8
    for top in (0.01, 0.05, 0.07):
        middle = (MEAN - 100 * top) / 10
        shares = np.array([1 - top - middle, middle, top])
        sums: dict[float, float] = {}
        for j in range(firms + 1):
            for k in range(firms + 1 - j):
                draws = np.array([firms - j - k, j, k])
                ways = factorial(firms) / np.prod([factorial(d) for d in draws])
                total = float(draws @ points)
                sums[total] = sums.get(total, 0.0) + ways * float(np.prod(shares**draws))
        assert sum(sums.values()) == pytest.approx(1)
        for total in sums:
            if total / firms > MEAN:
                exact = sum(p for t, p in sums.items() if t >= total)
                assert exact <= exceedance_bound(total / firms, MEAN, CAP, firms) + 1e-12


def test_the_bound_holds_for_draws_without_replacement():
    """Reference: hypergeometric tails of 200 of 2,796 firms at the cap, the others at nothing."""
    mean = CAP * 200 / 2796
    for hits in range(5, FIRMS + 1):
        exact = hypergeom.sf(hits - 1, 2796, 200, FIRMS)
        assert exact <= exceedance_bound(CAP * hits / FIRMS, mean, CAP, FIRMS)


def test_the_bound_is_not_slack_by_orders_of_magnitude():
    """A population of nothing and the cap comes within a factor of ten."""
    hits = 14  # the least number at the cap that reaches the observed floor
    exact = binom.sf(hits - 1, FIRMS, MEAN / CAP)
    assert exceedance_bound(CAP * hits / FIRMS, MEAN, CAP, FIRMS) < 10 * exact


def test_so_rich_a_sample_has_a_chance_below_one_in_a_thousand():
    """Table 2 against §2 and Table 3, as if the sample were simple random."""
    assert exceedance_bound(OBSERVED, MEAN, CAP, FIRMS) == pytest.approx(7.8e-4, rel=0.01)
    assert markov_bound(OBSERVED, MEAN) == pytest.approx(0.318, abs=5e-4)


def test_a_sample_no_richer_than_the_population_is_no_surprise():
    assert exceedance_bound(MEAN, MEAN, CAP, FIRMS) == 1
    assert markov_bound(5.0, MEAN) == 1


def test_the_least_mean_is_where_the_bound_meets_the_level():
    for level in (0.05, 0.01):
        mean = least_mean(OBSERVED, CAP, FIRMS, level)
        assert exceedance_bound(OBSERVED, mean, CAP, FIRMS) == pytest.approx(level)
        assert MEAN < mean < OBSERVED


def test_a_simple_random_sample_would_need_an_output_of_over_30_billion():
    """11.4 million yuan per firm, times 2,796 firms; §2 prints nearly 20."""
    assert least_mean(OBSERVED, CAP, FIRMS) * 2796 / 1000 == pytest.approx(31.8, abs=0.05)


def test_several_populations_stand_side_by_side(tables: Mapping[str, pd.DataFrame]):
    means = {"all": MEAN, "assembly": 20_000 / 1200}
    found = surprise(bands(tables["sample"]), means).set_index("population")
    assert found.loc["all", "bound"] == pytest.approx(
        exp(-FIRMS * divergence(OBSERVED / CAP, MEAN / CAP))
    )
    assert found.loc["all", "log10_ratio"] == pytest.approx(8.36, abs=5e-3)
    assert found.loc["assembly", "bound"] == pytest.approx(0.507, abs=5e-4)
    assert (found["ratio"] > 1).all()


@pytest.mark.parametrize(
    ("observed", "mean", "cap", "firms"), [(101, 7, 100, 61), (22, 0, 100, 61), (22, 7, 100, 0)]
)
def test_values_outside_the_bounds_range_are_refused(
    observed: float, mean: float, cap: float, firms: int
):
    with pytest.raises(ValueError, match="the bound needs 0 <= observed <= cap"):
        exceedance_bound(observed, mean, cap, firms)
    with pytest.raises(ValueError, match="positive means"):
        markov_bound(0, 7)
    with pytest.raises(ValueError, match="needs 0 < level < 1"):
        least_mean(22, 100, 61, level=0)
