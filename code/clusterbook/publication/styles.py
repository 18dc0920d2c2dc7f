"""A citation as a reader reads it: APA (7th edition) and GB/T 7714-2015, as plain text."""

from __future__ import annotations

from clusterbook.publication.citing import Work
from clusterbook.publication.facts import Author


def apa(work: Work) -> str:
    """Return the citation in the style of the American Psychological Association.

    Italics, which plain text has not, are the reader's to add. What is not known (publisher, DOI,
    address) is left out.
    """
    facts = work.facts
    number = f", Chapter {work.number}" if work.number else ""
    book = f"{facts.full_title} (Version {facts.version}{number}) [{facts.medium.capitalize()}]"
    title = f"{work.chapter}. In {book}" if work.chapter else book
    said = f"{_apa_names(facts.authors)} ({facts.year}). {title}."
    return f"{said} {work.link}".strip()


def _apa_names(authors: tuple[Author, ...]) -> str:
    names = [f"{a.name}, {_initials(a.given)}" if a.given else a.name for a in authors]
    joined = names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, & {names[-1]}"
    return joined if joined.endswith(".") else f"{joined}."


def _initials(given: str) -> str:
    return " ".join(f"{name[0]}." for name in given.split())
