"""Six types of firm by number, mean staff and implied jobs, side by side (chapter 6)."""

import altair as alt
import pandas as pd

from monograph.drawing.canvas import Canvas
from monograph.drawing.checks import require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.rows import label_rows, margin
from monograph.drawing.scale import Scale
from monograph.drawing.text import measure, number
from monograph.drawing.theme import COMPUTED, PAPER, RULE, Colour

PANELS: tuple[tuple[str, str, Colour], ...] = (
    ("firms", "firms (paper)", PAPER),
    ("staff_mean", "mean staff (paper)", PAPER),
    ("jobs", "jobs implied (ours)", COMPUTED),
)
GAP = 14


def firm_type_bars(firm_types: pd.DataFrame, *, title: str = "") -> Figure:
    """Draw three bars a type, each panel on its own scale.

    Parameters
    ----------
    firm_types
        firm_type, label, firms (count), staff_mean (persons a firm), jobs (persons).
    title
        The finding.
    """
    require("firm_type_bars", firm_types=(firm_types, "firm_type label firms staff_mean jobs"))

    def draw(width: int) -> alt.LayerChart:
        canvas = Canvas.titled(width, title)
        left = margin(canvas, 0.3)
        share = (width - left) / len(PANELS)
        top = canvas.y
        canvas.y += 22
        middles = label_rows(canvas, firm_types["label"], left, height=26)
        for nth, (column, heading, colour) in enumerate(PANELS):
            x = left + nth * share
            canvas.text(x, top + 9, heading, size=canvas.sizes.small, colour=colour, bold=True)
            canvas.line([(x, top + 20), (x, canvas.y)], stroke=RULE)
            _panel(canvas, firm_types[column].tolist(), x, share - GAP, middles, colour)
        return canvas.chart(canvas.y + 4)

    parts = [
        f"{r.label}: {number(r.firms)} firms, {number(r.staff_mean)} staff each, "
        f"{number(r.jobs)} jobs"
        for r in rows(firm_types)
    ]
    words = f"Bars of firms, mean staff and implied jobs by type. {'; '.join(parts)}."
    return Figure(draw, words, firm_types)


def _panel(
    canvas: Canvas,
    values: list[float],
    left: float,
    width: float,
    middles: list[float],
    colour: Colour,
) -> None:
    """Draw one bar a row, its value after it."""
    size = canvas.sizes.small
    room = max(measure(number(value), size) for value in values) + 6
    scale = Scale(0, max(values), left, left + width - room)
    for value, y in zip(values, middles, strict=True):
        end = scale(value)
        canvas.rect(left, y - 7, end - left, 14, fill=colour, opacity=0.85)
        canvas.text(end + 5, y, number(value), size=size)
