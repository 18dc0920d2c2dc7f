"""A row of a data table is a place of its own; a table's file can be taken away."""

from ..conftest import Book


def test_a_row_shows_its_key_or_the_text_it_is_given(book: Book) -> None:
    rows = [row.get_text() for row in book.page("facts").select("article .cb-row")]
    assert rows == ["F001", "the other one", "exchange_rate", "output_of_county"]


def test_a_row_can_be_linked_to(book: Book) -> None:
    for anchor in ("fact-f001", "fact-f002", "assumption-exchange-rate"):
        assert len(book.page("facts").select(f"article #{anchor}")) == 1


def test_a_row_inside_a_table_can_be_linked_to_from_another_page(book: Book) -> None:
    link = book.one("quoting", 'a[href="drawings.html#sample-large"]')
    assert link.get_text() == "the large"
    assert book.one("drawings", "table #sample-large")


def test_a_file_is_linked_on_the_page_and_named_in_print(book: Book) -> None:
    link = book.one("facts", 'a.cb-data[href="../data/facts.csv"]')
    assert link.get_text() == "data/facts.csv"
    assert link.has_attr("download")
    assert 'data/facts.csv", whole: true' in book.code("facts")
    around = book.one("facts", "p:has(a.cb-data)").get_text().replace(link.get_text(), "")
    assert "data/facts.csv" not in around
