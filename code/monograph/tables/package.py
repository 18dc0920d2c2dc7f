"""The book's data package: its tables by name.

A table is read when it is asked for, held against its declaration in `datapackage.json`,
and kept until a file changes. Every caller gets a frame of their own.
"""

import copy
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd

from monograph.tables.changes import Changes
from monograph.tables.errors import Problem
from monograph.tables.library import Library
from monograph.tables.metadata import FILE
from monograph.tables.schema import Value
from monograph.tables.source_line import source_line

VARIABLE = "MONOGRAPH_DATA"
"""Environment variable that names the data folder where it cannot be found."""


def data_folder() -> Path:
    """Return the folder that holds `datapackage.json`.

    It is looked for as `data/` above the working directory, then above this file (a shell may have
    been started elsewhere), then in `MONOGRAPH_DATA`.

    Raises
    ------
    FileNotFoundError
        If it is in none of these places.
    """
    started = Path.cwd()
    for above in chain((started, *started.parents), _above_this_file()):
        if (above / "data" / FILE).is_file():
            return above / "data"
    named = os.environ.get(VARIABLE)
    if named and (Path(named) / FILE).is_file():
        return Path(named).resolve()
    cause = f"and none in {VARIABLE}={named}" if named else f"set {VARIABLE} to the data folder"
    msg = f"No data/{FILE} above {started}; {cause}."
    raise FileNotFoundError(msg)


def _above_this_file() -> Iterator[Path]:
    """Yield the folders above, which are looked up only where the others do not have it."""
    yield from Path(__file__).resolve().parents


_open: dict[Path, Library] = {}


def _library() -> Library:
    """Return the one library of the data folder, which remembers what it has read."""
    folder = data_folder()
    return _open.setdefault(folder, Library(folder))


def load(name: str) -> pd.DataFrame:
    """Return a table of the book.

    Parameters
    ----------
    name
        One of `names()`.

    Returns
    -------
    frame
        Rows in the order of the file, columns as declared. Texts are `str`, integers `int64`
        (`Int64` where a cell may be empty), numbers `float64`, booleans `bool` (`boolean` where
        a cell may be empty). What unit a column is in, `describe(name)` says.
        The frame is the caller's own: changing it changes nothing else.

    Raises
    ------
    UnknownTableError
        A `KeyError`, if there is no such table.
    DataError
        A `ValueError` with every fault, if the table or its declaration has any.
    FileNotFoundError
        If there is no data folder.

    Examples
    --------
    >>> load("channels")["channel"].iloc[-1]
    'hire'
    """
    supplier = _supplier.get()
    if supplier:
        return supplier(name)
    tried = _tried.get(data_folder()) if _tried else None
    return tried.library.load(name) if tried and tried.made else filed(name)


def filed(name: str) -> pd.DataFrame:
    """Return a table as its file holds it, also where another is supplied; else as `load`."""
    return _library().load(name)


_tried: dict[Path, Changes] = {}


def changes() -> Changes:
    """Return the cells of the data folder that a reader of this process has changed for herself."""
    folder = data_folder()
    return _tried.setdefault(folder, Changes(folder))


_supplier: ContextVar[Callable[[str], pd.DataFrame] | None] = ContextVar("supplier", default=None)


@contextmanager
def supplied(supplier: Callable[[str], pd.DataFrame]) -> Iterator[None]:
    """Let `load` ask `supplier` for its frames: what would follow, were a cell another."""
    before = _supplier.set(supplier)
    try:
        yield
    finally:
        _supplier.reset(before)


def problem(
    name: str, row: Mapping[str, Value], column: str, what: str, hint: str | None = None
) -> Problem:
    """Return a fault of one cell that shows only when tables are taken together.

    Parameters
    ----------
    name
        The table.
    row
        What tells the row, such as its key: column -> value.
    column
        Of the cell.
    what, hint
        What is wrong, and what would be right.

    Raises
    ------
    KeyError
        If the table has no such row.

    Examples
    --------
    >>> problem("channels", {"channel": "hire"}, "percent", "is one of many").column
    'percent'
    """
    return _library().problem(name, row, column, what, hint)


def describe(name: str) -> dict[str, Any]:
    """Return what `datapackage.json` says about table `name`: title, sources, class, fields, units.

    Raises as `load` does. The dictionary is the caller's own.
    """
    return copy.deepcopy(_library().entry(name))


def names() -> tuple[str, ...]:
    """Return the names of all tables, in the order of `datapackage.json`."""
    return _library().names()


def cite(name: str) -> str:
    """Return the source line of table `name` for a caption.

    It names the sources and how the table came about: `Source: Table 5 (transcribed).`

    Raises
    ------
    UnknownTableError
        A `KeyError`, if there is no such table.
    DataError
        If the entry lacks a source or its class.
    """
    return source_line(_library().part(name))


def consulted() -> frozenset[str]:
    """Return the tables whose entry in `datapackage.json` has been used since the start.

    That includes the tables that a loaded one refers to; `"*"` stands for the list of all names.
    The builder runs a chapter again when one of these changes.
    """
    return frozenset[str]().union(*(library.consulted for library in _open.values()))


def check() -> tuple[Problem, ...]:
    """Return every fault of every table, in the order of `datapackage.json`."""
    return _library().check()
