"""What Python computed for every state of the controls, packed so that a page can carry it.

A page without a kernel cannot call Python. So the function behind a figure is called once for every
state that the controls can take, and the rows are packed: each column as its distinct values and,
for each row, which of them it is. Nothing is rounded: the page shows exactly what Python returned.
"""

import itertools
import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

MOST_BYTES = 2_000_000
"""A page with more than this is not carried to a phone."""

MOST_VALUES = 65_536
"""Distinct values of one column: they are counted in 16 bits."""

Axis = tuple[str, Sequence[Any]]
"""The name of a control and the values it offers."""


class TooLargeError(ValueError):
    """The states do not fit a page: the message gives the size and what to thin."""


@dataclass(frozen=True)
class Packed:
    """The rows of all states.

    Parameters
    ----------
    axes
        Control and offered values; states are counted with the last control turning fastest.
    columns
        Column -> its distinct values, as JSON can hold them.
    starts
        Where the rows of each state begin; one more entry than states, the last is the end.
    codes
        Little-endian uint16, shape (columns, rows): which distinct value stands there.
    says
        One sentence for each state.
    """

    axes: list[list[Any]]
    columns: dict[str, list[Any]]
    starts: list[int]
    codes: bytes
    says: list[str]

    def rows(self, state: int) -> list[dict[str, Any]]:
        """Return the rows of one state, as the page will unpack them."""
        table = np.frombuffer(self.codes, "<u2").reshape(len(self.columns), -1)
        picked = range(self.starts[state], self.starts[state + 1])
        return [
            {name: values[table[c, r]] for c, (name, values) in enumerate(self.columns.items())}
            for r in picked
        ]


def states(axes: Sequence[Axis]) -> Iterator[dict[str, Any]]:
    """Yield every state of the controls, the last control turning fastest."""
    names = [name for name, _ in axes]
    for values in itertools.product(*(offered for _, offered in axes)):
        yield dict(zip(names, values, strict=True))


def pack(
    axes: Sequence[Axis],
    rows: Callable[..., pd.DataFrame],
    says: Callable[..., str] | None = None,
) -> Packed:
    """Call `rows` (and `says`) for every state and pack what they return.

    Raises
    ------
    TooLargeError
        If the states would not fit a page.
    ValueError
        If the columns differ between states.
    """
    _refuse_early(axes, rows)
    frames: list[pd.DataFrame] = []
    sentences: list[str] = []
    for state in states(axes):
        frame = rows(**state)
        if frames and not frame.columns.equals(frames[0].columns):
            message = f"in state {state} the columns are {list(frame.columns)}, before they were "
            raise ValueError(message + f"{list(frames[0].columns)}")
        frames.append(frame)
        sentences.append(says(**state) if says else "")
    starts = [0, *itertools.accumulate(len(frame) for frame in frames)]
    columns, codes = {}, []
    for name in frames[0].columns:
        values = (v for frame in frames for v in frame[name].tolist())
        columns[str(name)], column = _distinct(str(name), values)
        codes.append(np.asarray(column, "<u2"))
    grid = [[name, [plain(v) for v in offered]] for name, offered in axes]
    return Packed(grid, columns, starts, b"".join(c.tobytes() for c in codes), sentences)


def plain(value: Any) -> Any:  # noqa: ANN401  (a cell of a frame)
    """Return a cell as JSON can hold it; what is missing, as None."""
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, str | bool | int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    raise ValueError(f"a page cannot hold {value!r}: give numbers, texts, booleans or nothing")


def _distinct(name: str, values: Iterable[Any]) -> tuple[list[Any], list[int]]:
    """Return the distinct cells of a column as JSON can hold them, and for each cell which it is.

    They are told apart as JSON writes them: 1 is not 1.0, nor 0.0 the same as -0.0.
    """
    known: dict[str, int] = {}
    # To write a cell takes long, and most cells were there before.
    seen: dict[str | tuple[str], int] = {}
    codes = []
    for v in values:
        key = v if type(v) is str else (repr(v),)
        if (code := seen.get(key)) is None:
            code = seen[key] = known.setdefault(json.dumps(plain(v)), len(known))
        codes.append(code)
    if len(known) > MOST_VALUES:
        raise TooLargeError(f"the column {name!r} has {len(known):,} distinct values; round it")
    return [json.loads(text) for text in known], codes


def _refuse_early(axes: Sequence[Axis], rows: Callable[..., pd.DataFrame]) -> None:
    """Estimate the size from one state, before calling Python thousands of times."""
    count = math.prod(len(offered) for _, offered in axes)
    first = rows(**next(states(axes)))
    size = 2 * count * first.size
    if size > MOST_BYTES:
        widest = sorted(axes, key=lambda axis: -len(axis[1]))
        steps = ", ".join(f"{name} ({len(offered)} values)" for name, offered in widest)
        raise TooLargeError(
            f"{count:,} states of {len(first)} rows and {len(first.columns)} columns are "
            f"{size / 1e6:.1f} MB, more than {MOST_BYTES / 1e6:.0f} MB; thin {steps}"
        )
