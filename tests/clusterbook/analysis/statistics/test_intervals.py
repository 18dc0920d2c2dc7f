"""Intervals for a share, and what missing answers leave open.

Independent references: statsmodels' proportion_confint for the three binomial intervals, a search
through every possible population for the finite one. Published values: Newcombe 1998, Statistics
in Medicine 17:857, table I.
"""

from collections.abc import Callable
from math import comb

import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from clusterbook.analysis.statistics import (
    METHODS,
    clopper_pearson,
    finite_population,
    interval_table,
    jeffreys,
    wilson,
)
from clusterbook.analysis.survey import worst_case, worst_case_table

OURS = {"beta": clopper_pearson, "wilson": wilson, "jeffreys": jeffreys}
SHARES = pd.DataFrame(
    {
        "item": ["hire", "cooperate"],
        "label": ["Hiring", "Cooperation"],
        "label_zh": ["引进", "合作"],
        "count": [13, 8],
        "base": [61, 60],
    }
)


@pytest.mark.parametrize("reference", OURS)
@pytest.mark.parametrize("base", [*range(1, 21), 60, 61])
def test_every_count_has_the_interval_of_statsmodels(reference: str, base: int):
    """Exhaustive in the counts; ends at an impossible side are 0 and 1 by convention."""
    for count in range(base + 1):
        for level in (0.5, 0.95):
            low, high = proportion_confint(count, base, 1 - level, method=reference)
            low, high = (0.0 if count == 0 else low), (1.0 if count == base else high)
            assert OURS[reference](count, base, level) == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize(
    ("count", "base", "exact", "score"),
    [
        (81, 263, (0.2527, 0.3676), (0.2553, 0.3662)),
        (15, 148, (0.0578, 0.1617), (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1684), (0.0, 0.1611)),
        (1, 29, (0.0009, 0.1776), (0.0061, 0.1718)),
    ],
)
def test_published_intervals_are_met(count: int, base: int, exact: tuple, score: tuple):
    """Newcombe 1998, table I: Clopper-Pearson (method 5) and Wilson (method 3)."""
    assert clopper_pearson(count, base) == pytest.approx(exact, abs=5e-5)
    assert wilson(count, base) == pytest.approx(score, abs=5e-5)


def _at_most(count: int, base: int, yes: int, population: int) -> float:
    """Chance of `count` or fewer, by counting subsets."""
    ways = sum(comb(yes, x) * comb(population - yes, base - x) for x in range(count + 1))
    return ways / comb(population, base)


@pytest.mark.parametrize(("population", "base"), [(5, 2), (9, 4), (12, 12), (14, 6), (30, 11)])
@pytest.mark.parametrize("level", [0.6, 0.95])
def test_the_finite_interval_is_that_of_a_search(population: int, base: int, level: float):
    """Reference: every population is tried with exact counts of subsets."""
    tail = (1 - level) / 2
    for count in range(base + 1):
        kept = [
            yes
            for yes in range(count, population - base + count + 1)
            if 1 - _at_most(count - 1, base, yes, population) > tail
            and _at_most(count, base, yes, population) > tail
        ]
        low, high = finite_population(count, base, population, level)
        assert (low * population, high * population) == pytest.approx((kept[0], kept[-1]))


def test_the_finite_interval_covers_every_population():
    """Exhaustive: 12 of 40 firms, every number of yes-firms, coverage of at least 95 %."""
    found = [finite_population(k, 12, 40) for k in range(13)]
    for yes in range(41):
        covered = 0.0
        for k, (low, high) in enumerate(found):
            if low * 40 - 1e-9 <= yes <= high * 40 + 1e-9:
                covered += comb(yes, k) * comb(40 - yes, 12 - k) / comb(40, 12)
        assert covered >= 0.95


def test_a_huge_population_gives_the_binomial_interval_and_a_census_a_point():
    assert finite_population(13, 61, 10**8) == pytest.approx(clopper_pearson(13, 61), abs=1e-6)
    assert finite_population(13, 61, 61) == (13 / 61, 13 / 61)


def test_knowing_the_clusters_size_narrows_the_interval_a_little():
    low, high = finite_population(13, 61, 2796)
    wide_low, wide_high = clopper_pearson(13, 61)
    assert wide_low < low < high < wide_high
    assert high - low > 0.97 * (wide_high - wide_low)


@pytest.mark.parametrize("method", METHODS)
def test_yes_and_no_mirror_each_other(method: str):
    for count in range(62):
        low, high = METHODS[method](count, 61, 2796, 0.95)
        assert (1 - high, 1 - low) == pytest.approx(METHODS[method](61 - count, 61, 2796, 0.95))
        assert low <= count / 61 <= high


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((62, 61, 0.95), r"count must lie in 0\.\.61 \(the base\), got 62"),
        ((-1, 61, 0.95), "got -1"),
        ((0, 0, 0.95), "base must be 1 firm or more, got 0"),
        ((1, 2, 1.0), r"level must lie between 0 and 1, both excluded, got 1\.0"),
        ((1, 2, 95), "level must lie .* got 95"),
    ],
)
def test_an_impossible_share_or_level_is_refused(arguments: tuple, told: str):
    for method in OURS.values():
        with pytest.raises(ValueError, match=told):
            method(*arguments)


def test_a_cluster_smaller_than_its_sample_is_refused():
    with pytest.raises(ValueError, match=r"population must be at least the base \(61 firms\)"):
        finite_population(3, 61, 60)


def test_the_table_has_every_method_for_every_item():
    table = interval_table(SHARES, 2796)
    assert list(zip(table["item"], table["method"], strict=True)) == [
        (item, method) for item in SHARES["item"] for method in METHODS
    ]
    assert (table["share"] == table["count"] / table["base"]).all()


def test_the_worst_case_is_all_no_and_all_yes():
    """Reference: both extremes written out, every base up to 8."""
    for firms in range(1, 9):
        for base in range(1, firms + 1):
            for count in range(base + 1):
                answers = [1] * count + [0] * (base - count)
                silent = firms - base
                ends = [sum(answers + [reply] * silent) / firms for reply in (0, 1)]
                assert worst_case(count, base, firms) == pytest.approx(tuple(ends))


def test_the_widest_reading_of_70_odd_covers_the_others():
    low, high = worst_case(8, 60, 79)
    for firms in range(70, 79):
        inner = worst_case(8, 60, firms)
        assert low <= inner[0] <= inner[1] <= high


def test_bounds_widen_from_the_valid_to_the_cluster():
    table = worst_case_table(SHARES, 61, 79, 2796).set_index(["item", "group"])
    assert tuple(table.loc[("cooperate", "valid"), ["low", "high"]]) == (8 / 61, 9 / 61)
    assert tuple(table.loc[("hire", "valid"), ["low", "high"]]) == (13 / 61, 13 / 61)
    for item in SHARES["item"]:
        widths = [
            table.loc[(item, g), "high"] - table.loc[(item, g), "low"]
            for g in ("valid", "approached", "cluster")
        ]
        assert widths == sorted(widths)
        assert widths[-1] > 0.97


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: worst_case(3, 61, 60), r"firms must be at least the base \(61\), got 60"),
        (lambda: worst_case_table(SHARES, 61, 60, 2796), "needs valid <= approached <= population"),
    ],
)
def test_groups_in_the_wrong_order_are_refused(call: Callable[[], object], told: str):
    with pytest.raises(ValueError, match=told):
        call()
