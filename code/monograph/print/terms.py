"""The index: where the glossary's terms and the works' authors stand in the text.

Nobody marks a term in a chapter. The terms are those of `data/glossary.csv`, in both languages; the
first place of each in each section is an entry. Chinese is sorted by its pinyin.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from monograph.print.escaping import tex

GLOSSARY = Path("data/glossary.csv")
SKIPPED = (
    *(nodes.title, nodes.caption, nodes.literal, nodes.literal_block),
    *(nodes.table, nodes.raw, nodes.citation),
)
_QUOTED = str.maketrans({"!": '"!', "@": '"@', "|": '"|'})


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

    def entries(self) -> str:
        """Return the entries of one place, one for each language, as LaTeX."""
        english = _entry(self.english, tex(self.english))
        if not self.chinese:
            return english
        # A sign in front sorts the Chinese terms before all letters, under a heading of their own.
        shown = f"{tex(self.chinese)} {tex(self.pinyin)}"
        return english + rf"\index{{'{plain(self.pinyin)}@{shown}}}"


def _entry(key: str, shown: str) -> str:
    return rf"\index{{{plain(key).lower()}@{shown.translate(_QUOTED)}}}"


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


class Index(SphinxPostTransform):
    """Put the entries into the text."""

    default_priority = 690  # type: ignore[assignment]
    builders = ("latex",)

    def run(self, **_: Any) -> None:  # noqa: ANN401
        """Work through the sections of the assembled book."""
        terms = glossary(Path(self.app.srcdir) / GLOSSARY)
        for section in list(self.document.findall(nodes.section)):
            self._mark(section, terms)

    def _mark(self, section: nodes.section, terms: list[Term]) -> None:
        waiting = list(terms)
        for paragraph in _own_paragraphs(section):
            text = paragraph.astext()
            here = [term for term in waiting if term.finds(text)]
            entries = "".join(term.entries() for term in here)
            if entries:
                paragraph.insert(0, nodes.raw("", entries, format="latex"))
                waiting = [term for term in waiting if term not in here]


def _own_paragraphs(section: nodes.section) -> list[nodes.paragraph]:
    """Return the paragraphs of a section, without those of the sections below it."""
    found = []
    for child in section.children:
        if isinstance(child, (nodes.section, *SKIPPED)):
            continue
        for paragraph in child.findall(nodes.paragraph):
            if not _is_skipped(paragraph):
                found.append(paragraph)
    return found


def _is_skipped(node: nodes.Element | None) -> bool:
    while node is not None and not isinstance(node, nodes.section):
        if isinstance(node, (*SKIPPED, nodes.figure)) or "cb-source" in node["classes"]:
            return True
        node = node.parent
    return False


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(Index)
