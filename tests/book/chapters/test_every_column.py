"""What stands in a column reaches readers, or the column is listed with its reason.

Words must be shown by some chapter. Of a column of numbers, of categories or of truth values one
changed cell must move something: what is told, held and titled, what a table shows, the data and
words of a figure, an explorer as it opens. A chapter that refuses the cell is moved, too.
Chapters are run in this process, without drawing; but what the map of influence has tried, and is
believed to have (`test_what_breaks` tries a sample of it again), is not tried anew.
"""

import pytest

from monograph.influence.belief import believed

from .every_column import ROOT, Book, Column
from .idle_columns import IDLE

pytestmark = [
    pytest.mark.xdist_group("every column"),
    pytest.mark.timeout(3000),
    pytest.mark.whole(because="every chapter is run, with each column changed: five minutes"),
]
"""Several hundred runs of chapters: on a busy machine they take longer than one test may."""

LISTED = {name for names in IDLE.values() for name in names}


@pytest.fixture(scope="module")
def book() -> Book:
    made = Book()
    assert made.stopped() == []
    return made


@pytest.fixture(scope="module")
def columns(book: Book) -> dict[str, Column]:
    return {column.name: column for column in book.columns() if column.words or column.coded}


def test_every_listed_column_is_read_and_listed_once(columns: dict[str, Column]) -> None:
    assert len(LISTED) == sum(map(len, IDLE.values()))
    assert LISTED - columns.keys() == set()


def test_words_are_shown_somewhere(book: Book, columns: dict[str, Column]) -> None:
    words = [each for name, each in columns.items() if each.words and name not in LISTED]
    assert {column.name for column in words} - book.moved_by_words(words) == set()


def test_a_changed_cell_moves_something(book: Book, columns: dict[str, Column]) -> None:
    coded = [each for name, each in columns.items() if each.coded and name not in LISTED]
    asked = [each for each in coded if each.name not in mapped()]
    assert [each.name for each in asked if book.moved_by_a_cell(each) is None] == []


def mapped() -> set[str]:
    """Return the columns of which the map of influence knows a cell that moved something."""
    return {
        f"{change.table}.{change.column}"
        for chart in believed(ROOT).values()
        for change in chart.changes
        if change.stopped or change.numbers or change.sentences or change.displays
    }


def test_nothing_hangs_on_a_listed_column(book: Book, columns: dict[str, Column]) -> None:
    assert book.moved_by_all([columns[name] for name in sorted(LISTED)]) == []
