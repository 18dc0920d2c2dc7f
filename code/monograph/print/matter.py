"""The order of a printed book: front matter, parts, chapters, back matter.

Parts and their captions are those of the table of contents. What comes before the first numbered
part is front matter, what comes after the last is back matter.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from monograph.print.writing import call, string

NUMERALS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class Part:
    """A part of the book, or its front or back matter."""

    matter: str
    """"front", "main" or "back"."""
    title: str
    number: str
    """In Roman numerals; "" for front and back matter."""
    pages: tuple[str, ...]

    @property
    def level(self) -> int:
        """Return the level of its pages' headings: below that of the part, if it has one."""
        return 2 if self.number else 1


def order(env: BuildEnvironment) -> list[Part]:
    """Return the parts in reading order; the root page leads the front matter."""
    found: list[Part] = [Part("front", "", "", (env.config.root_doc,))]
    count = 0
    for tree in env.get_doctree(env.config.root_doc).findall(addnodes.toctree):
        pages = tuple(tree["includefiles"])
        if any(env.toc_secnumbers.get(page, {}).get("") for page in pages):
            count += 1
            found.append(Part("main", tree.get("caption") or "", roman(count), pages))
        else:
            found.append(Part("back" if count else "front", "", "", pages))
    return found


def sequence(parts: list[Part], file: Callable[[str], str]) -> list[str]:
    """Return the calls that set a book in order, one for each matter."""
    lines = []
    for matter, held in groupby(parts, key=lambda part: part.matter):
        lines.append(f"#{matter}-matter({{")
        for part in held:
            if part.number:
                lines.append(call("part", part.title, number=part.number))
            lines += [f"include {string(file(page))}" for page in part.pages]
        lines.append("})")
    return lines


def roman(number: int) -> str:
    """Return a number in Roman numerals.

    Examples
    --------
    >>> roman(4), roman(9), roman(12)
    ('IV', 'IX', 'XII')
    """
    text = ""
    for worth, letters in NUMERALS:
        while number >= worth:
            text, number = text + letters, number - worth
    return text
