"""What each change of the model changes, on a line with its placebo (chapter 14)."""

import altair as alt
import pandas as pd

from monograph.drawing.canvas import Canvas
from monograph.drawing.checks import Row, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.key import key
from monograph.drawing.rows import label_rows, margin
from monograph.drawing.scale import Scale, axis
from monograph.drawing.stamp import IF_THEN, stamp
from monograph.drawing.text import number
from monograph.drawing.theme import COMPUTED, INK, QUIET

NUMBERS = 108  # px free on the right for "−33.1 (−38 to −28)"
COLUMNS = "label mean low high placebo_mean"


def contrast_effects(
    summary: pd.DataFrame, *, title: str = "", unit: str = "percentage points of the firms"
) -> Figure:
    """Draw the mean effect of each contrast with its interval, and its placebo's beside it.

    Parameters
    ----------
    summary
        label, mean, low, high, placebo_mean (differences of shares, -1 to 1).
    title
        The finding.
    unit
        Unit of the axis.
    """
    require("contrast_effects", summary=(summary, COLUMNS))

    def draw(width: int) -> alt.LayerChart:
        canvas = Canvas.titled(width, title)
        stamp(canvas)
        marks = [
            ("mean effect, 95% interval over points", {"colour": COMPUTED, "shape": "diamond"}),
            ("its placebo", {"colour": QUIET, "filled": False}),
        ]
        key(canvas, marks)
        left, top = margin(canvas, 0.4), canvas.y
        ends = summary[["low", "high", "placebo_mean"]].to_numpy() * 100
        reach = max(1.0, ends.max() - ends.min()) * 0.04
        low, high = min(0, ends.min()) - reach, max(0, ends.max()) + reach
        scale = Scale(low, high, left + 4, width - NUMBERS)
        middles = label_rows(canvas, summary["label"], left, height=26)
        for row, y in zip(rows(summary), middles, strict=True):
            _effect(canvas, scale, row, y)
        zero = [(scale(0), top), (scale(0), canvas.y + 2)]
        canvas.line(zero, stroke=INK, width=1.2)
        canvas.y = axis(canvas, scale, top, canvas.y + 2, title=unit)
        return canvas.chart()

    return Figure(draw, _describe(summary, unit), summary)


def _effect(canvas: Canvas, scale: Scale, row: Row, y: float) -> None:
    ends = [(scale(100 * row.low), y), (scale(100 * row.high), y)]
    canvas.mark(scale(100 * row.placebo_mean), y, colour=QUIET, size=8, filled=False, z=1)
    canvas.line(ends, stroke=COMPUTED, width=3, z=1)
    canvas.mark(scale(100 * row.mean), y, "diamond", colour=COMPUTED, size=9)
    canvas.text(canvas.width, y, _numbers(row), size=canvas.sizes.small, align="right")


def _numbers(row: Row) -> str:
    mean, low, high = (number(100 * value, 1) for value in (row.mean, row.low, row.high))
    return f"{mean} ({low} to {high})"


def _describe(summary: pd.DataFrame, unit: str) -> str:
    parts = [
        f"{row.label}: {_numbers(row)}, placebo {number(100 * row.placebo_mean, 1)}"
        for row in rows(summary)
    ]
    return (
        f"Effects of {len(parts)} contrasts of the model ({IF_THEN}), {unit}. {'; '.join(parts)}."
    )
