"""The index: where a glossary's terms stand in the text, in both languages.

Nobody marks a term in a chapter. The first place of each in each section is an entry. Chinese is
sorted by its pinyin, before the letters.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

GLOSSARY = Path("data/glossary.csv")
CHINESE = "Chinese, by pinyin"
SKIPPED = (
    *(nodes.title, nodes.caption, nodes.literal, nodes.literal_block),
    *(nodes.table, nodes.raw, nodes.citation, nodes.figure, nodes.section),
)


@dataclass(frozen=True)
class Term:
    """A term of the glossary."""

    english: str
    chinese: str
    pinyin: str

    def finds(self, text: str) -> bool:
        """Tell whether a text speaks of the term, in either language, in singular or plural."""
        pattern = rf"\b{re.escape(self.english.lower())}s?\b"
        return bool(self.chinese and self.chinese in text) or bool(re.search(pattern, text.lower()))

    def entries(self) -> Iterator[tuple[str, str, str]]:
        """Return group, key to sort by, and key of each of its entries in the index."""
        sorted_by = plain(self.english).lower()
        yield (sorted_by[:1].upper(), sorted_by, self.english)
        if self.chinese:
            yield (CHINESE, plain(self.pinyin).lower(), self.chinese)


def plain(text: str) -> str:
    """Return a text in plain letters, to be sorted by: "xīshōu nénglì" as "xishou nengli"."""
    bare = unicodedata.normalize("NFD", text)
    return re.sub(r"[^A-Za-z0-9 \-]", "", "".join(c for c in bare if ord(c) < 128))


def glossary(path: Path) -> list[Term]:
    """Return the terms of a glossary's table; none if a book has no glossary."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [Term(r["label"], r["label_zh"], r["pinyin"]) for r in csv.DictReader(file)]


def index(terms: Iterable[Term]) -> list[dict[str, Any]]:
    """Return the groups of the index in order, each with its entries: key and what is shown."""
    pinyin = {term.chinese: term.pinyin for term in terms}
    rows = sorted(
        {entry for term in terms for entry in term.entries()},
        key=lambda row: (row[0] != CHINESE, row),
    )
    return [
        {
            "group": group,
            "entries": [
                {"key": key, "pinyin": pinyin[key] if group == CHINESE else ""}
                for _, _, key in found
            ],
        }
        for group, found in groupby(rows, key=lambda row: row[0])
    ]


class Index(SphinxPostTransform):
    """Note on each paragraph the terms whose first place in its section it is."""

    default_priority = 690  # type: ignore[assignment]
    builders = ("typst",)

    def run(self, **_: Any) -> None:  # noqa: ANN401
        """Work through the sections of a page."""
        terms = glossary(Path(self.app.srcdir) / GLOSSARY)
        for section in list(self.document.findall(nodes.section)):
            waiting = list(terms)
            for paragraph in _own_paragraphs(section):
                here = [term for term in waiting if term.finds(paragraph.astext())]
                paragraph["terms"] = [key for term in here for _, _, key in term.entries()]
                waiting = [term for term in waiting if term not in here]


def _own_paragraphs(node: nodes.Element) -> Iterator[nodes.paragraph]:
    """Yield the paragraphs of a section, without those of the sections below it."""
    for child in node.children:
        if isinstance(child, nodes.paragraph):
            if "cb-source" not in child["classes"]:
                yield child
        elif isinstance(child, nodes.Element) and not isinstance(child, SKIPPED):
            yield from _own_paragraphs(child)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(Index)
