"""Table 3's counts as whole percentages of a round total.

Independent references: exact fractions for the grid; scipy's binomial tail and all combinations of
positions in a small case for the chance.
"""

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from math import floor

import pandas as pd
import pytest
from scipy.stats import binom

from clusterbook.analysis.cluster import (
    grid,
    totals_near,
    whole_percent_chance,
    whole_percent_scan,
    whole_percent_split,
)

COUNTS = [1200, 698, 140, 558, 140, 60]  # Table 3
TOTALS = totals_near(sum(COUNTS))


@pytest.mark.parametrize("total", [2700, 2790, 2796, 2900])
def test_the_grid_rounds_every_whole_percentage_half_up(total: int):
    """Reference: exact fractions."""
    expected = {floor(Fraction(total * p, 100) + Fraction(1, 2)): p for p in range(1, 101)}
    assert grid(total) == expected


def test_five_of_six_counts_are_whole_percentages_of_2790_firms(
    tables: Mapping[str, pd.DataFrame],
):
    """Table 3: 43, 25, 5, 20 and 5 per cent; the sixth count, 60, is not 2 per cent."""
    assert list(tables["firm_types"]["firms"]) == COUNTS
    found = whole_percent_split(COUNTS, 2790)
    assert list(found["percent"]) == [43, 25, 5, 20, 5, 2]
    assert list(found["fits"]) == [True] * 5 + [False]
    assert list(found["gap"]) == [0, 0, 0, 0, 0, 4]


def test_only_2790_and_2791_give_as_many():
    """Reference: each total of the range, count by count."""
    expected = {
        n: sum(any((n * p + 50) // 100 == c for p in range(1, 101)) for c in COUNTS) for n in TOTALS
    }
    found = whole_percent_scan(COUNTS, TOTALS).set_index("total")["matches"]
    assert found.to_dict() == expected
    assert [n for n, m in expected.items() if m >= 5] == [2790, 2791]


def test_the_sum_of_table_3_itself_gives_few():
    """2,796 is not the total behind the pattern."""
    assert whole_percent_scan(COUNTS, [2796])["matches"].item() < 3


def test_the_chance_is_a_binomial_tail_over_distinct_counts():
    """Reference: scipy; the two equal counts fit or fail together."""
    found = whole_percent_chance(COUNTS, 4, TOTALS)
    assert found["distinct"] == 5
    assert found["one_total"] == pytest.approx(max(binom.sf(3, 5, 100 / n) for n in TOTALS))
    assert found["any_total"] == pytest.approx(sum(binom.sf(3, 5, 100 / n) for n in TOTALS))
    assert found["any_total"] < 0.01


def test_the_chance_at_one_total_is_that_of_all_positions():
    """Reference: three counts at every position of a step of 20 firms (total 2,000)."""
    marks = set(grid(2000))
    steps = [range(100, 120), range(400, 420), range(900, 920)]
    draws = [sum(c in marks for c in draw) for draw in product(*steps)]
    expected = sum(hits >= 2 for hits in draws) / len(draws)
    assert whole_percent_chance([101, 402, 903], 2, [2000])["one_total"] == pytest.approx(expected)


def test_more_matches_than_counts_are_refused():
    with pytest.raises(ValueError, match="between 0 and 5 distinct counts, got 6"):
        whole_percent_chance(COUNTS, 6, TOTALS)
