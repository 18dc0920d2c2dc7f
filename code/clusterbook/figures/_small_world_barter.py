"""Knowledge in the steady state of a barter economy, from ring to random network (chapter 13)."""

import math
from typing import Any

import pandas as pd

from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.checks import require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.ink import shows
from monograph.drawing.key import key
from monograph.drawing.scale import Scale
from monograph.drawing.stamp import IF_THEN, stamp
from monograph.drawing.text import number
from monograph.drawing.theme import COMPUTED, INK, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

HIGH, GAP, LEFT = 96.0, 44.0, 46.0
"""px: a panel, between panels, and left of them."""
PANELS = say.each("panels")
"""Column -> the name of its panel."""
RING = 10**-3.5
"""Where "none rewired" stands on a logarithmic axis."""
DASHES: tuple[tuple[int, ...] | None, ...] = (None, (6, 3), (2, 3))


def small_world_barter(states: pd.DataFrame, *, title: str = "") -> Figure:
    """Draw three measures of knowledge against the share of rewired ties, a line per rate.

    Parameters
    ----------
    states
        learnt (share of a gap that a trade closes; at most three), rewired (share of ties, 0 to 1),
        mean, variance, variation, and the standard error of each (mean_error and so on).
    title
        The finding.
    """
    columns = " ".join([*PANELS, *(f"{name}_error" for name in PANELS)])
    require("small_world_barter", states=(states, f"learnt rewired {columns}"))
    rates = sorted(states["learnt"].unique())

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        stamp(canvas)
        words = [
            (say("trade_closes_gap", rate=number(100 * rate)), _style(nth))
            for nth, rate in enumerate(rates)
        ]
        key(canvas, words)
        x = Scale(math.log10(RING), 0, LEFT, width - 14)
        for column, name in PANELS.items():
            _panel(canvas, x, states, column, name, rates)
        _ticks(canvas, x, sorted(states["rewired"].unique()))
        return canvas.chart()

    return Figure(draw, _describe(states, rates), states)


def _style(nth: int) -> dict[str, object]:
    return {"shape": "stroke", "colour": COMPUTED, "width": 2, "dash": DASHES[nth]}


def _panel(
    canvas: Canvas, x: Scale, states: pd.DataFrame, column: str, name: str, rates: list[float]
) -> None:
    canvas.text(0, canvas.y + 10, name, bold=True)
    top = canvas.y + 24
    ends = states[column] - 2 * states[f"{column}_error"]
    highs = states[column] + 2 * states[f"{column}_error"]
    y = Scale(float(ends.min()), float(highs.max()), top + HIGH, top)
    for value in y.ticks(spacing=-30):
        line = [(x.left, y(value)), (x.right, y(value))]
        canvas.line(line, stroke=RULE, z=-1, shows=f"grid:{column}")
        style: dict[str, Any] = {"size": canvas.sizes.small, "colour": QUIET, "align": "right"}
        canvas.text(x.left - 6, y(value), number(value, 3), **style, shows=f"tick:{column}")
    for nth, rate in enumerate(rates):
        mine = rows(states[states["learnt"] == rate].sort_values("rewired"))
        points = [(x(_place(r.rewired)), y(getattr(r, column))) for r in mine]
        tag = shows("states", mine, x="rewired", y=column, up=column, look="learnt")
        canvas.line(points, stroke=COMPUTED, width=1.6, dash=DASHES[nth], z=1, shows=tag)
        for row, (across, down) in zip(mine, points, strict=True):
            reach = abs(y(2 * getattr(row, f"{column}_error")) - y(0))
            line = [(across, down + reach), (across, down - reach)]
            reaches = {"y": f"{column}_low", "y2": f"{column}_high"}
            tag = shows("states", row, x="rewired", up=column, **reaches)
            canvas.line(line, stroke=INK, z=1, shows=tag)
    canvas.y = top + HIGH + GAP - 24


def _ticks(canvas: Canvas, x: Scale, shares: list[float]) -> None:
    size, last = canvas.sizes.small, -1e9
    for share in shares:
        across = x(_place(share))
        if across - last < 34:
            continue
        words = "ring" if share == 0 else number(100 * share) + "%"
        style: dict[str, Any] = {"size": size, "colour": QUIET, "align": "center"}
        canvas.text(across, canvas.y - 8, words, **style, shows="tick:x")
        line = [(across, canvas.y - 20), (across, canvas.y - 16)]
        canvas.line(line, stroke=RULE, shows="grid:x")
        last = across
    words = say("share_ties_rewired_logarithmic")
    canvas.text(x.left, canvas.y + 10, words, size=size, colour=QUIET)
    canvas.y += 20


def _place(share: float) -> float:
    return math.log10(share) if share > 0 else math.log10(RING)


def _describe(states: pd.DataFrame, rates: list[float]) -> str:
    parts = []
    for rate in rates:
        by = {float(row.rewired): float(row.mean) for row in rows(states[states["learnt"] == rate])}
        best = max(by, key=lambda share: by[share])
        parts.append(
            say(
                "where_trade_closes_gap",
                rate=number(100 * rate),
                ring=number(by[0.0], 1),
                most=number(by[best], 1),
                best=number(100 * best),
                random=number(by[1.0], 1),
            )
        )
    return say("knowledge_bartered_networks_between", if_then=IF_THEN, parts="; ".join(parts))
