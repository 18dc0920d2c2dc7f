"""Refuse a frame that lacks what a drawing needs, naming it."""

from collections import namedtuple
from functools import cache
from typing import Any, TypeAlias

import pandas as pd

Row: TypeAlias = Any
"""A row of a frame, its columns as attributes; which ones is for the drawing to require."""

Cell: TypeAlias = Any
"""A cell of a frame, which may be blank."""


def require(drawing: str, **frames: tuple[pd.DataFrame, str]) -> None:
    """Check that each frame has its columns (given as one string of names) and at least one row.

    Raises
    ------
    ValueError
        Naming the drawing, the frame, the missing column, what is needed and what is there.
    """
    for name, (frame, columns) in frames.items():
        needs = columns.split()
        for column in needs:
            if column not in frame.columns:
                msg = (
                    f"{drawing}: {name} lacks the column {column!r}; "
                    f"it needs {', '.join(needs)}; it has {', '.join(map(str, frame.columns))}"
                )
                raise ValueError(msg)
        if frame.empty:
            raise ValueError(f"{drawing}: {name} has no rows")


def allowed(drawing: str, column: pd.Series, values: tuple[str, ...]) -> None:
    """Check that a column holds nothing but `values`.

    Raises
    ------
    ValueError
        Naming the first value that is not allowed, and those that are.
    """
    for value in column:
        if value not in values:
            raise ValueError(
                f"{drawing}: {column.name} is {value!r}; allowed are {', '.join(values)}"
            )


def rows(frame: pd.DataFrame) -> list[Row]:
    """Return the rows as named tuples, for drawing one by one; `Index` is a row's label.

    As `itertuples` has them, which makes a class at each call: of small frames, the most of it.
    """
    made = _row(("Index", *map(str, frame.columns)))._make
    return list(map(made, zip(frame.index, *(cells for _, cells in frame.items()), strict=True)))


@cache
def _row(names: tuple[str, ...]) -> Row:
    return namedtuple("Row", names, rename=True)


def blank(value: object) -> bool:
    """Say whether a cell of a table is empty."""
    return bool(pd.isna(value)) or value == ""  # type: ignore[call-overload]
