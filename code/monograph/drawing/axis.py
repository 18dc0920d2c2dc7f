"""A number line drawn: its light grid, its ticks and what they count."""

from typing import Any

from monograph.drawing.canvas import Canvas
from monograph.drawing.scale import Scale
from monograph.drawing.text import measure, number
from monograph.drawing.theme import QUIET, RULE

TALL = 600.0
"""px: a plot that is taller prints its scale above its first row too, for a screen holds less."""

ROOM = 16.0
"""px that the scale above the first row needs."""


def axis(
    canvas: Canvas,
    scale: Scale,
    top: float,
    bottom: float,
    *,
    title: str = "",
    unit: str = "",
    name: str = "x",
    grouped: bool = True,
    above: float | None = None,
) -> float:
    """Draw grid lines from top to bottom, tick labels below and the axis title; return the end.

    `name` is what the tags of marks call the axis, where a drawing has several; years are not
    `grouped` by thousands. With `above`, the ticks are printed a second time, down to that height.
    """
    size, values = canvas.sizes.small, scale.ticks()
    for value in values:
        line = [(scale(value), top), (scale(value), bottom)]
        canvas.line(line, stroke=RULE, z=-1, shows=f"grid:{name}")
        label = (number(value) if grouped else f"{value:g}") + unit
        half = measure(label, size) / 2
        x = min(max(scale(value), half), canvas.width - half)
        style: dict[str, Any] = {"size": size, "colour": QUIET, "align": "center"}
        canvas.text(x, bottom + 11, label, **style, shows=f"tick:{name}")
        if above is not None:
            canvas.text(x, above - 9, label, **style, shows="note")
    if not title:
        return bottom + 22
    left = min(scale.left, canvas.width - measure(title, size))
    end = canvas.paragraph(
        max(left, 0), bottom + 20, title, canvas.width - max(left, 0), size=size, colour=QUIET
    )
    return end + 4
