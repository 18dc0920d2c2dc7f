"""How a chapter's cells read: no line runs out of its box, no join is written in two chapters."""

import ast
from collections import defaultdict
from collections.abc import Iterable

from monograph.runner.chapters import Chapter

from .chapter_style import Rule, at, trees

WIDEST = 100
"""Columns: what the box of a cell shows on a page, and the house allows in a module."""

LONGEST = 60
"""Characters of a step that two chapters may share: `cb.load` and the like."""


def columns(chapter: Chapter) -> list[str]:
    """Keep each line of code within the columns."""
    return [
        at(chapter, chapter.line_of(cell, number), f"{len(line)} columns; at most {WIDEST}")
        for cell in chapter.code_cells
        for number, line in enumerate(cell.source.splitlines(), start=1)
        if len(line) > WIDEST
    ]


WITH_CODE: tuple[Rule, ...] = (columns,)


def repeated(chapters: Iterable[Chapter]) -> list[str]:
    """Return the steps longer than `LONGEST` that several chapters take; findings has room."""
    places: dict[str, list[tuple[Chapter, int]]] = defaultdict(list)
    for chapter in chapters:
        for cell, tree in trees(chapter):
            for node in tree.body:
                step = node.value if isinstance(node, ast.Assign) else node
                said = ast.unparse(step)
                calls = any(isinstance(each, ast.Call) for each in ast.walk(step))
                if calls and len(said) > LONGEST:
                    places[said].append((chapter, chapter.line_of(cell, node.lineno)))
    return [
        at(
            chapter,
            line,
            f"also in {found[0][0].name}.md:{found[0][1]}; put it in findings: {said}",
        )
        for said, found in places.items()
        for chapter, line in found[1:]
        if chapter != found[0][0]
    ]
