"""Signs that readers see: curved apostrophes and quotation marks, and no space before a percent."""

import ast
import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from monograph.runner.chapters import Chapter, chapters

ROOT = Path(__file__).parents[2]
WORDS = sorted(str(p.relative_to(ROOT)) for p in (ROOT / "code").rglob("*.toml"))
TABLES = sorted(p.name for p in (ROOT / "data").glob("*.csv"))

SHOWN = ("label", "note")
"""Columns whose words figures write, and say."""

AS_TYPED = {"evidence_second.csv", "findings_second.csv"}
"""Notes of the second coder, kept as they were handed in."""

STRAIGHT = re.compile(r"(?<=\w)'(?=\w|[ ,.;:)]|$)|\B'(?=\w)|\"")
SPACED = re.compile(r"[\d}][\s\u00a0\u202f]%(?![({\w])")
IN_TAG = re.compile(r"<[^<>]*>")


def faults(text: str) -> list[str]:
    """Return what of a text is not set as a printer would."""
    bare = IN_TAG.sub("", text)
    return [bare[max(at.start() - 20, 0) : at.end() + 10] for at in STRAIGHT.finditer(bare)] + [
        bare[max(at.start() - 20, 0) : at.end() + 10] for at in SPACED.finditer(bare)
    ]


@pytest.mark.parametrize("path", [path for path in WORDS if not path.endswith("pyproject.toml")])
def test_words_beside_a_module(path: str) -> None:
    held = tomllib.loads((ROOT / path).read_text("utf-8"))
    texts = [t for v in held.values() for t in (v.values() if isinstance(v, dict) else [v])]
    assert [fault for text in texts for fault in faults(text)] == []


@pytest.mark.parametrize("name", [name for name in TABLES if name not in AS_TYPED])
def test_words_of_a_table(name: str) -> None:
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as held:
        rows = list(csv.DictReader(held))
    cells = [row[column] for row in rows for column in SHOWN if column in row]
    assert [fault for cell in cells for fault in faults(cell)] == []


def said(source: str) -> Iterator[str]:
    """Yield what the cells of a chapter give a figure as its title, and a number as its reason.

    What stands in a cell by itself, under the name `title`, is one.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg in {"why", "title"}:
            yield _words(node.value)
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "title":
            yield _words(node.value)


def _words(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "0" for v in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@pytest.mark.parametrize("chapter", chapters(ROOT), ids=lambda chapter: chapter.name)
def test_words_of_a_chapter(chapter: Chapter) -> None:
    """Quotation marks of prose are curved when a page is set; titles and reasons are not prose."""
    source = chapter.path.read_text("utf-8")
    cells = chapter.code_cells if chapter.notebook else []
    found = [words for cell in cells for words in said(cell.source)]
    assert [fault for words in found for fault in faults(words)] == []
    prose = re.sub(r"^```.*?^```", "", source, flags=re.DOTALL | re.MULTILINE)
    assert re.findall(r".{0,30}(?:\d|`) %.{0,10}", prose) == []


@pytest.mark.parametrize(
    "text", ["the cluster's mean", "leaders' capacity", 'a "word"', "12 %", "{share} % of firms"]
)
def test_a_wrong_sign_is_seen(text: str) -> None:
    assert len(faults(text)) >= 1


@pytest.mark.parametrize(
    "text", ["the cluster’s mean", "a “word”", "12%", 'a <a href="x">link</a>', "Share, %"]
)
def test_right_signs_are_passed_over(text: str) -> None:
    assert faults(text) == []
