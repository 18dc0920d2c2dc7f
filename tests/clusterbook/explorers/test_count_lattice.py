"""Typing a percentage over those in print (chapter 7)."""

from collections.abc import Callable, Mapping

import pandas as pd
import pytest

from clusterbook.analysis.survey import Bases
from clusterbook.analysis.survey import _recovery as recovery
from clusterbook.explorers._count_lattice.count_lattice import count_lattice
from clusterbook.explorers._count_lattice.counts_tried import headline, told, tried, ways
from monograph.alive.explore import Explorer

HELD, ODD = Bases(61, 50, 79), "24.58"

Opening = Callable[[Explorer], tuple[pd.DataFrame, str]]


@pytest.fixture(scope="module")
def shares(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    return recovery.printed_shares(tables["channels"], tables["survey_items"])


def test_it_opens_with_the_cell_that_no_count_can_fill(
    shares: pd.DataFrame, opening: Opening
) -> None:
    rows, says = opening(count_lattice(shares, ODD, HELD))
    mine = rows[(rows["row"] == 0) & (rows["kind"] == "count")]
    assert mine["base"].tolist() == list(HELD.tried)
    assert not mine["fits"].any()
    assert says.startswith("No count of 50 to 79 firms, rounded half up, prints as 24.58\n")


def test_the_headline_counts_what_the_chapter_counts(shares: pd.DataFrame) -> None:
    fits = recovery.single_bases(shares["printed"], HELD.tried).set_index("base")["fits"]
    assert headline(shares["printed"], HELD, "half_up") == (
        f"{fits[61]} of {len(shares)} shares fit 61 firms, {fits[60]} fit 60"
    )


def test_the_recovered_share_is_among_what_fits(shares: pd.DataFrame) -> None:
    found = recovery.recover_shares(shares, "item", "printed", (60, 61))
    for printed, count, base in found[["printed", "count", "base"]].to_numpy():
        assert f"{count}/{base}" in ways(printed, "half_up", HELD)


def test_trailing_zeros_are_decimals() -> None:
    assert "13/52" in ways("25.00", "half_up", HELD)
    assert "13/51" in ways("25", "half_up", HELD)
    assert "13/51" not in ways("25.00", "half_up", HELD)


def test_the_rule_decides() -> None:
    assert "17/61" in ways("27.87", "half_up", HELD)
    assert "17/61" not in ways("27.87", "truncate", HELD)
    assert "17/61" in ways("27.86", "truncate", HELD)
    assert "1/64" in ways("1.563", "half_up", HELD)  # exactly 1.5625
    assert "1/64" in ways("1.562", "half_even", HELD)


@pytest.mark.parametrize("entry", ["abc", "150", "1,5", "-3", "24.58%", "5.", "1e1", "007"])
def test_a_bad_entry_is_answered_in_words(shares: pd.DataFrame, entry: str) -> None:
    assert tried(entry, "half_up", HELD).empty
    words = told(shares, HELD, ODD, entry, "half_up")
    assert words.startswith(f"“{entry}” cannot be read. Type a number from 0 to 100 ")


def test_nothing_typed_asks_for_a_number(shares: pd.DataFrame) -> None:
    assert told(shares, HELD, ODD, "", "half_up").startswith("Type a number from 0 to 100 ")


def test_a_bad_start_or_a_bad_share_is_refused(shares: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="“abc” cannot be read"):
        count_lattice(shares, "abc", HELD)
    with pytest.raises(ValueError, match="“150” cannot be read"):
        count_lattice(shares.assign(printed="150"), ODD, HELD)
    with pytest.raises(ValueError, match="printed"):
        count_lattice(shares.drop(columns="printed"), ODD, HELD)
