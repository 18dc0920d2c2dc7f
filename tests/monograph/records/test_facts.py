"""CITATION.cff is read once; what it lacks, or says twice, is named with its line."""

import datetime
from pathlib import Path

import pytest

from clusterbook import __version__
from monograph.records.facts import Author, CitationError, read_facts

REAL = Path(__file__).parents[3]
CFF = (REAL / "CITATION.cff").read_text("utf-8")


def test_the_book_is_read() -> None:
    facts = read_facts(REAL)
    assert facts.full_title == f"{facts.title}: {facts.subtitle}"
    assert f'title: "{facts.full_title}"' in CFF
    assert facts.authors == (Author("The maintainers of this monograph"),)
    assert (facts.year, facts.language) == (facts.date.year, "en")
    assert isinstance(facts.date, datetime.date)
    assert (facts.text_license, facts.code_license) == ("CC-BY-4.0", "MIT")


def test_the_package_has_the_version_of_the_book() -> None:
    assert read_facts(REAL).version == __version__


def test_the_changelog_tells_of_the_version() -> None:
    facts = read_facts(REAL)
    assert f"## {facts.version} — {facts.date}\n" in (REAL / "CHANGELOG.md").read_text("utf-8")


def test_what_came_after_a_release_is_not_cited_as_that_release() -> None:
    """A page that says "in 0.1.0 this read 8" must not be cited as 0.1.0."""
    newest = next(
        line
        for line in (REAL / "CHANGELOG.md").read_text("utf-8").splitlines()
        if line[:3] == "## "
    )
    assert newest.startswith(f"## {read_facts(REAL).version} "), newest


def test_the_page_and_the_papers_have_the_title_of_the_book() -> None:
    facts = read_facts(REAL)
    assert f"# {facts.title}\n" in (REAL / "book/index.md").read_text("utf-8")
    for name in ("README.md", "book/index.md"):
        assert f"*{facts.subtitle}" in (REAL / name).read_text("utf-8"), name


def test_a_person_is_read(tmp_path: Path) -> None:
    body, person = (
        "name: The maintainers of this monograph",
        "{given-names: Ada B, family-names: C}",
    )
    (tmp_path / "CITATION.cff").write_text(CFF.replace(body, person), "utf-8")
    (author,) = read_facts(tmp_path).authors
    assert (author.full, author.inverted) == ("Ada B C", "C, Ada B")


def line_of(text: str, nth: int = 0) -> int:
    """Return the number of the nth line of the file that contains a text."""
    return [n for n, line in enumerate(CFF.splitlines(), start=1) if text in line][nth]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("\nversion: 0.", "\nversion: 9.", line_of("version: 0", 1), "make them equal"),
        ("year: 2026", "year: 2025", line_of("year: "), "the year of 2026-11-27 is 2026"),
        ("medium: executable monograph", "medium: []", line_of("medium:"), "not one line of text"),
        ("  languages: [en]\n", "", line_of("preferred-citation"), "a list that is not empty"),
        ('"2026-11-27"', '"23 November"', line_of("date-released"), "not a date such as"),
        ("From Sand Casting to Systems: ", "", line_of("title"), "a colon, a blank and a subtitle"),
        ("- name: The", "- alias: The", line_of("authors"), "each author needs a name"),
    ],
)
def test_a_fault_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert old in CFF
    (tmp_path / "CITATION.cff").write_text(CFF.replace(old, new), "utf-8")
    with pytest.raises(CitationError, match=rf"CITATION\.cff:{line}: .*{words}"):
        read_facts(tmp_path)


def test_a_file_that_is_missing_or_no_yaml_is_named(tmp_path: Path) -> None:
    with pytest.raises(CitationError, match=r"CITATION\.cff: missing"):
        read_facts(tmp_path)
    (tmp_path / "CITATION.cff").write_text("title: [", "utf-8")
    with pytest.raises(CitationError, match=r"CITATION\.cff: not YAML"):
        read_facts(tmp_path)
