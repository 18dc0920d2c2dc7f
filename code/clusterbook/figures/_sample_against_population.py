"""Values with their ranges on one line each, by voice (chapter 8)."""

import pandas as pd

from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.checks import Row, allowed, blank, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.ink import shows
from monograph.drawing.key import voice, voice_key
from monograph.drawing.row_plot import RowPlot, row_plot
from monograph.drawing.text import number
from monograph.drawing.theme import VOICES, Colour
from monograph.words import words_beside

say = words_beside(__file__)

COLUMNS = "label value low high voice"


def sample_against_population(
    values: pd.DataFrame, *, title: str = "", unit: str = say("million_yuan_per_firm")
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

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        voice_key(canvas, values["voice"])
        most = max(values["value"].max(), values["high"].max())
        open_end = "at_least" in values and values["at_least"].any()
        reach = (0, most * (1.2 if open_end else 1.06))
        plot = row_plot(canvas, "values", values, reach, numbers=_numbers)
        for row, y in plot:
            _range(plot, row, y)
        plot.axis(unit)
        return canvas.chart()

    words = "; ".join(_say(row) for row in rows(values))
    return Figure(draw, say("values_their_ranges", unit=unit, words=words), values)


def _range(plot: RowPlot, row: Row, y: float) -> None:
    style = voice(row.voice)
    if getattr(row, "at_least", False):
        _arrow(plot, row, y, style["colour"])
    if not blank(row.low):
        plot.span(row, y, ("low", "high"), stroke=style["colour"], width=5)
    plot.point(row, y, "value", size=11, look="voice", **style)


def _arrow(plot: RowPlot, row: Row, y: float, colour: Colour) -> None:
    """Draw that a floor has no upper end: an arrow to the end of the axis."""
    end, tag = plot.scale.right, {"x": "value", "x2": f"{plot.scale.high}", "when": "at_least"}
    shaft = [(row.value, y), (plot.scale.high, y)]
    plot.canvas.line(
        shaft, stroke=colour, width=2, on=plot.scale, shows=shows(plot.frame, row, **tag)
    )
    head = [(end - 6, y - 4), (end, y), (end - 6, y + 4)]
    plot.canvas.line(head, stroke=colour, width=2, shows="key")


def _numbers(row: Row) -> str:
    least = "≥ " if getattr(row, "at_least", False) else ""
    spread = "" if blank(row.low) else say("low_high", low=number(row.low), high=number(row.high))
    return f"{least}{number(row.value)}{spread}"


def _say(row: Row) -> str:
    least = say("least") if getattr(row, "at_least", False) else ""
    spread = "" if blank(row.low) else say("range", low=number(row.low), high=number(row.high))
    return f"{row.label}: {least}{number(row.value)}{spread} ({VOICES[row.voice].label})"
