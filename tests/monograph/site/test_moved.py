"""What has moved since the last release is counted, listed and said at the number itself."""

import shutil
from pathlib import Path

import pytest

from monograph.records.facts import read_facts
from monograph.records.releases import Release, Said, write
from monograph.site import moved
from monograph.site.moved import earlier, line, since

from ...small_book import lay_out

WAS = Said({"count": "3", "deepest": "30", "old": "1"})
CHANGELOG = """# Changelog

## Unreleased

- One well was measured anew:
  it is deeper.
- Two were added.

## 0.1.0 — 2026-01-02

The book stands.

- Everything.
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    root = tmp_path / "wells"
    lay_out(root)
    release = Release(read_facts(root).title, "0.1.0", "2026-01-02", {"book/wells": WAS})
    write(root, release)
    moved.last.cache_clear()
    return root


def test_a_number_that_moved_says_what_it_read(book: Path) -> None:
    assert earlier(book, "book/wells", "count", "4") == "In version 0.1.0 this read 3."
    assert earlier(book, "book/wells", "count", "3") == ""
    assert earlier(book, "book/wells", "count", "three") == ""
    assert earlier(book, "book/wells", "new", "3") == ""
    assert earlier(book, "book/ponds", "count", "4") == ""


def test_a_book_without_a_release_says_nothing(book: Path) -> None:
    shutil.rmtree(book / "data/releases")
    moved.last.cache_clear()
    assert earlier(book, "book/wells", "count", "4") == ""


def test_the_foot_of_a_page_counts_what_moved_there(book: Path) -> None:
    base = moved.last(book)
    assert base
    now = Said({"count": "4", "deepest": "30", "new": "2", "newer": "2"})
    words = "1 number reads otherwise, 2 numbers came, 1 number went"
    assert f"Since version 0.1.0: {words}. " in line(base, "book/wells", now, "moved.html")
    assert "no number of this page has moved" in line(base, "book/wells", WAS, "moved.html")
    assert line(base, "book/ponds", now, "moved.html") == ""


def test_the_changelog_above_a_version_says_what_was_changed_since() -> None:
    assert since(CHANGELOG, "0.1.0") == [
        "- One well was measured anew:",
        "  it is deeper.",
        "- Two were added.",
    ]
    assert since(CHANGELOG, "0.2.0") == []
    assert since("", "0.1.0") == []
