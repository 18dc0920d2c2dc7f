"""How many firms a study would need, beside those that there were (chapter 15)."""

from typing import Any

import pandas as pd

from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.checks import Row, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.row_plot import row_plot
from monograph.drawing.text import number
from monograph.drawing.theme import COMPUTED
from monograph.words import words_beside

say = words_beside(__file__)


def study_sizes(
    sizes: pd.DataFrame,
    *,
    have: int,
    surveyed: str = "firms",
    title: str = "",
) -> Figure:
    """Draw a bar per design, as long as what it needs; what differs in kind has its own axis.

    Parameters
    ----------
    sizes
        label, unit (what is to be observed, such as firms), groups (1 or 2), each (needed in each
        group), needed (in all).
    have, surveyed
        How many the survey in hand has, and of which unit.
    title
        The finding.
    """
    require("study_sizes", sizes=(sizes, "label unit groups each needed"))

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        for unit, mine in sizes.groupby("unit", sort=False):
            _block(canvas, mine, str(unit), have if unit == surveyed else None)
        return canvas.chart()

    return Figure(draw, _describe(sizes, have), sizes)


def _block(canvas: Canvas, mine: pd.DataFrame, unit: str, have: int | None) -> None:
    """Draw the designs that observe one kind of unit, with a line at those observed so far."""
    reach = (0, max(mine["needed"].max(), have or 0) * 1.02)
    above = 18 if have is not None else 8
    style: dict[str, Any] = {
        "numbers": needed,
        "share": 0.4,
        "height": 28,
        "above": above,
        "on": unit,
    }
    plot = row_plot(canvas, "sizes", mine, reach, **style)
    for row, y in plot:
        plot.bar(row, y, "needed", fill=COMPUTED, opacity=0.85)
    if have is not None:
        plot.level(have, say("survey", have=have), z=1)
    plot.axis(say("be_observed", unit=unit))


def needed(row: Row) -> str:
    """Return the size in words: "338", "82 + 82"."""
    return " + ".join([number(row.each)] * int(row.groups))


def _describe(sizes: pd.DataFrame, have: int) -> str:
    parts = [f"{row.label}: {needed(row)} {row.unit}" for row in rows(sizes)]
    return say("bars_sizes_studies_would", sizes=len(sizes), have=have, parts="; ".join(parts))
