"""Two codings compared, and hypotheses read narrowly or widely."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from clusterbook import findings
from clusterbook.analysis.evidence import Box, agreement, scoped, scoped_evidence
from clusterbook.analysis.verdicts import tallies

Tables = Mapping[str, pd.DataFrame]
EVEN = {"hypothesis": 0.5, "rival": 0.5}


def box(*pairs: tuple[float, float, float, float]) -> Box:
    """Return a box of one hypothesis against one rival from (low, high, low, high) per item."""
    values = np.array(pairs)
    items = tuple(f"H1.{n}" for n in range(1, len(pairs) + 1))
    return Box(items, ("hypothesis", "rival"), values[:, [0, 2]], values[:, [1, 3]])


def test_agreement_by_hand() -> None:
    first = {"H1": box((0.4, 0.6, 0.1, 0.2), (0.2, 0.3, 0.5, 0.6))}
    second = {"H1": box((0.6, 0.8, 0.3, 0.4), (0.7, 0.8, 0.5, 0.5))}
    found = agreement(first, second, EVEN).set_index("implication")

    # .4-.6 and .6-.8 meet at an end; .1-.2 and .3-.4 do not.
    assert found["overlapping"].tolist() == [1, 1]
    assert found["same_sign"].tolist() == [True, False]
    assert found.loc["H1.1", "db"] == pytest.approx(10 * np.log10(np.sqrt(0.24 / 0.02)))
    assert found.loc["H1.2", "second_db"] == pytest.approx(10 * np.log10(np.sqrt(0.56) / 0.5))


def test_codings_of_other_items_are_refused() -> None:
    with pytest.raises(ValueError, match="codings of H1 must have the same items"):
        agreement({"H1": box((0.4, 0.6, 0.1, 0.2))}, {"H1": box(*[(0.4, 0.6, 0.1, 0.2)] * 2)}, EVEN)


def test_the_second_coding_covers_what_the_first_does(tables: Tables) -> None:
    keys = ["implication", "explanation"]
    ours, other = tables["evidence"][keys], tables["evidence_second"][keys]
    assert sorted(map(tuple, ours.to_numpy())) == sorted(map(tuple, other.to_numpy()))
    second = tables["evidence_second"]
    assert (second["low"] <= second["high"]).all()


def test_a_scope_changes_what_its_rows_say_and_nothing_else(tables: Tables) -> None:
    implications, scopes = tables["implications"], tables["implication_scopes"]
    assert scoped(implications, scopes, "printed").equals(implications)
    for scope in ("narrow", "wide"):
        rows = scopes[scopes["scope"] == scope].set_index("implication")
        found = scoped(implications, scopes, scope).set_index("implication")
        before = implications.set_index("implication")
        assert set(before.index) - set(found.index) == set(rows.index[~rows["counts"].astype(bool)])
        for item, row in found.iterrows():
            for column in ("test", "status"):
                stated = rows[column].get(item)
                wanted = before.loc[item, column] if pd.isna(stated) else stated
                assert row[column] == wanted


def test_a_wide_scope_implies_no_less_than_a_narrow_one(tables: Tables) -> None:
    implications, scopes = tables["implications"], tables["implication_scopes"]
    size = {s: len(scoped(implications, scopes, s)) for s in ("narrow", "printed", "wide")}
    assert size["narrow"] < size["printed"] == size["wide"]
    hoops = {
        s: sum(t["hoops_failed"] + t["hoops_strained"] for t in counted.values())
        for s in size
        if (counted := tallies(scoped(implications, scopes, s)))
    }
    assert hoops["printed"] < hoops["wide"]


def test_the_likelihoods_of_a_scope(tables: Tables) -> None:
    evidence, scopes = tables["evidence"], tables["implication_scopes"]
    narrow = scoped_evidence(evidence, scopes, "narrow")
    assert "H1.2" not in set(narrow["implication"])
    assert len(narrow) % 5 == 0
    wide = scoped_evidence(evidence, scopes, "wide").set_index(["implication", "explanation"])
    before = evidence.set_index(["implication", "explanation"])
    moved = wide.index[wide["low"] != before["low"]]
    assert {item for item, _ in moved} == {"H1.2", "H3.2", "H3.5"}
    assert {explanation for _, explanation in moved} == {"hypothesis"}
    assert scoped_evidence(evidence, scopes).equals(evidence)


def test_an_unknown_implication_is_refused(tables: Tables) -> None:
    odd = tables["implication_scopes"].assign(implication="H9.9")
    with pytest.raises(ValueError, match=r"unknown implication .H9\.9."):
        scoped(tables["implications"], odd, "wide")


def test_verdicts_under_every_coding_and_scope() -> None:
    """What chapter 15 says of them."""
    found = findings.verdicts_by_scope().set_index(["coding", "scope", "rule", "hypothesis"])
    outcome = found["outcome"]
    assert len(found) == 2 * 3 * 2 * 3
    assert not (outcome.xs("strict", level="rule") == "supported").any()
    assert outcome["first", "printed", "strict", "H2"] == "doubtful"
    assert outcome["first", "narrow", "strict", "H2"] == "undecided"
    assert outcome["second", "printed", "strict", "H3"] == "doubtful"
    assert outcome["second", "narrow", "lenient", "H2"] == "undecided"


def test_no_such_coding() -> None:
    with pytest.raises(KeyError, match="third"):
        findings.boxes("third")
