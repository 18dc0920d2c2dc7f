"""The floor under the sample's mean and the ratio to the cluster's mean.

Independent references: sums typed by hand from Table 2; the ratio on a grid over the whole box, and
at random points, against the extremes found by direction alone.
"""

from collections.abc import Mapping
from itertools import product

import numpy as np
import pandas as pd
import pytest

from clusterbook.analysis.cluster import (
    Inputs,
    bands,
    break_even,
    by_population,
    central_inputs,
    extremes,
    floor_ratio,
    plausible_box,
    sample_floor,
)

Tables = Mapping[str, pd.DataFrame]
BOX = {
    "output_mcny": (18_500.0, 22_000.0),
    "firms": (1_200.0, 2_796.0),
    "sales_per_output": (0.9, 1.3),
    "floor_kept": (0.5, 1.0),
}
FLOOR = (7 * 100 + 7 * 50 + 32 * 10 + 15 * 0) / 61  # Table 2, sales


def test_the_floor_weighs_each_band_by_its_firms(tables: Tables):
    """Table 2, sales: 22.46 million yuan per firm at least."""
    assert sample_floor(tables["sample"]) == pytest.approx(FLOOR)
    assert sample_floor(tables["sample"]) == pytest.approx(22.459, abs=5e-4)


def test_bands_are_in_order_and_hold_all_firms(tables: Tables):
    found = bands(tables["sample"])
    assert list(found["floor_mcny"]) == [0, 10, 50, 100]
    assert list(found["firms"]) == [15, 32, 7, 7]
    assert found["share"].sum() == pytest.approx(1)


def test_a_band_without_a_printed_floor_starts_at_nothing(tables: Tables):
    sample = tables["sample"].copy()
    sample.loc[sample["category"] == "sales_under_10", "sales_floor_mcny"] = np.nan
    assert sample_floor(sample) == pytest.approx(FLOOR)


def test_the_sample_sells_three_times_what_the_cluster_can(tables: Tables):
    """Table 2 against §2 and Table 3, at the printed numbers."""
    frames = tables["totals"], tables["firm_types"], tables["assumptions"]
    assert floor_ratio(FLOOR, central_inputs(*frames)) == pytest.approx(FLOOR * 2796 / 20_000)
    assert floor_ratio(FLOOR, central_inputs(*frames)) == pytest.approx(3.14, abs=5e-3)


def test_the_ratio_stays_above_one_within_the_assumed_ranges(tables: Tables):
    """Even with 2,000 firms, sales a quarter above output, and a fifth off every floor."""
    box = plausible_box(tables["totals"], tables["firm_types"], tables["assumptions"])
    found = extremes(FLOOR, box)
    assert found.least == pytest.approx(FLOOR * 0.8 * 2_000 / (20_000 * 1.25))
    assert found.least > 1


def test_an_input_without_an_assumption_stays_where_it_is(tables: Tables):
    kept = tables["assumptions"]
    kept = kept[kept["assumption"].isin(["output", "exchange_rate"])]
    box = plausible_box(tables["totals"], tables["firm_types"], kept)
    assert box["firms"] == (2796, 2796)
    assert box["sales_per_output"] == box["floor_kept"] == (1, 1)


def test_it_falls_below_one_only_if_assemblers_alone_sell_and_floors_are_halved():
    """Granting the whole output to 1,200 firms is not enough; halving the floors as well is."""
    output = (20_000.0, 20_000.0)
    firms = (1_200.0, 2_796.0)
    assert extremes(FLOOR, {"output_mcny": output, "firms": firms}).least > 1
    both = {"output_mcny": output, "firms": firms, "floor_kept": (0.5, 1.0)}
    assert extremes(FLOOR, both).least < 1


def ratio_grid(steps: int) -> pd.DataFrame:
    """Return the ratio on an even grid over the box, ends included."""
    axes = [np.linspace(low, high, steps) for low, high in BOX.values()]
    points = pd.DataFrame(product(*axes), columns=list(BOX), dtype=float)
    records = points.to_dict(orient="records")
    return points.assign(ratio=[floor_ratio(FLOOR, Inputs(**each)) for each in records])


def test_extremes_are_those_of_a_grid_over_the_box():
    """Reference: 5 to the power 4 points, corners included."""
    grid = ratio_grid(5)
    found = extremes(FLOOR, BOX)
    assert len(grid) == 625
    assert found.least == pytest.approx(grid["ratio"].min())
    assert found.most == pytest.approx(grid["ratio"].max())


def test_no_point_inside_the_box_lies_outside_the_extremes():
    """Reference: 2,000 points drawn at random (seed 7)."""
    generator, found = np.random.default_rng(7), extremes(FLOOR, BOX)
    for _ in range(2_000):
        point = {name: generator.uniform(*ends) for name, ends in BOX.items()}
        assert found.least <= floor_ratio(FLOOR, Inputs(**point)) <= found.most


@pytest.mark.parametrize(
    ("name", "rises"),
    [("output_mcny", False), ("firms", True), ("sales_per_output", False), ("floor_kept", True)],
)
def test_the_ratio_is_monotone_in_each_input(name: str, rises: bool):
    grid = ratio_grid(4)
    others = [other for other in BOX if other != name]
    for _, line in grid.groupby(others):
        ratio = line.sort_values(name)["ratio"]
        assert ratio.is_monotonic_increasing if rises else ratio.is_monotonic_decreasing


def test_an_unknown_input_is_named():
    with pytest.raises(KeyError, match="no input weather; inputs: output_mcny, firms"):
        extremes(FLOOR, {"weather": (0, 1)})


def test_at_break_even_the_ratio_is_one():
    inputs = Inputs(20_000, 2_796)
    for row in break_even(FLOOR, inputs).itertuples():
        changed = {**inputs.__dict__, row.input: row.needed}
        assert floor_ratio(FLOOR, Inputs(**changed)) == pytest.approx(1)


def test_fewer_than_891_firms_would_have_to_make_the_whole_output():
    needed = break_even(FLOOR, Inputs(20_000, 2_796)).set_index("input")["needed"]
    assert needed["firms"] == pytest.approx(890.5, abs=0.05)
    assert needed["output_mcny"] == pytest.approx(62_795, abs=1)


def test_the_assemblers_alone_would_bring_the_ratio_near_one(tables: Tables):
    """Table 3, row 1: 20 billion yuan over 1,200 firms."""
    found = by_population(FLOOR, Inputs(20_000, 2_796), tables["firm_types"])
    assert list(found["firms"]) == [2796, 2736, 2596, 2038, 1898, 1200]
    assert found["ratio"].iloc[-1] == pytest.approx(FLOOR * 1200 / 20_000)
    chosen = by_population(FLOOR, Inputs(20_000, 1), tables["firm_types"], [["assembly", "parts"]])
    assert chosen["firms"].to_list() == [1898]


@pytest.mark.parametrize(
    "wrong", [{"output_mcny": 0}, {"firms": -1}, {"floor_kept": 1.1}, {"sales_per_output": 0}]
)
def test_impossible_inputs_are_refused(wrong: dict[str, float]):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Inputs(**{"output_mcny": 20_000, "firms": 2_796, **wrong})
