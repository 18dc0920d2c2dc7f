"""What the book is called, who made it, when and under which terms: `CITATION.cff`, read once.

The Citation File Format knows software and data sets; a book stands in it as the citation that is
preferred. What both state must be the same, and what is not known stays out.
"""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILE = "CITATION.cff"
STATED_TWICE = ("title", "authors", "version", "date-released", "doi", "url")
"""What the file says of the software and of the book alike."""


class CitationError(ValueError):
    """The file cannot be used: the message says where, and what would be right."""


@dataclass(frozen=True)
class Author:
    """A person, or a body that signs with one name."""

    name: str
    """The family name of a person; all of the name of a body."""
    given: str = ""
    """Empty for a body."""

    @property
    def full(self) -> str:
        """Return the name as it is spoken."""
        return f"{self.given} {self.name}".strip()

    @property
    def inverted(self) -> str:
        """Return the name as a list of names has it."""
        return f"{self.name}, {self.given}" if self.given else self.name

    @property
    def told(self) -> str:
        """Return the name for programs that part a name at its comma, else before its last word.

        Zotero does: a body's name ends with a comma, and so stays whole.
        """
        return f"{self.name}, {self.given}".rstrip(" ")


@dataclass(frozen=True)
class Facts:
    """What is known about the book as a publication."""

    title: str
    subtitle: str
    authors: tuple[Author, ...]
    version: str
    date: datetime.date
    medium: str
    """What kind of book it is, in two words."""
    language: str
    """As in BCP 47, such as "en"."""
    text_license: str
    """Of prose and data, as in SPDX."""
    code_license: str
    keywords: tuple[str, ...]
    abstract: str
    doi: str | None
    """Without a resolver in front."""
    url: str | None
    """Where the book is published, with a slash at the end."""
    repository: str | None

    @property
    def full_title(self) -> str:
        """Return title and subtitle in one."""
        return f"{self.title}: {self.subtitle}"

    @property
    def year(self) -> int:
        """Return the year of publication."""
        return self.date.year


def read_facts(root: Path) -> Facts:
    """Return what the `CITATION.cff` of a project's folder says.

    Raises
    ------
    CitationError
        If the file is missing or no YAML, lacks a field, or says two things of one field.
    """
    path = root / FILE
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise CitationError(f"{path}: missing; it says what the book is called") from None
    try:
        content = yaml.load(text, Loader=yaml.BaseLoader)  # every scalar as it is written
    except yaml.YAMLError as fault:
        raise CitationError(f"{path}: not YAML: {fault}") from None
    return _facts(_Fields(path, text, content))


@dataclass(frozen=True)
class _Fields:
    """The file's fields, and where they stand."""

    path: Path
    text: str
    content: Any

    def fault(self, words: str, *keys: str) -> CitationError:
        """Return an error that names the line of a field, or of the last of its parents."""
        node, line = yaml.compose(self.text, Loader=yaml.BaseLoader), 1
        for key in keys:
            pairs = node.value if isinstance(node, yaml.MappingNode) else []
            found = [pair for pair in pairs if pair[0].value == key]
            if found:
                node, line = found[0][1], found[0][0].start_mark.line + 1
        return CitationError(f"{self.path}:{line}: {words}")

    def get(self, *keys: str) -> Any:  # noqa: ANN401
        """Return a field; None if it is not there."""
        value = self.content
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def words(self, *keys: str) -> str:
        """Return a field that must hold text."""
        value = self.get(*keys)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(f"{'.'.join(keys)} is missing or not one line of text", *keys)
        return " ".join(value.split())

    def several(self, *keys: str) -> list[Any]:
        """Return a field that must hold a list with something in it."""
        value = self.get(*keys)
        if not isinstance(value, list) or not value:
            raise self.fault(f"{'.'.join(keys)} must be a list that is not empty", *keys)
        return value


BOOK = "preferred-citation"


def _facts(fields: _Fields) -> Facts:
    for key in STATED_TWICE:
        one, other = fields.get(key), fields.get(BOOK, key)
        if one != other:
            words = f"{key} is {other!r} for the book, but {one!r} for the whole; make them equal"
            raise fields.fault(words, BOOK, key)
    title, colon, subtitle = fields.words("title").partition(": ")
    if not colon:
        raise fields.fault("title must be a title, a colon, a blank and a subtitle", "title")
    date = _date(fields)
    if fields.words(BOOK, "year") != str(date.year):
        raise fields.fault(f"the year of {date} is {date.year}", BOOK, "year")
    return Facts(
        title=title,
        subtitle=subtitle,
        authors=_authors(fields),
        version=fields.words("version"),
        date=date,
        medium=fields.words(BOOK, "medium"),
        language=str(fields.several(BOOK, "languages")[0]),
        text_license=fields.words(BOOK, "license"),
        code_license=fields.words("license"),
        keywords=tuple(fields.several("keywords")),
        abstract=fields.words("abstract"),
        doi=fields.get("doi"),
        url=f"{fields.words('url').rstrip('/')}/" if fields.get("url") else None,
        repository=fields.get("repository-code"),
    )


def _date(fields: _Fields) -> datetime.date:
    stated = fields.words("date-released")
    try:
        return datetime.date.fromisoformat(stated)
    except ValueError:
        words = f"date-released is {stated!r}, not a date such as 2026-11-23"
        raise fields.fault(words, "date-released") from None


def _authors(fields: _Fields) -> tuple[Author, ...]:
    found = []
    for entry in fields.several("authors"):
        names = entry if isinstance(entry, dict) else {}
        name = names.get("name") or names.get("family-names")
        if not name:
            raise fields.fault("each author needs a name, or family-names", "authors")
        found.append(Author(name, names.get("given-names", "")))
    return tuple(found)
