"""Six types of firm by number, mean staff and implied jobs, side by side (chapter 6)."""

import pandas as pd

from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.checks import Row, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.ink import shows
from monograph.drawing.rows import label_rows, margin
from monograph.drawing.scale import Scale
from monograph.drawing.text import measure, number
from monograph.drawing.theme import COMPUTED, PAPER, RULE, Colour
from monograph.words import words_beside

say = words_beside(__file__)

PANELS: tuple[tuple[str, str, Colour], ...] = (
    ("firms", say("firms_paper"), PAPER),
    ("staff_mean", say("mean_staff_paper"), PAPER),
    ("jobs", say("jobs_implied_ours"), COMPUTED),
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

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        left = margin(canvas, 0.3, firm_types["label"].tolist())
        share = (width - left) / len(PANELS)
        top = canvas.y
        canvas.y += 22
        trades = rows(firm_types)
        words, tags = zip(
            *((r.label, shows("firm_types", r, text="label")) for r in trades), strict=True
        )
        middles = label_rows(canvas, words, left, height=26, shows=tags)
        for nth, (column, heading, colour) in enumerate(PANELS):
            x = left + nth * share
            canvas.text(x, top + 9, heading, size=canvas.sizes.small, colour=colour, bold=True)
            canvas.line([(x, top + 20), (x, canvas.y)], stroke=RULE)
            marks = list(zip(trades, middles, strict=True))
            _panel(canvas, column, (x, share - GAP), marks, colour)
        return canvas.chart(canvas.y + 4)

    parts = [
        say(
            "firms_staff_each_jobs",
            label=r.label,
            firms=number(r.firms),
            staff_mean=number(r.staff_mean),
            jobs=number(r.jobs),
        )
        for r in rows(firm_types)
    ]
    words = say("bars_firms_mean_staff", parts="; ".join(parts))
    return Figure(draw, words, firm_types)


def _panel(
    canvas: Canvas,
    column: str,
    span: tuple[float, float],
    marks: list[tuple[Row, float]],
    colour: Colour,
) -> None:
    """Draw one bar a row from the span's left end, its value after it."""
    (left, width), size = span, canvas.sizes.small
    values = [getattr(row, column) for row, _ in marks]
    room = max(measure(number(value), size) for value in values) + 6
    scale = Scale(0, max(values), left, left + width - room)
    for (row, y), value in zip(marks, values, strict=True):
        tag = shows("firm_types", row, x="0", x2=column, on=column)
        canvas.rect(0, y - 7, value, 14, fill=colour, opacity=0.85, on=scale, shows=tag)
        canvas.text(scale(value) + 5, y, number(value), size=size)
