"""Power and sample sizes.

Independent references: sums over every outcome with the p-values of statsmodels (paired) and scipy
(two groups); the normal formulas of Connor 1987 and of Casagrande, Pike and Smith 1978 for sizes.
Published: sample sizes of Krejcie and Morgan 1970.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import product
from math import comb

import pandas as pd
import pytest
from scipy.stats import fisher_exact, norm
from statsmodels.stats.contingency_tables import mcnemar

from clusterbook.analysis.statistics import _fisher_power as two_groups
from clusterbook.analysis.statistics import _mcnemar_power as power
from clusterbook.analysis.statistics import exact_p, mid_p
from clusterbook.analysis.verdicts import sample_size, sizes


def _paired(p: float, q: float, firms: int, level: float) -> float:
    """Sum over every trinomial outcome."""
    total = 0.0
    for b in range(firms + 1):
        for c in range(firms - b + 1):
            if b + c and mcnemar([[0, b], [c, 0]], exact=True).pvalue <= level:
                ways = comb(firms, b) * comb(firms - b, c)
                total += ways * p**b * q**c * (1 - p - q) ** (firms - b - c)
    return total


@pytest.mark.parametrize(("p", "q"), [(0.5, 0.1), (0.3, 0.0), (0.2, 0.2), (0.9, 0.1)])
@pytest.mark.parametrize("firms", [1, 6, 11])
def test_paired_power_is_the_sum_over_all_outcomes(p: float, q: float, firms: int):
    assert power.mcnemar_power(p, q, firms) == pytest.approx(_paired(p, q, firms, 0.05), abs=1e-10)


@pytest.mark.parametrize(("mid", "p_value"), [(False, exact_p), (True, mid_p)])
def test_the_critical_count_is_the_last_significant_one(
    mid: bool, p_value: Callable[[int, int], float]
):
    """Exhaustive: up to 60 discordant firms, two levels."""
    for m, level in product(range(61), (0.05, 0.2)):
        good = [c for c in range(m // 2 + 1) if p_value(m - c, c) <= level]
        assert power.critical(m, level, mid) == max(good, default=-1)


def test_at_equal_rates_the_exact_test_keeps_its_level():
    for firms, rate in product((10, 61, 300), (0.05, 0.2, 0.5)):
        assert power.mcnemar_power(rate, rate, firms) <= 0.05


def test_without_discordant_firms_there_is_no_power():
    assert power.mcnemar_power(0, 0, 61) == 0


@pytest.mark.parametrize(("p", "q"), [(0.5, 0.1), (0.3, 0.0), (0.25, 0.08), (0.65, 0.35)])
@pytest.mark.parametrize("mid", [False, True])
def test_the_needed_firms_are_those_of_a_scan(p: float, q: float, mid: bool):
    """Reference: every size from 1, first with 20 good successors."""
    enough = [power.mcnemar_power(p, q, n, mid=mid) >= 0.8 for n in range(1, 160)]
    first = next(n for n in range(len(enough)) if all(enough[n : n + 21])) + 1
    assert power.firms_needed(p, q, mid=mid) == first


def _connor(p: float, q: float) -> float:
    psi, d = p + q, p - q
    return ((norm.ppf(0.975) * psi**0.5 + norm.ppf(0.8) * (psi - d**2) ** 0.5) / d) ** 2


def test_the_needed_firms_are_near_the_normal_formula():
    """Connor 1987, Biometrics 43:207, for the paper's comparisons at every overlap."""
    for first, second in ((11, 8), (8, 3)):
        for overlap in range(second):
            p, q = (first - overlap) / 61, (second - overlap) / 61
            normal = _connor(p, q)
            assert 0 < power.firms_needed(p, q) - normal < 0.2 * normal + 15


def test_the_survey_could_hardly_have_told():
    """11/61 against 8/61: under 10 % power at every overlap; 160 to 1,045 firms for 80 %."""
    talk, work = power.power_over_tables(11, 8, 61), power.power_over_tables(8, 3, 61)
    assert talk["power"].max() < 0.1
    assert (talk["needed"].min(), talk["needed"].max()) == (160, 1045)
    assert work["power"].max() < 0.4
    assert (work["needed"].min(), work["needed"].max()) == (95, 224)
    assert power.power_over_tables(3, 3, 61)["needed"].isna().all()


@pytest.mark.parametrize("size", [1, 2, 5, 8])
def test_the_power_of_two_groups_is_the_sum_over_all_outcomes(size: int):
    """Reference: scipy.stats.fisher_exact on every table."""
    for first, second, level in ((0.9, 0.2, 0.05), (0.5, 0.5, 0.3), (0.0, 1.0, 0.05)):
        total = 0.0
        for a, b in product(range(size + 1), repeat=2):
            if fisher_exact([[a, size - a], [b, size - b]])[1] <= level:
                chance = comb(size, a) * first**a * (1 - first) ** (size - a)
                total += chance * comb(size, b) * second**b * (1 - second) ** (size - b)
        assert two_groups.fisher_power(first, second, size, level) == pytest.approx(
            total, abs=1e-10
        )


