"""How long, in what order, and which years are described.

Independent references: sets of calendar years instead of comparisons of ends.
"""

from collections.abc import Mapping
from itertools import product

import pandas as pd
import pytest

from clusterbook.analysis.cluster import (
    coverage,
    duration_rules,
    order,
    phase_lengths,
    precedence_verdicts,
    uncovered_years,
)

Tables = Mapping[str, pd.DataFrame]


def test_phases_last_8_8_and_12_years_counted_inclusively(tables: Tables):
    """Figure 1; the last phase is open."""
    found = phase_lengths(tables["phases"])
    assert list(found["inclusive"][:3]) == [8, 8, 12]
    assert list(found["difference"][:3]) == [7, 7, 11]
    assert found[["inclusive", "difference"]].iloc[3].isna().all()


def test_no_rule_gives_both_5_and_7_years(tables: Tables):
    """Table 4, row 4: about 5 and 7; Figure 1's first two phases are equally long."""
    found = duration_rules(tables["phases"], {"startup": 5, "accumulation": 7}).set_index("rule")
    assert (found["fits"] < found["of"]).all()
    assert found.loc["difference", "fits"] == 1


def test_a_rule_that_gives_both_is_found(tables: Tables):
    """The check can pass: with 7 and 7 stated, the difference gives both."""
    found = duration_rules(tables["phases"], {"startup": 7, "accumulation": 7}).set_index("rule")
    assert found["fits"].to_dict() == {"inclusive": 1, "difference": 2, "to_next_start": 1}


def test_order_is_that_of_the_years_themselves():
    """Reference: sets of years, over all pairs of periods within seven years."""
    periods = [(a, b) for a, b in product(range(1990, 1997), repeat=2) if a <= b]
    for cause, effect in product(periods, repeat=2):
        years = set(range(cause[0], cause[1] + 1))
        later = set(range(effect[0], effect[1] + 1))
        expected = (
            "same phase" if years & later else "before" if max(years) < min(later) else "after"
        )
        assert order(cause, effect) == expected


def test_two_causes_are_dated_after_what_they_are_credited_with(tables: Tables):
    """Figure 1 against §3.2 and Table 4, row 7."""
    found = precedence_verdicts(tables["precedence"], tables["events"], tables["phases"])
    late = found[found["verdict"] == "after"]
    assert set(late["claim"]) == {"conversion_to_forging", "customers_to_forging"}
    assert set(late["years_late"]) == {1}
    assert found["verdict"].value_counts().to_dict() == {"same phase": 6, "after": 2, "before": 2}


def test_the_verdict_after_rests_on_the_phase_ending_in_1996(tables: Tables):
    """If hot forging was still forming in 1997, as the 1990s of Table 4 allow, order is open."""
    frames = tables["precedence"], tables["events"], tables["phases"]
    for grace in (1, 3):
        assert "after" not in set(precedence_verdicts(*frames, grace=grace)["verdict"])


def test_every_claim_is_judged_once(tables: Tables):
    found = precedence_verdicts(tables["precedence"], tables["events"], tables["phases"])
    assert list(found["claim"]) == list(tables["precedence"]["claim"])


def test_a_cause_that_is_no_event_is_named(tables: Tables):
    wrong = tables["precedence"].assign(cause_event="steam_engine")
    with pytest.raises(KeyError, match="no such event: steam_engine"):
        precedence_verdicts(wrong, tables["events"], tables["phases"])


def test_most_of_the_longest_phase_has_no_column_in_table_4(tables: Tables):
    """Table 4, row 1: 1980s, 1990s, 2010s; only 1997 to 1999 of the phase fall into one."""
    found = coverage(tables["phases"], tables["paradigms"]).set_index("phase")
    assert found["years"].to_dict() == {
        "startup": 8,
        "accumulation": 8,
        "adjustment": 12,
        "innovation": 2,
    }
    assert found["covered"].to_dict() == {
        "startup": 8,
        "accumulation": 8,
        "adjustment": 3,
        "innovation": 1,
    }


def test_the_years_2000_to_2009_are_described_by_no_column(tables: Tables):
    """Reference: decades as sets of years."""
    described = set(range(1980, 2000)) | set(range(2010, 2020))
    expected = [year for year in range(1981, 2011) if year not in described]
    assert uncovered_years(tables["phases"], tables["paradigms"]) == expected
    assert expected == list(range(2000, 2010))
