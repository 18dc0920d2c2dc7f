"""Tables of the book: one frame, as MyST for the book and as HTML for JupyterLab.

The MyST form is a pipe table inside a table directive; Sphinx makes a real table of it in the
page and a booktabs one in print, and adds number and caption from the cell's metadata.
"""

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from monograph.drawing.markup import Markup, cell_html, cell_markdown

BLANK = "–"
"""Stands in a cell that the source leaves empty or that has no value."""

Numeral: TypeAlias = Any
"""int, float or their NumPy kin: no type says all of them to mypy."""

RULES = {"left": ":---", "right": "---:", "center": ":---:"}

__all__ = ["Markup", "Table", "table"]


_VALUE = r"[<>≥≤~]?[−+-]?\d[\d,.]*\s?%?"
_FIGURE = re.compile(
    rf"{_VALUE}(?:\s?(?:to|–|\+|/)\s?{_VALUE})*(?:\s?\({_VALUE}(?:\s?(?:to|–)\s?{_VALUE})?\))?"
)
"""A number as a reader sees it, with its range, its parts or its interval: "1.5 (1.3 to 1.7)"."""

TICKS = {True: "✓", False: "·"}
"""How a ticked table writes yes and no."""

_PLACE = re.compile(r"\b(para|row|column|Table|Figure) (?=\d)")


@dataclass(frozen=True)
class Table:
    """A table ready to be shown: headings, cells as text, and how each column stands."""

    headings: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    align: tuple[str, ...]
    classes: tuple[str, ...] = ("cb-table",)
    note: str | None = None

    def markdown(self) -> str:
        """Return the table directive, without caption and name."""
        head = [self.headings, tuple(RULES[side] for side in self.align)]
        lines = [_line(map(cell_markdown, head[0])), _line(head[1])]
        lines += [_line(map(cell_markdown, row)) for row in self.cells]
        body = "\n".join([f":class: {' '.join(self.classes)}", "", *lines])
        note = f"\n\n{cell_markdown(self.note)}" if self.note else ""
        return f"~~~{{table}}\n{body}\n~~~{note}\n"

    def html(self) -> str:
        """Return a plain HTML table."""
        rows = "".join(
            f"<tr>{''.join(self._cell('td', c, i) for i, c in enumerate(row))}</tr>"
            for row in self.cells
        )
        head = "".join(self._cell("th", c, i) for i, c in enumerate(self.headings))
        note = f"<p>{cell_html(self.note)}</p>" if self.note else ""
        return (
            f'<table class="{html.escape(" ".join(self.classes))}">'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{note}"
        )

    def _cell(self, tag: str, value: str, nth: int) -> str:
        scope = ' scope="col"' if tag == "th" else ""
        return f'<{tag}{scope} style="text-align:{self.align[nth]}">{cell_html(value)}</{tag}>'

    def text(self) -> str:
        """Return the cells as lines of text, parted by tabs."""
        return "\n".join("\t".join(row) for row in (self.headings, *self.cells))

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {
            "text/markdown": self.markdown(),
            "text/html": self.html(),
            "text/plain": self.text(),
        }


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def table(
    frame: pd.DataFrame,
    *,
    columns: dict[str, str] | None = None,
    align: dict[str, str] | None = None,
    digits: int | dict[str, int | None] | None = None,
    sortable: bool = False,
    searchable: bool = False,
    long: bool = False,
    ticked: bool = False,
    note: str | None = None,
) -> Table:
    """Make a table of a frame, which stays as it is.

    Parameters
    ----------
    frame
        One row one row.
    columns
        Column to heading, in the order to be shown; by default all, under their own names.
    align
        Column to "left", "right" or "center"; by default numbers, with their intervals too, stand
        right, where the page keeps them on one line; ticks in the middle, all else left.
    digits
        Decimals of the numbers, for all columns or by column. None for a column prints its numbers
        bare, without thousands separator: for years.
    sortable, searchable, long
        Whether the page may sort it, search it, and whether it may break over printed pages.
    ticked
        Whether yes and no are written as marks, so that their pattern is seen.
    note
        A line below the table.

    Raises
    ------
    ValueError
        For a column that the frame lacks, or an alignment that does not exist.
    """
    columns = dict(columns) if columns else {str(c): str(c) for c in frame.columns}
    align, places = align or {}, digits if isinstance(digits, dict) else {}
    _check(frame, columns, [*align, *places], list(align.values()))
    shared = digits if isinstance(digits, int) else -1
    shown = [_column(frame[c], places.get(c, shared), ticked=ticked) for c in columns]
    sides = tuple(align.get(c, _side(frame[c], ticked=ticked)) for c in columns)
    flags = {"cb-sortable": sortable, "cb-searchable": searchable, "cb-long": long}
    classes = ("cb-table", *(name for name, wanted in flags.items() if wanted))
    cells = tuple(zip(*shown, strict=True)) if shown else ()
    return Table(tuple(columns.values()), cells, sides, classes, note)


