"""Bounds on a difference of counts, against the line where it is nothing (chapter 10)."""

import pandas as pd

from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.checks import Row, allowed, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.key import key
from monograph.drawing.row_plot import RowPlot, row_plot
from monograph.drawing.text import number
from monograph.drawing.theme import COMPUTED
from monograph.words import words_beside

say = words_beside(__file__)

ANSWERS = {
    "no": (say("taken_as_no"), True),
    "yes": (say("taken_as_yes"), False),
}
"""Treatment of the missing answer -> its words, and whether its marks are filled."""
STEP = 15  # px: line to line within a row


def difference_bounds(
    bounds: pd.DataFrame, *, title: str = "", unit: str = say("difference_firms")
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

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        marks = [
            (words, {"colour": COMPUTED, "filled": filled})
            for name, (words, filled) in ANSWERS.items()
            if name in set(bounds["answer"])
        ]
        key(canvas, marks)
        reach = (min(0, bounds["low"].min()) - 1, max(0, bounds["high"].max()) + 1)
        room = [_span(row) for row in rows(bounds)]
        labels = bounds.drop_duplicates("label")
        plot = row_plot(canvas, "bounds", labels, reach, room=room, height=40)
        for label, y in plot:
            _lines(plot, rows(bounds[bounds["label"] == label.label]), y)
        plot.level(0, width=1.5, dash=(4, 3))
        plot.axis(unit)
        return canvas.chart()

    words = "; ".join(
        f"{row.label}, {ANSWERS[row.answer][0]}: {_span(row)}" for row in rows(bounds)
    )
    return Figure(draw, say("bounds_difference_firms", words=words), bounds)


def _lines(plot: RowPlot, lines: list[Row], y: float) -> None:
    y -= STEP * (len(lines) - 1) / 2
    for row in lines:
        plot.span(row, y, ("low", "high"), stroke=COMPUTED, width=2)
        for end in ("low", "high"):
            filled = ANSWERS[row.answer][1]
            plot.point(row, y, end, colour=COMPUTED, size=8, filled=filled, look="answer")
        plot.number(y, _span(row))
        y += STEP


def _span(row: Row) -> str:
    return say("range", low=number(row.low), high=number(row.high))
