"""What Python answers: the explorers of a chapter, made in this process from the chapter's code."""

import ast
import contextlib
import os
import random
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlencode

from monograph.alive import explore as explorers
from monograph.alive.controls import choices, linked_trait, offered
from monograph.alive.explore import Explorer
from monograph.runner.chapters import Chapter
from monograph.runner.saved_widgets import VIEW
from monograph.runner.store import Store


def figures_with_widgets(chapter: Chapter) -> list[str]:
    """Return the names of the figures that a page must bring to life, in order."""
    if chapter.notebook is None:
        return []
    cells = Store(chapter.root).executed(chapter).cells
    return [
        cell.metadata.get("mystnb", {}).get("figure", {}).get("name", f"cell {number}")
        for number, cell in enumerate(cells)
        for output in cell.get("outputs", [])
        if VIEW in output.get("data", {})
    ]


@cache
def explorers_of(chapter: Chapter) -> dict[str, Explorer]:
    """Run a chapter's cells and return figure -> explorer, without packing any table.

    The page's rows come from the packed table; what they are compared with must not.
    """
    found: dict[str, Explorer] = {}
    names: dict[str, Any] = {"__name__": "__main__"}
    unpacked = mock.patch.object(explorers, "_pack", return_value=None)
    with unpacked, contextlib.chdir(chapter.path.parent), Path(os.devnull).open("w") as nowhere:
        for cell in chapter.code_cells if chapter.notebook else []:
            with contextlib.redirect_stdout(nowhere):
                shown = _run(cell.source, names, chapter.path)
            if isinstance(shown, Explorer):
                found[cell.metadata["mystnb"]["figure"]["name"]] = shown
    return found


def _run(source: str, names: dict[str, Any], path: Path) -> Any:  # noqa: ANN401
    """Run a cell; return what a notebook would show: the value of its last expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, str(path), "exec"), names)
    if last is None:
        return None
    return eval(compile(ast.Expression(last.value), str(path), "eval"), names)


def value_of(control: Any, seen: Any) -> Any:  # noqa: ANN401  (any ipywidget, any value)
    """Return what a control stands for in Python when the page's own control shows `seen`."""
    values = choices(control)
    if values is not None:
        return [values[i] for i in seen] if isinstance(seen, list) else values[seen]
    if type(control).__name__ == "FloatLogSlider":
        return control.base**seen
    return round(float(seen), 10) if isinstance(control.value, float) else seen


def answer(explorer: Explorer, values: dict[str, Any]) -> tuple[list[dict[str, Any]], str] | None:
    """Return rows and words of a state, None if the chart's own expressions compute them."""
    if explorer.still.live is None:
        return None
    rows, says = explorer.still.live(**values)
    return rows, says or ("" if rows else "This state has no data.")


def link(figure: str, explorer: Explorer, state: dict[str, Any]) -> str:
    """Return the fragment that asks a page for a state (of selections, by label)."""
    pairs = [(name, text) for name, held in state.items() for text in _texts(explorer, name, held)]
    return f"#{figure}?{urlencode(pairs)}"


def some_states(explorer: Explorer, count: int, seed: int) -> list[dict[str, Any]]:
    """Return states at random from all that the countable controls offer."""
    draw = random.Random(seed)
    axes = {}
    for name, control in explorer.controls.items():
        with contextlib.suppress(TypeError):
            axes[name] = offered(name, control)
    return [{name: draw.choice(values) for name, values in axes.items()} for _ in range(count)]


def _texts(explorer: Explorer, name: str, held: Any) -> list[str]:  # noqa: ANN401
    control = explorer.controls[name]
    if linked_trait(control) == "index":
        labels = {repr(value): label for label, value in control._options_full}
        several = held if isinstance(held, list) else [held]
        return [labels[repr(one)] for one in several] or [""]
    return [
        {True: "yes", False: "no"}.get(held, str(held)) if isinstance(held, bool) else str(held)
    ]
