"""Marks for the tests of an implication: the shape is the kind of test, the fill its status."""

from typing import Any

from monograph.drawing.canvas import CROSS, LOWER_HALVES, Canvas
from monograph.drawing.theme import GROUND, QUIET

STATUSES = {
    "passes": "passes",
    "strained": "strained",
    "failed": "failed",
    "asserted": "asserted",
    "not_observed": "not observed",
}
"""Status -> word, from best to nothing."""

TESTS = {
    "hoop": ("circle", "hoop: must hold"),
    "smoking_gun": ("triangle-up", "smoking gun: would show it"),
    "straw_in_the_wind": ("square", "straw in the wind: a hint"),
    "doubly_decisive": ("diamond", "doubly decisive: both"),
}
"""Test -> shape and words."""


def status_mark(
    canvas: Canvas, x: float, y: float, status: str, *, test: str = "hoop", size: float = 12
) -> None:
    """Draw the mark of one implication."""
    shape = TESTS[test][0]
    if status == "passes":
        canvas.mark(x, y, shape, size=size)
    elif status == "strained":
        canvas.mark(x, y, shape, size=size, filled=False)
        canvas.mark(x, y, LOWER_HALVES[shape], size=size, z=3)
    elif status == "failed":
        canvas.mark(x, y, shape, size=size, filled=False)
        canvas.mark(x, y, CROSS, size=size * 0.5, hollow_fill=None, filled=False, z=3)
    else:
        hollow: dict[str, Any] = {"colour": QUIET, "filled": False, "hollow_fill": GROUND}
        dash = (2, 2) if status == "not_observed" else None
        canvas.mark(x, y, shape, size=size, dash=dash, **hollow)
    if status == "asserted":
        canvas.mark(x, y, "circle", size=2.5, colour=QUIET, z=3)
