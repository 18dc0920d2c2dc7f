"""Firms, jobs and concentration of the six trades of Table 3.

Independent references: sums typed by hand from Table 3; numpy for the index.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from clusterbook.analysis.cluster import below_mean, concentration, jobs, jobs_range, mean_staff

Tables = Mapping[str, pd.DataFrame]

JOBS = {  # Table 3: number of firms times mean staff
    "assembly": 144_000,
    "parts": 59_330,
    "mould": 2_800,
    "rod": 16_740,
    "packaging": 7_000,
    "machinery": 3_000,
}


def test_jobs_are_firms_times_mean_staff(tables: Tables):
    """Table 3, rows 1 to 6."""
    found = jobs(tables["firm_types"]).set_index("firm_type")
    assert found["jobs"].to_dict() == JOBS
    assert found["firms"].sum() == 2796
    assert found["jobs"].sum() == 232_870


def test_shares_add_up(tables: Tables):
    found = jobs(tables["firm_types"])
    assert found["firm_share"].sum() == pytest.approx(1)
    assert found["job_share"].sum() == pytest.approx(1)


def test_the_mean_lies_between_parts_and_assembly(tables: Tables):
    """Table 3: 83.29 persons per firm; 898 of 2,796 firms are in trades below it."""
    assert mean_staff(tables["firm_types"]) == pytest.approx(232_870 / 2796)
    assert below_mean(tables["firm_types"]) == pytest.approx(898 / 2796)


def test_jobs_are_more_concentrated_than_firms(tables: Tables):
    found = jobs(tables["firm_types"])
    assert concentration(found["jobs"]).hhi > concentration(found["firms"]).hhi


@pytest.mark.parametrize("amounts", [[1, 1, 1, 1], [5], [3, 2, 1], [1200, 698, 140, 558, 140, 60]])
def test_the_index_is_the_sum_of_squared_shares(amounts: list[float]):
    """Reference: a dot product of shares."""
    shares = np.array(amounts) / sum(amounts)
    found = concentration(amounts)
    assert found.hhi == pytest.approx(float(shares @ shares))
    assert found.effective == pytest.approx(1 / found.hhi)


def test_equal_parts_count_as_many_as_they_are():
    assert concentration([7, 7, 7]).effective == pytest.approx(3)


@pytest.mark.parametrize("amounts", [[], [0, 0], [1, -1, 2]])
def test_nothing_to_share_is_refused(amounts: list[float]):
    with pytest.raises(ValueError, match="non-negative amounts with a positive sum"):
        concentration(amounts)


def test_the_range_of_jobs_moves_every_mean_alike(tables: Tables):
    """Five persons of 2,796 firms are 13,980 jobs; a tenth of all jobs is 23,287."""
    table = tables["firm_types"]
    assert jobs_range(table) == (232_870, 232_870)
    assert jobs_range(table, persons=5) == pytest.approx((232_870 - 13_980, 232_870 + 13_980))
    assert jobs_range(table, share=0.1) == pytest.approx((209_583, 256_157))


def test_no_mean_falls_below_zero(tables: Tables):
    assert jobs_range(tables["firm_types"], persons=1000)[0] == 0


@pytest.mark.parametrize(("share", "persons"), [(1.5, 0), (-0.1, 0), (0, -1)])
def test_an_impossible_error_is_refused(tables: Tables, share: float, persons: float):
    with pytest.raises(ValueError, match="a share between 0 and 1"):
        jobs_range(tables["firm_types"], share=share, persons=persons)
