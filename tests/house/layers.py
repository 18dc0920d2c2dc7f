"""Who may import whom, and how long things may be: checks on a module's syntax tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

MAY_IMPORT: dict[str, set[str]] = {
    "publication": set(),
    "tables": set(),
    "domain": set(),
    "analysis": {"domain"},
    "simulation": {"domain"},
    "figures": {"domain"},
    "explorers": {"domain", "analysis", "figures"},
    "book": {"tables", "domain", "analysis", "simulation", "figures", "explorers"},
    # The page's style sheet and the drawings take their colours from one place, figures.theme;
    # and what an explorer packs, the page must unpack.
    "sphinxext": {"domain", "tables", "figures", "explorers", "publication"},
    # The card that stands for the book elsewhere is set in the drawings' colours and typeface.
    "build": {"tables", "figures", "simulation", "publication"},
}
"""Layer -> the other layers of the package that it may use."""

LONGEST_MODULE = 250  # lines
LONGEST_FUNCTION = 40  # lines, its docstring not counted
VAGUE = {"utils", "util", "helpers", "helper", "misc", "core", "common", "tools"}

_OURS = re.compile(r"clusterbook(\.\w+)*\.?")


def layer_of(dotted: str) -> str:
    """Return the layer of "clusterbook.analysis.survey": "analysis"; "" of the package itself."""
    return dotted.split(".")[1] if "." in dotted else ""


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of all of ours that a module imports, also lazily by its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Constant) and _OURS.fullmatch(str(node.value)):
            yield node.lineno, str(node.value)


def layer_faults(path: str, layer: str, source: str) -> list[str]:
    """Return each import of a layer that this one may not use."""
    if layer not in MAY_IMPORT:
        return [f"{path}:1: {layer!r} is no layer; there are: {', '.join(MAY_IMPORT)}"]
    allowed = MAY_IMPORT[layer] | {layer, "", "__version__"}
    found = []
    for line, name in imported(ast.parse(source)):
        if name.startswith("."):
            found.append(f"{path}:{line}: import by the full name, not from {name!r}")
        elif name.split(".")[0] == "clusterbook" and layer_of(name) not in allowed:
            found.append(f"{path}:{line}: {layer} may not import {layer_of(name)}")
    return found


def length_faults(path: str, source: str) -> list[str]:
    """Return what is too long."""
    lines = len(source.splitlines())
    found = [f"{path}:1: {lines} lines, at most {LONGEST_MODULE}"] if lines > LONGEST_MODULE else []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = _length(node)
            if length > LONGEST_FUNCTION:
                found.append(f"{path}:{node.lineno}: {node.name} has {length} lines")
    return found


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    if ast.get_docstring(node) is None:
        return (node.end_lineno or 0) - node.lineno + 1
    docstring = (first.end_lineno or 0) - first.lineno + 1
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


def weight_faults(path: str, source: str) -> list[str]:
    """Return what a package's __init__ imports of ours when it is loaded."""
    top = ast.Module(
        [node for node in ast.parse(source).body if isinstance(node, ast.Import | ast.ImportFrom)],
        [],
    )
    return [
        f"{path}:{line}: loads {name}; a package loads nothing of ours"
        for line, name in imported(top)
        if name.startswith((".", "clusterbook"))
    ]


def name_faults(path: str) -> list[str]:
    """Return a fault if a module's name says nothing."""
    names = set(re.split(r"[/.]", path)) & VAGUE
    return [f"{path}: {name!r} says nothing about what is in it" for name in sorted(names)]
