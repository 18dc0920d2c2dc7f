"""The words that every figure of the model bears."""

from monograph.drawing.canvas import Canvas
from monograph.drawing.theme import ASSUMED

IF_THEN = "if–then, not fitted"


def stamp(canvas: Canvas) -> None:
    """Write below the title that what follows comes from assumptions alone."""
    canvas.mark(5, canvas.y + 8, "square", colour=ASSUMED, size=9, filled=False, shows="key")
    words = f"A model: {IF_THEN}"
    canvas.text(16, canvas.y + 8, words, size=canvas.sizes.small, colour=ASSUMED)
    canvas.y += 20
