"""What must not be published, and where in the book it stands."""

import re
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong at a place of a chapter."""

    place: str
    """Such as "book/survey.md:57"."""
    words: str

    def __str__(self) -> str:
        return f"{self.place}: {self.words}"


class PrintError(Exception):
    """The printed edition cannot be set: the message names every fault with its place."""


def place(node: nodes.Node | None, source: str) -> str:
    """Return chapter and line of a node, or of the nearest one around it that knows its line."""
    while node is not None:
        line = getattr(node, "line", None)
        if line:
            return f"{source}:{line}"
        node = node.parent
    return source


_COMMENT = re.compile(r"\s*// (\S+\.md(?::\d+)?)$")


def origin(code: Path, line: int) -> str:
    """Return the place in the book from which a line of Typst's code comes."""
    lines = code.read_text("utf-8").split("\n")[:line]
    return next((m[1] for text in reversed(lines) if (m := _COMMENT.match(text))), str(code.name))
