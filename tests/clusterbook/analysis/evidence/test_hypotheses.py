"""Tallies of implications.

Independent reference: the standard library's Counter.
"""

from collections import Counter
from collections.abc import Mapping

import pandas as pd
import pytest

from clusterbook.analysis.evidence import facts_behind, tally

Tables = Mapping[str, pd.DataFrame]


@pytest.mark.parametrize("by", ["status", "test"])
def test_a_tally_counts_each_implication_once(tables: Tables, by: str):
    implications = tables["implications"]
    expected = Counter(zip(implications["hypothesis"], implications[by], strict=True))
    found = tally(implications, by).set_index("hypothesis")
    counted = found.drop(columns="total")
    assert {(h, k): n for h, row in counted.iterrows() for k, n in row.items() if n} == expected
    assert found["total"].sum() == len(implications)


def test_a_status_that_no_implication_has_is_a_column_of_zeros(tables: Tables):
    passed = tables["implications"][tables["implications"]["status"] == "passes"]
    assert tally(passed)["failed"].tolist() == [0] * len(tally(passed))


def test_facts_are_counted_per_implication(tables: Tables):
    links = tables["implication_facts"]
    expected = Counter(links["implication"])
    found = facts_behind(tables["implications"], links).set_index("implication")["facts"]
    assert {k: n for k, n in found.items() if n} == expected


def test_what_passes_strains_or_fails_has_facts_behind_it(tables: Tables):
    found = facts_behind(tables["implications"], tables["implication_facts"])
    judged = found[found["status"].isin(["passes", "strained", "failed", "asserted"])]
    assert (judged["facts"] > 0).all()


def test_unknown_words_are_refused(tables: Tables):
    with pytest.raises(KeyError, match="tally by status or test, not by 'colour'"):
        tally(tables["implications"], "colour")
    with pytest.raises(ValueError, match="unknown status proved; allowed: passes"):
        tally(tables["implications"].assign(status="proved"))
