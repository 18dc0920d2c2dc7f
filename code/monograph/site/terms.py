"""Terms of the glossary: the first use of each in a chapter leads to its entry.

Nobody marks a term in a chapter. A book that has a table `glossary` with `term`, `label` and
`label_zh`, and a page that shows its rows as `term:KEY`, has its terms linked; any other has not.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from monograph.site.answers import rows
from monograph.site.references import to_row
from monograph.voices.role import voiced

TABLE, KEY = "glossary", "term"

# Text that is a name, code, a link already, or the words of something shown.
_SKIPPED = (
    *(nodes.title, nodes.caption, nodes.literal, nodes.literal_block, nodes.math),
    *(nodes.math_block, nodes.table, nodes.figure, nodes.raw, nodes.citation, nodes.reference),
    *(addnodes.pending_xref, voiced),
)


class TermLinks(SphinxTransform):
    """Link the first use of each term of the glossary."""

    # Before the answers are appended, whose words are not the chapter's (Answers, 410).
    default_priority = 405  # type: ignore[assignment]  # docutils declares it as None

    def apply(self, **_: Any) -> None:  # noqa: ANN401
        """Work through the paragraphs in order; the longest term wins where two begin."""
        waiting = {
            row["label"].lower(): key
            for key, row in rows(Path(self.app.srcdir) / "data", TABLE, KEY).items()
        }
        if not waiting or any(t["names"] and _is_entry(t) for t in self.document.findall(_target)):
            return  # no glossary, or the page of the glossary itself
        for text in list(self.document.findall(nodes.Text)):
            if waiting and _is_prose(text):
                self._link(text, waiting)

    def _link(self, text: nodes.Text, waiting: dict[str, str]) -> None:
        parts: list[nodes.Node] = []
        rest = str(text)
        while waiting and (found := _any_of(tuple(waiting)).search(rest)):
            key = waiting.pop(found[1].lower())
            parts += [nodes.Text(rest[: found.start()]), _entry(key, found[0])]
            rest = rest[found.end() :]
        if parts:
            parts.append(nodes.Text(rest))
            text.parent.replace(text, [part for part in parts if part.astext()])  # type: ignore[attr-defined]


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of some words, in the singular or the plural, the longest first."""
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, longest))})s?\b", re.IGNORECASE)


def _entry(key: str, words: str) -> nodes.inline:
    """Return a marked link; the mark is around it, since Sphinx keeps only a link's text."""
    link = to_row(KEY, key, words)
    return nodes.inline("", "", link, classes=["cb-term"])


def _target(node: nodes.Node) -> bool:
    return isinstance(node, nodes.target)


def _is_entry(target: nodes.target) -> bool:
    return any(str(name).startswith(f"{KEY}-") for name in target["names"])


def _is_prose(text: nodes.Text) -> bool:
    node: Any = text.parent
    paragraph = False
    while node is not None:
        classes = set(node.get("classes", ()))
        if isinstance(node, _SKIPPED) or classes & {"cb-source", "cb-hero"}:
            return False
        paragraph = paragraph or isinstance(node, nodes.paragraph)
        node = node.parent
    return paragraph


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(TermLinks)
