"""Keys: one line of marks with their words, broken where the width ends."""

from collections.abc import Iterable
from typing import Any

from monograph.drawing.canvas import Canvas
from monograph.drawing.text import measure
from monograph.drawing.theme import QUIET, VOICES

GAP, MARK = 18.0, 16.0


def key(canvas: Canvas, entries: Iterable[tuple[str, dict[str, Any]]], *, left: float = 0) -> None:
    """Add a key at the canvas's own height: (words, style of the mark) after one another."""
    size, x, line = canvas.sizes.small, left, canvas.sizes.small * 1.6
    y = canvas.y + line / 2
    for words, style in entries:
        width = MARK + measure(words, size)
        if x > left and x + width > canvas.width:
            x, y = left, y + line
        canvas.mark(x + 6, y, **{"size": 9, **style}, shows="key")
        canvas.text(x + MARK, y, words, size=size, colour=QUIET)
        x += width + GAP
    canvas.y = y + line / 2 + 4


def voice(name: str) -> dict[str, Any]:
    """Return the mark of a voice, for `Canvas.mark`."""
    found = VOICES[name]
    return {"shape": found.shape, "colour": found.colour, "filled": found.filled}


def voice_key(canvas: Canvas, names: Iterable[str], *, left: float = 0) -> None:
    """Add the key of the voices that occur, in their fixed order."""
    present = set(names)
    key(canvas, [(v.label, voice(n)) for n, v in VOICES.items() if n in present], left=left)
