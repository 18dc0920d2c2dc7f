"""Tables with cells changed in memory: what a reader tries, and no file ever sees.

The changed text is read and checked as a file would be, so that a value which the table does not
allow is refused in the same words.
"""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from monograph.tables.cells import read_cell
from monograph.tables.errors import DataError, Problem
from monograph.tables.library import Library
from monograph.tables.schema import Table, Value
from monograph.tables.spelling import suggestion


@dataclass(frozen=True, slots=True)
class Change:
    """One changed cell, with what it holds and what is filed as a CSV file writes them."""

    table: str
    row: str
    column: str
    value: str
    filed: str


class Changes:
    """The tables of one data folder, some of their cells changed.

    Parameters
    ----------
    folder
        Holds `datapackage.json` and the files it declares. Nothing is written there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._instead: dict[Path, bytes] = {}
        self.library = Library(folder, self._instead)
        self.made: dict[tuple[str, str, str], Change] = {}

    def change(self, table: str, row: str, column: str, value: Value) -> Change:
        """Change one cell; a value that equals the filed one takes an earlier change back.

        Parameters
        ----------
        table, row, column
            Which cell; the row by its key, the parts of a key joined by "/", or by its number
            from 1 where the table has no key.
        value
            Of the column's type; None empties the cell.

        Raises
        ------
        UnknownTableError
            A `KeyError`, if there is no such table.
        DataError
            If there is no such row or column, the column names the row, or the table does not
            allow the value; the change is then not made.
        """
        declared = self.library.declared(table)
        filed = cell(self._shown(declared), self._filed(declared), declared, row, column)
        change = Change(table, row, column, _written(value), filed)
        before = dict(self.made)
        self.made.pop((table, row, column), None)
        if not _equal(declared, change):
            self.made[table, row, column] = change
        try:
            self._apply(declared)
            self.library.load(table)
        except DataError:
            self.made = before
            self._apply(declared)
            raise
        return change

    def reset(self, table: str | None = None) -> list[Change]:
        """Take back the changes of a table, or all; return them."""
        back = [change for change in self.made.values() if table in (None, change.table)]
        for change in back:
            del self.made[change.table, change.row, change.column]
        for name in dict.fromkeys(change.table for change in back):
            self._apply(self.library.declared(name))
        return back

    def _apply(self, table: Table) -> None:
        content = self._filed(table)
        changed = [change for change in self.made.values() if change.table == table.name]
        for each in changed:
            content = _with(content, table, each)
        self._instead.pop(self._folder / table.path, None)
        if changed:
            self._instead[self._folder / table.path] = content

    def _filed(self, table: Table) -> bytes:
        return (self._folder / table.path).read_bytes()

    def _shown(self, table: Table) -> str:
        return f"{self._folder.name}/{table.path}"


def cell(path: str, content: bytes, table: Table, row: str, column: str) -> str:
    """Return what one cell of a table's file holds, as text.

    Raises
    ------
    DataError
        If there is no such row or column, or the column names the row.
    """
    header, *rows = _rows(content)
    if column not in header:
        raise _fault(path, f"there is no column {column!r}", column, header, "columns")
    if column in table.primary_key:
        hint = "another column of the row can be changed"
        raise DataError([Problem(path, None, column, "it names the row", hint)])
    keys = _keys(table, header, rows)
    if row not in keys:
        raise _fault(path, f"there is no row {row!r}", row, keys, "rows")
    return rows[keys.index(row)][header.index(column)]


def _with(content: bytes, table: Table, change: Change) -> bytes:
    header, *rows = _rows(content)
    place = _keys(table, header, rows).index(change.row)
    rows[place][header.index(change.column)] = change.value
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\n").writerows([header, *rows])
    return made.getvalue().encode()


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


def _keys(table: Table, header: list[str], rows: list[list[str]]) -> list[str]:
    if not table.primary_key:
        return [str(number) for number in range(1, len(rows) + 1)]
    places = [header.index(name) for name in table.primary_key]
    return ["/".join(row[place] for place in places) for row in rows]


def _equal(table: Table, change: Change) -> bool:
    field = next(field for field in table.fields if field.name == change.column)
    values = [read_cell(text, field)[0] if text else None for text in (change.value, change.filed)]
    return change.value == change.filed or (values[0] == values[1] and values[0] is not None)


def _written(value: Value) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _fault(path: str, what: str, word: str, known: list[str], intro: str) -> DataError:
    return DataError([Problem(path, None, None, what, suggestion(word, known, intro))])
