"""From the bytes of a CSV file to rows of text, each cell with the line it stands on.

Nothing is mended on the way: another encoding, a byte order mark, a quotation mark
that is never closed are faults, because a guess here would be silent everywhere else.
"""

import codecs
import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from monograph.tables.errors import Problem

_LINE_END = re.compile(r"\r\n|\r|\n")

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the workbooks of Excel and LibreOffice begin, new and old, whatever they are called."""

UTF8 = (
    'Excel saves as "CSV UTF-8 (Comma delimited)", LibreOffice as Text CSV with the character set '
    "Unicode (UTF-8)"
)
"""What a spreadsheet offers against another encoding."""

SEPARATOR = (
    "LibreOffice asks for the field delimiter as it saves: choose the comma; "
    "Excel parts cells by the list separator of the system's regional settings: set the comma "
    "there, and the point for decimals, and save as CSV UTF-8"
)
"""What a spreadsheet offers against its own habit."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, and the line on which each begins."""

    cells: tuple[str, ...]
    lines: tuple[int, ...]
    line: int


def decode(path: str, content: bytes) -> tuple[str, list[Problem]]:
    """Return the text in `content` and the faults of its encoding.

    Parameters
    ----------
    path
        How a fault names the file.
    content
        The file, which should be UTF-8 without a byte order mark.

    Returns
    -------
    text, problems
        The text is empty if `content` is not UTF-8.
    """
    problems = []
    if content.startswith(codecs.BOM_UTF8):
        hint = 'Excel\'s "CSV UTF-8" puts it there; `make metadata` takes it away'
        problems.append(Problem(path, 1, None, "begins with a byte order mark (BOM)", hint))
    if content.startswith(_WORKBOOKS):
        return "", [Problem(path, None, None, "the file is a workbook, not CSV", UTF8)]
    try:
        return content.decode("utf-8").removeprefix("\ufeff"), problems
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"byte 0x{content[error.start]:02X} at offset {error.start} is not UTF-8"
        return "", [*problems, Problem(path, line, None, what, _encoding_hint(content))]


def _encoding_hint(content: bytes) -> str:
    """Say which encoding `content` seems to be in, without acting on it."""
    if content.startswith(_UTF16) or b"\0" in content:
        return f'the file looks like UTF-16, Excel\'s "Unicode Text"; {UTF8}'
    if _is_chinese(content):
        return f"the file reads as GBK/GB18030 (Chinese Windows); {UTF8}"
    return f"save the file as UTF-8: {UTF8}"


def _is_chinese(content: bytes) -> bool:
    """Tell whether `content` is plausible GB18030.

    Western text often decodes as GB18030 too, but into rare characters:
    most of what Chinese text consists of lies in the small set of GB 2312.
    """
    try:
        foreign = [sign for sign in content.decode("gb18030") if not sign.isascii()]
    except UnicodeDecodeError:
        return False
    common = sum(bool(sign.encode("gb2312", errors="ignore")) for sign in foreign)
    return common > len(foreign) / 2


def foreign_separator(path: str, text: str, names: Sequence[str]) -> Problem | None:
    """Return the one fault of a file whose cells a spreadsheet parted by other than commas.

    Parameters
    ----------
    path
        How the fault names the file.
    text
        What it holds.
    names
        The declared columns.
    """
    first = text.partition("\n")[0].rstrip("\r")
    for sign, called in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        cells = {cell.strip('"') for cell in first.split(sign)}
        if first.lower() == f"sep={sign}" or (len(cells) > 1 and cells & set(names)):
            what = f"its cells are parted by {called}, not by commas"
            return Problem(path, 1, None, what, SEPARATOR)
    if first.lower() == "sep=,":
        what = "it begins with a line for Excel, not with the names of the columns"
        return Problem(path, 1, None, what, "delete the first line")
    return None


def split_rows(path: str, text: str) -> tuple[list[Row], list[Problem]]:
    """Return the rows of a CSV text, blank lines left out but reported.

    Reading ends at the first fault of quotation, since no later cell can be trusted.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return rows, problems
        except csv.Error as error:
            return rows, [*problems, _quotation(path, line, error)]
        if cells:
            rows.append(Row(tuple(cells), _cell_lines(cells, line), line))
        else:
            problems.append(Problem(path, line, None, "the line is blank", "delete it"))


def _cell_lines(cells: list[str], line: int) -> tuple[int, ...]:
    """Return the line on which each cell begins; a quoted cell may hold line breaks."""
    lines = []
    for cell in cells:
        lines.append(line)
        line += len(_LINE_END.findall(cell))
    return tuple(lines)


def _quotation(path: str, line: int, error: csv.Error) -> Problem:
    """Return the fault that made the CSV reader give up in the row that begins on `line`."""
    if str(error) == "unexpected end of data":
        hint = "close it; a quotation mark inside a cell is written twice"
        return Problem(path, line, None, "a quotation mark is never closed", hint)
    hint = 'put the whole cell in quotation marks; one inside a cell is written twice: ""'
    return Problem(path, line, None, f"the row is not CSV: {error}", hint)
