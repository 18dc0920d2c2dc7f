"""The notebook of a page: its parts, with the code and the results of the book's own run."""

import ast
import base64
import html
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import nbformat

from monograph.living.parts import Code, Part, Text, Try
from monograph.living.prose import escaped
from monograph.living.style import with_faces
from monograph.living.trial import Trial
from monograph.voices.sentences import quoted, titled

FOLDED = frozenset({"hide-input", "hide-cell", "remove-input"})
"""Tags by which a page folds the code of a cell."""
OWN = {"monograph": "notebook"}
"""Metadata of a cell that the page does not have."""
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
REPORT = "**What your changes have moved** (run the cells, change one, run on):"
DRAWING = "image/svg+xml"
_TOOLBOX = re.compile(r"^import [\w.]+ as cb$", re.MULTILINE)
_KEPT = ("image/png", "text/plain")
"""Forms of a result that stand by themselves, without the page's style sheet or a kernel."""


def notebook(
    parts: Sequence[Part],
    executed: Any,  # noqa: ANN401  (a notebook node)
    *,
    intro: str,
    begin: str = "",
    tries: Iterable[Trial] = (),
    closing: Iterable[str] = (),
) -> Any:  # noqa: ANN401
    """Return the notebook of a page.

    Parameters
    ----------
    parts
        The page, in order.
    executed
        The chapter with the outputs of its run; None for a page without code.
    intro
        What stands under the title, as Markdown.
    begin
        The code that begins a reader's session; it stands before all other.
    tries
        What can be tried, in the order of the parts that it is.
    closing
        Further cells of prose at the end, such as the works that are cited.
    """
    cells: list[Any] = []
    trials = iter(tries)
    for part in parts:
        if begin and not isinstance(part, Text) and not _begun(cells):
            cells.append(_own(begin, "begin"))
        if isinstance(part, Text):
            cells.append(_text(part.markdown, len(cells)))
            if part.title:
                cells.append(_text(intro, len(cells), OWN))
        elif isinstance(part, Try):
            each = next(trials)
            cells.append(_text(f"**Try it.** {escaped(each.question)}", len(cells), OWN))
            cells.append(_own(each.filed, f"try-{len(cells)}", suggested=each.suggested))
        else:
            cells.append(_code(part, executed.cells[part.index], len(cells)))
    if begin:
        cells += [_text(REPORT, len(cells), OWN), _own("session.report()", "report")]
    for markdown in closing:
        cells.append(_text(markdown, len(cells), OWN))
    metadata = {"kernelspec": dict(KERNEL), "language_info": {"name": "python"}}
    made = nbformat.from_dict(
        {"metadata": metadata, "nbformat": 4, "nbformat_minor": 5, "cells": cells}
    )
    nbformat.validate(made)  # as a whole; nbformat's own functions do it for each cell, too
    return made


def _begun(cells: Iterable[Any]) -> bool:
    return any(cell.cell_type == "code" for cell in cells)


def _text(markdown: str, place: int, metadata: dict[str, Any] | None = None) -> Any:  # noqa: ANN401
    own = {"id": f"text-{place}", "metadata": dict(metadata or {})}
    return nbformat.from_dict({"cell_type": "markdown", "source": markdown} | own)


def _own(code: str, id_: str, **more: str) -> Any:  # noqa: ANN401
    return _cell(code, id_, OWN | {"jupyter": {"source_hidden": True}} | more)


def _cell(
    code: str,
    id_: str,
    metadata: dict[str, Any],
    count: int | None = None,
    outputs: Iterable[Any] = (),
) -> Any:  # noqa: ANN401
    own = {"id": id_, "metadata": metadata, "execution_count": count, "outputs": list(outputs)}
    return nbformat.from_dict({"cell_type": "code", "source": code} | own)


