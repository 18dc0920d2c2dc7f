"""The rules for what a chapter says in words: sentences held to the data, and whose a thing is."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from monograph.runner.chapters import Chapter
from monograph.voices.sentences import titled

from .chapter_style import Rule, at, body, figure_of, named_cells, trees
from .prose import prose_lines

VOICED = {"cb.computed", "cb.recovered", "cb.chosen"}
OURS = {"coded", "assumed"}
"""Classes of tables that nobody printed and nothing computed."""


def guards(chapter: Chapter) -> list[str]:
    """Let cb.holds quote the prose, each sentence once, and hang it on what the chapter made."""
    said = [line for _, line in prose_lines(body(chapter.path.read_text("utf-8")))]
    said += [str(figure_of(cell).get("caption", "")) for cell in chapter.code_cells]
    made = {
        node.id
        for _, tree in trees(chapter)
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    found, quoted = [], set()
    figures = {name for _, name in named_cells(chapter)}
    for line, key, condition in _guarded(chapter):
        quotation = key.value if isinstance(key, ast.Constant) else None
        if not isinstance(quotation, str) or not (titled(quotation) or " " in quotation.strip()):
            found.append(at(chapter, line, "cb.holds must quote a sentence's first words"))
            continue
        begun = sum(_begins(text, quotation) for text in said)
        if titled(quotation) in figures:
            begun = 1
        faults = {
            f"{quotation!r} begins {begun} sentences of the page, not one": begun != 1,
            f"{quotation!r} is guarded twice": quotation in quoted,
            f"the condition of {quotation!r} does not hang on the data": _fixed(condition, made),
        }
        found += [at(chapter, line, what) for what, wrong in faults.items() if wrong]
        quoted.add(quotation)
    return found


def voices(chapter: Chapter) -> list[str]:
    """Let a source line say "We assume" of what we coded or assumed, and never "We compute"."""
    found = []
    for cell, name in named_cells(chapter):
        source, line = str(cell.metadata.get("source", "")), chapter.line_of(cell)
        tables = str(cell.metadata.get("data", "")).split()
        ours = [table for table in tables if _classes().get(table) in OURS]
        if ours and "We assume" not in source:
            what = f"{name} shows {', '.join(ours)}, which are ours, and does not say We assume"
            found.append(at(chapter, line, what))
        for clause in re.split(r"(?<=\.) (?=The paper says|We )", source):
            if re.match(r"We (?!assume|compute)", clause):
                found.append(at(chapter, line, f"{name}: {clause!r} is none of the three voices"))
            if re.match(r"We compute.*\b(our|coding|inference)\b", clause):
                found.append(at(chapter, line, f"{name}: {clause!r} is not computed but assumed"))
    return found


def reasons(chapter: Chapter) -> list[str]:
    """Give each number that we compute or recover its formula in words: it answers when asked."""
    return [
        at(chapter, chapter.line_of(cell, node.lineno), f"no why= in {ast.unparse(node)}")
        for cell, tree in trees(chapter)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in VOICED
        if not any(_says_why(word) for word in node.keywords)
    ]


WITH_CODE: tuple[Rule, ...] = (guards, voices, reasons)


def _guarded(chapter: Chapter) -> Iterator[tuple[int, ast.expr | None, ast.expr]]:
    """Yield what each cb.holds quotes, with its line and its condition."""
    for cell, tree in trees(chapter):
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "cb.holds"):
                continue
            given = node.args[0] if len(node.args) == 1 else None
            pairs: list[tuple[ast.expr | None, ast.expr]] = [(None, node)]
            if isinstance(given, ast.Dict):
                pairs = list(zip(given.keys, given.values, strict=True))
            for key, condition in pairs:
                yield chapter.line_of(cell, condition.lineno), key, condition


def _says_why(word: ast.keyword) -> bool:
    """Say whether a keyword gives a reason, or spreads a mapping that may hold one."""
    empty = isinstance(word.value, ast.Constant) and not str(word.value.value).strip()
    return word.arg in {"why", None} and not empty


def _begins(text: str, quotation: str) -> bool:
    """Say whether a sentence of the text begins so, or one of its parts after a stop."""
    starts = [0, *(match.end() for match in re.finditer(r"(?:[.:;?!]|\*\*) ", text))]
    return any(text.startswith(quotation, start) for start in starts)


def _fixed(condition: ast.expr, made: set[str]) -> bool:
    """Say whether a condition is plainly a constant: no name of the chapter's, or a bare True."""
    nodes = list(ast.walk(condition))
    bare = any(isinstance(node, ast.Constant) and node.value is True for node in nodes)
    named = any(isinstance(node, ast.Name) and node.id in made for node in nodes)
    same = isinstance(condition, ast.Compare) and all(
        ast.dump(condition.left) == ast.dump(other) for other in condition.comparators
    )
    return bare or same or not named


@cache
def _classes() -> dict[str, str]:
    """Return the class of every table of the data package."""
    package = Path(__file__).parents[3] / "data" / "datapackage.json"
    resources = json.loads(package.read_text("utf-8"))["resources"]
    return {resource["name"]: resource["class"] for resource in resources}
