"""What search engines and archives read: Google Scholar's tags, JSON-LD, Zenodo's record."""

from collections.abc import Iterable
from typing import Any

from monograph.records.citing import Work
from monograph.records.facts import FILE, Author, CitationError, Facts

LICENSES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "MIT": "https://opensource.org/license/mit",
}
"""Names as in SPDX -> where the licence is written out."""

ACCESS: dict[str, Any] = {
    "accessMode": ["textual", "visual"],
    "accessModeSufficient": ["textual"],
    "accessibilityFeature": [
        *("alternativeText", "MathML", "structuralNavigation", "tableOfContents"),
        *("displayTransformability", "highContrastDisplay", "longDescription"),
    ],
    "accessibilityHazard": ["none"],
    "accessibilitySummary": (
        "Every figure has a text alternative and its data as a table; every control works by "
        "keyboard; formulas are MathML; each run in another language is marked."
    ),
}
"""What the pages offer to those who cannot see or point, in the terms of schema.org."""

LANGUAGES = {"en": "eng", "zh": "zho"}
"""Languages as pages name them -> as Zenodo does (ISO 639-3)."""


def scholar_tags(work: Work) -> list[tuple[str, str]]:
    """Return name and content of the tags by which Google Scholar indexes a page."""
    facts = work.facts
    pairs = [
        ("citation_title", work.title),
        *(("citation_author", author.told) for author in facts.authors),
        ("citation_publication_date", f"{facts.date:%Y/%m/%d}"),
        ("citation_inbook_title", facts.full_title if work.chapter else ""),
        ("citation_language", work.language),
        ("citation_doi", "" if work.chapter else facts.doi or ""),
        ("citation_public_url", work.address or ""),
    ]
    return [(name, content) for name, content in pairs if content]


def linked_data(work: Work) -> dict[str, Any]:
    """Return the page's work in the vocabulary of schema.org, as JSON-LD."""
    record = _chapter(work) if work.chapter else _book(work.facts, work.address)
    return {"@context": "https://schema.org", **record}


def signposts(work: Work, up: str, items: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return relation and address of the links by which machines find their way (FAIR Signposting).

    Parameters
    ----------
    work
        What the page is cited as.
    up
        The way from the page to the book's root, such as "../".
    items
        Where the parts of the whole book lie, seen from its page.
    """
    facts = work.facts
    doi = f"https://doi.org/{facts.doi}" if facts.doi else None
    pairs = [
        ("cite-as", doi or work.address),
        ("license", license_url(facts.text_license)),
        ("type", f"https://schema.org/{'Chapter' if work.chapter else 'Book'}"),
        ("describedby", f"{up}data/datapackage.json"),
        ("collection", f"{up}index.html" if work.chapter else ""),
        *(("item", item) for item in items),
    ]
    return [(relation, address) for relation, address in pairs if address]


def zenodo_record(facts: Facts) -> dict[str, Any]:
    """Return what Zenodo is told when a release is archived: a book, not a piece of software."""
    return {
        "upload_type": "publication",
        "publication_type": "book",
        "title": facts.full_title,
        "version": facts.version,
        "publication_date": facts.date.isoformat(),
        "creators": [{"name": author.inverted} for author in facts.authors],
        "description": facts.abstract,
        "keywords": list(facts.keywords),
        "language": _known(LANGUAGES, facts.language.partition("-")[0]),
        "license": facts.text_license.lower(),
        "access_right": "open",
        "notes": f"The code is under the {facts.code_license} licence.",
    }


def license_url(name: str) -> str:
    """Return where a licence is written out.

    Raises
    ------
    CitationError
        If it is none of `LICENSES`.
    """
    return _known(LICENSES, name)


def _known(names: dict[str, str], name: str) -> str:
    if name not in names:
        raise CitationError(f"{FILE}: {name!r} is none of {', '.join(names)}; add it to records.py")
    return names[name]


def _book(facts: Facts, address: str | None) -> dict[str, Any]:
    record = {
        "@type": "Book",
        "name": facts.full_title,
        "author": [linked_author(author) for author in facts.authors],
        "datePublished": facts.date.isoformat(),
        "version": facts.version,
        "bookFormat": {"@id": "https://schema.org/EBook"},
        "inLanguage": facts.language,
        "license": license_url(facts.text_license),
        "keywords": list(facts.keywords),
        "abstract": facts.abstract,
        "isAccessibleForFree": True,
        **ACCESS,
        "identifier": facts.doi and f"https://doi.org/{facts.doi}",
        "url": address,
    }
    return {name: value for name, value in record.items() if value is not None}


def _chapter(work: Work) -> dict[str, Any]:
    facts = work.facts
    doi = facts.doi and f"https://doi.org/{facts.doi}"
    book = {"@type": "Book", "name": facts.full_title, "identifier": doi}
    record = {
        "@type": "Chapter",
        "name": work.chapter,
        "position": work.number or None,
        "isPartOf": {name: value for name, value in book.items() if value},
        "author": [linked_author(author) for author in facts.authors],
        "datePublished": facts.date.isoformat(),
        "inLanguage": work.language,
        "license": license_url(facts.text_license),
        "version": facts.version,
        "isAccessibleForFree": True,
        **ACCESS,
        "url": work.address,
    }
    return {name: value for name, value in record.items() if value is not None}


def linked_author(author: Author) -> dict[str, str]:
    """Return an author in the vocabulary of schema.org."""
    if author.given:
        return {"@type": "Person", "givenName": author.given, "familyName": author.name}
    return {"@type": "Organization", "name": author.name}
