"""What 1.33 can be an average of.

Independent references: all totals tried one by one with the decimal module; the published example
of the GRIM test.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest

from clusterbook.analysis.survey import (
    active_reading_chance,
    grim,
    grim_power,
    mean_readings,
    totals,
)

COUNTS = [11, 8, 8, 3, 1, 13]  # Table 5, recovered


def printed_mean(total: int, base: int) -> str:
    exact = Decimal(total) / Decimal(base)
    return str(exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


@pytest.mark.parametrize("printed", ["1.33", "0.00", "0.72", "5.19", "2.50"])
def test_totals_are_those_of_a_search_through_all_of_them(printed: str):
    """Reference: every total up to six items per case, every base from 1 to 79."""
    for base in range(1, 80):
        expected = [t for t in range(6 * base + 1) if printed_mean(t, base) == printed]
        assert totals(printed, base) == expected


def test_the_published_example_is_inconsistent():
    """Brown and Heathers 2017: a mean of 5.19 over 28 whole numbers can't be; 5.18 and 5.21 can."""
    assert totals("5.19", 28) == []
    assert totals("5.18", 28) == [145]
    assert totals("5.21", 28) == [146]


def test_60_and_61_firms_can_have_the_mean_and_59_and_the_participations_cannot():
    """§3.2, para 3: 1.33."""
    found = grim("1.33", [44, 59, 60, 61]).set_index("base")
    assert found["fits"].to_dict() == {44: False, 59: False, 60: True, 61: True}
    assert found["total"].to_dict() == {44: 59, 59: 78, 60: 80, 61: 81}


def test_the_mean_does_not_tell_its_base():
    """Every base from 50 to 79 that fits: two of three."""
    found = grim("1.33", range(50, 80))
    assert found["fits"].sum() == 20
    assert len(found) == 30


@pytest.mark.parametrize("base", [1, 2, 3, 28, 60, 61, 99, 100, 150])
def test_the_power_of_the_test_is_the_share_of_means_that_it_refuses(base: int):
    """Reference: 100 means from 7.00 to 7.99, each tested."""
    refused = sum(not totals(f"{m / 100:.2f}", base) for m in range(700, 800))
    assert grim_power(base) == pytest.approx(refused / 100)


def test_each_reading_of_the_mean_is_tried():
    found = mean_readings("1.33", COUNTS, 61)
    fits = found.groupby("reading", sort=False)["fits"].any().to_dict()
    assert fits == {
        "all_firms": True,
        "all_but_one": True,
        "participations": False,
        "modes_per_firm": False,
        "modes_per_active_firm": True,
    }


def test_the_whole_survey_and_all_but_one_firm_have_their_totals():
    found = mean_readings("1.33", COUNTS, 61).set_index("reading")[["total", "base"]]
    assert tuple(found.loc["all_firms"]) == (81, 61)
    assert tuple(found.loc["all_but_one"]) == (80, 60)
    assert tuple(found.loc["modes_per_firm"]) == (44, 61)


def test_44_participations_over_33_active_firms_would_print_so():
    """Reference: every possible number of active firms, from 13 (all nested) to 44 (none)."""
    fitting = [m for m in range(max(COUNTS), sum(COUNTS) + 1) if printed_mean(44, m) == "1.33"]
    assert fitting == [33]
    found = mean_readings("1.33", COUNTS, 61)
    active = found[found["reading"] == "modes_per_active_firm"]
    assert list(active["base"]) == fitting


def test_such_a_reading_fits_one_mean_in_seven_or_eight_by_luck():
    """32 numbers of active firms over the means from 1.00 to 3.38."""
    assert active_reading_chance(COUNTS, 61) == pytest.approx(32 / 239)


def test_without_a_fitting_number_of_active_firms_the_reading_fails():
    found = mean_readings("1.30", COUNTS, 61)
    assert not found.loc[found["reading"] == "modes_per_active_firm", "fits"].any()


def test_a_base_of_nobody_is_refused():
    with pytest.raises(ValueError, match="a base of 1 or more, got 0"):
        totals("1.33", 0)


def test_the_data_print_the_mean(tables: Mapping[str, pd.DataFrame]):
    """§3.2, para 3."""
    items = tables["survey_items"].set_index("item")
    assert items.loc["mean_links", "printed"] == "1.33"
