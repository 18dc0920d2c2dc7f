"""A citation as a reader reads it: APA (7th edition) and GB/T 7714-2015, as plain text."""

from monograph.records.citing import Work
from monograph.records.facts import Author


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


def gbt7714(work: Work) -> str:
    """Return the citation in the style of China's national standard GB/T 7714-2015.

    The day of reading, which the standard wants in brackets for a work on line, is the reader's to
    add. Names of bodies stand as they are; family names of persons in capitals.
    """
    facts = work.facts
    kind = "[M/OL]" if work.link else "[M]"
    chapter = f"{work.chapter}{kind}//" if work.chapter else ""
    book = facts.full_title + ("" if work.chapter else kind)
    said = f"{_gb_names(facts.authors)}. {chapter}{book}. Version {facts.version}. {facts.year}."
    doi = f"DOI:{facts.doi}" if facts.doi and not work.chapter else ""
    return " ".join([said, *(f"{place}." for place in (work.address, doi) if place)])


def _gb_names(authors: tuple[Author, ...]) -> str:
    names = [
        f"{a.name.upper()} {' '.join(name[0] for name in a.given.split())}" if a.given else a.name
        for a in authors
    ]
    return ", ".join(names[:3]) + (", et al" if len(names) > 3 else "")
