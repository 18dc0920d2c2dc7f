"""Whether each cause is dated before what it is said to have enabled (chapter 5)."""

from typing import Any

import pandas as pd

from clusterbook.figures._open_spans import drawn_to
from monograph.drawing.axis import ROOM, TALL, axis
from monograph.drawing.canvas import CROSS, LOWER_HALVES, Canvas, Spec
from monograph.drawing.checks import Cell, Row, allowed, blank, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.ink import shows
from monograph.drawing.key import key
from monograph.drawing.rows import is_wide
from monograph.drawing.scale import Scale
from monograph.drawing.theme import GROUND, INK, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

COLUMNS = "cause effect cause_from cause_to effect_from effect_to verdict"
VERDICTS = {
    "before": say("cause_first"),
    "same phase": say("same_phase"),
    "after": say("cause_later"),
}
THICK, TIP = 8, 7  # px: of a span, and the point in which one ends that is left open
SPANS: dict[str, dict[str, Any]] = {
    "cause": {"fill": INK, "stroke": INK},
    "effect": {"stroke": INK},
}
"""What is dated -> how its years are drawn: both dates are the paper's, as we read it."""
KEY = [
    (say("cause_as_dated"), {"shape": "square", "colour": INK}),
    (say("credited_with"), {"shape": "square", "colour": INK, "filled": False}),
]


def precedence(claims: pd.DataFrame, *, title: str = "") -> Figure:
    """Draw, claim by claim, the years of the cause above the years of its effect.

    Parameters
    ----------
    claims
        cause, effect (their names), cause_from, cause_to, effect_from, effect_to (years, blank:
        open, which is drawn as a span that ends in a point), verdict (before, same phase, after).
    title
        The finding.
    """
    require("precedence", claims=(claims, COLUMNS))
    allowed("precedence", claims["verdict"], tuple(VERDICTS))
    ends = ("cause_from", "cause_to", "effect_from", "effect_to")
    end = drawn_to(*(claims[name] for name in ends))

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        key(canvas, KEY)
        left = round(width * 0.42) if is_wide(canvas) else 0
        first = min(claims["cause_from"].min(), claims["effect_from"].min())
        scale = Scale(float(first), float(end + 1), left, width - TIP - 1)
        tried = Canvas(width)
        _claims(tried, scale, claims, left, end)
        tall = tried.y > TALL
        canvas.y += ROOM if tall else 0
        top = canvas.y
        _claims(canvas, scale, claims, left, end)
        above = top if tall else None
        canvas.y = axis(canvas, scale, top, canvas.y + 3, grouped=False, above=above)
        return canvas.chart()

    return Figure(draw, _describe(claims), claims)


def _claims(canvas: Canvas, scale: Scale, claims: pd.DataFrame, left: float, end: int) -> None:
    for row in rows(claims):
        _claim(canvas, scale, row, left, end)


def _claim(canvas: Canvas, scale: Scale, row: Row, left: float, end: int) -> None:
    """Write the claim and its verdict; draw both spans."""
    top, small = canvas.y, canvas.sizes.small
    canvas.line([(0, top), (canvas.width, top)], stroke=RULE)
    room = left - 20 if left else canvas.width
    y = canvas.paragraph(0, top + 5, f"{row.cause} → {row.effect}", room)
    _verdict(canvas, 6, y + 8, row)
    y = canvas.paragraph(17, y + 1, VERDICTS[row.verdict], room - 17, size=small, colour=QUIET)
    bars = (top + y) / 2 - 8 if left else y + 4
    for nth, (name, style) in enumerate(SPANS.items()):
        start, stop = f"{name}_from", f"{name}_to"
        first, last = getattr(row, start), getattr(row, stop)
        years = (end if blank(last) else last) + 1 - first
        tag = shows("claims", row, x=start, x2=stop)
        edge = bars + 10 * nth
        canvas.rect(first, edge, years, THICK, on=scale, shows=tag, **style)
        if blank(last):
            x = scale(end + 1)
            tip = [(x, edge), (x + TIP, edge + THICK / 2), (x, edge + THICK)]
            canvas.area(tip, **{"fill": GROUND, **style}, shows="note")
    canvas.y = max(y + 5, bars + 24)


def _verdict(canvas: Canvas, x: float, y: float, row: Row) -> None:
    """Mark filled, half or crossed out."""
    marks: list[tuple[str, dict[str, Any]]] = [("circle", {"filled": row.verdict == "before"})]
    if row.verdict == "same phase":
        marks.append((LOWER_HALVES["circle"], {"z": 3}))
    elif row.verdict == "after":
        marks.append((CROSS, {"size": 5, "filled": False, "hollow_fill": None, "z": 3}))
    for nth, (shape, style) in enumerate(marks, 1):
        tag = shows("claims", row, look="verdict", part=f"{nth}/{len(marks)}")
        canvas.mark(x, y, shape, **{"size": 10, **style}, shows=tag)


def _years(start: Cell, stop: Cell) -> str:
    return say("from", start=int(start)) + ("" if blank(stop) else say("to", stop=int(stop)))


def _describe(claims: pd.DataFrame) -> str:
    parts = [
        say(
            "claim",
            cause=r.cause,
            effect=r.effect,
            cause_from=_years(r.cause_from, r.cause_to),
            effect_from=_years(r.effect_from, r.effect_to),
            verdicts=VERDICTS[r.verdict],
        )
        for r in rows(claims)
    ]
    first = sum(claims["verdict"] == "before")
    late = sum(claims["verdict"] == "after")
    return say(
        "alt",
        claims=len(claims),
        first=first,
        late=late,
        parts="; ".join(parts),
    )