@pytest.mark.parametrize(
    ("first", "second"), [(0.2, 0.05), (0.5, 0.2), (0.9, 0.5), (0.3, 0.1), (1.0, 0.2)]
)
def test_the_size_of_two_groups_is_near_the_corrected_formula(first: float, second: float):
    """Casagrande, Pike and Smith 1978, Biometrics 34:483, with its continuity correction."""
    mean, d = (first + second) / 2, abs(first - second)
    spread = first * (1 - first) + second * (1 - second)
    root = norm.ppf(0.975) * (2 * mean * (1 - mean)) ** 0.5 + norm.ppf(0.8) * spread**0.5
    a = root**2
    corrected = a * (1 + (1 + 4 * d / a) ** 0.5) ** 2 / (4 * d**2)
    assert two_groups.size_needed(first, second) == pytest.approx(corrected, rel=0.08, abs=4)


@pytest.mark.parametrize("size", [1, 3, 12, 25])
def test_where_two_groups_do_not_differ_is_found_in_whole_numbers(size: int):
    """Reference: the test's definition in fractions, so that nothing is rounded."""
    for level in (Fraction(1, 20), Fraction(1, 10), Fraction(1, 100)):
        for total in range(2 * size + 1):
            ways = {
                x: comb(size, x) * comb(size, total - x)
                for x in range(max(0, total - size), min(size, total) + 1)
            }
            kept = [
                x
                for x, way in ways.items()
                if sum(w for w in ways.values() if w <= way) > level * comb(2 * size, total)
            ]
            assert two_groups._kept(size, total, float(level)) == (kept[0], kept[-1])
            assert kept == list(range(kept[0], kept[-1] + 1))


def test_the_size_of_two_groups_is_that_of_a_scan():
    """Reference: every size from 1, first with 10 good successors."""
    for first, second in ((0.9, 0.2), (1.0, 0.1), (0.5, 0.05)):
        enough = [two_groups.fisher_power(first, second, n) >= 0.8 for n in range(1, 60)]
        start = next(n for n in range(len(enough)) if all(enough[n : n + 11])) + 1
        assert two_groups.size_needed(first, second) == start


@pytest.mark.parametrize(
    ("population", "firms"), [(100, 80), (1000, 278), (2800, 338), (5000, 357), (10_000, 370)]
)
def test_published_sample_sizes_are_met(population: int, firms: int):
    """Krejcie and Morgan 1970, Educational and Psychological Measurement 30:607."""
    assert sample_size(0.5, 0.05, population) == firms


def test_the_books_designs_reach_their_power(tables: Mapping[str, pd.DataFrame]):
    found = sizes(tables["study_designs"], 2796).set_index("design")
    compared = found[found["kind"] != "precision"]
    assert (compared["power"] >= 0.8).all()
    assert (found["needed"] == found["groups"] * found["each"]).all()
    assert found.loc["share", "needed"] == 338
    assert found.loc["talk_consult", "needed"] == 1045
    assert found.loc["cooperate_research", "needed"] == 224


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: power.mcnemar_power(0.8, 0.3, 10), "add to 1 at most, got 0.8 and 0.3"),
        (lambda: power.mcnemar_power(0.2, 0.1, 0), "firms must be 1 or more, got 0"),
        (lambda: power.mcnemar_power(0.2, 0.1, 9, level=5), "level must lie .* got 5"),
        (lambda: power.firms_needed(0.2, 0.2), "needs first_only != second_only"),
        (lambda: power.firms_needed(0.2, 0.1, target=0.04), "level < target < 1"),
        (lambda: two_groups.fisher_power(1.2, 0.3, 10), r"first must lie in 0\.\.1, got 1\.2"),
        (lambda: two_groups.fisher_power(0.2, 0.3, 0), "size must be 1 or more, got 0"),
        (lambda: two_groups.size_needed(0.3, 0.3), "needs first != second"),
        (lambda: two_groups.size_needed(0.3, 0.301), "more than 2000 members"),
        (lambda: sample_size(1, 0.05, 2796), "needs 0 < share < 1"),
        (lambda: sample_size(0.5, 0, 2796), "margin=0"),
    ],
)
def test_impossible_plans_are_refused(call: Callable[[], object], told: str):
    with pytest.raises(ValueError, match=told):
        call()


def test_a_plan_that_needs_too_many_firms_is_refused(monkeypatch: pytest.MonkeyPatch):
    # The bound of the book takes a minute to reach.
    monkeypatch.setattr(f"{power.firms_needed.__module__}._MOST", 2000)
    with pytest.raises(ValueError, match="more than 2000 firms"):
        power.firms_needed(0.2, 0.19)


def test_an_unknown_kind_of_design_is_refused(tables: Mapping[str, pd.DataFrame]):
    odd = tables["study_designs"].head(1).assign(kind="guess")
    with pytest.raises(ValueError, match="kind must be precision, paired or two_groups"):
        sizes(odd, 2796)
