"""Lines between the parts of a diagram."""

from clusterbook.figures.canvas import Canvas, Point
from clusterbook.figures.theme import INK, QUIET, Colour

STEPS = 14

DASH = (4, 3)


def bend(start: Point, first: Point, second: Point, end: Point) -> list[Point]:
    """Return points along a cubic Bézier curve."""
    curve = []
    for step in range(STEPS + 1):
        t = step / STEPS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        points = (start, first, second, end)
        x, y = (sum(w * p[i] for w, p in zip(weights, points, strict=True)) for i in (0, 1))
        curve.append((x, y))
    return curve


def across(start: Point, end: Point) -> list[Point]:
    """Join two points side by side with a level start and end."""
    middle = (start[0] + end[0]) / 2
    return bend(start, (middle, start[1]), (middle, end[1]), end)


def arc(start: Point, end: Point, depth: float) -> list[Point]:
    """Join two points above one another with a bow `depth` px to the left (negative: right)."""
    return bend(start, (start[0] - depth * 1.33, start[1]), (end[0] - depth * 1.33, end[1]), end)


def arrow(
    canvas: Canvas,
    points: list[Point],
    *,
    solid: bool = True,
    colour: Colour | None = None,
    head: bool = True,
) -> None:
    """Draw a line of points, solid or dashed, with an open head at its end."""
    ink = colour or (INK if solid else QUIET)
    canvas.line(points, stroke=ink, width=1.2, dash=None if solid else DASH, z=0)
    if head:
        (x0, y0), (x, y) = points[-2:]
        length = ((x - x0) ** 2 + (y - y0) ** 2) ** 0.5 or 1
        ux, uy = (x - x0) / length * 6, (y - y0) / length * 6
        barbs = [(x - ux - uy / 2, y - uy + ux / 2), (x, y), (x - ux + uy / 2, y - uy - ux / 2)]
        canvas.line(barbs, stroke=ink, width=1.2, z=0)
