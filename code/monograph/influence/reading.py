"""Which cells of a table a chapter reads: those it does not read need not be tried.

In the place of each value of a column stands a thing that can be handed on, but not looked at: to
compare, to reckon with, to write or to look it up says which cell it stood in, and stops the
chapter. A chapter that runs to its end and gives what it gave has looked at none of those that are
left. That is no guess from two runs that happen to agree: what was not looked at moves nothing.
Whether a cell is blank may still be asked; no change that is tried makes one blank.
"""

import os
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any, ClassVar, NoReturn
from weakref import WeakValueDictionary

import pandas as pd

from monograph.influence.record import Record, moves

MOST = 4
"""Cells of one column that are found to be read, one run each, before all count as read."""

FEWEST = 3
"""Columns with fewer cells are not asked: to try the cells takes no longer."""

Run = Callable[[pd.DataFrame], Record]
"""A table, in the place of the filed one -> what the chapter gives."""


class LookedAtError(Exception):
    """A value that was not to be looked at was."""


class Seen(set[int]):
    """The rows at which a run looked.

    Pickled and read back in the same process, it is the same one: what a costly function handed on
    may be such a copy, and whether a function is costly hangs on how busy the machine is.
    """

    _open: ClassVar[WeakValueDictionary[tuple[int, int], "Seen"]] = WeakValueDictionary()
    _numbers: ClassVar["count[int]"] = count()

    def __init__(self) -> None:
        super().__init__()
        self._key = os.getpid(), next(self._numbers)
        self._open[self._key] = self

    def __reduce__(self) -> tuple[Any, ...]:
        return Seen._of, (self._key,)

    @classmethod
    def _of(cls, key: tuple[int, int]) -> "Seen":
        found = cls._open.get(key)
        return cls() if found is None else found


class Unseen:
    """A value that tells where it stands when it is looked at, and so does every copy of it.

    Parameters
    ----------
    row
        Position of its row.
    seen
        Where to note that.
    """

    def __init__(self, row: int, seen: Seen) -> None:
        self._row, self._seen = row, seen

    def __reduce__(self) -> tuple[Any, ...]:
        return Unseen, (self._row, self._seen)

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):  # what NumPy and pickle ask of any object
            raise AttributeError(name)
        self._told()

    def _told(self, *_: object, **__: object) -> NoReturn:
        self._seen.add(self._row)
        raise LookedAtError(f"row {self._row}")


for _asked in (
    *("eq", "ne", "lt", "le", "gt", "ge", "hash", "bool", "str", "repr", "format", "bytes"),
    *("add", "radd", "sub", "rsub", "mul", "rmul", "truediv", "rtruediv", "floordiv", "rfloordiv"),
    *("mod", "rmod", "pow", "rpow", "neg", "pos", "abs", "invert", "round", "divmod", "rdivmod"),
    *("and", "rand", "or", "ror", "xor", "rxor", "int", "float", "complex", "index", "trunc"),
    *("floor", "ceil", "len", "iter", "contains", "getitem", "call", "matmul", "rmatmul"),
):
    setattr(Unseen, f"__{_asked}__", Unseen._told)


def unread(
    frame: pd.DataFrame, column: str, rows: Iterable[int], was: Record, run: Run
) -> set[int]:
    """Return those rows whose cell in a column a chapter does not look at.

    Parameters
    ----------
    frame
        The table as filed.
    column, rows
        The cells that are asked about.
    was
        What the chapter gives with the table as filed.
    run
        Runs it with another.
    """
    left = set(rows)
    if len(left) < FEWEST:
        return set()
    for _ in range(min(MOST, len(left) // 2) + 1):
        seen = Seen()
        values = frame[column].astype(object).tolist()
        for row in left:
            values[row] = Unseen(row, seen)
        try:
            now = run(frame.assign(**{column: pd.Series(values, frame.index, dtype=object)}))
        except LookedAtError:  # what the chapter shows was written down
            left -= seen
            continue
        if not seen and not now.stopped and not list(moves(was, now)):
            return left
        if not seen:  # it hangs on the column in some other way, such as its kind
            return set()
        left -= seen
    return set()
