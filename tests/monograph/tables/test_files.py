"""Faults of a whole file, of its header and of its rows."""

from collections.abc import Callable

import pytest

from monograph.tables.errors import DataError
from monograph.tables.library import Library
from monograph.tables.reading import SEPARATOR, UTF8

Write = Callable[..., Library]
FACT = "1 problem in data/facts.csv\n\n  data/facts.csv"


def refusal(library: Library, name: str) -> str:
    """Return the message with which a table is refused."""
    with pytest.raises(DataError) as caught:
        library.load(name)
    return str(caught.value)


FILES = {
    "missing": (
        None,
        "  the file is missing\n      datapackage.json declares it for the table 'facts'",
    ),
    "empty": (b"", ":1  the file is empty\n      its first line should be fact,value"),
    "header only": (b"fact,value\n", ":1  the header is followed by no rows"),
    "GBK": (
        "fact,value\nF101,玉环阀门\n".encode("gbk"),
        ":2  byte 0xD3 at offset 16 is not UTF-8\n"
        f"      the file reads as GBK/GB18030 (Chinese Windows); {UTF8}",
    ),
    "Latin-1": (
        "fact,value\nF101,Müller\n".encode("latin-1"),
        f":2  byte 0xFC at offset 17 is not UTF-8\n      save the file as UTF-8: {UTF8}",
    ),
    "UTF-16": (
        "fact,value\nF101,1\n".encode("utf-16"),
        ":1  byte 0xFF at offset 0 is not UTF-8\n"
        f'      the file looks like UTF-16, Excel\'s "Unicode Text"; {UTF8}',
    ),
    "UTF-16 without its mark": (
        "fact,value\nF101,阀\n".encode("utf-16-le"),
        ":2  byte 0x96 at offset 33 is not UTF-8\n"
        f'      the file looks like UTF-16, Excel\'s "Unicode Text"; {UTF8}',
    ),
    "workbook of Excel": (
        b"PK\x03\x04\x14\x00\x06\x00\x80",
        f"  the file is a workbook, not CSV\n      {UTF8}",
    ),
    "old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        f"  the file is a workbook, not CSV\n      {UTF8}",
    ),
    "another file": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:aa\n",
        ":1  its first line names no column\n      its first line should be fact,value",
    ),
    "title above the header": (
        b"Facts of the paper,\nfact,value\nF101,1\n",
        ":1  its first line names no column\n      its first line should be fact,value",
    ),
    "cut within a character": (
        "fact,value\nF101,阀".encode()[:-1],
        f":2  byte 0xE9 at offset 16 is not UTF-8\n      save the file as UTF-8: {UTF8}",
    ),
    "byte order mark": (
        b"\xef\xbb\xbffact,value\nF101,1\n",
        ":1  begins with a byte order mark (BOM)\n      "
        'Excel\'s "CSV UTF-8" puts it there; `make metadata` takes it away',
    ),
    "quotation mark never closed": (
        b'fact,value\nF101,1\nF102,"1\nF103,1\n',
        ":3  a quotation mark is never closed\n"
        "      close it; a quotation mark inside a cell is written twice",
    ),
    "text after a closing quotation mark": (
        b'fact,value\nF101,1\nF102,"1"2\n',
        ":3  the row is not CSV: ',' expected after '\"'\n"
        '      put the whole cell in quotation marks; one inside a cell is written twice: ""',
    ),
    "blank line": (b"fact,value\nF101,1\n\nF102,1\n", ":3  the line is blank\n      delete it"),
    "blank line at the end": (b"fact,value\nF101,1\n\n", ":3  the line is blank\n      delete it"),
    "empty row": (
        b"fact,value\nF101,1\n,\n",
        ":3  every cell of the row is empty\n      delete the line; `make metadata` does",
    ),
    "row too short": (
        b"fact,value\nF101,1\nF102\n",
        ":3  1 cell where the header has 2\n      an empty cell needs its comma, too",
    ),
    "row too long": (
        b"fact,value\nF101,1\nF102,1,5\n",
        ":3  3 cells where the header has 2\n"
        "      a cell that holds a comma must stand in quotation marks",
    ),
    "missing column": (b"fact\nF101\n", ":1:value  the column is missing"),
    "extra column": (
        b"fact,value,colour\nF101,1,red\n",
        ":1:colour  the column is not declared\n      remove it, or declare it in datapackage.json",
    ),
    "column twice": (
        b"fact,value,fact\nF101,1,F102\n",
        ":1:fact  the column occurs twice, in places 1 and 3\n      remove one of them",
    ),
    "column without a name": (
        b"fact,value,\nF101,1,\n",
        ":1  the column in place 3 has no name\n"
        "      name it; empty ones `make metadata` takes away",
    ),
    "columns without names": (
        b"fact,value,,\nF101,1,,\n",
        ":1  the columns in places 3, 4 have no name\n"
        "      name it; empty ones `make metadata` takes away",
    ),
}


