"""A small book with every role and every kind of caption, built once for the page and for print."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from .. import forking
from ..small_book import REAL, lay_out, once

OVER = Path(__file__).parent / "over"
"""Pages with what a page can hold, and the tables that they read."""

SETTINGS = {
    "BOOK_URL": "https://example.org/books/valves",
    "BOOK_REPOSITORY": "https://github.com/owner/name/tree/main",
}


@dataclass(frozen=True)
class Book:
    """The built book."""

    root: Path

    def page(self, name: str) -> BeautifulSoup:
        """Return a page as a browser would read it."""
        path = self.root / "_build/html/book" / f"{name}.html"
        return BeautifulSoup(path.read_text("utf-8"), "html.parser")

    def one(self, page: str, selector: str) -> Tag:
        """Return the only element of a page's article that a selector finds."""
        (found,) = self.page(page).select(f"article {selector}")
        return found

    def code(self, page: str) -> str:
        """Return a page as it is written for the typesetter, on one line."""
        path = self.root / "_build/typst/pages" / f"book-{page}.typ"
        lines = path.read_text("utf-8").split("\n")
        return "".join(line for line in lines if not line.startswith("// "))

    def build(self, what: str, **settings: str) -> str:
        """Build with some settings, and no others; return what was said."""
        unset = {name: value for name, value in os.environ.items() if name not in SETTINGS}
        environment = {**unset, **settings, "PYTHONPATH": str(self.root / "code")}
        result = forking.run([what], self.root, environment)
        assert result.returncode == 0, result.stdout
        return result.stdout


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Return the small book, built as HTML and as PDF. Not to be changed."""

    def make(folder: Path) -> None:
        root = folder / "project"
        lay_out(root, OVER, code=True)
        # Signs beyond Latin are printed in the typefaces of a book's own.
        shutil.copytree(REAL / "book/_typefaces", root / "book/_typefaces")
        Book(root).build("html")
        Book(root).build("pdf")

    return Book(once(tmp_path_factory, "set", make) / "project")


@pytest.fixture(scope="session")
def stated(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Return the small book, built as HTML with an address and a repository."""

    def make(folder: Path) -> None:
        shutil.copytree(book.root, folder / "project")
        Book(folder / "project").build("html", **SETTINGS)

    return Book(once(tmp_path_factory, "stated", make) / "project")
