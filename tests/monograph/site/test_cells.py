"""No cell of a table is a paragraph: what is copied from a table as text stays one."""

from monograph.site.cells import unwrapped

from ..conftest import Book


def test_no_cell_of_a_page_is_one_paragraph(book: Book) -> None:
    pages = sorted((book.root / "_build/html/book").glob("*.html"))
    cells = [cell for path in pages for cell in book.page(path.stem).select("article :is(td, th)")]
    assert cells
    alone = [cell for cell in cells if [part.name for part in cell.contents] == ["p"]]
    assert alone == []


def test_words_and_what_stands_in_them_stay() -> None:
    cell = '<td class="text-left"><p><a href="#x">3.28</a> <em>of</em> 61</p>\n</td>'
    assert unwrapped(cell) == '<td class="text-left"><a href="#x">3.28</a> <em>of</em> 61</td>'


def test_a_cell_of_two_paragraphs_keeps_them() -> None:
    cell = "<td><p>One.</p>\n<p>Two.</p></td>"
    assert unwrapped(cell) == cell
