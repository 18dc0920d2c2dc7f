"""No fact in a chapter's code: a number that a table holds is read, not typed."""

import ast
import re
from collections.abc import Iterator
from functools import cache

from monograph.runner.chapters import Chapter
from monograph.tables.package import load

from .chapter_style import Rule, at, trees
from .chapter_words import VOICED

_PLACE = re.compile(
    r"(表|图|Tables?|Figures?|rows?|columns?|para|§|F|H)\s*\d[\d.]*(( and |, | to )\d+)*"
)

PLAIN = {0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 10.0, 50.0, 100.0, 200.0, 1000.0}
"""Numbers of arithmetic and style: per cent, halves, decimals, thousands."""

OPEN = {
    ("book/ifthen", "30"): "the years that the model runs; its chapter is being written anew",
    ("book/rebuilt", "0.1"): "a point of the grid of rewired ties, not a datum",
}
"""What is typed all the same, and why."""


def typed(chapter: Chapter) -> list[str]:
    """Type no value in our voice, no number in a reason, and nothing that a table prints."""
    found = []
    for cell, tree in trees(chapter):
        for line, what, said in _literals(tree):
            if (chapter.name, said) not in OPEN:
                found.append(at(chapter, chapter.line_of(cell, line), f"{what}: {said}"))
    return found


WITH_CODE: tuple[Rule, ...] = (typed,)


def _literals(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Yield line, fault and literal."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in VOICED:
            given = node.args[0] if node.args else None
            if isinstance(given, ast.Constant):
                yield node.lineno, "a literal in our voice", str(given.value)
            for word in node.keywords:
                if word.arg == "why":
                    yield from _in_reason(word.value)
        elif isinstance(node, ast.Constant) and _printed(node.value):
            yield node.lineno, "the paper prints it: read it from its table", str(node.value)


def _in_reason(why: ast.expr) -> Iterator[tuple[int, str, str]]:
    """Yield the texts of a reason that type a number which is not a place in the paper."""
    parts = why.values if isinstance(why, ast.JoinedStr) else [why]
    for part in parts:
        text = str(part.value) if isinstance(part, ast.Constant) else ""
        # "1/61": one firm of all is a way of counting, and so is a ratio of one.
        for number in re.findall(r"\d[\d.,]*", _PLACE.sub("", text)):
            if number.rstrip(".,") != "1":
                yield why.lineno, "a reason types a number", number


def _printed(value: object) -> bool:
    """Say whether a literal is a number, or the text of one, that some row of the paper prints."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return False
    if isinstance(value, str):
        return re.fullmatch(r"\d+\.\d+", value) is not None and float(value) in _values()
    return float(value) not in PLAIN and float(value) in _values()


@cache
def _values() -> frozenset[float]:
    """Return every number of the fact base, of the firm types and of what we assume."""
    columns = [load("facts")["value"], load("firm_types")["firms"], load("sample")["firms"]]
    columns += [load("assumptions")[end] for end in ("value", "low", "high")]
    return frozenset(float(value) for column in columns for value in column.dropna())
