"""Shares of a survey as bars, each with the count and base behind it (chapters 7 and 10)."""

from typing import Any

import altair as alt
import pandas as pd

from monograph.drawing.canvas import Canvas
from monograph.drawing.checks import Row, allowed, blank, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.key import key
from monograph.drawing.rows import label_rows, margin
from monograph.drawing.scale import Scale, axis
from monograph.drawing.text import number
from monograph.drawing.theme import COMPUTED, INK

PARTNERS: dict[str, tuple[str, dict[str, Any]]] = {
    "firm": ("with firms", {"filled": True}),
    "university": ("with universities or institutes", {"filled": True, "opacity": 0.4}),
    "mixed": ("mixed", {"filled": False}),
}
NUMBERS = 92  # px kept free on the right for "13/61 · 21.3 %"


def share_bars(shares: pd.DataFrame, *, title: str = "") -> Figure:
    """Draw one bar a row, in percent, with an interval where `low` and `high` are given.

    Parameters
    ----------
    shares
        label, count, base (firms), percent (0 to 100); optional low, high (percent) and
        partner (firm, university, mixed).
    title
        The finding.
    """
    interval = " low high" if {"low", "high"} & set(shares.columns) else ""
    require("share_bars", shares=(shares, f"label count base percent{interval}"))
    if "partner" in shares:
        allowed("share_bars", shares["partner"], tuple(PARTNERS))

    def draw(width: int) -> alt.LayerChart:
        return _draw(shares, title, width)

    return Figure(draw, _describe(shares), shares)


def _draw(shares: pd.DataFrame, title: str, width: int) -> alt.LayerChart:
    canvas = Canvas.titled(width, title)
    if "partner" in shares:
        present = [PARTNERS[p] for p in PARTNERS if p in set(shares["partner"])]
        marks = [(w, {"shape": "square", "colour": COMPUTED, **s}) for w, s in present]
        key(canvas, marks)
    left, top = margin(canvas, 0.42), canvas.y
    most = max(shares["high"].max() if "high" in shares else 0, shares["percent"].max())
    scale = Scale(0, most * 1.02, left, width - NUMBERS)
    middles = label_rows(canvas, shares["label"], left)
    for row, y in zip(rows(shares), middles, strict=True):
        _bar(canvas, scale, row, y)
    canvas.y = axis(canvas, scale, top, canvas.y + 2, title="% of the firms that answered")
    return canvas.chart()


def _bar(canvas: Canvas, scale: Scale, row: Row, y: float) -> None:
    style = PARTNERS[getattr(row, "partner", "firm")][1]
    opacity = style.get("opacity", 0.85) if style["filled"] else 0
    end = scale(row.percent)
    box = (scale.left, y - 6, end - scale.left, 12)
    canvas.rect(*box, fill=COMPUTED, stroke=COMPUTED, opacity=opacity)
    if not blank(getattr(row, "low", None)):
        low, high = scale(row.low), scale(row.high)
        canvas.line([(low, y), (high, y)], stroke=INK, width=1.5, z=1)
        for x in (low, high):
            canvas.line([(x, y - 4), (x, y + 4)], stroke=INK, width=1.5, z=1)
    words = f"{number(row.count)}/{number(row.base)} · {row.percent:.1f} %"
    canvas.text(canvas.width, y, words, size=canvas.sizes.small, align="right")


def _describe(shares: pd.DataFrame) -> str:
    parts = []
    for row in rows(shares):
        part = f"{row.label}: {row.count} of {row.base}, {row.percent:.1f} %"
        if not blank(getattr(row, "low", None)):
            part += f" (interval {row.low:.1f} to {row.high:.1f} %)"
        parts.append(part)
    return f"Bars of {len(shares)} shares of the firms that answered. {'; '.join(parts)}."
