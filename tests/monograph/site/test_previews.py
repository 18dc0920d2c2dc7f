"""Each page carries the words of the places that it links to, and no others."""

import json

from monograph.site.previews import linked, target

from ..conftest import Book


def carried(book: Book, page: str) -> dict[str, list[str]]:
    found = book.page(page).find(id="mg-previews")
    return json.loads(found.string) if found else {}


def test_every_link_inside_the_book_that_can_be_told_is_told(book: Book) -> None:
    for name in ("voices", "quoting"):
        links = {a["href"] for a in book.page(name).select("article a.reference.internal")}
        said = carried(book, name)
        assert set(said) <= links
        for href in links - set(said):  # what is not told is a place on the page itself
            assert href.startswith(("#n-", "#at-", "#code-")), href


def test_a_row_is_told_by_its_cells(book: Book) -> None:
    (words,) = [said for href, said in carried(book, "voices").items() if "fact-f001" in href]
    assert words[0].startswith("F001")
    assert "is the first" in words[1]
    assert "<" not in words[1]


def test_a_figure_is_told_by_number_and_caption(book: Book) -> None:
    words = next(said for href, said in carried(book, "quoting").items() if "fig-first" in href)
    assert words[0].startswith("Figure ")
    caption = book.one("drawings", "#fig-first figcaption .caption-text").get_text()
    assert words[1].split()[:4] == caption.split()[:4]


def test_words_cannot_end_the_script_that_carries_them(book: Book) -> None:
    for page in ("voices", "quoting"):
        found = book.page(page).find(id="mg-previews")
        assert "<" not in (found.string or "")


def test_addresses_are_resolved_from_the_page() -> None:
    assert target("book/survey", "facts.html#fact-f001") == ("book/facts", "fact-f001")
    assert target("book/survey", "#fig-tree") == ("book/survey", "fig-tree")
    assert target("book/survey", "../index.html") == ("index", "")
    assert linked('<a class="reference internal" href="#a">x</a><a href="#b">y</a>') == ["#a"]
