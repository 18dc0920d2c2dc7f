"""Totals and ratios with the range that print leaves open.

Independent references: interval arithmetic over a grid of the inputs; ratios typed by hand.
"""

from collections.abc import Mapping
from itertools import product
from math import inf

import numpy as np
import pandas as pd
import pytest

from clusterbook.analysis.cluster import ratios, staff_range
from clusterbook.analysis.statistics import Range, assumed_range, exactly, printed_range
from clusterbook.analysis.survey import response_rates

Tables = Mapping[str, pd.DataFrame]


@pytest.fixture(scope="module")
def found(tables: Tables) -> pd.DataFrame:
    table = ratios(tables["totals"], tables["firm_types"], tables["assumptions"])
    return table.set_index("ratio")


def test_products_and_ratios_of_ranges_hold_every_point_of_a_grid():
    """Reference: all pairs of points of two ranges; the ends are reached."""
    a, b = Range(2, 3, 5), Range(0.5, 1, 4)
    points = list(product(np.linspace(2, 5, 7), np.linspace(0.5, 4, 7)))
    times, over = [x * y for x, y in points], [x / y for x, y in points]
    assert (a.times(b).low, a.times(b).high) == pytest.approx((min(times), max(times)))
    assert (a.over(b).low, a.over(b).high) == pytest.approx((min(over), max(over)))
    assert a.times(b).value == 3
    assert a.over(2.0) == Range(1, 1.5, 2.5)


@pytest.mark.parametrize("ends", [(2, 1, 3), (1, 4, 3), (-1, 0, 1)])
def test_a_range_out_of_order_is_refused(ends: tuple[float, float, float]):
    with pytest.raises(ValueError, match="0 <= low <= value <= high"):
        Range(*ends)


def test_a_divisor_that_may_be_zero_is_refused():
    with pytest.raises(ValueError, match="positive throughout"):
        exactly(1).over(Range(0, 1, 2))


def test_words_of_the_paper_become_ranges(tables: Tables):
    """§2 and §3: nearly 20, exactly 35, over 50, 70-odd."""
    totals = tables["totals"]
    assert printed_range(totals, "output") == Range(20, 20, 20)
    assert printed_range(totals, "rd_units") == Range(35, 35, 35)
    assert printed_range(totals, "output_share") == Range(50, 50, inf)
    assert printed_range(totals, "approached") == Range(70, 70, 79)


def test_unknown_or_empty_rows_are_named(tables: Tables):
    with pytest.raises(KeyError, match="no measure 'profit'; measures: output"):
        printed_range(tables["totals"], "profit")
    with pytest.raises(KeyError, match="no assumption 'luck'; assumptions: exchange_rate"):
        assumed_range(tables["assumptions"], "luck")
    with pytest.raises(ValueError, match="'county_population' has no value"):
        assumed_range(tables["assumptions"], "county_population")


def test_output_per_firm_and_per_job(found: pd.DataFrame):
    """§2 and Table 3: 20 billion yuan over 2,796 firms and 232,870 jobs."""
    assert found.loc["output_per_firm", "value"] == pytest.approx(20_000 / 2796)
    assert found.loc["output_per_worker", "value"] == pytest.approx(20e6 / 232_870)
    assert found.loc["output_per_firm", "low"] == pytest.approx(18_500 / 2796)


def test_about_a_third_of_output_is_exported(found: pd.DataFrame):
    """§2: about 1 billion US dollars at the assumed rate, over nearly 20 billion yuan."""
    row = found.loc["export_share"]
    assert row["value"] == pytest.approx(6.83 / 20)
    assert (row["low"], row["high"]) == pytest.approx((0.95 * 6.82 / 20, 1.05 * 6.84 / 18.5))


def test_county_wide_shares(found: pd.DataFrame):
    """§2.2 and §3.2: 200-odd certified firms, 35 R&D units, 5 carriers, of 2,796 firms."""
    assert found.loc["certified_share", "value"] == pytest.approx(200 / 2796)
    assert found.loc["certified_share_of_assembly", "value"] == pytest.approx(200 / 1200)
    assert found.loc["rd_units_share", "value"] == pytest.approx(35 / 2796)
    assert found.loc["carriers_share", "value"] == pytest.approx(5 / 2796)


def test_the_national_output_is_at_most_twice_the_clusters(found: pd.DataFrame):
    """§2: over 50 per cent of the national output; 40 billion yuan is an upper limit."""
    assert found.loc["national_output", ["low", "high"]].to_list() == pytest.approx([18.5, 40])


def test_every_ratio_lies_in_its_range_and_has_a_unit(found: pd.DataFrame):
    assert ((found["low"] <= found["value"]) & (found["value"] <= found["high"])).all()
    assert (found["unit"].str.len() > 0).all()
    assert (found["label"].str.len() > 0).all()


def test_jobs_take_the_outermost_of_both_errors(tables: Tables):
    found = staff_range(tables["firm_types"], tables["assumptions"])
    assert (found.low, found.value, found.high) == pytest.approx((209_583, 232_870, 256_157))


def test_the_response_rate_is_a_range():
    """§2: 61 valid questionnaires of 70-odd firms."""
    found = response_rates(61, 70, 79).set_index("approached")
    assert found.loc[70, "rate"] == pytest.approx(61 / 70)
    assert found.loc[79, "rate"] == pytest.approx(61 / 79)
    assert list(found["silent"]) == list(range(9, 19))
    assert found["rate"].is_monotonic_decreasing


@pytest.mark.parametrize("asked", [(60, 79), (79, 70)])
def test_fewer_asked_than_answered_is_refused(asked: tuple[int, int]):
    with pytest.raises(ValueError, match="valid <= low <= high"):
        response_rates(61, *asked)
