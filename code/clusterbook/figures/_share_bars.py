"""Shares of a survey as bars, each with the count and base behind it (chapters 7 and 10)."""

from typing import Any

import pandas as pd

from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.checks import Row, allowed, blank, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.row_plot import row_plot
from monograph.drawing.text import number
from monograph.drawing.theme import COMPUTED, INK
from monograph.words import words_beside

say = words_beside(__file__)

PARTNERS = say.each("partners")
"""Partner -> the heading of its bars."""


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

    def draw(width: int) -> Spec:
        return _draw(shares, title, width)

    return Figure(draw, _describe(shares), shares)


def _draw(shares: pd.DataFrame, title: str, width: int) -> Spec:
    canvas = Canvas.titled(width, title)
    ends = shares[[name for name in ("percent", "high") if name in shares]]
    reach = (0, ends.max().max() * 1.02)
    style: dict[str, Any] = {"numbers": _numbers, "share": 0.42, "height": 22}
    plot = row_plot(canvas, "shares", shares, reach, blocks=_blocks(shares), **style)
    for row, y in plot:
        plot.bar(row, y, "percent", thick=12, fill=COMPUTED, opacity=0.85)
        if not blank(getattr(row, "low", None)):
            plot.span(row, y, ("low", "high"), stroke=INK, width=1.5)
            for end in ("low", "high"):
                plot.stroke(row, y, end, reach=4, stroke=INK, width=1.5)
    plot.axis(say("firms_answered"))
    return canvas.chart()


def _blocks(shares: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Return the shares by partner, or nothing where no partner is named."""
    if "partner" not in shares:
        return []
    blocks = [(words, shares[shares["partner"] == name]) for name, words in PARTNERS.items()]
    return [(words, mine) for words, mine in blocks if not mine.empty]


def _numbers(row: Row) -> str:
    return f"{number(row.count)}/{number(row.base)} · {row.percent:.1f}%"


def _describe(shares: pd.DataFrame) -> str:
    parts = []
    for row in rows(shares):
        part = say("of", label=row.label, count=row.count, base=row.base, percent=row.percent)
        if not blank(getattr(row, "low", None)):
            part += say("interval", low=row.low, high=row.high)
        parts.append(part)
    return say("bars_shares_firms_answered", shares=len(shares), parts="; ".join(parts))
