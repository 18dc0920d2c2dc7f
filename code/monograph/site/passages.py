"""What a search can lead to: the sections of a page, and the rows that have an address.

Each is a heading, its prose, and the words of its tables, which count for less. Code, figures and
the words in them, answers and the page's own furniture are no part of it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

UNSEEN = (
    *("headerlink", "cb-firm", "cb-used", "cb-source", "cb-figure", "cb-values", "cb-played"),
    *("cb-finding", "cb-says", "cb-still", "cb-unmoved", "cb-onward"),
)
"""Classes of what a result quotes nothing of."""

_UNREAD = " or ".join(
    [
        *(f"self::{tag}" for tag in ("script", "style", "svg", "details", "nav", "annotation")),
        *(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in UNSEEN),
    ]
)
_ENTRY = ".//*[contains(concat(' ', @class, ' '), ' citation ')][@id]"
"""A work of the bibliography."""
_TARGET = ".//*[contains(concat(' ', @class, ' '), ' target ')]/@id"
_PARSER = etree.HTMLParser(encoding="utf-8")
"""Not `lxml.html`, which looks for a class of its own for each element."""
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


class Passage(NamedTuple):
    """One place of a page.

    Parameters
    ----------
    id
        What stands after `#` in its address; "" for what stands before the first section.
    heading
        Its heading; of a row, what the row is called.
    prose, rest
        Its text, and the words of its tables; of a row or a work all its words are such.
    """

    id: str
    heading: str
    prose: str
    rest: str


def passages(page: bytes) -> list[Passage]:
    """Return the passages of a page in reading order; none if the page has no main part.

    Parameters
    ----------
    page
        The page, HTML in UTF-8.

    Examples
    --------
    >>> passages(b'<div role="main"><section id="a"><h1>Loaves</h1><p>Warm.</p></section></div>')
    [Passage(id='', heading='Loaves', prose='Warm.', rest='')]
    """
    tree = etree.fromstring(page, _PARSER)
    main = next(iter(tree.xpath('//*[@role="main"]')), None)
    if main is None:
        return []
    for each in main.xpath(f".//*[{_UNREAD}]"):
        _drop(each)
    return [found for section in main.iter("section") for found in _of(section)]


def _drop(element: etree._Element) -> None:
    """Take an element out of its tree; the text after it stays."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail and before is None:
        parent.text = (parent.text or "") + element.tail
    elif element.tail:
        before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _of(section: etree._Element) -> Iterator[Passage]:
    heading, prose, rest, rows = "", [], [], []
    for child in list(section):
        if child.tag in _HEADINGS:
            heading = _text(child)
        elif isinstance(child.tag, str) and child.tag != "section":
            named, words = _taken_out(child)
            rows += named
            rest += words
            prose.append(_text(child) if child.getparent() is not None else "")
    inner = next(section.iterancestors("section"), None) is not None
    said = (" ".join(filter(None, words)) for words in (prose, rest))
    yield Passage(section.get("id", "") if inner else "", heading, *said)
    yield from rows


def _taken_out(block: etree._Element) -> tuple[list[Passage], list[str]]:
    """Take tables and works out of a block; return those with an address, and other words."""
    found, words = [], []
    for table in list(block.iter("table")):
        for row in [row for row in table.iter("tr") if _id(row)]:
            found.append(_row(row))
            row.getparent().remove(row)
        words.append(_cells(table))
        _drop(table)
    for entry in block.xpath(_ENTRY):
        found.append(Passage(entry.get("id"), "", "", _text(entry)))
        _drop(entry)
    return found, words


def _row(row: etree._Element) -> Passage:
    cells = row.xpath("./td | ./th")
    named = next(cell for cell in cells if cell.xpath(_TARGET))
    others = (_text(cell) for cell in cells if cell is not named)
    return Passage(_id(row), _text(named), "", " · ".join(filter(None, others)))


def _id(row: etree._Element) -> str:
    found = row.xpath(_TARGET)
    return str(found[0]) if found else ""


def _cells(table: etree._Element) -> str:
    return " · ".join(filter(None, map(_text, table.iter("td", "th", "caption"))))


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())
