"""Rows with labels: beside their marks where there is room, on lines of their own on a phone."""

from collections.abc import Iterable

from monograph.drawing.canvas import Canvas
from monograph.drawing.text import measure, wrap
from monograph.drawing.theme import GROUND, WIDE_FROM

LEADING = 1.25


def is_wide(canvas: Canvas) -> bool:
    """Say whether labels go beside their marks."""
    return canvas.width >= WIDE_FROM


def margin(canvas: Canvas, share: float = 0.36) -> float:
    """Return where the marks begin: `share` of the width is for labels, none of it on a phone."""
    return round(share * canvas.width) if is_wide(canvas) else 0


def label_rows(
    canvas: Canvas, labels: Iterable[str], left: float, *, height: float = 22, bold: bool = False
) -> list[float]:
    """Write one label a row from the canvas's height on; return the middle of each row's marks."""
    middles = []
    for label in labels:
        if left:
            middles.append(_beside(canvas, label, left, height, bold))
        else:
            _clear(canvas, label, bold)
            canvas.y = canvas.paragraph(0, canvas.y + 4, label, canvas.width, bold=bold)
            middles.append(canvas.y + height / 2)
            canvas.y += height
    return middles


def heading(canvas: Canvas, words: str) -> None:
    """Write the heading of a block of rows across the sheet, clear of grid lines."""
    canvas.y += 4
    _clear(canvas, words, bold=True)
    canvas.y = canvas.paragraph(0, canvas.y + 4, words, canvas.width, bold=True) + 2


def _clear(canvas: Canvas, label: str, bold: bool) -> None:
    """Keep grid lines out of a label that stands above its marks."""
    size = canvas.sizes.label
    lines = wrap(label, canvas.width, size, bold=bold)
    width = max(measure(line, size, bold=bold) for line in lines) + 4
    tall = len(lines) * size * LEADING
    canvas.rect(0, canvas.y + 4, min(width, canvas.width), tall, fill=GROUND, z=2)


def _beside(canvas: Canvas, label: str, left: float, height: float, bold: bool) -> float:
    """Write a label into the left margin, in the middle of its row."""
    size = canvas.sizes.label
    lines = len(wrap(label, left - 12, size, bold=bold))
    tall = max(height, lines * size * LEADING + 6)
    top = canvas.y + (tall - lines * size * LEADING) / 2
    canvas.paragraph(0, top, label, left - 12, bold=bold)
    canvas.y += tall
    return canvas.y - tall / 2
