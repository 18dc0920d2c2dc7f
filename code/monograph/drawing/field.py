"""Every number of a book as a mark in its voice, in reading order: the picture on its cover."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

from monograph.drawing.theme import VOICES

SIZE = 0.62
"""Of a mark, as a share of the room that it has."""
LINE = 0.1
"""Of a hollow mark's outline, as the same share."""

Chapters = Sequence[Sequence[str]]
"""The voices of the numbers that each chapter tells, in their order: names of `VOICES`."""


def field(chapters: Chapters, width: float, height: float, *, dark: bool = False) -> str:
    """Return the marks as SVG, as large as a sheet of any form lets them be.

    They run like a text, from left to right and line by line; a gap parts two chapters.

    Parameters
    ----------
    chapters
        The voices of the numbers of each chapter.
    width, height
        What there is to be filled, in px.
    dark
        Whether the ground is dark.

    Returns
    -------
    str
        A group of paths, one for each voice, that begins at 0, 0; "" if no number is told.

    Raises
    ------
    ValueError
        If a voice is none of the book's.
    """
    told = [chapter for chapter in chapters if chapter]
    unknown = sorted({voice for chapter in told for voice in chapter} - set(VOICES))
    if unknown:
        raise ValueError(f"no voice is called {', '.join(unknown)}: there are {', '.join(VOICES)}")
    if not told:
        return ""
    cells = [voice for chapter in told for voice in (*chapter, "")][:-1]
    columns, pitch = _grid(len(cells), width, height)
    drawn: dict[str, list[str]] = {voice: [] for voice in VOICES}
    for nth, voice in enumerate(cells):
        if voice:
            x, y = (nth % columns + 0.5) * pitch, (nth // columns + 0.5) * pitch
            drawn[voice].append(_SHAPES[VOICES[voice].shape](x, y, SIZE * pitch / 2))
    paths = (_path(voice, "".join(d), pitch, dark=dark) for voice, d in drawn.items() if d)
    return f"<g>{''.join(paths)}</g>"


def described(chapters: Chapters) -> str:
    """Return what the marks stand for and how many there are; "" if no number is told.

    Examples
    --------
    >>> described([["paper", "computed"], ["computed"]])
    '3 numbers that the book tells, in reading order, chapters parted by a gap: \
1 circle, the paper says; 2 diamonds, we compute.'
    """
    counts = Counter(voice for chapter in chapters for voice in chapter)
    if not counts:
        return ""
    kinds = (
        f"{counts[name]} {voice.shape.partition('-')[0]}{'' if counts[name] == 1 else 's'}, "
        f"{voice.label}"
        for name, voice in VOICES.items()
        if counts[name]
    )
    return (
        f"{counts.total()} numbers that the book tells, in reading order, chapters parted by a "
        f"gap: {'; '.join(kinds)}."
    )


def _grid(count: int, width: float, height: float) -> tuple[int, float]:
    """Return how many columns of squares, and how large ones, fill a sheet best."""
    tried = ((n, min(width / n, height / math.ceil(count / n))) for n in range(1, count + 1))
    return max(tried, key=lambda found: found[1])


def _path(voice: str, outline: str, pitch: float, *, dark: bool) -> str:
    drawn = VOICES[voice]
    colour = drawn.colour.dark if dark else drawn.colour.light
    fill = colour if drawn.filled else "none"
    line = "" if drawn.filled else f' stroke="{colour}" stroke-width="{LINE * pitch:.2f}"'
    return f'<path d="{outline}" fill="{fill}"{line}/>'


def _circle(x: float, y: float, r: float) -> str:
    arc = f"a{r:.2f},{r:.2f} 0 1,1"
    return f"M{x - r:.2f},{y:.2f}{arc} {2 * r:.2f},0{arc} {-2 * r:.2f},0Z"


def _diamond(x: float, y: float, r: float) -> str:
    r *= 1.15  # as much ink as a circle
    return f"M{x:.2f},{y - r:.2f}l{r:.2f},{r:.2f} {-r:.2f},{r:.2f} {-r:.2f},{-r:.2f}Z"


def _square(x: float, y: float, r: float) -> str:
    r *= 0.8
    return f"M{x - r:.2f},{y - r:.2f}h{2 * r:.2f}v{2 * r:.2f}h{-2 * r:.2f}Z"


def _triangle(x: float, y: float, r: float) -> str:
    return f"M{x:.2f},{y - r:.2f}l{r:.2f},{1.8 * r:.2f}h{-2 * r:.2f}Z"


_SHAPES: dict[str, Callable[[float, float, float], str]] = {
    "circle": _circle,
    "diamond": _diamond,
    "square": _square,
    "triangle-up": _triangle,
}
