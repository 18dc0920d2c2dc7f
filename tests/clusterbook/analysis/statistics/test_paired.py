"""The paired comparison: overlap, McNemar's test over all tables.

Independent references: every pair of subsets of small sets of firms; statsmodels' mcnemar; for the
mid-p value, exact fractions over all outcomes. Published: Fagerland, Lydersen and Laake 2013, BMC
Medical Research Methodology 13:91, airway data (1 against 7 discordant).
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import combinations, product
from math import comb

import pandas as pd
import pytest
from statsmodels.stats.contingency_tables import mcnemar

from clusterbook.analysis.statistics import (
    exact_p,
    mid_p,
    over_tables,
    over_treatments,
    overlap_range,
    p_ranges,
    tables,
)
from clusterbook.analysis.survey import Share, recover_shares, treatments

COOPERATE, RESEARCH = Share(8, 60), Share(3, 61)
TALK, CONSULT = Share(11, 61), Share(8, 61)


def test_the_overlap_is_that_of_all_pairs_of_subsets():
    """Exhaustive: every two subsets of up to five firms."""
    for firms in range(1, 6):
        for first, second in product(range(firms + 1), repeat=2):
            met = {
                len(set(a) & set(b))
                for a in combinations(range(firms), first)
                for b in combinations(range(firms), second)
            }
            assert overlap_range(first, second, firms) == (min(met), max(met))
            assert set(tables(first, second, firms)["overlap"]) == met


def test_every_table_has_the_margins_it_was_made_from():
    for first, second in product(range(8), repeat=2):
        found = tables(first, second, 7)
        assert (found["both"] + found["first_only"] == first).all()
        assert (found["both"] + found["second_only"] == second).all()
        cells = found[["both", "first_only", "second_only", "neither"]]
        assert (cells.sum(axis=1) == 7).all()
        assert (cells >= 0).all(axis=None)


def test_the_exact_p_value_is_that_of_statsmodels():
    """Exhaustive: all pairs of discordant counts up to 15."""
    for b, c in product(range(16), repeat=2):
        if b + c:
            expected = mcnemar([[3, b], [c, 4]], exact=True).pvalue
            assert exact_p(b, c) == pytest.approx(min(1.0, expected), abs=1e-12)
    assert exact_p(0, 0) == 1


def test_the_mid_p_value_counts_half_of_what_is_as_extreme():
    """Reference: fractions over all outcomes of the coin; as extreme = as far from the middle."""
    for b, c in product(range(13), repeat=2):
        m, far = b + c, abs(b - c)
        expected = Fraction(0)
        for x in range(m + 1):
            chance = Fraction(comb(m, x), 2**m)
            if abs(2 * x - m) > far:
                expected += chance
            elif abs(2 * x - m) == far:
                expected += chance / 2
        assert mid_p(b, c) == pytest.approx(float(expected), abs=1e-12)


def test_published_p_values_are_met():
    """Fagerland, Lydersen and Laake 2013: 0.0703 exact, 0.0391 mid-p."""
    assert round(exact_p(1, 7), 4) == 0.0703
    assert round(mid_p(1, 7), 4) == 0.0391


def test_mid_p_lies_below_the_exact_value_and_order_does_not_matter():
    for b, c in product(range(20), repeat=2):
        assert mid_p(b, c) <= exact_p(b, c)
        assert exact_p(b, c) == exact_p(c, b)
        assert mid_p(b, c) == mid_p(c, b)


def test_talking_against_consulting_is_small_under_no_table():
    """11/61 and 8/61: nine tables, exact p from 0.25 to 0.65, mid-p from 0.125."""
    found = over_treatments(treatments(TALK, CONSULT))
    summed = p_ranges(found).set_index("treatment").loc["complete"]
    assert len(found) == summed["tables"] == 9
    assert (summed["exact_low"], summed["mid_low"]) == (0.25, 0.125)
    assert round(summed["exact_high"], 3) == 0.648
    assert summed["exact_small"] == summed["mid_small"] == 0


def test_cooperating_against_research_hangs_on_overlap_and_on_one_answer():
    """8/60 and 3/61: 15 tables; the exact test is small in 2, the mid-p in 6."""
    found = over_treatments(treatments(COOPERATE, RESEARCH))
    summed = p_ranges(found).set_index("treatment")
    assert list(summed.index) == ["no", "yes", "left_out_no", "left_out_yes", "all"]
    assert list(summed["tables"]) == [4, 4, 4, 3, 15]
    assert list(summed["exact_small"]) == [0, 1, 0, 1, 2]
    assert list(summed["mid_small"]) == [1, 2, 1, 2, 6]
    assert summed.loc["all", "exact_low"] == 0.03125
    assert round(summed.loc["all", "exact_high"], 4) == 0.2266


def test_the_difference_of_shares_does_not_depend_on_the_overlap():
    found = over_tables(11, 8, 61)
    assert set(found["difference"]) == {3 / 61}


def test_the_counts_are_those_of_the_books_own_table(tables: Mapping[str, pd.DataFrame]):
    """Table 5, rows 1 to 4."""
    found = recover_shares(tables["channels"], "channel", "percent_printed", (60, 61)).set_index(
        "channel"
    )
    pairs = [(int(k), int(n)) for k, n in found[["count", "base"]].to_numpy()[:4]]
    expected = [TALK, COOPERATE, CONSULT, RESEARCH]
    assert pairs == [(share.count, share.base) for share in expected]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: overlap_range(7, 2, 6), "first must lie in 0..firms with firms 1 or more, got 7"),
        (lambda: overlap_range(2, -1, 6), "second must lie .* got -1 of 6"),
        (lambda: overlap_range(0, 0, 0), "got 0 of 0"),
        (lambda: exact_p(-1, 3), "must be 0 or more, got -1 and 3"),
        (lambda: mid_p(3, -2), "must be 0 or more, got 3 and -2"),
        (lambda: p_ranges(over_treatments(treatments(TALK, CONSULT)), 0), "level must lie"),
    ],
)
def test_impossible_input_is_refused(call: Callable[[], object], told: str):
    with pytest.raises(ValueError, match=told):
        call()
