"""A row a datum: its label, its marks on one number line, and its number at the right end.

The plot measures its words, so that marks get whatever width labels and numbers leave. Its marks
name the columns that they show; their places are numbers of the frame, which Vega scales.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from monograph.drawing.axis import ROOM, TALL, axis
from monograph.drawing.canvas import Canvas
from monograph.drawing.checks import Row, rows
from monograph.drawing.ink import level, shows
from monograph.drawing.rows import GAP, heading, label_rows, margin
from monograph.drawing.scale import Scale
from monograph.drawing.text import measure
from monograph.drawing.theme import INK, QUIET, Colour

INSET = 6.0
"""px: from where the marks begin to the least number, so that no mark touches a label."""


@dataclass
class RowPlot:
    """Rows that were laid out on a canvas, ready for their marks.

    Attributes
    ----------
    frame
        Name of the drawing's frame that the rows are of.
    scale
        The number line, in the axis's numbers.
    times
        What a cell is multiplied by to be a number on the axis: 100 for shares in percent.
    top
        Where the first row begins, in px.
    on
        What tags call the axis, where a drawing has several.
    places
        Each row with the middle of its marks, in px.
    above
        Down to where the scale is printed above the rows too; None if they are few.
    """

    canvas: Canvas
    frame: str
    scale: Scale
    times: float
    top: float
    on: str
    places: list[tuple[Row, float]]
    above: float | None = None

    def __iter__(self) -> Iterator[tuple[Row, float]]:
        """Go through the rows with the middle of each."""
        return iter(self.places)

    def _value(self, row: Row, column: str) -> float:
        return float(getattr(row, column)) * self.times

    def _tag(self, row: Row, frame: str | None, also: dict[str, str], **places: str) -> str:
        return shows(frame or self.frame, row, **places, **also, **self._axis)

    @property
    def _axis(self) -> dict[str, str]:
        return {} if self.on == "x" else {"on": self.on}

    def bar(self, row: Row, y: float, column: str, *, thick: float = 14, **style: Any) -> None:  # noqa: ANN401
        """Draw a bar from zero to a cell."""
        tag = self._tag(row, None, _also(style), x="0", x2=column)
        self._box(0, self._value(row, column), y, thick, tag, style)

    def box(
        self,
        row: Row,
        y: float,
        ends: tuple[str, str],
        *,
        thick: float = 10,
        **style: Any,  # noqa: ANN401
    ) -> None:
        """Draw a bar from cell to cell."""
        frame = style.pop("frame", None)
        tag = self._tag(row, frame, _also(style), x=ends[0], x2=ends[1])
        low, high = (self._value(row, column) for column in ends)
        self._box(low, high, y, thick, tag, style)

    def _box(
        self, low: float, high: float, y: float, thick: float, tag: str, style: dict[str, Any]
    ) -> None:
        self.canvas.rect(low, y - thick / 2, high - low, thick, on=self.scale, shows=tag, **style)

    def span(self, row: Row, y: float, ends: tuple[str, str], **style: Any) -> None:  # noqa: ANN401
        """Draw a line from cell to cell."""
        frame = style.pop("frame", None)
        tag = self._tag(row, frame, _also(style), x=ends[0], x2=ends[1])
        line = [(self._value(row, column), y) for column in ends]
        self.canvas.line(line, on=self.scale, shows=tag, **{"z": 1, **style})

    def stroke(self, row: Row, y: float, column: str, *, reach: float, **style: Any) -> None:  # noqa: ANN401
        """Draw an upright stroke at a cell, `reach` px up and down."""
        frame = style.pop("frame", None)
        tag = self._tag(row, frame, _also(style), x=column)
        x = self._value(row, column)
        line = [(x, y - reach), (x, y + reach)]
        self.canvas.line(line, on=self.scale, shows=tag, **{"z": 1, **style})

    def point(self, row: Row, y: float, column: str, shape: str = "circle", **style: Any) -> None:  # noqa: ANN401
        """Draw a symbol at a cell, or at the number of the axis, `at`, that the cell amounts to."""
        frame, at = style.pop("frame", None), style.pop("at", None)
        tag = self._tag(row, frame, _also(style), x=column)
        x = self._value(row, column) if at is None else at
        self.canvas.mark(x, y, shape, on=self.scale, shows=tag, **style)

    def level(self, value: float, words: str = "", **style: Any) -> None:  # noqa: ANN401
        """Draw a line down all rows at a number of the axis, with its name above the first."""
        canvas, size = self.canvas, self.canvas.sizes.small
        line = [(value, self.top - 4 * bool(words)), (value, canvas.y + 2)]
        canvas.line(
            line,
            on=self.scale,
            shows=level(x=value, **self._axis),
            **{"stroke": INK, "width": 1.2, **style},
        )
        if words:
            half = measure(words, size) / 2
            x = min(max(self.scale(value), half), canvas.width - half)
            colour: Colour = QUIET
            canvas.text(x, self.top - 11, words, size=size, colour=colour, align="center")

    def number(self, y: float, words: str) -> None:
        """Write a number at the right end of a line of marks."""
        canvas = self.canvas
        canvas.text(canvas.width, y, words, size=canvas.sizes.small, align="right")

    def axis(self, title: str, *, unit: str = "") -> None:
        """Draw grid and ticks below the last row, and move the canvas below them."""
        canvas = self.canvas
        canvas.y = axis(
            canvas,
            self.scale,
            self.top,
            canvas.y + 2,
            title=title,
            unit=unit,
            name=self.on,
            above=self.above,
        )


def _also(style: dict[str, Any]) -> dict[str, str]:
    """Take from a style what the tag says besides places."""
    return {name: style.pop(name) for name in ("look", "when") if name in style}


def row_plot(
    canvas: Canvas,
    name: str,
    frame: pd.DataFrame,
    reach: tuple[float, float],
    *,
    numbers: Callable[[Row], str] | None = None,
    room: Sequence[str] = (),
    blocks: Sequence[tuple[str, pd.DataFrame]] = (),
    times: float = 1,
    share: float = 0.36,
    height: float = 26,
    above: float = 0,
    on: str = "x",
) -> RowPlot:
    """Lay out the rows of a frame from the canvas's height on.

    Parameters
    ----------
    canvas
        The sheet, with title and key on it.
    name, frame
        A frame with `label`, and the name by which the drawing's caller knows it.
    reach
        Least and greatest number of the axis.
    numbers
        Returns what stands at a row's right end; on a phone, at the end of its label.
    room
        Words of which the longest must find room to the right of the marks (see `number`).
    blocks
        Headings, each with its rows; by default all rows under none.
    times
        What a cell is multiplied by to be a number on the axis.
    share
        The most that labels may take of the width.
    height
        px that the marks of a row need.
    above
        px to leave free over the first row, for the name of a level.
    on
        What tags call the axis, where a drawing has several.
    """
    labels = [row.label for row in rows(frame)]
    left = margin(canvas, share, labels)
    say = numbers or (lambda _: "")
    beside = [*(map(say, rows(frame)) if left else ()), *room]
    right = max((measure(words, canvas.sizes.small) for words in beside), default=0) + GAP
    scale = Scale(*reach, left + INSET, canvas.width - right)

    def placed(on: Canvas) -> list[tuple[Row, float]]:
        found = []
        for words, block in blocks or [("", frame)]:
            if words:
                heading(on, words)
            mine = rows(block)
            middles = label_rows(
                on,
                [row.label for row in mine],
                left,
                height=height,
                ends=[say(row) for row in mine],
                shows=[shows(name, row, text="label") for row in mine],
            )
            found += list(zip(mine, middles, strict=True))
        return found

    tried = Canvas(canvas.width)
    placed(tried)
    printed = None
    if tried.y > TALL:
        canvas.y += ROOM
        printed = canvas.y
    canvas.y += above
    top = canvas.y
    places = placed(canvas)
    return RowPlot(canvas, name, scale, times, top, on, places, printed)
