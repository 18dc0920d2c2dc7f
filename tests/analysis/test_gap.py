"""The gap between sample and cluster, as it is drawn.

Independent references: means typed by hand from Table 2, §2 and Table 3; a grid over each input.
"""

from collections.abc import Mapping

import pandas as pd
import pytest

from clusterbook.analysis.comparison import central_inputs, plausible_box
from clusterbook.analysis.gap import means_compared, ratio_moves
from clusterbook.analysis.sales import sample_floor
from clusterbook.analysis.sensitivity import ratio_grid

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


def test_each_input_is_moved_alone_and_then_all(tables: Tables):
    """Reference: a grid over the one input, the others at their central value."""
    frames = [tables[n] for n in NAMES]
    floor, box = sample_floor(tables["sample"]), plausible_box(*frames)
    central = vars(central_inputs(*frames))
    found = ratio_moves(tables["sample"], *frames).set_index("input")
    assert list(found.index) == [*box, "all"]
    for name in box:
        line = {k: (v, v) if k != name else box[k] for k, v in central.items()}
        ratios = ratio_grid(floor, line, steps=3)["ratio"]
        assert found.loc[name, ["low", "high"]].to_list() == pytest.approx(
            [ratios.min(), ratios.max()]
        )
    together = ratio_grid(floor, box, steps=2)["ratio"]
    assert found.loc["all", ["low", "high"]].to_list() == pytest.approx(
        [together.min(), together.max()]
    )


def test_no_input_alone_moves_the_ratio_more_than_all_together(tables: Tables):
    found = ratio_moves(tables["sample"], *(tables[n] for n in NAMES)).set_index("input")
    assert (found["low"] >= found.loc["all", "low"]).all()
    assert (found["high"] <= found.loc["all", "high"]).all()
    assert found["value"].to_list() == pytest.approx([found.loc["all", "value"]] * len(found))
