"""A folder of tables that remembers what it has read, and notices when a file changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from monograph.tables.checks import Reading, check_table, read_table
from monograph.tables.declare import declare
from monograph.tables.errors import DataError, Problem
from monograph.tables.frames import build_frame
from monograph.tables.metadata import FILE, Metadata, read_metadata
from monograph.tables.parts import Part
from monograph.tables.schema import Table, Value

EVERY_NAME = "*"
"""Among the consulted names: the list of all names itself."""


@dataclass(frozen=True)
class _Kept:
    """A frame and the bytes of all files it depends on.

    Bytes, not times: two edits within one tick of the clock can leave a file's time
    and size as they were, and reading a few kilobytes takes less than a millisecond.
    """

    frame: pd.DataFrame
    files: dict[Path, bytes | None]


class Library:
    """The tables of one data folder.

    Parameters
    ----------
    folder
        Holds `datapackage.json` and the files it declares.
    instead
        File -> what to read in the place of what it holds.
    """

    def __init__(self, folder: Path, instead: Mapping[Path, bytes] | None = None) -> None:
        self.folder = folder
        self._instead = {} if instead is None else instead
        self.consulted: frozenset[str] = frozenset()
        self._kept: dict[str, _Kept] = {}
        self._metadata: tuple[bytes, Metadata] | None = None
        self._declared: dict[str, tuple[Metadata, Table]] = {}
        self._readings: dict[str, tuple[bytes | None, Reading]] = {}

    def metadata(self) -> Metadata:
        """Return what `datapackage.json` declares now."""
        content = (self.folder / FILE).read_bytes()
        if self._metadata is None or self._metadata[0] != content:
            self._metadata = content, read_metadata(f"{self.folder.name}/{FILE}", content)
        return self._metadata[1]

    def names(self) -> tuple[str, ...]:
        """Return the names of all tables."""
        self.consulted |= {EVERY_NAME}
        return self.metadata().names

    def entry(self, name: str) -> dict[str, Any]:
        """Return the entry of table `name`; the caller must not change it."""
        metadata = self.metadata()
        # Whether a name is unknown depends on all the names there are.
        self.consulted |= {name if name in metadata.names else EVERY_NAME}
        return metadata.entries[metadata.index(name)]

    def part(self, name: str) -> Part:
        """Return the entry of table `name` as a part of the metadata, which can name its faults."""
        entry = self.entry(name)
        metadata = self.metadata()
        return Part(metadata, ("resources", metadata.index(name)), entry)

    def declared(self, name: str) -> Table:
        """Return the schema of table `name`; raises as `declare` does."""
        return self._table(self.metadata(), name)

    def load(self, name: str) -> pd.DataFrame:
        """Return the frame of table `name`, or raise all its faults."""
        self.entry(name)
        kept = self._kept.get(name)
        if kept is None or any(self._content(path) != old for path, old in kept.files.items()):
            kept = self._kept[name] = self._read(name)
        return kept.frame.copy()

    def problem(
        self, name: str, row: Mapping[str, Value], column: str, what: str, hint: str | None
    ) -> Problem:
        """Return a fault in the cell of table `name` under `column`, in the first `row` like it."""
        table = self.declared(name)
        path = self._file(table)
        records = read_table(self._shown(table), _content(path), table).records
        for record in records:
            if all(record.cells[key] == value for key, value in row.items()):
                return Problem(self._shown(table), record.lines[column], column, what, hint)
        msg = f"{self._shown(table)} has no row {dict(row)}"
        raise KeyError(msg)

    def check(self) -> tuple[Problem, ...]:
        """Return every fault of every table, each once."""
        problems: dict[Problem, None] = {}
        for name in self.names():
            try:
                self._read(name)
            except DataError as error:
                problems |= dict.fromkeys(error.problems)
        return tuple(problems)

    def _read(self, name: str) -> _Kept:
        """Read table `name` and, for its keys, the tables it refers to."""
        metadata = self.metadata()
        table = self._table(metadata, name)
        near = dict.fromkeys((name, *(key.table for key in table.foreign_keys)))
        self.consulted |= near.keys()
        tables = {one: self._table(metadata, one) for one in near}
        files = {self._file(one): self._content(self._file(one)) for one in tables.values()}
        readings = {key: self._reading(one, files[self._file(one)]) for key, one in tables.items()}
        return _Kept(_frame(readings, name), {self.folder / FILE: self._seen(), **files})

    def _table(self, metadata: Metadata, name: str) -> Table:
        """Return the schema of table `name` by this metadata, the same while it is the same."""
        known = self._declared.get(name)
        if known is None or known[0] is not metadata:
            known = self._declared[name] = metadata, declare(metadata, name)
        return known[1]

    def _reading(self, table: Table, content: bytes | None) -> Reading:
        """Return the table as it was read last, if its file is the same: many may refer to it."""
        known = self._readings.get(table.name)
        if known is None or known[1].table is not table or known[0] != content:
            known = content, read_table(self._shown(table), content, table)
            self._readings[table.name] = known
        return known[1]

    def _seen(self) -> bytes | None:
        """Return the bytes of `datapackage.json` as last read."""
        return self._metadata[0] if self._metadata else None

    def _file(self, table: Table) -> Path:
        return self.folder / table.path

    def _content(self, path: Path) -> bytes | None:
        return self._instead[path] if path in self._instead else _content(path)

    def _shown(self, table: Table) -> str:
        return f"{self.folder.name}/{table.path}"


def _frame(readings: dict[str, Reading], name: str) -> pd.DataFrame:
    """Return the frame of table `name` if nothing in it is at fault."""
    problems = check_table(readings[name], readings)
    if problems:
        raise DataError(problems)
    return build_frame(readings[name])


def _content(path: Path) -> bytes | None:
    """Return the bytes of a file, or None if there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None
