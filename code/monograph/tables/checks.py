"""A table held against its schema: every fault, in reading order, or else the rows.

The checks go from coarse to fine. A file that cannot be decoded has no rows to judge,
a row of the wrong length has no cells to judge; whatever can still be judged is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monograph.tables.cells import Fault, read_cell
from monograph.tables.errors import Problem
from monograph.tables.header import check_header, check_width
from monograph.tables.keys import Key, Record, check_foreign, check_unique
from monograph.tables.reading import Row, decode, foreign_separator, split_rows
from monograph.tables.schema import Field, Table, Value


@dataclass(frozen=True)
class Reading:
    """A table as far as its file could be read.

    Parameters
    ----------
    path
        How a fault names the file.
    table
        What it should be.
    columns
        Declared columns that the file has, in the order of the file.
    records
        The rows of the right length.
    shape
        Faults that hide cells: of file, header and row lengths.
    faults
        Faults of single cells.
    """

    path: str
    table: Table
    columns: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()
    shape: tuple[Problem, ...] = ()
    faults: tuple[Problem, ...] = ()

    def keys(self, columns: Sequence[str]) -> list[Key]:
        """Return the complete keys in `columns`, in row order."""
        return [key for record in self.records if (key := record.key(columns)) is not None]


def read_table(path: str, content: bytes | None, table: Table) -> Reading:
    """Read a file as `table`, keeping each fault with its place.

    Parameters
    ----------
    path
        How a fault names the file.
    content
        The file; None if there is none.
    table
        What the file should hold.
    """
    if content is None:
        hint = f"datapackage.json declares it for the table '{table.name}'"
        return Reading(path, table, shape=(Problem(path, None, None, "the file is missing", hint),))
    text, shape = decode(path, content)
    names = [field.name for field in table.fields]
    if foreign := foreign_separator(path, text, names):
        return Reading(path, table, shape=(*shape, foreign))  # else every cell would be a fault
    undecoded = bool(content) and not text and bool(shape)
    rows, more = split_rows(path, text)
    shape += more
    if not undecoded and not more and len(rows) < 2:
        shape.append(_no_rows(path, rows, table))
    if not rows:
        return Reading(path, table, shape=tuple(shape))
    header, *body = rows
    shape += check_header(path, header, names)
    widths = [check_width(path, row, header) for row in body]
    shape += [problem for problem in widths if problem]
    whole = [row for row, problem in zip(body, widths, strict=True) if not problem]
    return _read_rows(path, table, header, whole, shape)


def _no_rows(path: str, rows: Sequence[Row], table: Table) -> Problem:
    """Return the fault of a file without rows: no table of the book is meant to be empty."""
    if rows:
        return Problem(path, rows[0].line, None, "the header is followed by no rows")
    header = ",".join(field.name for field in table.fields)
    return Problem(path, 1, None, "the file is empty", f"its first line should be {header}")


def _read_rows(
    path: str, table: Table, header: Row, rows: Sequence[Row], shape: Sequence[Problem]
) -> Reading:
    """Read the cells of `rows`, which all are as long as the header."""
    fields = {field.name: field for field in table.fields}
    places = {name: header.cells.index(name) for name in header.cells if name in fields}
    # What a text is worth hangs on its column alone, and columns repeat their texts.
    judged = {}
    for name, place in places.items():
        field, keyed, needed = fields[name], name in table.keyed, table.needs(fields[name])
        texts = {row.cells[place] for row in rows}
        judged[name] = {text: _judge(text, field, keyed=keyed, needed=needed) for text in texts}
    records: list[Record] = []
    faults: list[Problem] = []
    for row in rows:
        values: dict[str, Value] = {}
        for name, place in places.items():
            values[name], fault = judged[name][row.cells[place]]
            if fault:
                faults.append(Problem(path, row.lines[place], name, *fault))
        lines = {name: row.lines[place] for name, place in places.items()}
        records.append(Record(values, lines))
    return Reading(path, table, tuple(places), tuple(records), tuple(shape), tuple(faults))


def _judge(text: str, field: Field, *, keyed: bool, needed: bool) -> tuple[Value, Fault | None]:
    """Return the value and the fault of a cell; an empty one has neither if it may be empty."""
    if text:
        return read_cell(text, field, keyed=keyed)
    if needed:
        return None, ("the cell is empty", field.note or "every row needs a value here")
    return None, None


def check_table(reading: Reading, others: Mapping[str, Reading]) -> list[Problem]:
    """Return every fault of a table in reading order, followed by faults of tables it refers to.

    Parameters
    ----------
    reading
        The table.
    others
        The tables it refers to, by name; its own name is not needed.
        Of their faults only those count which hide the keys.

    Returns
    -------
    problems
        Empty if the table keeps to its schema.
    """
    found = [*reading.shape, *reading.faults, *_unique_faults(reading)]
    elsewhere: dict[str, list[Problem]] = {}
    for foreign in reading.table.foreign_keys:
        target = reading if foreign.table == reading.table.name else others[foreign.table]
        if target.shape:
            # Keys that could not be read would make each reference to them a false alarm.
            elsewhere[foreign.table] = list(target.shape)
        elif set(foreign.columns) <= set(reading.columns):
            keys = target.keys(foreign.targets)
            found += check_foreign(reading.path, reading.records, foreign, keys)
    elsewhere.pop(reading.table.name, None)
    order = {name: place for place, name in enumerate(reading.columns)}
    found.sort(key=lambda problem: (problem.line or 0, order.get(problem.column or "", -1)))
    return found + [problem for problems in elsewhere.values() for problem in problems]


def _unique_faults(reading: Reading) -> list[Problem]:
    """Return the faults of the primary key and of the columns declared unique."""
    table, path, records = reading.table, reading.path, reading.records
    problems = []
    if table.primary_key and set(table.primary_key) <= set(reading.columns):
        problems += check_unique(path, records, table.primary_key, "primary key")
    for field in table.fields:
        alone = (field.name,)
        if field.unique and field.name in reading.columns and table.primary_key != alone:
            problems += check_unique(path, records, alone, "value of a unique column")
    return problems
