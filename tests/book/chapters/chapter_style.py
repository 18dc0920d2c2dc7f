"""The rules for a chapter; each returns its faults as `file:line: what is wrong`."""

import ast
import re
from collections.abc import Callable
from typing import Any

from monograph.runner.chapters import Chapter

from .prose import digit_faults, prose_lines, sentence_ends

IMPORT = "import clusterbook.book as cb"
LAST_HEADING = "What this does not show"
MOST_POINTS = 5
MINUTE = ["Question", "Answer", "Number", "Limit"]
BOX = r":::\{admonition\} In one minute\n:class: cb-minute\n(.+?)\n:::(?=\n|\Z)"

WORN = {
    r"\b[Hh]ang(?:s|ing)? (?:first of all )?(?:on|upon)\b": "say depends on, or rests on",
    r"\b[Nn]ought\b": "say zero",
    r"\b[Ff]or want of\b": "say because there is no",
    r"\b[Dd]ear(?:er|est)?\b": "say costly",
    r"^(?:Were|Had|Should) [^?]*,": "begin a condition with if",
    r", (?:had|were) (?:any|one|it|they)\b": "begin a condition with if",
}
"""What reads as translated -> what would be right."""

Rule = Callable[[Chapter], list[str]]


def at(chapter: Chapter, line: int, what: str) -> str:
    """Return a fault with its place."""
    return f"{chapter.name}.md:{line}: {what}"


def named_cells(chapter: Chapter) -> list[tuple[Any, str]]:
    """Return the cells that show a figure or table, with its name."""
    pairs = [(cell, figure_of(cell).get("name", "")) for cell in chapter.code_cells]
    return [(cell, name) for cell, name in pairs if name]


def opening(chapter: Chapter) -> list[str]:
    """Put prose before the first cell of code, beside the box that sums it up."""
    first = chapter.notebook.cells[0]
    said = re.sub(BOX, "", first.source, flags=re.DOTALL)
    if first.cell_type == "markdown" and re.search(r"^[^#(\s].{20,}", said, re.MULTILINE):
        return []
    return [at(chapter, 1, "say something before the first cell of code")]


def imports(chapter: Chapter) -> list[str]:
    """Hold that the book's toolbox is all that is imported, once."""
    found = []
    for cell, tree in trees(chapter):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                found.append((chapter.line_of(cell, node.lineno), ast.unparse(node)))
    wrong = [
        at(chapter, line, f"`{said}`: a chapter's only import is `{IMPORT}`")
        for line, said in found
        if said != IMPORT
    ]
    right = [line for line, said in found if said == IMPORT]
    more = [at(chapter, line, "imported before") for line in right[1:]]
    return wrong + more + ([] if right else [at(chapter, 1, f"no cell says `{IMPORT}`")])


def folded(chapter: Chapter) -> list[str]:
    """Fold the code of every cell: a page shows it where a reader asks for it."""
    return [
        at(chapter, chapter.line_of(cell), "fold the cell's code: `:tags: [hide-input]`")
        for cell in chapter.code_cells
        if "hide-input" not in cell.metadata.get("tags", [])
    ]


def plotting(chapter: Chapter) -> list[str]:
    """Leave drawing to cb.draw."""
    found = []
    for cell, tree in trees(chapter):
        for node in ast.walk(tree):
            name = getattr(node, "attr", getattr(node, "id", ""))
            if name in {"alt", "altair", "plt"} or str(name).startswith("mark_"):
                line = chapter.line_of(cell, node.lineno)  # type: ignore[attr-defined]
                found.append(at(chapter, line, f"{name} draws; use a function of cb.draw"))
    return found


def figures(chapter: Chapter) -> list[str]:
    """Give what a cell shows a name, a caption, a source line, and refer to it."""
    text = chapter.path.read_text("utf-8")
    found = []
    for cell, tree in trees(chapter):
        name, line = figure_of(cell).get("name", ""), chapter.line_of(cell)
        if not name:
            if tree.body and re.match(r"cb\.(draw\.|table\()", ast.unparse(tree.body[-1])):
                found.append(at(chapter, line, "the cell shows something that has no name"))
            continue
        if not name.startswith(("fig-", "tab-")):
            found.append(at(chapter, line, f"{name!r} starts with neither fig- nor tab-"))
        if not str(figure_of(cell).get("caption", "")).strip():
            found.append(at(chapter, line, f"{name} has no caption"))
        if not str(cell.metadata.get("source", "")).strip():
            found.append(at(chapter, line, f"{name} has no source line"))
        if f"{{numref}}`{name}`" not in text:
            found.append(at(chapter, line, f"{name} is never referred to"))
    return found


