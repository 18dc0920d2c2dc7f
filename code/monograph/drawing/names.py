"""Where names stand beside their points: clear of lines, of other words, and inside a frame."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from monograph.drawing.canvas import Point
from monograph.drawing.text import measure

CLEAR = 2.0
"""px: from the words to the middle of a line."""

SIDES = {
    "above": (0.5, 0, -11),
    "below": (0.5, 0, 12),
    "left": (1.0, -8, 0),
    "right": (0.0, 8, 0),
    "below_right": (0.0, 8, 9),
    "below_left": (1.0, -8, 9),
    "above_right": (0.0, 8, -9),
    "above_left": (1.0, -8, -9),
}
"""Where a name stands -> which part of it is nearest to its point, and how far off, in px."""

SLIDES = (0.5, 0.75, 0.25, 1.0, 0.0)
"""Parts of a name that may stand over or under its point, the middle first."""

NEARER = (11, 9)
"""px: how far over or under its point a name may slide. The second is too near for a dot."""


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet, in px."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Say whether the two have an inner point in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def inside(self, other: "Box") -> bool:
        """Say whether nothing of it lies outside another."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom

    def wider(self, by: float) -> "Box":
        """Return it with so many px more on every side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def crossed(self, start: Point, end: Point) -> bool:
        """Say whether a line from start to end runs through it."""
        # Liang and Barsky: what of the line, from 0 to 1, lies between each pair of edges.
        first, last = 0.0, 1.0
        for low, high, at, to in (
            (self.left, self.right, start[0], end[0]),
            (self.top, self.bottom, start[1], end[1]),
        ):
            step = to - at
            if not step:
                if not low < at < high:
                    return False
                continue
            near, far = sorted(((low - at) / step, (high - at) / step))
            first, last = max(first, near), min(last, far)
        return first < last


@dataclass(frozen=True)
class Name:
    """A name to be written: its words, its point in px, and the side on which it is wished."""

    words: str
    point: Point
    side: str


def around(words: str, left: float, middle: float, size: float, *, bold: bool = True) -> Box:
    """Return what one line of words takes up: `left` is where it begins, `middle` its height."""
    # Chinese fills its em from top to bottom; Latin stays within.
    width = measure(words, size, bold=bold)
    return Box(left, middle - size / 2, left + width, middle + size / 2)


def placed(
    names: Sequence[Name],
    frame: Box,
    *,
    lines: Iterable[Sequence[Point]] = (),
    taken: Iterable[Box] = (),
    sizes: Sequence[float],
) -> tuple[list[Box], float]:
    """Return where each name stands, and the type size of all: the first at which all are clear.

    A name stands on the side that is wished, or else on the first one that is clear. Above and
    below its point it may slide, and does not leave the frame. If no size lets all be clear, the
    last one is taken, and as little as possible is crossed.

    Parameters
    ----------
    frame
        What no name leaves.
    lines
        Lines through two points or more, which no name may lie on.
    taken
        What stands there already: points, other words.
    sizes
        Type sizes in px, the best first.
    """
    strokes = [stroke for line in lines for stroke in pairwise(line)]
    given = list(taken)
    for size in sizes:
        boxes, spoilt = _tried(names, frame, strokes, given, size)
        if not spoilt:
            break
    return boxes, size


def _tried(
    names: Sequence[Name],
    frame: Box,
    strokes: list[tuple[Point, Point]],
    given: list[Box],
    size: float,
) -> tuple[list[Box], int]:
    """Return the boxes at one size, and how much they cross."""
    boxes: list[Box] = []
    spoilt = 0
    for name in names:
        counted = [
            (_faults(box, frame, strokes, [*given, *boxes]), nth, box)
            for nth, box in enumerate(_ways(name, frame, size))
        ]
        faults, _, box = min(counted, key=lambda one: one[:2])
        boxes.append(box)
        spoilt += faults
    return boxes, spoilt


def _ways(name: Name, frame: Box, size: float) -> Iterable[Box]:
    """Go through the places of a name, the wished one first."""
    x, y = name.point
    width = measure(name.words, size, bold=True)
    for side in (name.side, *SIDES):
        part, right, down = SIDES[side]
        yield around(name.words, x + right - part * width, y + down, size)
    for away, under, part in product(NEARER, (name.side != "above", name.side == "above"), SLIDES):
        left = min(max(x - part * width, frame.left), frame.right - width)
        yield around(name.words, left, y + (away if under else -away), size)


def _faults(box: Box, frame: Box, strokes: list[tuple[Point, Point]], others: Iterable[Box]) -> int:
    """Count what a place crosses; to leave the frame is worse than to cross a line."""
    room = box.wider(CLEAR)
    crossed = sum(room.crossed(start, end) for start, end in strokes)
    return crossed + sum(box.meets(other) for other in others) + 10 * (not box.inside(frame))
