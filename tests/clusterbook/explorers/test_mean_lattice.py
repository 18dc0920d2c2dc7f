"""Typing a mean of whole things (chapter 7)."""

from collections.abc import Callable

import pandas as pd
import pytest

from clusterbook.analysis.survey import Bases, grim, totals
from clusterbook.explorers import mean_lattice
from clusterbook.explorers._mean_lattice.means_tried import told, tried
from monograph.alive.explore import Explorer

HELD = Bases(61, 50, 79)

Opening = Callable[[Explorer], tuple[pd.DataFrame, str]]


def test_it_opens_with_the_papers_mean_over_sixty_and_sixty_one(opening: Opening) -> None:
    rows, says = opening(mean_lattice("1.33", HELD))
    assert rows.set_index("base").loc[[60.0, 61.0], "total"].tolist() == [80, 81]
    assert says == (
        "20 of 30 bases can print 1.33, rounded half up\n"
        "The total over 60 firms would be 80, over 61 firms 81."
    )


def test_it_finds_what_the_grim_test_finds() -> None:
    ours, theirs = tried("1.33", "half_up", HELD), grim("1.33", HELD.tried)
    pd.testing.assert_frame_equal(
        ours[["base", "total", "mean", "fits"]], theirs.drop(columns="prints")
    )


def test_one_decimal_lets_every_base_pass() -> None:
    assert tried("1.3", "half_up", HELD)["fits"].all()


def test_every_total_is_found_where_a_unit_is_wide() -> None:
    assert totals("70", 60) == list(range(4170, 4230))
    ends = tried("70", "half_up", HELD).set_index("base").loc[60, ["least", "most"]]
    assert ends.tolist() == [4170, 4229]


def test_the_drawn_total_prints_so_wherever_one_does() -> None:
    for rule in ("half_up", "half_even", "truncate"):
        for printed in ("1.33", "0.5", "2", "0.00", "1.005"):
            rows = tried(printed, rule, HELD)
            fitting = rows[rows["fits"]]
            assert fitting["total"].between(fitting["least"], fitting["most"]).all()
            assert len(rows) == len(HELD.tried)


@pytest.mark.parametrize("entry", ["abc", "1000", "1.33 items", "-1"])
def test_a_bad_entry_is_answered_in_words(entry: str) -> None:
    assert tried(entry, "half_up", HELD).empty
    assert told(HELD, "1.33", entry, "half_up").startswith(
        f"“{entry}” cannot be read. Type a number from 0 to 999"
    )


def test_a_bad_start_is_refused() -> None:
    with pytest.raises(ValueError, match="“one” cannot be read"):
        mean_lattice("one", HELD)
