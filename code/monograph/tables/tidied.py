"""A table without what a spreadsheet adds to it and that says nothing."""

import codecs
import csv
import io
from collections.abc import Set

from monograph.tables.reading import split_rows


def tidied(content: bytes, booleans: Set[str]) -> bytes:
    r"""Return a CSV file without a byte order mark, empty rows and columns, and capitals of TRUE.

    Parameters
    ----------
    content
        The file.
    booleans
        Its columns that hold true or false.

    Returns
    -------
    bytes
        `content` itself if there is nothing of the kind, or if it cannot be read.

    Examples
    --------
    >>> tidied(b"firm,local,\r\nF1,TRUE,\r\n,,\r\n", {"local"})
    b'firm,local\nF1,true\n'
    """
    bare = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = bare.decode("utf-8")
    except UnicodeDecodeError:
        return content
    rows, problems = split_rows("", text)
    if not rows or any(problem.what != "the line is blank" for problem in problems):
        return content
    header, *body = [row.cells for row in rows]
    if any(len(cells) != len(header) for cells in body):
        return content  # which cell belongs to which column cannot be told
    filled = [cells for cells in (header, *body) if any(cells)]
    kept = [place for place in range(len(header)) if any(cells[place] for cells in filled)]
    plain = [
        [_small(cells[place]) if header[place] in booleans else cells[place] for place in kept]
        for cells in filled
    ]
    if not problems and plain == [list(cells) for cells in (header, *body)]:
        return bare  # a quotation mark more or less is the author's
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(plain)
    return written.getvalue().encode("utf-8")


def _small(cell: str) -> str:
    """Return a cell as a column of true and false has it, if a spreadsheet wrote it otherwise."""
    return cell.lower() if cell in ("TRUE", "FALSE") else cell
