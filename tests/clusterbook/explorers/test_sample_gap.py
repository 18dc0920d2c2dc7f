"""Moving the inputs of the ratio of sample to cluster (chapter 8)."""

from collections.abc import Callable, Mapping
from itertools import product

import pandas as pd
import pytest

from clusterbook.analysis.cluster import _gap_extremes as sensitivity
from clusterbook.analysis.cluster import _gap_inputs as comparison
from clusterbook.analysis.cluster import _sales as sales
from clusterbook.explorers._sample_gap.levers import LEVERS
from clusterbook.explorers._sample_gap.sample_gap import WIDEST, sample_gap
from monograph.alive.controls import offered
from monograph.alive.explore import Explorer

Tables = Mapping[str, pd.DataFrame]
Opening = Callable[[Explorer], tuple[pd.DataFrame, str]]
NEEDED = ("totals", "firm_types", "assumptions")


@pytest.fixture(scope="module")
def explorer(tables: Tables) -> Explorer:
    return sample_gap(*(tables[name] for name in ("sample", *NEEDED)))


def test_it_opens_with_each_input_moved_alone_and_then_all(
    explorer: Explorer, opening: Opening, tables: Tables
) -> None:
    """Reference: both ends of the one input, the others at their central value."""
    rows, says = opening(explorer)
    rows = rows[rows["kind"] == "range"]
    needed = [tables[name] for name in NEEDED]
    floor, box = sales.sample_floor(tables["sample"]), comparison.plausible_box(*needed)
    central = comparison.central_inputs(*needed)
    still = {key: (value, value) for key, value in vars(central).items()}
    boxes = {key: still | {key: box[key]} for key in box} | {"all": box}
    assert rows["input"].tolist() == list(boxes)
    for (low, high), moved in zip(rows[["low", "high"]].to_numpy(), boxes.values(), strict=True):
        corners = (dict(zip(moved, ends, strict=True)) for ends in product(*moved.values()))
        ratios = [sales.floor_ratio(floor, sales.Inputs(**corner)) for corner in corners]
        assert (low, high) == pytest.approx((min(ratios), max(ratios)))
    assert (rows["low"] >= rows["low"].iloc[-1]).all()
    assert (rows["high"] <= rows["high"].iloc[-1]).all()
    assert f"at least {sales.floor_ratio(floor, central):.2f} times" in says
    assert "All inputs lie within the ranges that we assume." in says


def test_the_controls_reach_every_end_of_the_ranges_and_the_way_out(
    explorer: Explorer, tables: Tables
) -> None:
    box = comparison.plausible_box(*(tables[name] for name in NEEDED))
    floor = sales.sample_floor(tables["sample"])
    central = comparison.central_inputs(*(tables[name] for name in NEEDED))
    needed = sales.break_even(floor, central).set_index("input")["needed"]
    for key, lever in LEVERS.items():
        values = offered(lever.name, explorer.controls[lever.name])
        marked = explorer.controls[lever.name].marked
        assert [end * lever.scale for end in marked] == pytest.approx(list(box[key]))
        for end in box[key]:
            assert min(abs(v * lever.scale - end) for v in values) < 1e-9, (key, end)
        assert values[0] * lever.scale < needed[key] < values[-1] * lever.scale, key


def test_no_setting_within_the_ranges_brings_the_ratio_to_one(
    explorer: Explorer, tables: Tables
) -> None:
    box = comparison.plausible_box(*(tables[name] for name in NEEDED))
    ends = sensitivity.extremes(sales.sample_floor(tables["sample"]), box)
    for corner in product(*(box[key] for key in LEVERS)):
        held = {v.name: end / v.scale for v, end in zip(LEVERS.values(), corner, strict=True)}
        rows, says = explorer.still.live(**held)
        assert "All inputs lie within" in says
        ratio = float(says.split(" least ")[1].split()[0])
        assert round(ends.least, 2) <= ratio <= round(ends.most, 2)
        assert rows[-1]["low"] > 1


def test_beyond_the_ranges_the_words_say_so(explorer: Explorer) -> None:
    _, says = explorer.still.live(output=66.0, firms=1200, sales=1.0, kept=1.0)
    assert "Beyond what we assume: output, firms that made it." in says
    assert " at least 0.41 times" in says


def test_every_state_fits_the_figure(explorer: Explorer) -> None:
    ends = {name: (control.min, control.max) for name, control in explorer.controls.items()}
    for corner in product(*ends.values()):
        _, says = explorer.still.live(**dict(zip(ends, corner, strict=True)))
        assert 0 < float(says.split(" least ")[1].split()[0]) < WIDEST


def test_a_lacking_measure_is_named(tables: Tables) -> None:
    totals = tables["totals"].query("measure != 'output'")
    with pytest.raises(KeyError, match="output"):
        sample_gap(tables["sample"], totals, tables["firm_types"], tables["assumptions"].iloc[:0])
