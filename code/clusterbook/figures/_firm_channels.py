"""What one firm learns in one step, channel by channel (chapter 13)."""

from typing import Any

import pandas as pd

from monograph.drawing.axis import axis
from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.checks import Row, allowed, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.ink import shows
from monograph.drawing.key import key
from monograph.drawing.rows import is_wide
from monograph.drawing.scale import Scale
from monograph.drawing.text import measure, number
from monograph.drawing.theme import COMPUTED, INK, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

STATES: dict[str, dict[str, Any]] = {
    "cooperates": {"shape": "diamond", "colour": INK},
    "shares": {"shape": "circle", "colour": INK},
    "lacks": {"shape": "circle", "colour": QUIET, "filled": False},
}
"""What a teacher does -> its mark."""
WORDS = say.each("words")
STEP = 16.0  # px from teacher to teacher


def firm_channels(
    channels: pd.DataFrame, teachers: pd.DataFrame, *, title: str = "", unit: str = say("per_year")
) -> Figure:
    """Draw for each channel who could teach the firm, and the rate that comes of it.

    Parameters
    ----------
    channels
        channel, label, label_zh, rate (per year).
    teachers
        channel, state (cooperates, shares, lacks): one row a teacher.
    title
        The finding.
    unit
        Unit of the rates.
    """
    require(
        "firm_channels",
        channels=(channels, "channel label label_zh rate"),
        teachers=(teachers, "channel state"),
    )
    allowed("firm_channels", teachers["state"], tuple(STATES))

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        present = [state for state in STATES if (teachers["state"] == state).any()]
        key(canvas, [(WORDS[state], STATES[state]) for state in present])
        wide = is_wide(canvas)
        room = 8 + measure("0.00", canvas.sizes.small)
        left = round(width * 0.56) if wide else 0
        scale = Scale(0.0, float(channels["rate"].max()), left, width - room)
        top = canvas.y
        for row in rows(channels):
            _channel(canvas, scale, row, teachers[teachers["channel"] == row.channel], wide)
        canvas.y = axis(canvas, scale, top, canvas.y + 2, title=say("rate_learning", unit=unit))
        return canvas.chart()

    return Figure(draw, _describe(channels, teachers, unit), channels)


def _channel(canvas: Canvas, scale: Scale, row: Row, mine: pd.DataFrame, wide: bool) -> None:
    """Write the channel, draw its teachers, and a bar as long as its rate."""
    top, small = canvas.y, canvas.sizes.small
    canvas.line([(0, top), (canvas.width, top)], stroke=RULE)
    middle = top + 14
    canvas.text(0, middle, row.label, bold=True, shows=shows("channels", row, text="label"))
    beside = 0 if wide else measure(row.label, canvas.sizes.label, bold=True) + 10
    chinese: dict[str, Any] = {
        "size": small,
        "colour": QUIET,
        "shows": shows("channels", row, text="label_zh"),
    }
    canvas.text(beside, middle + (17 if wide else 0), row.label_zh, **chinese)
    across, down = (canvas.width * 0.27, top + 22) if wide else (0.0, top + 36)
    for nth, teacher in enumerate(rows(mine)):
        tag = shows("teachers", teacher, look="state")
        canvas.mark(across + 7 + nth * STEP, down, size=11, shows=tag, **STATES[teacher.state])
    if mine.empty:
        canvas.text(across, down, say("no_teacher"), size=small, colour=QUIET)
    bar = top + 22 if wide else top + 56
    tag = shows("channels", row, x="0", x2="rate")
    canvas.rect(0, bar - 8, row.rate, 16, fill=COMPUTED, opacity=0.85, on=scale, shows=tag)
    words = number(row.rate, 3 if row.rate < 0.01 else 2)
    canvas.text(scale(row.rate) + 6, bar, words, size=small)
    canvas.y = top + (44 if wide else 72)


def _describe(channels: pd.DataFrame, teachers: pd.DataFrame, unit: str) -> str:
    said = []
    for row in rows(channels):
        states = teachers.loc[teachers["channel"] == row.channel, "state"]
        who = [f"{n} {WORDS[state]}" for state in STATES if (n := int((states == state).sum()))]
        rate = number(row.rate, 3 if row.rate < 0.01 else 2)
        said.append(
            say(
                "rate",
                label=row.label,
                who=", ".join(who) or say("no_teacher"),
                rate=rate,
                unit=unit,
            )
        )
    return say("one_firm_its_channels", channels=len(channels), said="; ".join(said))
