"""What each change of the model changes, on a line with its placebo (chapter 14)."""

from typing import Any

import pandas as pd

from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.checks import Row, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.key import key
from monograph.drawing.row_plot import row_plot
from monograph.drawing.stamp import IF_THEN, stamp
from monograph.drawing.text import number
from monograph.drawing.theme import COMPUTED, QUIET
from monograph.words import words_beside

say = words_beside(__file__)

COLUMNS = "label mean low high placebo_mean"


def contrast_effects(
    summary: pd.DataFrame, *, title: str = "", unit: str = say("percentage_points_firms")
) -> Figure:
    """Draw the mean effect of each contrast with its interval, and its placebo's beside it.

    Parameters
    ----------
    summary
        label, mean, low, high, placebo_mean (differences of shares, -1 to 1).
    title
        The finding.
    unit
        Unit of the axis.
    """
    require("contrast_effects", summary=(summary, COLUMNS))

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        stamp(canvas)
        marks = [
            (say("mean_effect_interval_over"), {"colour": COMPUTED, "shape": "diamond"}),
            (say("its_placebo"), {"colour": QUIET, "filled": False}),
        ]
        key(canvas, marks)
        ends = summary[["low", "high", "placebo_mean"]].to_numpy() * 100
        room = max(1.0, ends.max() - ends.min()) * 0.04
        reach = (min(0, ends.min()) - room, max(0, ends.max()) + room)
        style: dict[str, Any] = {"numbers": _numbers, "times": 100, "share": 0.4}
        plot = row_plot(canvas, "summary", summary, reach, **style)
        for row, y in plot:
            plot.point(row, y, "placebo_mean", colour=QUIET, size=8, filled=False, z=1)
            plot.span(row, y, ("low", "high"), stroke=COMPUTED, width=3)
            plot.point(row, y, "mean", "diamond", colour=COMPUTED, size=9)
        plot.level(0)
        plot.axis(unit)
        return canvas.chart()

    return Figure(draw, _describe(summary, unit), summary)


def _numbers(row: Row) -> str:
    mean, low, high = (number(100 * value, 1) for value in (row.mean, row.low, row.high))
    return say("range", mean=mean, low=low, high=high)


def _describe(summary: pd.DataFrame, unit: str) -> str:
    parts = [
        say(
            "placebo",
            label=row.label,
            effect=_numbers(row),
            placebo_mean=number(100 * row.placebo_mean, 1),
        )
        for row in rows(summary)
    ]
    return say(
        "effects_contrasts_model",
        contrasts=len(parts),
        if_then=IF_THEN,
        unit=unit,
        parts="; ".join(parts),
    )
