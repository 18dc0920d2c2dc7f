"""The package that any book could use says no word of this one."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

REAL = Path(__file__).parents[2]
PACKAGE = REAL / "code/monograph"
KINDS = {".py", ".pyi", ".md", ".html", ".css", ".js", ".mjs", ".typ", ".jinja"}
FILES = sorted(
    str(path.relative_to(REAL))
    for path in PACKAGE.rglob("*")
    if path.suffix in KINDS and "vega" not in path.name and "__pycache__" not in path.parts
)


def words() -> set[str]:
    """Return what names this book and its case: packages, place, trade, paradigms, actors."""
    found = {"clusterbook", "yuhuan", "玉环", "plumbing", "阀门"}
    for table in ("paradigms", "firm_types", "mechanisms"):
        with (REAL / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        key = next(iter(rows[0]))
        found |= {row["label_zh"] for row in rows} | {r[key] for r in rows if "_" in r[key]}
    return found


def faults(path: str, text: str) -> list[str]:
    """Return each word of this book in a text, with its line."""
    pattern = re.compile("|".join(map(re.escape, sorted(words()))), re.IGNORECASE)
    return [
        f"{path}:{number}: {found[0]}"
        for number, line in enumerate(text.splitlines(), start=1)
        for found in pattern.finditer(line)
    ]


@pytest.mark.parametrize("path", FILES)
def test_no_word_of_this_book(path: str) -> None:
    assert faults(path, (REAL / path).read_text("utf-8")) == []


@pytest.mark.parametrize("text", ["import clusterbook", 'SAND = "sand_casting"', "玉环"])
def test_a_word_of_this_book_is_a_fault(text: str) -> None:
    assert len(faults("m.py", text)) == 1
