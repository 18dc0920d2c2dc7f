"""Marks for the tests of an implication: the shape is the kind of test, the fill its status."""

from typing import Any

from monograph.drawing.canvas import CROSS, LOWER_HALVES, Canvas
from monograph.drawing.theme import GROUND, QUIET
from monograph.words import words_beside

say = words_beside(__file__)

STATUSES = say.each("statuses")
"""Status -> word, from best to nothing."""

TESTS = {
    "hoop": ("circle", say("hoop_must_hold")),
    "smoking_gun": ("triangle-up", say("smoking_gun_would_show")),
    "straw_in_the_wind": ("square", say("straw_wind_hint")),
    "doubly_decisive": ("diamond", say("doubly_decisive_both")),
}
"""Test -> shape and words."""


def status_mark(
    canvas: Canvas,
    x: float,
    y: float,
    status: str,
    *,
    test: str = "hoop",
    size: float = 12,
    shows: str | None = None,
) -> None:
    """Draw the sign of one implication, which may take two marks; `shows` is its tag."""
    shape = TESTS[test][0]
    open_: dict[str, Any] = {"size": size, "filled": False}
    quiet: dict[str, Any] = {**open_, "colour": QUIET, "hollow_fill": GROUND}
    cross: dict[str, Any] = {"size": size * 0.5, "filled": False, "hollow_fill": None, "z": 3}
    signs: dict[str, list[tuple[str, dict[str, Any]]]] = {
        "passes": [(shape, {"size": size})],
        "strained": [(shape, open_), (LOWER_HALVES[shape], {"size": size, "z": 3})],
        "failed": [(shape, open_), (CROSS, cross)],
        "asserted": [(shape, quiet), ("circle", {"size": 2.5, "colour": QUIET, "z": 3})],
        "not_observed": [(shape, {**quiet, "dash": (2, 2)})],
    }
    marks = signs[status]
    for nth, (form, style) in enumerate(marks, 1):
        tag = shows and f"{shows} part={nth}/{len(marks)}"
        canvas.mark(x, y, form, **style, shows=tag)
