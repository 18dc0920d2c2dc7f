"""Whether each cause is dated before what it is said to have enabled (chapter 5)."""

from typing import Any

import altair as alt
import pandas as pd

from clusterbook.figures._spans import year_axis
from monograph.drawing.canvas import CROSS, LOWER_HALVES, Canvas
from monograph.drawing.checks import Cell, Row, allowed, blank, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.key import key
from monograph.drawing.rows import is_wide
from monograph.drawing.scale import Scale
from monograph.drawing.theme import COMPUTED, INK, QUIET, RULE

COLUMNS = "label cause_from cause_to effect_from effect_to verdict"
VERDICTS = {"before": "cause first", "same phase": "same phase", "after": "cause later"}
KEY = [
    ("cause, as dated", {"shape": "square", "colour": INK}),
    ("what it is credited with", {"shape": "square", "colour": COMPUTED, "opacity": 0.45}),
]


def precedence(claims: pd.DataFrame, *, title: str = "", end: int = 2012) -> Figure:
    """Draw, claim by claim, the years of the cause above the years of its effect.

    Parameters
    ----------
    claims
        label, cause_from, cause_to, effect_from, effect_to (years, blank: open), verdict (before,
        same phase, after).
    title
        The finding.
    end
        Last year drawn of an open span.
    """
    require("precedence", claims=(claims, COLUMNS))
    allowed("precedence", claims["verdict"], tuple(VERDICTS))

    def draw(width: int) -> alt.LayerChart:
        canvas = Canvas.titled(width, title)
        key(canvas, KEY)
        left = round(width * 0.42) if is_wide(canvas) else 0
        first = min(claims["cause_from"].min(), claims["effect_from"].min())
        scale = Scale(float(first), float(end + 1), left, width)
        top = canvas.y
        for row in rows(claims):
            _claim(canvas, scale, row, left, end)
        year_axis(canvas, scale, top, every=5 if width - left > 300 else 10)
        return canvas.chart()

    return Figure(draw, _describe(claims), claims)


def _claim(canvas: Canvas, scale: Scale, row: Row, left: float, end: int) -> None:
    """Write the claim and its verdict; draw both spans."""
    top, small = canvas.y, canvas.sizes.small
    canvas.line([(0, top), (canvas.width, top)], stroke=RULE)
    room = left - 20 if left else canvas.width
    y = canvas.paragraph(0, top + 5, row.label, room)
    _verdict(canvas, 6, y + 8, row.verdict)
    y = canvas.paragraph(17, y + 1, VERDICTS[row.verdict], room - 17, size=small, colour=QUIET)
    bars = (top + y) / 2 - 8 if left else y + 4
    _span(canvas, scale, (row.cause_from, row.cause_to), bars, end, {"fill": INK, "opacity": 0.85})
    effect = {"fill": COMPUTED, "opacity": 0.45, "stroke": COMPUTED}
    _span(canvas, scale, (row.effect_from, row.effect_to), bars + 10, end, effect)
    canvas.y = max(y + 5, bars + 24)


def _verdict(canvas: Canvas, x: float, y: float, verdict: str) -> None:
    """Mark filled, half or crossed out."""
    canvas.mark(x, y, size=10, filled=verdict == "before")
    if verdict == "same phase":
        canvas.mark(x, y, LOWER_HALVES["circle"], size=10, z=3)
    elif verdict == "after":
        canvas.mark(x, y, CROSS, size=5, filled=False, hollow_fill=None, z=3)


def _span(
    canvas: Canvas,
    scale: Scale,
    years: tuple[Cell, Cell],
    y: float,
    end: int,
    style: dict[str, Any],
) -> None:
    left, right = scale(years[0]), scale((end if blank(years[1]) else years[1]) + 1)
    canvas.rect(left, y, right - left - 1, 8, **style)


def _years(start: Cell, stop: Cell) -> str:
    return f"from {int(start)}" + ("" if blank(stop) else f" to {int(stop)}")


def _describe(claims: pd.DataFrame) -> str:
    parts = [
        f"{r.label}: cause {_years(r.cause_from, r.cause_to)}, effect "
        f"{_years(r.effect_from, r.effect_to)}, {VERDICTS[r.verdict]}"
        for r in rows(claims)
    ]
    first = sum(claims["verdict"] == "before")
    late = sum(claims["verdict"] == "after")
    return (
        f"Dated causes and effects of {len(claims)} claims: in {first} the cause comes first, in "
        f"{late} it comes later. {'; '.join(parts)}."
    )
