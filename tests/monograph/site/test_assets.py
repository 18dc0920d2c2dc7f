"""A page loads the scripts and styles that it uses, each once."""

from collections import Counter

import pytest

from monograph.site.assets import USED_WITH, needed

from ..conftest import Book
from .test_pages import NAMES


def files(book: Book, name: str) -> list[str]:
    page = book.page(name)
    found = [tag["href"] for tag in page.select("link[rel=stylesheet]")]
    return found + [tag.get("src") or tag.get_text() for tag in page.select("script")]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_loaded_twice_or_in_vain(book: Book, name: str) -> None:
    loaded = [file for file in files(book, name) if file.strip()]
    body = str(book.page(name).select_one("article"))
    assert [file for file, times in Counter(loaded).items() if times > 1] == []
    assert [file for file in loaded if not needed(file, body)] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_search_index_is_for_the_page_that_searches(book: Book, name: str) -> None:
    assert not [
        file for file in files(book, name) if "searchindex" in file or "searchtools" in file
    ]
    assert any("searchindex" in file for file in files(book, "../search"))


@pytest.mark.parametrize(("file", "mark"), USED_WITH.items())
def test_a_page_that_needs_a_file_has_it(file: str, mark: str) -> None:
    assert needed(f"_static/{file}.js", f"<div {mark}>")
    assert not needed(f"_static/{file}.js", "<p>Plain.</p>")


def test_what_runs_code_through_another_host_is_never_loaded() -> None:
    assert not needed("_static/sphinx-thebe.js", "thebe")
    assert needed("_static/book.css", "")
