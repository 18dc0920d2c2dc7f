"""Shares with several intervals each, and the worst case behind them (chapter 10)."""

from typing import Any

import altair as alt
import pandas as pd

from monograph.drawing.canvas import Canvas
from monograph.drawing.checks import Row, allowed, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.key import key
from monograph.drawing.rows import label_rows, margin
from monograph.drawing.scale import Scale, axis
from monograph.drawing.theme import COMPUTED, INK, QUIET, RULE

METHODS: dict[str, tuple[str, dict[str, Any]]] = {
    "clopper_pearson": ("Clopper–Pearson", {"stroke": INK}),
    "wilson": ("Wilson", {"stroke": COMPUTED}),
    "jeffreys": ("Jeffreys", {"stroke": COMPUTED, "dash": (5, 2)}),
    "finite_population": ("finite population", {"stroke": QUIET, "dash": (2, 2)}),
}
"""Method -> its words and its line, from top to bottom within a row."""
STEP, ROW, NUMBERS = (
    6,
    34,
    88,
)  # px: line to line, row to row, free on the right for "13/61 · 21.3%"


def share_intervals(
    intervals: pd.DataFrame, bounds: pd.DataFrame, *, title: str = "", level: str = "95%"
) -> Figure:
    """Draw the intervals of each share under one another, on the band of its worst case.

    Parameters
    ----------
    intervals
        item, label, count, base (firms), share, method (clopper_pearson, wilson, jeffreys,
        finite_population), low, high (shares, 0 to 1).
    bounds
        item, firms (to whom the bounds speak), low, high (shares, 0 to 1), one row per item.
    title
        The finding.
    level
        The confidence of the intervals, in words.
    """
    require(
        "share_intervals",
        intervals=(intervals, "item label count base share method low high"),
        bounds=(bounds, "item firms low high"),
    )
    allowed("share_intervals", intervals["method"], tuple(METHODS))
    allowed("share_intervals", intervals["item"], tuple(bounds["item"]))

    def draw(width: int) -> alt.LayerChart:
        return _draw(intervals, bounds, title, level, width)

    return Figure(draw, _describe(intervals, bounds), intervals)


def _draw(
    intervals: pd.DataFrame, bounds: pd.DataFrame, title: str, level: str, width: int
) -> alt.LayerChart:
    canvas = Canvas.titled(width, title)
    key(canvas, _key(set(intervals["method"]), bounds["firms"].iloc[0]))
    left, top = margin(canvas, 0.32), canvas.y
    scale = Scale(0, 100, left + 2, width - NUMBERS)
    items = intervals.drop_duplicates("item")
    middles = label_rows(canvas, items["label"], left, height=ROW)
    worst = {row.item: (row.low, row.high) for row in rows(bounds)}
    for row, y in zip(rows(items), middles, strict=True):
        low, high = (scale(100 * end) for end in worst[row.item])
        canvas.rect(low, y - 14, high - low, 28, fill=RULE)
        for method in rows(intervals[intervals["item"] == row.item]):
            _interval(canvas, scale, method, y)
        canvas.mark(scale(100 * row.share), y, size=7)
        words = f"{row.count}/{row.base} · {100 * row.share:.1f}%"
        canvas.text(width, y, words, size=canvas.sizes.small, align="right")
    words = f"% of the firms that answered; {level} intervals"
    canvas.y = axis(canvas, scale, top, canvas.y + 2, title=words)
    return canvas.chart()


def _interval(canvas: Canvas, scale: Scale, row: Row, y: float) -> None:
    place = list(METHODS).index(row.method) - (len(METHODS) - 1) / 2
    ends = [(scale(100 * end), y + place * STEP) for end in (row.low, row.high)]
    canvas.line(ends, width=2, z=1, **METHODS[row.method][1])


def _key(present: set[str], firms: int) -> list[tuple[str, dict[str, Any]]]:
    """Return the lines of a key: the methods that occur, then the band."""
    lines = [
        (words, {"shape": "stroke", "colour": s["stroke"], "dash": s.get("dash"), "width": 2})
        for name, (words, s) in METHODS.items()
        if name in present
    ]
    band = {"shape": "square", "colour": RULE, "size": 11}
    return [*lines, (f"worst case if {firms} firms were asked", band)]


def _describe(intervals: pd.DataFrame, bounds: pd.DataFrame) -> str:
    worst = {row.item: (row.low, row.high) for row in rows(bounds)}
    parts = []
    for item, part in intervals.groupby("item", sort=False):
        row, low, high = part.iloc[0], 100 * part["low"].min(), 100 * part["high"].max()
        least, most = (100 * end for end in worst[item])
        parts.append(
            f"{row['label']}: {row['count']} of {row['base']}, {100 * row['share']:.1f}%, "
            f"intervals within {low:.1f} to {high:.1f}%, worst case {least:.1f} to {most:.1f}%"
        )
    found = len(set(intervals["method"]))
    return (
        f"{len(parts)} shares, each with {found} intervals and its worst case. {'; '.join(parts)}."
    )
