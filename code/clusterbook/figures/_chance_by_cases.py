"""How the number of cases governs what random conditions can look like (chapter 12)."""

from typing import Any

import pandas as pd

from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.checks import require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.ink import level, shows
from monograph.drawing.key import key
from monograph.drawing.scale import Scale
from monograph.drawing.text import number
from monograph.drawing.theme import COMPUTED, INK, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

HIGH = 190.0
SERIES: dict[str, tuple[str, dict[str, Any]]] = {
    "spurious": (say("some_look_necessary_sufficient"), {"colour": COMPUTED}),
    "apart": (say("all_can_be_told"), {"colour": COMPUTED, "shape": "square", "filled": False}),
}
"""Column -> its words in the key, and its mark."""


def chance_by_cases(
    by_cases: pd.DataFrame, *, conditions: int = 9, here: int = 3, title: str = ""
) -> Figure:
    """Draw two chances against the number of cases, for conditions that are tossed coins.

    Parameters
    ----------
    by_cases
        cases, spurious (chance that some condition looks necessary and sufficient, 0 to 1), apart
        (chance that all can be told apart, 0 to 1).
    conditions
        How many conditions are tossed.
    here
        The number of cases in the paper, where a line stands.
    title
        The finding.
    """
    require("chance_by_cases", by_cases=(by_cases, "cases spurious apart"))

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        words = say("random_conditions", conditions=conditions)
        canvas.text(0, canvas.y + 8, words, size=canvas.sizes.small, colour=QUIET)
        canvas.y += 18
        key(canvas, SERIES.values())
        top = canvas.y + 20
        x = Scale(by_cases["cases"].min(), by_cases["cases"].max(), 40, width - 12)
        y = Scale(0, 100, top + HIGH, top)
        _grid(canvas, x, y, by_cases)
        line = [(x(here), top), (x(here), top + HIGH)]
        canvas.line(line, stroke=INK, width=1.2, z=1, shows=level(x=here))
        canvas.text(x(here) + 5, top - 8, say("here_cases", here=here), size=canvas.sizes.small)
        for name, (_, style) in SERIES.items():
            given = rows(by_cases)
            points = [(x(row.cases), y(100 * getattr(row, name))) for row in given]
            tag = shows("by_cases", given, x="cases", y=name)
            canvas.line(points, stroke=COMPUTED, width=1.2, z=1, shows=tag)
            for row, place in zip(given, points, strict=True):
                tag = shows("by_cases", row, x="cases", y=name)
                canvas.mark(*place, **{"size": 7, **style}, shows=tag)
        return canvas.chart(canvas.y)

    return Figure(draw, _describe(by_cases, conditions, here), by_cases)


def _grid(canvas: Canvas, x: Scale, y: Scale, by_cases: pd.DataFrame) -> None:
    size, style = canvas.sizes.small, dict[str, Any]()
    for value in (0, 25, 50, 75, 100):
        line = [(x.left, y(value)), (x.right, y(value))]
        canvas.line(line, stroke=RULE, z=-1, shows="grid:y")
        style = {"size": size, "colour": QUIET, "align": "right"}
        canvas.text(x.left - 8, y(value), f"{value}%", **style, shows="tick:y")
    step = 1 if canvas.width > 440 else 2
    for cases in by_cases["cases"].iloc[::step]:
        line = [(x(cases), y(0)), (x(cases), y(0) + 4)]
        canvas.line(line, stroke=RULE, z=-1, shows="grid:x")
        style = {"size": size, "colour": QUIET, "align": "center"}
        canvas.text(x(cases), y(0) + 14, str(cases), **style, shows="tick:x")
    canvas.text(x.right, y(0) + 31, say("axis"), size=size, colour=QUIET, align="right")
    canvas.y = y(0) + 42


def _describe(by_cases: pd.DataFrame, conditions: int, here: int) -> str:
    parts = [
        say(
            "cases",
            cases=r.cases,
            spurious=number(100 * r.spurious, 1),
            apart=number(100 * r.apart, 1),
        )
        for r in rows(by_cases)
    ]
    return say(
        "two_chances_random_conditions", conditions=conditions, parts="; ".join(parts), here=here
    )
