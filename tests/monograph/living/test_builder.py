"""Notebooks made without their pages are those made with them; what has no form stops the build."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ... import forking
from ..conftest import Book


@pytest.fixture
def copied(book: Book, tmp_path: Path) -> Book:
    """Give the small book as it is built, to be changed."""
    root = tmp_path / "project"
    shutil.copytree(book.root, root, ignore=shutil.ignore_patterns("stage", "typst"))
    return Book(root)


def notebooks(root: Path) -> dict[str, bytes]:
    folder = root / "_build/html/notebooks"
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*.ipynb"))}


def test_without_the_pages_they_are_the_same_to_the_byte(copied: Book) -> None:
    made = notebooks(copied.root)
    shutil.rmtree(copied.root / "_build/html")
    copied.build("notebooks")
    assert notebooks(copied.root) == made
    assert [path.name for path in (copied.root / "_build/html").iterdir()] == ["notebooks"]


WRONG = """
Take {download}`a file <index.md>` along.

```{try-it}
:table: nothing
:row: a
:column: b
:value: 1

What if?
```

```{try-it}
:table: nothing

What if?
```

An {nosuch}`role` stands here.
"""


def test_what_has_no_form_is_named_with_chapter_and_line_and_nothing_is_written(
    copied: Book,
) -> None:
    page = copied.root / "book/index.md"
    before = page.read_text("utf-8")
    first = before.count("\n") + 1
    page.write_text(before + WRONG, "utf-8")
    made = notebooks(copied.root)
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(copied.root / "code")}
    said = forking.run(["notebooks"], copied.root, environment)
    words = said.stdout
    assert said.returncode == 1
    for line, fault in (
        (1, "a notebook has no form for <download_reference> in a line"),
        (3, "No table named 'nothing'."),
        (12, "row, column, value"),
        (18, 'Unknown interpreted text role "nosuch"'),
    ):
        (named,) = [each for each in words.splitlines() if fault in each]
        assert f"book/index.md:{first + line}:" in named, named
    assert notebooks(copied.root) == made
