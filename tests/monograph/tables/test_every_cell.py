"""Exhaustive: break each cell in each way that its column knows, and see just that cell named."""

from collections.abc import Callable, Iterator

import pytest

from monograph.tables.errors import DataError
from monograph.tables.library import Library

ROWS = [
    ["negotiate", "Talks with firms", "firm", "18.03", "11", "false", "", "F101"],
    ["cooperate", "Joint work", "firm", "13.33", "8", "false", '"one firm\nonly"', "F102"],
    ["consult", "Advice", "university", "13.11", "", "true", "", ""],
    ["hire", "Staff, new", "mixed", "21.31", "13", "true", "NA", "F104"],
]
COLUMNS = ["channel", "label", "partner", "percent", "firms", "outside", "note", "fact"]

NO_NUMBER = ["x", "NaN", "inf", "1,5", "1 000", "１３", " 5", "5 ", "0x5", "1_0", "--1", "5%", " "]
BREAKS = {
    "channel": ["", " ", "Hire", "hire ", " hire", "hi re", "hire7", "\ufffd"],
    "label": ["", " ", "\u3000", "\ufffd"],
    "partner": ["", " ", "firms", "Firm", "firm ", "１"],
    "percent": ["", "-1", "100.01", *NO_NUMBER],
    "firms": ["0", "-3", "1.5", "1.0", "1e2", "9" * 19, "9" * 99, *NO_NUMBER],
    "outside": ["", "True", "FALSE", "1", "yes", " true", " "],
    "note": [" ", "\ufffd"],
    "fact": ["F999", "F101 ", "f101", " ", "\ufffd"],
}


def _file(rows: list[list[str]]) -> str:
    """Return the CSV text of rows, cells with commas in quotation marks."""
    lines = [COLUMNS, *rows]
    return "".join(
        ",".join(f'"{cell}"' if "," in cell else cell for cell in row) + "\n" for row in lines
    )


def _cases() -> Iterator[tuple[int, str, str]]:
    for place in range(len(ROWS)):
        for column, breaks in BREAKS.items():
            for text in breaks:
                yield place, column, text


def test_the_table_is_whole_before_it_is_broken(write: Callable[..., Library]) -> None:
    """Else the test below would prove nothing."""
    assert len(write(channels=_file(ROWS)).load("channels")) == len(ROWS)


@pytest.mark.parametrize(("place", "column", "text"), list(_cases()))
def test_each_broken_cell_is_named_and_nothing_else(
    place: int, column: str, text: str, write: Callable[..., Library]
) -> None:
    """One broken cell is one problem, at its line and column, and the cell is quoted."""
    rows = [list(row) for row in ROWS]
    spot = COLUMNS.index(column)
    rows[place][spot] = text
    # Line 4 belongs to the note in the second row, unless it is the note that was replaced.
    broken = place == 1 and column == "note"
    line = place + 2 + (place > 1 or (place == 1 and spot > COLUMNS.index("note") and not broken))

    with pytest.raises(DataError) as caught:
        write(channels=_file(rows)).load("channels")
    (problem,) = caught.value.problems
    assert (problem.path, problem.line, problem.column) == ("data/channels.csv", line, column)
    assert (
        "empty" in problem.what if not text else text.isprintable() <= (text[:39] in problem.what)
    )


@pytest.mark.parametrize("later", range(1, len(ROWS)))
@pytest.mark.parametrize("first", range(len(ROWS) - 1))
def test_each_pair_of_equal_keys_is_named(
    first: int, later: int, write: Callable[..., Library]
) -> None:
    """For every two rows: the later repeats the key, the hint names the line of the earlier."""
    if first >= later:
        first, later = later, first + 1
    rows = [list(row) for row in ROWS]
    rows[later][0] = rows[first][0]
    lines = [2, 3, 5, 6]

    with pytest.raises(DataError) as caught:
        write(channels=_file(rows)).load("channels")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (lines[later], "channel")
    assert problem.hint == f"first used on line {lines[first]}"


@pytest.mark.parametrize("place", range(len(ROWS)))
@pytest.mark.parametrize("change", [-1, 1])
def test_each_row_of_another_length_is_named(
    place: int, change: int, write: Callable[..., Library]
) -> None:
    """A cell too few or too many is a fault of the row, not of what its cells then seem to be."""
    rows = [list(row) for row in ROWS]
    rows[place] = rows[place][:-1] if change < 0 else [*rows[place], "x"]

    with pytest.raises(DataError) as caught:
        write(channels=_file(rows)).load("channels")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == ([2, 3, 5, 6][place], None)
    assert problem.what == f"{8 + change} cells where the header has 8"