def begin(
    page: str,
    told: Mapping[str, str],
    cells: Iterable[str],
    figures: Mapping[str, str],
    words: Mapping[str, tuple[str, str]] | None = None,
) -> str:
    """Return the code that begins a reader's session.

    Parameters
    ----------
    page, told
        The page, and key -> number as it prints it.
    cells
        The code of its cells.
    figures
        Name -> what the page calls it.
    words
        Key -> the words before and after its number.
    """
    cells = list(cells)
    held = {name: figures[name] for name in map(titled, quoted(cells)) if figures.get(name)}
    made = [(source.partition("\n")[0], " ".join(_names(source))) for source in cells]
    named = [pair for pair in made if pair[1]]
    toolbox = _TOOLBOX.search("\n".join(cells))
    lines = [
        "from monograph.living import session",
        *([toolbox[0]] if toolbox else []),  # with it something can be tried above the first cell
        "session.begin(",  # without names of its own, which a chapter could use, too
        *(f"    {each!r}," for each in (page, dict(sorted(told.items())), named, held)),
        f"    {dict(sorted((words or {}).items()))!r},",
        ")",
    ]
    return "\n".join(lines)


def _names(source: str) -> list[str]:
    """Return the names that the code of a cell makes, each once."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.append(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.append(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found += [each.asname or each.name.partition(".")[0] for each in node.names]
    return list(dict.fromkeys(found))


def _code(part: Code, cell: Any, place: int) -> Any:  # noqa: ANN401
    tags = set(cell.metadata.get("tags", []))
    metadata: dict[str, Any] = {"jupyter": {"source_hidden": True}} if tags & FOLDED else {}
    figure = cell.metadata.get("mystnb", {}).get("figure", {}).get("name")
    metadata |= {"name": figure} if figure else {}
    shown = results(cell.get("outputs", []), part.tables)
    return _cell(cell.source, f"code-{place}", metadata, cell.get("execution_count"), shown)


def results(outputs: Iterable[Any], tables: Iterable[str]) -> Iterable[Any]:
    """Yield what a cell shows at once: its results without numbers that it tells to the prose.

    An explorer is shown by its still: it moves when a kernel has run the cell.
    """
    waiting = iter(tables)
    for output in outputs:
        data = output.get("data", {})
        if "scrapbook" in output.get("metadata", {}):
            continue
        if not data:
            yield output
        elif "text/markdown" in data and DRAWING not in data:
            table = next(waiting, None)
            kept = {kind: data[kind] for kind in ("text/html", "text/markdown") if kind in data}
            shown = {"text/markdown": table} if table else kept
            yield _display(shown | {"text/plain": data.get("text/plain", "")}, output)
        elif DRAWING in data:
            words = str(data.get("text/plain", ""))
            shown = {"text/html": picture(data[DRAWING], words), "text/plain": words}
            yield _display(shown, output)
        else:
            kept = {kind: data[kind] for kind in _KEPT if kind in data}
            yield _display(kept or dict(data), output)


def picture(svg: str, words: str) -> str:
    """Return a drawing as a picture with its words.

    JupyterLab shows a reader no bare SVG of a notebook that has not run before her eyes, but it
    does show pictures, with all that is in them.
    """
    packed = base64.b64encode(with_faces(svg).encode()).decode()
    alt = html.escape(" ".join(words.split()))
    return f'<img alt="{alt}" src="data:image/svg+xml;base64,{packed}">'


def _display(data: dict[str, Any], output: Any) -> Any:  # noqa: ANN401
    made = {"output_type": output.output_type, "metadata": {}, "data": data}
    if output.output_type == "execute_result":
        made["execution_count"] = output.execution_count
    return nbformat.from_dict(made)


def name(page: str) -> str:
    """Return the file of a page's notebook, below the folder of notebooks.

    Examples
    --------
    >>> name("book/cluster")
    'book/cluster.ipynb'
    """
    return f"{page}.ipynb"


def lead(address: str | None, page: str) -> str:
    """Return the words that lead back to the page.

    Examples
    --------
    >>> lead("https://example.org/", "book/cluster")
    '[the page](https://example.org/book/cluster.html)'
    >>> lead(None, "book/cluster")
    'the page book/cluster.html'
    """
    if address is None:
        return f"the page {page}.html"
    return f"[the page]({address.rstrip('/')}/{page}.html)"
