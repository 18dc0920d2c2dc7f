"""The gap between sample and cluster, as it is drawn.

Independent reference: means typed by hand from Table 2, §2 and Table 3.
"""

from collections.abc import Mapping

import pandas as pd
import pytest

from clusterbook.analysis.cluster import means_compared

Tables = Mapping[str, pd.DataFrame]
NAMES = ("totals", "firm_types", "assumptions")


def test_the_sample_stands_above_every_mean_the_cluster_can_have(tables: Tables):
    """22.46 against 7.15, 10.54 and 16.67 million yuan per firm."""
    found = means_compared(tables["sample"], *(tables[n] for n in NAMES))
    assert found["value"].to_list() == pytest.approx(
        [1370 / 61, 20_000 / 2796, 20_000 / 1898, 20_000 / 1200]
    )
    assert found["at_least"].to_list() == [True, False, False, False]
    assert found["voice"].to_list() == ["computed", "computed", "assumed", "assumed"]


def test_ranges_hold_the_value_and_only_the_sample_has_none(tables: Tables):
    found = means_compared(tables["sample"], *(tables[n] for n in NAMES))
    assert found["low"].isna().to_list() == [True, False, False, False]
    ranged = found.dropna()
    assert ((ranged["low"] <= ranged["value"]) & (ranged["value"] <= ranged["high"])).all()
