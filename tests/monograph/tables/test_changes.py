"""Cells changed in memory: read and refused like cells of a file, and no file is touched."""

from collections.abc import Callable

import pytest

from monograph.tables.changes import Changes
from monograph.tables.errors import DataError, UnknownTableError
from monograph.tables.library import Library

Write = Callable[..., Library]


@pytest.fixture
def changes(write: Write) -> Changes:
    return Changes(write().folder)


def test_a_changed_cell_is_loaded_and_the_file_stays_as_it_is(changes: Changes) -> None:
    path = changes.library.folder / "channels.csv"
    before, row = path.read_bytes(), changes.library.load("channels")["channel"][0]
    made = changes.change("channels", row, "percent", 42.5)
    assert changes.library.load("channels")["percent"][0] == 42.5
    assert (made.value, float(made.filed)) == (
        "42.5",
        Library(path.parent).load("channels")["percent"][0],
    )
    assert path.read_bytes() == before


def test_the_filed_value_takes_a_change_back_however_it_is_written(changes: Changes) -> None:
    row = changes.library.load("channels")["channel"][0]
    filed = changes.change("channels", row, "percent", 42.5).filed
    changes.change("channels", row, "percent", float(filed))
    assert changes.made == {}


def test_reset_takes_all_back(changes: Changes) -> None:
    before = changes.library.load("channels")
    changes.change("channels", before["channel"][0], "outside", not before["outside"][0])
    assert not changes.library.load("channels").equals(before)
    assert changes.reset("facts") == []
    assert len(changes.reset()) == 1
    assert changes.library.load("channels").equals(before)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("percent", 101, r"channels\.csv:2:percent  101 is above"),
        ("partner", "freind", r"channels\.csv:2:partner  'freind'"),
        ("fact", "F999", r"channels\.csv:2:fact"),
        ("percnt", 1, "there is no column 'percnt'(?s:.*)percent"),
        ("channel", "x", "channel  it names the row"),
        ("percent", None, "percent  the cell is empty"),
    ],
)
def test_what_the_table_does_not_allow_is_refused_and_not_made(
    changes: Changes, column: str, value: object, said: str
) -> None:
    before = changes.library.load("channels")
    row = before["channel"][0]
    changes.change("channels", row, "firms", 7)
    with pytest.raises(DataError, match=said):
        changes.change("channels", row, column, value)  # type: ignore[arg-type]
    assert list(changes.made) == [("channels", row, "firms")]
    assert changes.library.load("channels")["percent"].equals(before["percent"])


def test_an_unknown_row_or_table_is_refused_with_what_was_meant(changes: Changes) -> None:
    row = changes.library.load("channels")["channel"][0]
    with pytest.raises(DataError, match=rf"there is no row '{row}s'(?s:.*){row}"):
        changes.change("channels", f"{row}s", "percent", 1)
    with pytest.raises(UnknownTableError, match="Did you mean 'channels'"):
        changes.change("chanels", row, "percent", 1)
