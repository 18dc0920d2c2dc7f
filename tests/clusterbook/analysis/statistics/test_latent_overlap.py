"""The probability that the first share is larger, with the overlap summed out.

Independent references: Pólya's urn over every sequence of firms in exact fractions (integer prior
weights), and a seeded simulation of the whole model by rejection for the others.
"""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
import pandas as pd
import pytest
from scipy.special import betainc

from clusterbook.analysis.statistics import CELLS, chance_in_table, over_priors, overlap_posterior


def urn(first: int, second: int, firms: int, alpha: tuple[int, ...]) -> tuple[dict, Fraction]:
    """Posterior of the overlap and the chance, from all sequences of cells drawn from an urn."""
    weights: dict[int, Fraction] = defaultdict(Fraction)
    chances: dict[int, Fraction] = {}
    for sequence in product(range(4), repeat=firms):
        both, only, other = (sequence.count(cell) for cell in (0, 1, 2))
        if (both + only, both + other) != (first, second):
            continue
        balls, weight = list(alpha), Fraction(1)
        for cell in sequence:
            weight *= Fraction(balls[cell], sum(balls))
            balls[cell] += 1
        weights[both] += weight
        a, b = alpha[1] + only, alpha[2] + other
        # P(Beta(a, b) > 1/2) for whole a, b: fewer than a heads in a + b - 1 throws.
        throws = a + b - 1
        chances[both] = Fraction(sum(comb(throws, x) for x in range(a)), 2**throws)
    total = sum(weights.values())
    posterior = {overlap: weight / total for overlap, weight in weights.items()}
    return posterior, sum((p * chances[o] for o, p in posterior.items()), Fraction(0))


def chance(first: int, second: int, firms: int, alpha: tuple[float, ...]) -> float:
    """Return the chance under one prior, from the table over priors."""
    weights = dict(zip(CELLS, alpha, strict=True))
    prior = pd.DataFrame([{"prior": "one", "label": "One", "label_zh": "一", **weights}])
    return float(over_priors(first, second, firms, prior)["chance"].item())


@pytest.mark.parametrize("alpha", [(1, 1, 1, 1), (2, 1, 1, 2), (1, 3, 1, 2)])
def test_it_is_what_the_urn_gives(alpha: tuple[int, ...]):
    """Exhaustive: all margins of four firms, 256 sequences each."""
    for first, second in product(range(5), repeat=2):
        posterior, expected = urn(first, second, 4, alpha)
        found = overlap_posterior(first, second, 4, alpha).set_index("overlap")
        for overlap, weight in posterior.items():
            assert found.loc[overlap, "weight"] == pytest.approx(float(weight), abs=1e-12)
        assert chance(first, second, 4, alpha) == pytest.approx(float(expected), abs=1e-12)


@pytest.mark.parametrize("alpha", [(0.5,) * 4, (0.25,) * 4, (1, 0.25, 0.25, 1)])
def test_it_is_what_a_simulation_gives(alpha: tuple[float, ...]):
    """Prior, then 6 firms, kept if 3 and 1 take part; 400,000 worlds, four standard errors."""
    rng = np.random.default_rng(20)
    cells = rng.dirichlet(alpha, 400_000)
    cells = np.where(np.isnan(cells), 0, cells)
    counts = rng.multinomial(6, cells / cells.sum(axis=1, keepdims=True))
    kept = (counts[:, 0] + counts[:, 1] == 3) & (counts[:, 0] + counts[:, 2] == 1)
    share = float((cells[kept, 1] > cells[kept, 2]).mean())
    error = 4 * (share * (1 - share) / kept.sum()) ** 0.5
    assert chance(3, 1, 6, alpha) == pytest.approx(share, abs=error)


def test_exchanging_the_questions_gives_the_rest():
    for first, second in product(range(0, 61, 7), repeat=2):
        one = chance(first, second, 61, (1, 0.25, 0.25, 1))
        other = chance(second, first, 61, (1, 0.25, 0.25, 1))
        assert one + other == pytest.approx(1)


def test_weights_add_to_one_and_stay_finite_for_thousands_of_firms():
    found = overlap_posterior(900, 700, 2796, (0.25,) * 4)
    assert found["weight"].sum() == pytest.approx(1)
    assert found.notna().all(axis=None)


def test_more_overlap_makes_the_difference_surer():
    """With a fixed difference, fewer discordant firms are more one-sided."""
    chances = [chance_in_table(11 - o, 8 - o, (1, 1, 1, 1)) for o in range(9)]
    assert chances == sorted(chances)


def test_the_papers_comparisons_under_the_books_priors(tables: Mapping[str, pd.DataFrame]):
    """Talk 11/61 against consult 8/61; cooperate 8/61 (missing as no) against research 3/61."""
    priors = tables["overlap_priors"]
    talk, work = over_priors(11, 8, 61, priors), over_priors(8, 3, 61, priors)
    assert list(talk["prior"]) == ["flat", "jeffreys", "perks", "association", "overlap"]
    assert [round(x, 2) for x in talk["chance"]] == [0.82, 0.86, 0.89, 0.94, 0.88]
    assert [round(x, 2) for x in work["chance"]] == [0.96, 0.97, 0.97, 0.99, 0.97]
    for found in (talk, work):
        assert ((found["least"] <= found["chance"]) & (found["chance"] <= found["most"])).all()


def test_the_overlap_prior_says_nothing_of_the_direction(tables: Mapping[str, pd.DataFrame]):
    """Its discordant cells share a uniform ratio; its overlap is that of the association prior."""
    by = tables["overlap_priors"].set_index("prior")[list(CELLS)].astype(float)
    mine, other = by.loc["overlap"], by.loc["association"]
    assert (mine / mine.sum()).to_list() == (other / other.sum()).to_list()
    for quantile in (0.1, 0.25, 0.5, 0.9):
        found = betainc(mine["second_only"], mine["first_only"], quantile)
        assert found == pytest.approx(quantile)
    tail = betainc(other["second_only"], other["first_only"], 0.1)
    assert tail > 0.2, "the association prior has a U-shape"


@pytest.mark.parametrize("alpha", [(1, 1, 1), (1, 1, 0, 1), (1, -1, 1, 1), (1, 1, 1, float("inf"))])
def test_a_prior_that_is_none_is_refused(alpha: tuple[float, ...]):
    with pytest.raises(ValueError, match="alpha must be four positive numbers"):
        overlap_posterior(3, 2, 6, alpha)


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="must be 0 or more, got -1 and 2"):
        chance_in_table(-1, 2, (1, 1, 1, 1))
