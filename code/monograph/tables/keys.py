"""Keys: values that must differ from row to row, and values that must occur elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monograph.tables.errors import Problem, quoted
from monograph.tables.schema import ForeignKey, Value
from monograph.tables.spelling import suggestion

Key = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A row that was read.

    Parameters
    ----------
    cells
        Values by column, None where the cell is empty or at fault.
    lines
        The line on which each cell begins, by column.
    """

    cells: Mapping[str, Value]
    lines: Mapping[str, int]

    def key(self, columns: Sequence[str]) -> Key | None:
        """Return the values of `columns`, or None if any is empty or at fault."""
        key = tuple(self.cells[name] for name in columns)
        return None if None in key else key


def check_unique(
    path: str, records: Iterable[Record], columns: Sequence[str], name: str
) -> list[Problem]:
    """Return a fault for each record that repeats an earlier key.

    Parameters
    ----------
    columns
        The columns of the key. The fault is placed at the first.
    name
        What the message calls the key.
    """
    first: dict[Key, int] = {}
    problems = []
    for record in records:
        key = record.key(columns)
        if key is None:
            continue
        line = record.lines[columns[0]]
        if key in first:
            what = f"{shown(key)} repeats the {name}"
            hint = f"first used on line {first[key]}"
            problems.append(Problem(path, line, columns[0], what, hint))
        first.setdefault(key, line)
    return problems


def check_foreign(
    path: str, records: Iterable[Record], foreign: ForeignKey, targets: Iterable[Key]
) -> list[Problem]:
    """Return a fault for each record that refers to nothing that exists; an empty key may.

    Parameters
    ----------
    targets
        The keys that exist in the table referred to.
    """
    known = dict.fromkeys(targets)
    spelt = [", ".join(map(str, key)) for key in known]
    problems = []
    for record in records:
        key = record.key(foreign.columns)
        if key is None or key in known:
            continue
        where = f"{', '.join(foreign.targets)} of the table {foreign.table}"
        hint = suggestion(", ".join(map(str, key)), spelt, foreign.table)
        column = foreign.columns[0]
        what = f"{shown(key)} does not occur in {where}"
        problems.append(Problem(path, record.lines[column], column, what, hint))
    return problems


def shown(key: Key) -> str:
    """Return a key as a message quotes it."""
    return quoted(
        ", ".join(
            str(value).lower() if value is True or value is False else str(value) for value in key
        )
    )
