"""Who may import whom: checks on a module's syntax tree."""

import ast
import re
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

MAY_IMPORT: dict[str, set[str]] = {
    "monograph.tables": set(),
    "monograph.voices": {"monograph.tables"},
    "monograph.words": set(),
    "monograph.records": set(),
    # A figure's key says in words whose number it is.
    "monograph.drawing": {"monograph.voices"},
    "monograph.alive": {"monograph.drawing", "monograph.words"},
    "monograph.runner": set(),
    "monograph.influence": {
        "monograph.words",
        *("monograph.tables", "monograph.voices", "monograph.drawing", "monograph.alive"),
        "monograph.runner",
    },
    # What an explorer packs the page must unpack; the pages' style sheet takes the drawings'
    # colours; downloads are described as the sources are.
    "monograph.site": {
        "monograph.words",
        *("monograph.voices", "monograph.drawing", "monograph.records", "monograph.runner"),
        *("monograph.tables", "monograph.influence"),
    },
    "monograph.print": {
        *("monograph.drawing", "monograph.records", "monograph.runner", "monograph.site"),
    },
    "monograph.living": {
        "monograph.words",
        *("monograph.voices", "monograph.records", "monograph.runner", "monograph.site"),
        *("monograph.tables", "monograph.alive", "monograph.drawing"),
    },
    "monograph.book": {
        *("monograph.tables", "monograph.voices", "monograph.drawing", "monograph.alive"),
        "monograph.living",
    },
    "monograph.extension": {
        *("monograph.voices", "monograph.alive", "monograph.site", "monograph.print"),
        "monograph.living",
    },
    "monograph.__main__": {
        *("monograph.records", "monograph.runner", "monograph.site", "monograph.print"),
        "monograph.living",
    },
    "clusterbook.analysis": set(),
    # One digest of code says of chapters and of stored experiments whether they are stale.
    "clusterbook.simulation": {"monograph.tables", "monograph.runner"},
    "clusterbook.palette": {"monograph.drawing"},
    "clusterbook.figures": {"clusterbook.palette", "monograph.drawing", "monograph.words"},
    "clusterbook.explorers": {
        *("clusterbook.analysis", "clusterbook.figures", "clusterbook.palette"),
        *("monograph.alive", "monograph.drawing", "monograph.words"),
    },
    "clusterbook.findings": {
        *("clusterbook.analysis", "clusterbook.simulation", "monograph.tables"),
    },
    "clusterbook.book": {
        *("clusterbook.analysis", "clusterbook.simulation", "clusterbook.findings"),
        *("clusterbook.figures", "clusterbook.explorers"),
        "monograph.book",
    },
    "workshop": {
        *("clusterbook.simulation", "monograph.tables", "monograph.records", "monograph.drawing"),
        *("monograph.runner", "monograph.site", "monograph.print", "monograph.alive"),
        "monograph.living",
    },
}
"""Layer -> the other layers of the package that it may use."""

VAGUE = {"utils", "util", "helpers", "helper", "misc", "core", "common", "tools"}

PACKAGES = ("monograph", "clusterbook", "workshop")

_OURS = re.compile(r"(clusterbook|monograph|workshop)(\.\w+)*(:\w+)?\.?")


def layer_of(dotted: str) -> str:
    """Return the layer of a dotted name: of "clusterbook.analysis.survey", "clusterbook.analysis".

    The workshop is one layer; of a package itself, such as "monograph", there is none: "".
    """
    package, *rest = dotted.partition(":")[0].split(".")
    if package == "workshop":
        return package
    return f"{package}.{rest[0]}" if rest and rest[0] != "__version__" else ""


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
    allowed = MAY_IMPORT[layer] | {layer, ""}
    found = []
    for line, name in imported(ast.parse(source)):
        if name.startswith("."):
            found.append(f"{path}:{line}: import by the full name, not from {name!r}")
        elif name.split(".")[0] in PACKAGES and layer_of(name) not in allowed:
            found.append(f"{path}:{line}: {layer} may not import {layer_of(name)}")
    return found


def arrows(dotted: str, modules: Mapping[str, str]) -> dict[str, set[str]]:
    """Return which neighbours inside a package use which, be they packages or modules.

    Parameters
    ----------
    dotted
        Name of the package: what is inside is grouped by its next part.
    modules
        Dotted name -> source.
    """
    inside = f"{dotted}."
    found: dict[str, set[str]] = {}
    for module, source in modules.items():
        if not module.startswith(inside):
            continue
        mine = module.removeprefix(inside).partition(".")[0]
        uses = found.setdefault(mine, set())
        for _, name in imported(ast.parse(source)):
            if name.startswith(inside):
                uses.add(re.split(r"[.:]", name.removeprefix(inside))[0])
        uses.discard(mine)
    return {name: uses & found.keys() for name, uses in found.items()}


def circle(uses: Mapping[str, set[str]]) -> list[str]:
    """Return names of which each uses the next and the last the first; [] if there is no such."""
    try:
        tuple(TopologicalSorter(uses).static_order())
    except CycleError as error:
        return list(error.args[1])
    return []


def weight_faults(path: str, source: str) -> list[str]:
    """Return what a package's __init__ imports of ours when it is loaded."""
    top = ast.Module(
        [node for node in ast.parse(source).body if isinstance(node, ast.Import | ast.ImportFrom)],
        [],
    )
    return [
        f"{path}:{line}: loads {name}; a package loads nothing of ours"
        for line, name in imported(top)
        if name.startswith((".", *PACKAGES))
    ]


def name_faults(path: str) -> list[str]:
    """Return a fault if a module's name says nothing."""
    names = set(re.split(r"[/.]", path)) & VAGUE
    return [f"{path}: {name!r} says nothing about what is in it" for name in sorted(names)]
