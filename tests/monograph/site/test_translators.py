"""The pages keep the theme's own translator, whatever the printed edition is made by."""

from ..conftest import Book


def test_tables_scroll_in_their_box_and_headings_of_the_side_bar_have_levels(book: Book) -> None:
    tables = book.page("drawings").select("table.cb-table")
    assert [t for t in tables if not t.find_parent(class_="pst-scrollable-table-container")] == []
    assert tables
    captions = book.page("drawings").select("p.caption[role=heading]")
    assert [caption for caption in captions if not caption.get("aria-level")] == []
    assert captions
