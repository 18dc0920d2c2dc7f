"""The ledger of claims: its words are the paper's, and a row without them is refused."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from monograph.tables.errors import DataError
from monograph.tables.library import Library

Row = dict[str, str]
Read = Callable[[str], list[Row]]


def test_each_quotation_is_that_of_its_fact(read: Read) -> None:
    """Word for word, and from the same place."""
    facts = {row["fact"]: row for row in read("facts")}
    for row in read("claims"):
        fact = facts[row["fact"]]
        assert row["quotation"] == fact["printed"], row["claim"]
        assert row["place"] == fact["place"], row["claim"]
        assert fact["status"] == "printed"


def test_the_verb_stands_in_the_quotation(read: Read) -> None:
    for row in read("claims"):
        assert row["verb"] in row["quotation"], row["claim"]


def test_words_and_strength_of_the_abstract_go_together(read: Read) -> None:
    for row in read("claims"):
        assert bool(row["abstract"]) == bool(row["abstract_strength"]), row["claim"]


def test_the_book_is_as_strong_as_the_chinese_and_no_stronger(read: Read) -> None:
    for row in read("claims"):
        assert row["book_strength"] == row["strength"], row["claim"]


def test_the_abstract_weakens_two_claims_and_drops_a_word(read: Read) -> None:
    rows = {row["claim"]: row for row in read("claims")}
    weaker = {
        c for c, r in rows.items() if r["abstract"] and r["abstract_strength"] != r["strength"]
    }
    assert weaker == {"requires", "crucial"}
    assert "主动" in rows["needs"]["quotation"]
    assert "active" not in rows["needs"]["abstract"]


def test_a_claim_without_its_quotation_is_refused_at_its_place(tmp_path: Path, data: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(data, folder, ignore=shutil.ignore_patterns("sweep"))
    with (folder / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[2]["quotation"] = ""
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(DataError, match=r"data/claims\.csv:4:\S*quotation"):
        Library(folder).load("claims")
