"""Rows with labels: beside their marks where there is room, on lines of their own on a phone."""

from collections.abc import Sequence

from monograph.drawing.canvas import Canvas
from monograph.drawing.text import measure, wrap
from monograph.drawing.theme import GROUND, WIDE_FROM

LEADING = 1.25
GAP = 12.0
"""px: between a label or a number and what stands beside it."""


def is_wide(canvas: Canvas) -> bool:
    """Say whether labels go beside their marks."""
    return canvas.width >= WIDE_FROM


def margin(canvas: Canvas, share: float = 0.36, labels: Sequence[str] = ()) -> float:
    """Return where the marks begin: what `labels` need, at most `share` of the width.

    Without labels it is the share itself. On a phone marks begin at the edge.
    """
    if not is_wide(canvas):
        return 0
    longest = [measure(label, canvas.sizes.label) + GAP + 1 for label in labels]
    return round(min(share * canvas.width, max(longest, default=canvas.width)))


def label_rows(
    canvas: Canvas,
    labels: Sequence[str],
    left: float,
    *,
    height: float = 22,
    ends: Sequence[str] = (),
    shows: Sequence[str] = (),
) -> list[float]:
    """Write one label a row from the canvas's height on; return the middle of each row's marks.

    Parameters
    ----------
    left
        Where the marks begin; 0 puts labels above their marks.
    height
        px that the marks of a row need.
    ends
        Words for the right end of each row; on a phone they end the label's last line.
    shows
        What each label shows (see `ink`).
    """
    middles = []
    for nth, label in enumerate(labels):
        end, tag = (ends[nth] if ends else ""), (shows[nth] if shows else None)
        if left:
            middles.append(_beside(canvas, label, left, height, tag))
            _end(canvas, end, middles[-1])
        else:
            _above(canvas, label, end, tag)
            middles.append(canvas.y + height / 2)
            canvas.y += height
    return middles


def heading(canvas: Canvas, words: str) -> None:
    """Write the heading of a block of rows across the sheet, clear of grid lines."""
    canvas.y += 4
    _clear(canvas, words, bold=True)
    canvas.y = canvas.paragraph(0, canvas.y + 4, words, canvas.width, bold=True) + 2


def _clear(canvas: Canvas, label: str, *, bold: bool = False) -> None:
    """Keep grid lines out of a label that stands above its marks."""
    size = canvas.sizes.label
    lines = wrap(label, canvas.width, size, bold=bold)
    width = max(measure(line, size, bold=bold) for line in lines) + 4
    tall = len(lines) * size * LEADING
    canvas.rect(0, canvas.y + 4, min(width, canvas.width), tall, fill=GROUND, z=2)


def _end(canvas: Canvas, words: str, y: float) -> None:
    size = canvas.sizes.small
    if words:
        canvas.text(canvas.width, y, words, size=size, align="right")


def _above(canvas: Canvas, label: str, end: str, tag: str | None) -> None:
    """Write a label over its marks, and its number at the end of its last line or of the next."""
    size, long = canvas.sizes.label, measure(end, canvas.sizes.small) + GAP
    last = measure(wrap(label, canvas.width, size)[-1], size)
    _clear(canvas, label)
    canvas.y = canvas.paragraph(0, canvas.y + 4, label, canvas.width, shows=tag)
    if end and last + long > canvas.width:
        canvas.y += size * LEADING
    y = canvas.y - size * LEADING / 2
    if end:
        canvas.rect(canvas.width - long, y - size / 2, long, size, fill=GROUND, z=2)
    _end(canvas, end, y)


def _beside(canvas: Canvas, label: str, left: float, height: float, tag: str | None) -> float:
    """Write a label into the left margin, in the middle of its row."""
    size = canvas.sizes.label
    lines = len(wrap(label, left - GAP, size))
    tall = max(height, lines * size * LEADING + 6)
    top = canvas.y + (tall - lines * size * LEADING) / 2
    canvas.paragraph(0, top, label, left - GAP, shows=tag)
    canvas.y += tall
    return canvas.y - tall / 2