@pytest.mark.parametrize(("content", "message"), FILES.values(), ids=FILES)
def test_a_faulty_file_is_refused_with_its_place(
    content: bytes | None, message: str, write: Write
) -> None:
    """A file of the wrong make gives one fault, not one for each of its cells."""
    assert refusal(write(facts=content), "facts") == FACT + message


def test_a_misspelt_column_is_recognised(write: Write) -> None:
    """Two faults, the column in its place and the missing one; the first has the hint."""
    assert refusal(write(facts="fact,vaule\nF101,1\n"), "facts") == (
        "2 problems in data/facts.csv\n"
        "\n"
        "  data/facts.csv:1:vaule  the column is not declared\n"
        "      did you mean 'value'?\n"
        "  data/facts.csv:1:value  the column is missing"
    )


def test_semicolons_for_commas_are_one_fault(write: Write) -> None:
    """What a German or French spreadsheet saves has one column of another name."""
    assert refusal(write(facts="fact;value\nF101;1\n"), "facts") == (
        "1 problem in data/facts.csv\n"
        "\n"
        "  data/facts.csv:1  its cells are parted by semicolons, not by commas\n"
        f"      {SEPARATOR}"
    )


def test_a_byte_order_mark_hides_no_other_fault(write: Write) -> None:
    """The rest of the file is read as if the mark were not there, for the report only."""
    message = refusal(write(facts=b"\xef\xbb\xbffact,value\nF101,x\n"), "facts")
    assert message.startswith("2 problems")
    assert "data/facts.csv:2:value  'x' is not a number" in message


def test_rows_of_wrong_length_hide_no_faults_in_others(write: Write) -> None:
    """Each row is judged by itself."""
    library = write(facts="fact,value\nF101\nF102,x\nF103,1,2\n")
    with pytest.raises(DataError) as caught:
        library.load("facts")
    places = [(problem.line, problem.column) for problem in caught.value.problems]
    assert places == [(2, None), (3, "value"), (4, None)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_are_counted_as_an_editor_counts(end: str, write: Write) -> None:
    """Quoted line breaks and blank lines count, and a cell stands where it begins."""
    rows = ["fact,value", '"F', '101",1', "", '"F102",x', "F103,y"]
    with pytest.raises(DataError) as caught:
        write(facts=end.join(rows) + end).load("facts")
    places = [(problem.line, problem.column) for problem in caught.value.problems]
    assert places == [(2, "fact"), (4, None), (5, "value"), (6, "value")]


def test_a_cell_after_a_quoted_line_break_stands_on_its_own_line(
    write: Write, channels_csv: str
) -> None:
    """The note of the third row spans lines 3 and 4; its reference stands on line 4."""
    with pytest.raises(DataError) as caught:
        write(channels=channels_csv.replace("F102", "F999")).load("channels")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (4, "fact")


def test_the_last_line_need_not_end(write: Write) -> None:
    """A file without a final line break holds the same rows."""
    assert len(write(facts="fact,value\nF101,1\nF102,2").load("facts")) == 2


def test_a_path_that_is_a_folder_is_a_missing_file(write: Write) -> None:
    """Only files hold tables."""
    library = write(facts=None)
    (library.folder / "facts.csv").mkdir()
    assert "data/facts.csv  the file is missing" in refusal(library, "facts")
