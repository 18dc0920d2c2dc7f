"""The words of every column are shown by some chapter, or the column is listed with its reason.

Chapters are run in this process, without drawing: what is told, held and titled, what a table
shows, the data and words of a figure, and an explorer as it opens.
"""

import pytest

from .every_column import Book
from .idle_columns import IDLE

pytestmark = pytest.mark.xdist_group("every column")

LISTED = {name for names in IDLE.values() for name in names}


@pytest.fixture(scope="module")
def book() -> Book:
    made = Book()
    assert made.stopped() == []
    return made


def test_every_listed_column_holds_words_and_is_listed_once(book: Book) -> None:
    assert len(LISTED) == sum(map(len, IDLE.values()))
    assert LISTED - {column.name for column in book.columns() if column.words} == set()


def test_words_are_shown_somewhere(book: Book) -> None:
    words = [column for column in book.columns() if column.words and column.name not in LISTED]
    assert {column.name for column in words} - book.moved(words)[0] == set()


def test_nothing_hangs_on_a_listed_column(book: Book) -> None:
    _, moved = book.moved([column for column in book.columns() if column.name in LISTED])
    assert moved == []
