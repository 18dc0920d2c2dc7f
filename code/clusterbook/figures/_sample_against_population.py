"""Values with their ranges on one line each, by voice (chapter 8)."""

import altair as alt
import pandas as pd

from monograph.drawing.canvas import Canvas
from monograph.drawing.checks import Row, allowed, blank, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.key import voice, voice_key
from monograph.drawing.rows import label_rows, margin
from monograph.drawing.scale import Scale, axis
from monograph.drawing.text import number
from monograph.drawing.theme import VOICES

COLUMNS = "label value low high voice"
NUMBERS = 118  # px kept free on the right for "22.46 (20.1–24.9)"


def sample_against_population(
    values: pd.DataFrame, *, title: str = "", unit: str = "million yuan per firm"
) -> Figure:
    """Draw the floor of the sample mean against means of the population, from zero.

    Parameters
    ----------
    values
        label, value, low, high (in `unit`; blank without a range), voice (paper, computed,
        assumed, external); optional at_least (true where the value is a floor: an arrow).
    title
        The finding.
    unit
        Unit of the axis.
    """
    require("sample_against_population", values=(values, COLUMNS))
    allowed("sample_against_population", values["voice"], tuple(VOICES))

    def draw(width: int) -> alt.LayerChart:
        canvas = Canvas.titled(width, title)
        voice_key(canvas, values["voice"])
        left, top = margin(canvas, 0.34), canvas.y
        most = max(values["value"].max(), values["high"].max())
        open_end = "at_least" in values and values["at_least"].any()
        scale = Scale(0, most * (1.2 if open_end else 1.06), left + 6, width - NUMBERS)
        middles = label_rows(canvas, values["label"], left, height=26)
        for row, y in zip(rows(values), middles, strict=True):
            _range(canvas, scale, row, y)
        canvas.y = axis(canvas, scale, top, canvas.y + 2, title=unit)
        return canvas.chart()

    words = "; ".join(_say(row) for row in rows(values))
    return Figure(draw, f"Values with their ranges, in {unit}. {words}.", values)


def _range(canvas: Canvas, scale: Scale, row: Row, y: float) -> None:
    style, x = voice(row.voice), scale(row.value)
    if getattr(row, "at_least", False):
        end = scale.right
        canvas.line([(x, y), (end, y)], stroke=style["colour"], width=2)
        canvas.line([(end - 6, y - 4), (end, y), (end - 6, y + 4)], stroke=style["colour"], width=2)
    if not blank(row.low):
        low, high = scale.inside(row.low), scale.inside(row.high)
        canvas.line([(low, y), (high, y)], stroke=style["colour"], width=5)
    canvas.mark(x, y, size=11, **style)
    canvas.text(canvas.width, y, _numbers(row), size=canvas.sizes.small, align="right")


def _numbers(row: Row) -> str:
    least = "≥ " if getattr(row, "at_least", False) else ""
    spread = "" if blank(row.low) else f" ({number(row.low)}–{number(row.high)})"
    return f"{least}{number(row.value)}{spread}"


def _say(row: Row) -> str:
    least = "at least " if getattr(row, "at_least", False) else ""
    spread = "" if blank(row.low) else f", range {number(row.low)} to {number(row.high)}"
    return f"{row.label}: {least}{number(row.value)}{spread} ({VOICES[row.voice].label})"
