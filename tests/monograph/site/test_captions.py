"""Figures and tables: numbered, captioned, with their source and their data one click away."""

import pytest

from ..conftest import Book

NUMBERS = {"fig-first": "2.1", "fig-second": "2.2", "tab-first": "2.1"}


@pytest.mark.parametrize("name", NUMBERS)
def test_number_caption_and_reference_agree(book: Book, name: str) -> None:
    page = book.page("drawings")
    shown = page.select_one(f"#{name} .caption-number")
    reference = page.select_one(f'article p a[href="#{name}"] .std-numref')
    assert shown is not None
    assert reference is not None
    assert shown.get_text().split()[-1] == NUMBERS[name]
    assert reference.get_text().split()[-1] == NUMBERS[name]


def test_a_table_is_a_table(book: Book) -> None:
    table = book.one("drawings", "#tab-first")
    assert table.name == "table"
    assert "cb-table" in table["class"]
    assert table.find_parent("figure") is None


def test_the_source_line_follows_what_it_speaks_of(book: Book) -> None:
    figure = book.one("drawings", "#fig-first .cb-source")
    assert figure.get_text(" ", strip=True).startswith("The paper says: Table 5.")
    table = book.one("drawings", "#tab-first")
    source = table.find_next("p", class_="cb-source")
    assert source is not None
    assert source.get_text(" ", strip=True) == "We compute. facts.csv assumptions.csv"


LINKS = {
    "fig-first": ["../data/facts.csv", "../figures/fig-first.svg", "../figures/fig-first.csv"],
    "fig-second": ["../figures/fig-second.svg", "../figures/fig-second.csv"],
    "tab-first": ["../data/facts.csv", "../data/assumptions.csv"],
}


@pytest.mark.parametrize("name", LINKS)
def test_data_and_drawing_are_one_click_away(book: Book, name: str) -> None:
    source = book.one("drawings", f"#{name}").find_next("p", class_="cb-source")
    assert source is not None
    assert [link["href"] for link in source.select("a.cb-data")] == LINKS[name]
    for link in LINKS[name]:
        assert (book.root / "_build/html/book" / link).resolve().is_file()


def test_a_cell_is_named_after_what_it_tells_and_not_by_its_position(book: Book) -> None:
    page = book.page("drawings")
    named = page.select('[id^="code-"]')
    assert named
    assert [
        each
        for each in named
        if not each.find_parent(class_="cell") and "cell" not in each["class"]
    ] == []
    assert page.select('[id^="cell-"]') == []


def test_another_page_can_quote_a_caption(book: Book) -> None:
    quoted = book.one("quoting", 'a[href="drawings.html#fig-first"]')
    assert quoted.get_text() == "A caption with 2 in it."


def test_print_has_the_same_captions_and_sources(book: Book) -> None:
    chapter = book.code("drawings").replace("\u00a0", " ")
    for listed, caption in (
        ("A caption with 2 in it", '"A caption with "voiced(voice: "computed", {"2"})" in it."'),
        (
            "A table with 2 in its caption",
            '"A table with "voiced(voice: "computed", {"2"})" in its caption."',
        ),
    ):
        assert f'caption: {{{caption}}}, listed: {{"{listed}"}}' in chapter
    for source in ("The paper says: Table 5.", "We compute."):
        assert source in chapter
    assert "a class=" not in chapter
