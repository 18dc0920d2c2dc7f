"""BibTeX and RIS, read back by the parsers that others use."""

import pytest
import rispy
from pybtex.database import Person, parse_string
from pybtex.richtext import Text

from monograph.records.citing import Work
from monograph.records.exchange import bibtex, key, ris

from .works import WORKS

EVERY_WORK = pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)


def plain(tex: str) -> str:
    """Return what TeX would print."""
    return str(Text.from_latex(tex))


@EVERY_WORK
def test_bibtex_says_what_the_facts_say(work: Work) -> None:
    facts = work.facts
    ((name, entry),) = parse_string(bibtex(work), "bibtex").entries.items()
    assert name == key(work)
    assert entry.type == ("incollection" if work.chapter else "book")
    assert plain(entry.fields["title"]) == work.title
    if work.chapter:
        assert plain(entry.fields["booktitle"]) == facts.full_title
    assert entry.fields["year"] == str(facts.year)
    assert facts.version in entry.fields["note"]
    assert entry.fields.get("url", "") == (work.address or "")
    assert entry.fields.get("doi", "") == ("" if work.chapter else facts.doi or "")
    assert entry.fields.get("chapter", "") == work.number
    assert len(entry.persons["author"]) == len(facts.authors)
    for person, author in zip(entry.persons["author"], facts.authors, strict=True):
        wanted = Person(author.inverted if author.given else f"{{{author.name}}}")
        assert person == wanted


@EVERY_WORK
def test_ris_says_what_the_facts_say(work: Work) -> None:
    facts = work.facts
    (record,) = rispy.loads(ris(work))
    assert record["type_of_reference"] == ("CHAP" if work.chapter else "BOOK")
    assert record["title"] == work.title
    assert record.get("secondary_title", "") == (facts.full_title if work.chapter else "")
    assert record["authors"] == [author.inverted for author in facts.authors]
    assert record["year"] == str(facts.year)
    assert record["date"] == facts.date.strftime("%Y/%m/%d")
    assert facts.version in record["edition"]
    assert record.get("urls", []) == ([work.address] if work.address else [])
    assert record.get("doi", "") == ("" if work.chapter else facts.doi or "")
    assert record.get("section", "") == work.number
    assert "unknown_tag" not in record


def test_keys_differ_where_works_do() -> None:
    keys = {key(WORKS[name]) for name in ("the book as it is", "a chapter as it is")}
    assert len(keys) == 2
