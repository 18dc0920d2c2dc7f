"""Bounds on a difference of counts, against the line where it is nothing (chapter 10)."""

import altair as alt
import pandas as pd

from monograph.drawing.canvas import Canvas
from monograph.drawing.checks import Row, allowed, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.key import key
from monograph.drawing.rows import label_rows, margin
from monograph.drawing.scale import Scale, axis
from monograph.drawing.text import number
from monograph.drawing.theme import COMPUTED, INK

ANSWERS = {
    "no": ("missing answer taken as no", True),
    "yes": ("missing answer taken as yes", False),
}
"""Treatment of the missing answer -> its words, and whether its marks are filled."""
NUMBERS, STEP = 64, 15  # px: free on the right for "−14 to 25"; line to line within a row


def difference_bounds(
    bounds: pd.DataFrame, *, title: str = "", unit: str = "difference, in firms"
) -> Figure:
    """Draw how far a difference can lie either way, one row a label, one line an answer.

    Parameters
    ----------
    bounds
        label, answer (no, yes), low, high (whole firms).
    title
        The finding.
    unit
        What the axis counts.
    """
    require("difference_bounds", bounds=(bounds, "label answer low high"))
    allowed("difference_bounds", bounds["answer"], tuple(ANSWERS))

    def draw(width: int) -> alt.LayerChart:
        canvas = Canvas.titled(width, title)
        marks = [
            (words, {"colour": COMPUTED, "filled": filled})
            for name, (words, filled) in ANSWERS.items()
            if name in set(bounds["answer"])
        ]
        key(canvas, marks)
        left, top = margin(canvas, 0.36), canvas.y
        ends = (min(0, bounds["low"].min()), max(0, bounds["high"].max()))
        scale = Scale(ends[0] - 1, ends[1] + 1, left + 2, width - NUMBERS)
        labels = bounds["label"].drop_duplicates()
        middles = label_rows(canvas, labels, left, height=40)
        for label, y in zip(labels, middles, strict=True):
            _lines(canvas, scale, rows(bounds[bounds["label"] == label]), y)
        zero = [(scale(0), top), (scale(0), canvas.y + 2)]
        canvas.line(zero, stroke=INK, width=1.5, dash=(4, 3))
        canvas.y = axis(canvas, scale, top, canvas.y + 2, title=unit)
        return canvas.chart()

    words = "; ".join(
        f"{row.label}, {ANSWERS[row.answer][0]}: {_span(row)}" for row in rows(bounds)
    )
    return Figure(draw, f"Bounds on a difference, in firms. {words}.", bounds)


def _lines(canvas: Canvas, scale: Scale, lines: list[Row], y: float) -> None:
    y -= STEP * (len(lines) - 1) / 2
    for row in lines:
        filled, ends = ANSWERS[row.answer][1], (scale(row.low), scale(row.high))
        canvas.line([(x, y) for x in ends], stroke=COMPUTED, width=2, z=1)
        for x in ends:
            canvas.mark(x, y, colour=COMPUTED, size=8, filled=filled)
        canvas.text(canvas.width, y, _span(row), size=canvas.sizes.small, align="right")
        y += STEP


def _span(row: Row) -> str:
    return f"{number(row.low)} to {number(row.high)}"