def numbers(chapter: Chapter) -> list[str]:
    """Tell every number that is used, and use every one that is told."""
    told: dict[str, int] = {}
    for cell, tree in trees(chapter):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "cb.tell":
                line = chapter.line_of(cell, node.lineno)
                told |= {word.arg or "**": line for word in node.keywords}
    text = chapter.path.read_text("utf-8")
    used = {
        key: number
        for number, line in enumerate(text.splitlines(), start=1)
        for key in re.findall(r"\{n\}`([^`]+)`", line)
    }
    found = [at(chapter, told["**"], "cb.tell must name its numbers")] if "**" in told else []
    found += [at(chapter, used[k], f"{k!r} is not told") for k in used if k not in told]
    return found + [
        at(chapter, told[k], f"{k!r} is told and not used")
        for k in told.keys() - used.keys() - {"**"}
    ]


def digits(chapter: Chapter) -> list[str]:
    """Type no number, in prose or caption."""
    text = chapter.path.read_text("utf-8")
    found = [
        at(chapter, line, f"types {', '.join(wrong)}: tell it, or cite it")
        for line, said in prose_lines(body(text))
        if (wrong := digit_faults(said))
    ]
    for cell, name in named_cells(chapter) if chapter.notebook else ():
        wrong = digit_faults(str(figure_of(cell).get("caption", "")))
        if wrong:
            line = chapter.line_of(cell)
            found.append(at(chapter, line, f"the caption of {name} types {', '.join(wrong)}"))
    return found


def sentences(chapter: Chapter) -> list[str]:
    """Write one sentence a line: then a changed sentence is a changed line."""
    return [
        at(chapter, line, f"{ends + 1} sentences in one line")
        for line, said in prose_lines(body(chapter.path.read_text("utf-8")))
        if not said.startswith("|") and (ends := sentence_ends(said))
    ]


def ending(chapter: Chapter) -> list[str]:
    """Say in the last section what the chapter does not show, in a short list."""
    lines = chapter.path.read_text("utf-8").splitlines()
    headings = [(n, line[3:].strip()) for n, line in enumerate(lines, 1) if line.startswith("## ")]
    if not headings or headings[-1][1] != LAST_HEADING:
        return [at(chapter, len(lines), f"the last section must be headed {LAST_HEADING!r}")]
    first = headings[-1][0]
    points = closing(chapter)
    faults = [] if 0 < len(points) <= MOST_POINTS else [f"{len(points)} points"]
    faults += [
        f"no point of the list: {said!r}" for said in lines[first:] if said and said[:2] != "- "
    ]
    return [
        at(chapter, first, f"{fault}; close with a list of one to {MOST_POINTS} points")
        for fault in faults
    ]


def closing(chapter: Chapter) -> list[str]:
    """Return the points of the last section."""
    last = chapter.path.read_text("utf-8").rpartition("\n## ")[2]
    return [line[2:] for line in last.splitlines() if line.startswith("- ")]


def minute(chapter: Chapter) -> list[str]:
    """Say under the title, in a minute: question, answer, a number that is told, limit."""
    text = body(chapter.path.read_text("utf-8"))
    box = re.match(r"\s*(?:\([\w-]+\)=\n)?# [^\n]+\n\n" + BOX, text, re.DOTALL)
    if not box:
        return [at(chapter, 1, "no box 'In one minute' under the title")]
    said = dict(re.findall(r"^\*\*(\w+):\*\* (.+)$", box[1], re.MULTILINE))
    found = [] if list(said) == MINUTE else [f"the box must hold {', '.join(MINUTE)}, in order"]
    if "{n}`" not in said.get("Number", ""):
        found.append("the number of the box is not told by the chapter's code")
    return [at(chapter, 1, what) for what in found]


def plain(chapter: Chapter) -> list[str]:
    """Write plain order and words in use: no inverted condition, nothing that `hangs on`."""
    return [
        at(chapter, line, f"{found[0]!r}: {instead}")
        for line, said in prose_lines(body(chapter.path.read_text("utf-8")))
        for pattern, instead in WORN.items()
        if (found := re.search(pattern, said))
    ]


WITH_CODE: tuple[Rule, ...] = (opening, imports, folded, plotting, figures, numbers)
FOR_ALL: tuple[Rule, ...] = (digits, sentences, plain)


def figure_of(cell: Any) -> dict[str, Any]:  # noqa: ANN401  (a notebook node)
    return dict(cell.metadata.get("mystnb", {}).get("figure", {}))


def trees(chapter: Chapter) -> list[tuple[Any, ast.Module]]:
    return [(cell, ast.parse(cell.source)) for cell in chapter.code_cells]


def body(text: str) -> str:
    """Return a page with its header blanked, so that lines keep their numbers."""
    header = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    return "\n" * header[0].count("\n") + text[header.end() :] if header else text
