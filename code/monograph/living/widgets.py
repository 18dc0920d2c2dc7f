"""Explorers that move in JupyterLab before a kernel has run, by the state that the build saved.

A notebook that is downloaded shows the still of an explorer, which every program can. In JupyterLab
of Binder and of `make lab`, where the extensions that play widgets are sure to be there, the state
stands beside the still, with the library that draws it.
"""

from __future__ import annotations

import base64
import copy
import gzip
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from monograph.alive.widget import STATIC
from monograph.living.notebook import OWN
from monograph.living.style import style
from monograph.runner.saved_widgets import STATE, VIEW

LOADS = (
    "globalThis.{} ??= URL.createObjectURL(await new Response(new Blob("
    '[Uint8Array.from(atob("{}"), (sign) => sign.charCodeAt(0))]).stream()'
    '.pipeThrough(new DecompressionStream("gzip"))).blob());\n'
    'if (!document.querySelector("style.cb-notebook")) document.head.append(Object.assign('
    'document.createElement("style"), {{ className: "cb-notebook", textContent: "{}" }}));\n'
)
"""Where no kernel hands the library out, a saved figure brings it along."""
UNMARKED = (
    ".cb-explorer.jupyter-widgets-disconnected::before, "
    ".cb-explorer .jupyter-widgets-disconnected::before { display: none }"
)
"""JupyterLab marks what no kernel answers as broken; an explorer answers by itself."""


def revived(made: Any, executed: Any) -> Any:  # noqa: ANN401  (notebook nodes)
    """Return a notebook whose explorers move at once.

    Parameters
    ----------
    made
        As the build of the pages leaves it.
    executed
        The chapter with the outputs of its run.
    """
    made = copy.deepcopy(made)
    cells = [cell for cell in made.cells if cell.cell_type == "code" and not _own(cell)]
    ran = [cell for cell in executed.cells if cell.cell_type == "code"]
    shown = False
    for cell, source in zip(cells, ran, strict=True):
        for output, was in zip(cell.outputs, _shown(source), strict=True):
            if VIEW in was.get("data", {}):
                output.data[VIEW] = was.data[VIEW]
                shown = True
    if shown:
        made.metadata["widgets"] = _with_library(executed.metadata["widgets"])
    return made


def _own(cell: Any) -> bool:  # noqa: ANN401
    return bool(cell.metadata.get("monograph") == OWN["monograph"])


def _shown(cell: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the outputs that a notebook shows: all but the numbers told to the prose."""
    outputs = cell.get("outputs", [])
    return (output for output in outputs if "scrapbook" not in output.get("metadata", {}))


def _with_library(widgets: Any) -> Any:  # noqa: ANN401
    widgets = copy.deepcopy(widgets)
    for model in widgets[STATE]["state"].values():
        if "vega" in model["state"]:
            model["state"]["_esm"] = (
                LOADS.format(_asked_for(), _library(), style() + UNMARKED) + model["state"]["_esm"]
            )
    return widgets


@cache
def _asked_for() -> str:
    """Return the name under which a figure looks for the address of its library."""
    found = re.search(r"globalThis\.(\w+Url)\b", (STATIC / "figure.mjs").read_text("utf-8"))
    assert found, "figure.mjs looks for its library by another name"
    return found[1]


@cache
def _library() -> str:
    packed = gzip.compress((STATIC / "vega.js").read_bytes(), mtime=0)
    return base64.b64encode(packed).decode()
