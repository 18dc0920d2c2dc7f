"""What the map of one chapter was made from, so that it is not believed when that has moved on.

Counted are the code of the chapter's cells, the tables that it read with their declarations, and
the book's own modules that compute: comments, docstrings, the words `why` a number is what it is,
and modules that draw change nothing that a chapter computes or holds. Nor do the names and notes of
rows, and what a declaration says to people. How cells are tried is counted by a number, `METHOD`.
"""

import ast
import csv
import hashlib
import json
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from monograph.runner.chapters import Chapter

METHOD = "1"
"""Raise it when other changes are tried, or the same ones in another way."""

DRAWS = ("monograph.drawing", "monograph.alive")
"""A module that imports one of these draws, and so do those that stand in one folder with it."""

REASONS = {"why"}
"""What a number is given to say, in words, how it came about."""

NAMES = {"label", "label_zh", "note"}
"""Columns that say what a row is called, or why it holds what it holds."""

SAID = {"title", "title_zh", "description", "label", "label_zh", "rule"}
"""What a declaration says to people."""

PACKAGE = "data/datapackage.json"

Stamp = dict[str, str]
"""What -> digest: `chapter`, `method`, `table:facts`, `module:ourbook.analysis.survey`."""


def stamp(chapter: Chapter, tables: Iterable[str], modules: Iterable[str]) -> Stamp:
    """Return what a chapter's record comes from, as it is now."""
    keys = [f"table:{name}" for name in sorted(tables)]
    keys += [f"module:{name}" for name in sorted(modules)]
    return {key: _digest(chapter, key) for key in ("method", "chapter", *keys)}


def moved_on(made_from: Stamp, chapter: Chapter) -> list[str]:
    """Return what is no longer as it was; nothing if the map of the chapter still holds."""
    return [key for key, digest in made_from.items() if _digest(chapter, key) != digest]


def tables_in(made_from: Stamp) -> list[str]:
    """Return the tables that a chapter read when the stamp was made."""
    return [key.removeprefix("table:") for key in made_from if key.startswith("table:")]


def computing(root: Path) -> list[str]:
    """Return the modules of the project, loaded in this process, that compute."""
    code = root / "code"
    found = []
    for name, module in list(sys.modules.items()):
        path = Path(str(getattr(module, "__file__", None) or "/"))
        ours = path.is_relative_to(code) and not name.startswith("monograph")
        if ours and not _draws(path.parent):
            found.append(name)
    return sorted(found)


def _digest(chapter: Chapter, key: str) -> str:
    kind, _, name = key.partition(":")
    if kind == "method":
        return METHOD
    if kind == "chapter":
        return _sha("\n".join(_code(cell.source) for cell in chapter.code_cells).encode())
    if kind == "module":
        return _module(chapter.root, name)
    return _table(chapter.root, name)


@cache
def _module(root: Path, name: str) -> str:
    base = root.joinpath("code", *name.split("."))
    path = base / "__init__.py" if base.is_dir() else base.with_suffix(".py")
    return _sha(_code(path.read_text("utf-8")).encode()) if path.is_file() else "gone"


@cache
def _table(root: Path, name: str) -> str:
    path = root / PACKAGE
    if not path.is_file():
        return "gone"
    entry = next((each for each in _resources(path) if each["name"] == name), None)
    if entry is None or not (root / "data" / entry["path"]).is_file():
        return "gone"
    schema = entry.get("schema", {})
    keys = {*_listed(schema.get("primaryKey", []))}
    declared = [_unsaid(schema), entry.get("class"), entry.get("stored")]
    with (root / "data" / entry["path"]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    kept = [at for at, name in enumerate(rows[0]) if name not in NAMES or name in keys]
    counted = [[row[at] for at in kept] for row in rows]
    return _sha(json.dumps([declared, counted], sort_keys=True).encode())


def _unsaid(declared: Any) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """Return a declaration without what it says to people."""
    if isinstance(declared, dict):
        return {key: _unsaid(value) for key, value in declared.items() if key not in SAID}
    return [_unsaid(each) for each in declared] if isinstance(declared, list) else declared


def _listed(names: str | list[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


@cache
def _resources(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text("utf-8"))["resources"])


@cache
def _code(source: str) -> str:
    """Return code without comments, docstrings, layout, and reasons given in words."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [line for line in body if not _words(line)]  # type: ignore[attr-defined]
        elif isinstance(node, ast.Call):
            node.keywords = [each for each in node.keywords if each.arg not in REASONS]
    return ast.dump(tree)


def _words(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


@cache
def _draws(folder: Path) -> bool:
    return any(
        name.startswith(DRAWS)
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in _imports(node)
    )


def _imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
