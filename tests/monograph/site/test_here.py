"""A chapter says in which part of the book it stands."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from monograph.site.here import Part, line, parts, reach

TOC = """
format: jb-book
root: book/index
parts:
  - caption: Front matter
    chapters: [{file: book/preface}]
  - caption: The case
    numbered: true
    chapters: [{file: book/facts}, {url: 'https://example.org', title: Us}, {file: book/history}]
  - caption: What follows
    numbered: true
    chapters: [{file: book/verdicts}]
  - caption: Elsewhere
    numbered: true
    chapters: [{url: 'https://example.org/more', title: More}]
"""


@pytest.fixture
def listed(tmp_path: Path) -> tuple[Part, ...]:
    path = tmp_path / "_toc.yml"
    path.write_text(TOC, "utf-8")
    return parts(path)


def test_the_numbered_parts_are_the_steps(listed: tuple[Part, ...]) -> None:
    assert [part.caption for part in listed] == ["The case", "What follows"]


def test_the_step_of_this_page_is_marked_and_each_leads_to_its_first_chapter(
    listed: tuple[Part, ...],
) -> None:
    found = BeautifulSoup(line("book/history", listed, "{}.html".format), "html.parser")
    links = found.select("nav a")
    assert [a["href"] for a in links] == ["book/facts.html", "book/verdicts.html"]
    assert [a.get("aria-current") for a in links] == ["step", None]


def test_pages_of_no_part_have_no_line(listed: tuple[Part, ...]) -> None:
    assert line("book/preface", listed, str) == ""
    assert line("book/history", listed[:1], str) == ""


def test_what_is_to_be_within_reach_is_linked_from_every_page() -> None:
    """A link within the page has no address before its id, and words are told from markup."""
    listed = {"label": "The claims", "places": {"A": "book/index#a", "B & C": "book/tree#b"}}
    found = reach("book/tree", listed, lambda name: f"{name.split('/')[1]}.html")

    assert 'aria-label="The claims"' in found
    assert '<a class="reference internal" href="index.html#a">A</a>' in found
    assert '<a class="reference internal" href="#b">B &amp; C</a>' in found
    assert reach("book/tree", {}, str) == ""
