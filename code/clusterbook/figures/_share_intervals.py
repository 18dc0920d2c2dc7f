"""Shares with their intervals, and the worst case behind them (chapter 10)."""

import pandas as pd

from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.checks import Row, allowed, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.key import key
from monograph.drawing.row_plot import row_plot
from monograph.drawing.theme import COMPUTED, RULE
from monograph.words import words_beside

say = words_beside(__file__)

METHODS = say.each("methods")
"""Method -> its words."""


def share_intervals(
    intervals: pd.DataFrame,
    bounds: pd.DataFrame,
    *,
    title: str = "",
    level: str = "95%",
    method: str = "clopper_pearson",
) -> Figure:
    """Draw each share with its interval by one method, on the band of its worst case.

    Parameters
    ----------
    intervals
        item, label, count, base (firms), share, method (clopper_pearson, wilson, jeffreys,
        finite_population), low, high (shares, 0 to 1). Those of other methods go into the data.
    bounds
        item, firms (to whom the bounds speak), low, high (shares, 0 to 1), one row per item.
    title
        The finding.
    level
        The confidence of the intervals, in words.
    method
        The method whose intervals are drawn.
    """
    require(
        "share_intervals",
        intervals=(intervals, "item label count base share method low high"),
        bounds=(bounds, "item firms low high"),
    )
    allowed("share_intervals", intervals["method"], tuple(METHODS))
    allowed("share_intervals", intervals["item"], tuple(bounds["item"]))
    drawn = intervals[intervals["method"] == method]

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        band = {"shape": "square", "colour": RULE, "size": 11}
        firms = bounds["firms"].iloc[0]
        line = {"shape": "stroke", "colour": COMPUTED, "width": 3}
        entries = [(METHODS[method], line), (say("worst_case_if_firms", firms=firms), band)]
        key(canvas, entries)
        plot = row_plot(canvas, "intervals", drawn, (0, 100), numbers=_numbers, times=100)
        worst = {row.item: row for row in rows(bounds)}
        for row, y in plot:
            plot.box(worst[row.item], y, ("low", "high"), thick=18, fill=RULE, frame="bounds")
            plot.span(row, y, ("low", "high"), stroke=COMPUTED, width=3)
            plot.point(row, y, "share", size=8)
        plot.axis(say("firms_answered_intervals", level=level))
        return canvas.chart()

    return Figure(draw, _describe(drawn, bounds, method), intervals)


def _numbers(row: Row) -> str:
    return f"{row.count}/{row.base} · {100 * row.share:.1f}%"


def _describe(drawn: pd.DataFrame, bounds: pd.DataFrame, method: str) -> str:
    worst = {row.item: (row.low, row.high) for row in rows(bounds)}
    parts = []
    for row in rows(drawn):
        least, most = (100 * end for end in worst[row.item])
        parts.append(
            say(
                "interval_worst_case",
                label=row.label,
                count=row.count,
                base=row.base,
                share=100 * row.share,
                low=100 * row.low,
                high=100 * row.high,
                least=least,
                most=most,
            )
        )
    said = METHODS[method]
    return say("alt", shares=len(parts), method=said, parts="; ".join(parts))
