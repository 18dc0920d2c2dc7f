"""An address that was given out leads somewhere, or the build is refused."""

from pathlib import Path

import pytest

from monograph.records.facts import read_facts
from monograph.records.releases import Release, Said, write
from monograph.site import addresses
from monograph.site.addresses import AddressError, anchored, faults, kept

from ...small_book import lay_out

SAID = Said({"count": "3"}, (), {"cell-1": ("gone", "count_of")}, ("ch-wells", "old-heading"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    root = tmp_path / "wells"
    lay_out(root)
    title = read_facts(root).title
    write(root, Release(title, "0.1.0", "2026-01-02", {"book/wells": SAID}))
    addresses._forget(None)  # type: ignore[arg-type]
    return root


def renaming(root: Path, text: str) -> None:
    (root / "book/_addresses.yml").write_text(text, "utf-8")
    addresses._forget(None)  # type: ignore[arg-type]


def test_a_lost_address_is_named_with_its_version(book: Path) -> None:
    (said,) = faults(book, {"book/wells": {"ch-wells"}})
    assert said.startswith("book/wells.html#old-heading: an address of version 0.1.0 is lost")
    assert len(faults(book, {})) == 2  # the page is gone


def test_an_address_that_is_there_under_its_old_name_is_not_lost(book: Path) -> None:
    assert faults(book, {"book/wells": {"ch-wells", "old-heading"}}) == []


def test_a_new_name_that_leads_to_nothing_is_refused(book: Path) -> None:
    renaming(book, "book/wells: {old-heading: new-heading}\n")
    there = {"ch-wells", "old-heading"}
    (said,) = faults(book, {"book/wells": there})
    assert said == (
        "book/_addresses.yml: book/wells: old-heading leads to new-heading, "
        "which is not on the page"
    )
    assert faults(book, {"book/wells": there | {"new-heading"}}) == []


@pytest.mark.parametrize("text", ["- a list\n", "book/wells: old\n", "a: [b: }\n"])
def test_a_file_of_another_shape_is_refused(book: Path, text: str) -> None:
    renaming(book, text)
    with pytest.raises(AddressError, match=r"book/_addresses\.yml: must hold pages"):
        faults(book, {})


def test_an_old_id_stands_where_the_new_one_does() -> None:
    body = '<section id="new"><h2>A</h2></section><table class="x" id="tab-b"><tr></tr></table>'
    assert anchored(body, {"old": "new", "tab-a": "tab-b", "lost": "none"}) == (
        '<section id="new"><span id="old"></span><h2>A</h2></section>'
        '<span id="tab-a"></span><table class="x" id="tab-b"><tr></tr></table>'
    )


def test_a_cell_that_was_addressed_by_its_position_leads_to_its_number(book: Path) -> None:
    every = addresses.given_out(book)
    assert list(kept("book/wells", {"n-count-of"}, every)) == [("cell-1", "n-count-of")]
    assert list(kept("book/wells", {"n-other"}, every)) == []
    assert list(kept("book/ponds", {"n-count-of"}, every)) == []