def _check(
    frame: pd.DataFrame, columns: dict[str, str], named: list[str], sides: list[str]
) -> None:
    there = ", ".join(map(str, frame.columns))
    for column in columns:
        if column not in frame.columns:
            raise ValueError(f"table: the frame lacks the column {column!r}; it has {there}")
    for column in named:
        if column not in columns:
            shown = ", ".join(columns)
            raise ValueError(f"table: {column!r} is not shown; shown are {shown}")
    for side in sides:
        if side not in RULES:
            raise ValueError(f"table: align is {side!r}; allowed are {', '.join(RULES)}")


def _side(column: pd.Series, *, ticked: bool) -> str:
    if _is_numeric(column):
        return "right"
    return "center" if ticked and _all(column, _is_truth) else "left"


def _is_numeric(column: pd.Series) -> bool:
    return _all(column, lambda value: _is_number(value) or _is_figure(value))


def _all(column: pd.Series, kind: Callable[[object], bool]) -> bool:
    """Say whether a column has cells, and all of a kind."""
    filled = [value for value in column if not _is_blank(value)]
    return bool(filled) and all(kind(value) for value in filled)


def _is_truth(value: object) -> bool:
    return isinstance(value, (bool, np.bool_))


def _is_figure(value: object) -> bool:
    """Say whether a text is a number, with its interval or its parts."""
    return type(value) is str and _FIGURE.fullmatch(value) is not None


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, (bool, np.bool_))


def _is_blank(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return bool(pd.isna(value))  # type: ignore[call-overload]


def _column(column: pd.Series, digits: int | None, *, ticked: bool) -> list[str]:
    """Write a column; `digits` is a number of decimals, None for bare, -1 for as it comes."""
    return [_cell(value, digits, ticked=ticked) for value in column]


def _cell(value: object, digits: int | None, *, ticked: bool) -> str:
    if _is_blank(value):
        return BLANK
    if _is_truth(value):
        return TICKS[bool(value)] if ticked else ("yes" if value else "no")
    if isinstance(value, Markup):
        return value  # str() would make plain text of it, and the roles would be escaped
    return _number(value, digits) if isinstance(value, Real) else _kept_together(str(value))


def _kept_together(text: str) -> str:
    """Let no line break part a place from its number ("Table 5, row 6")."""
    return _PLACE.sub("\\1\u00a0", text)


def _number(value: Numeral, digits: int | None) -> str:
    """Write a number with a true minus; whole ones without decimals unless asked for."""
    whole = isinstance(value, Integral) or float(value).is_integer()
    if digits is None:
        text = str(int(value)) if whole else str(value)
    elif digits < 0:
        text = f"{int(value):,}" if whole else f"{float(value):,}"
    else:
        text = f"{value:,.{digits}f}"
    return text.replace("-", "−") if float(value) < 0 else text
