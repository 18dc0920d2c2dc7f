"""Cut the land of the maps from Natural Earth: `python -m workshop.land`.

Writes `data/map_land.csv`: for each map of `data/maps.csv`, the outlines of the land inside its
box, without borders. The outlines come from the npm package world-atlas, which holds Natural
Earth's land (public domain) as TopoJSON; the package is fetched by npm and compared with its
digest, and what is cut from it is kept in the project.
"""

from __future__ import annotations

import csv
import json
import math
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from workshop.npm import NoPackageError, unpacked

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = list[Point]

PACKAGE = "world-atlas@2.0.2"
INTEGRITY = (
    "sha512-IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjg"
    "E/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ=="
)
TURN = 360.0
"""Degrees: a box may reach over the date line, so land is laid out twice."""


def rings(topology: dict[str, Any]) -> list[Ring]:
    """Return the outer outlines of all land in a TopoJSON topology, in degrees.

    Examples
    --------
    >>> arcs, polygon = [[[0, 0], [2, 0], [0, 2]]], {"type": "Polygon", "arcs": [[0]]}
    >>> scale = {"scale": [1, 1], "translate": [10, 20]}
    >>> land = {"geometries": [polygon]}
    >>> rings({"arcs": arcs, "transform": scale, "objects": {"land": land}})
    [[(10.0, 20.0), (12.0, 20.0), (12.0, 22.0)]]
    """
    (dx, dy), (left, down) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for steps in topology["arcs"]:
        x, y, arc = 0, 0, []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((float(x * dx + left), float(y * dy + down)))
        arcs.append(arc)

    def joined(numbers: list[int]) -> Ring:
        ring: Ring = []
        for number in numbers:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            ring += arc[1:] if ring else arc
        return ring

    found = []
    for shape in topology["objects"]["land"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        found += [joined(polygon[0]) for polygon in polygons]
    return found


def clipped(ring: Ring, box: tuple[float, float, float, float]) -> Ring:
    """Return what of an outline lies inside a box of west, south, east, north (may be nothing).

    Examples
    --------
    >>> clipped([(-1.0, 0.0), (1.0, 0.0), (1.0, 1.0), (-1.0, 1.0)], (0, 0, 9, 9))
    [(0, 0.0), (1.0, 0.0), (1.0, 1.0), (0, 1.0)]
    """
    west, south, east, north = box
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        ring = list(_half(ring, axis, _side(axis, limit, sign), limit))
    return ring


def _side(axis: int, limit: float, sign: int) -> Callable[[Point], bool]:
    return lambda point: sign * (point[axis] - limit) >= 0


def _half(ring: Ring, axis: int, inside: Callable[[Point], bool], limit: float) -> Iterator[Point]:
    """Yield the outline on one side of a line (Sutherland and Hodgman)."""
    for before, point in zip([*ring[-1:], *ring], ring, strict=False):
        if inside(before) != inside(point):
            share = (limit - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            yield (limit, other) if axis == 0 else (other, limit)
        if inside(point):
            yield point


def thinned(ring: Ring, grain: float) -> Ring:
    """Return an outline without the points that lie nearer than `grain` to it without them.

    Coordinates are rounded to a tenth of the grain (Douglas and Peucker).

    Examples
    --------
    >>> thinned([(0.0, 0.0), (1.0, 0.04), (2.0, 0.0), (2.0, 2.0)], 0.5)
    [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0)]
    """
    if len(ring) < 3:
        return ring
    far = max(range(len(ring)), key=lambda i: math.dist(ring[0], ring[i]))
    kept = [*_line(ring[: far + 1], grain)[:-1], *_line([*ring[far:], ring[0]], grain)[:-1]]
    decimals = max(0, math.ceil(-math.log10(grain)) + 1)
    return [(round(x, decimals), round(y, decimals)) for x, y in kept]


def _line(points: Ring, grain: float) -> Ring:
    first, last = points[0], points[-1]
    if len(points) < 3 or first == last:
        return [first, last]
    (x, y), (x2, y2) = first, last
    length = math.dist(first, last)
    off = [abs((x2 - x) * (y - q) - (x - p) * (y2 - y)) / length for p, q in points[1:-1]]
    most = max(range(len(off)), key=off.__getitem__)
    if off[most] < grain:
        return [first, last]
    return [*_line(points[: most + 2], grain)[:-1], *_line(points[most + 1 :], grain)]


def area(ring: Ring) -> float:
    """Return the area of an outline, in square degrees."""
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return abs(sum(x * y2 - x2 * y for (x, y), (x2, y2) in pairs)) / 2


def cut(land: list[Ring], box: tuple[float, float, float, float], grain: float) -> list[Ring]:
    """Return the land inside a box, the largest piece first; what is under four grains is left."""
    turned = [[(x + TURN, y) for x, y in ring] for ring in land]
    found = [thinned(clipped(ring, box), grain) for ring in (*land, *turned)]
    kept = [ring for ring in found if len(ring) > 2 and area(ring) >= 4 * grain * grain]
    return sorted(kept, key=lambda ring: (-area(ring), ring))


def main() -> int:
    """Write the land of every map; return the exit status."""
    data = Path.cwd() / "data"
    with (data / "maps.csv").open(encoding="utf-8") as file:
        maps = list(csv.DictReader(file))
    rows = []
    for each in maps:
        west, south, east, north = map(float, each["box"].split(";"))
        with tempfile.TemporaryDirectory() as folder:
            try:
                held = unpacked(PACKAGE, INTEGRITY, Path(folder))
            except NoPackageError as error:
                print(error, file=sys.stderr)
                return 1
            land = rings(json.loads((held / each["file"]).read_text("utf-8")))
        pieces = cut(land, (west, south, east, north), float(each["grain"]))
        for number, ring in enumerate(pieces, start=1):
            rows.append([each["map"], number, ";".join(f"{x:g},{y:g}" for x, y in ring)])
        print(f"{each['map']}: {len(pieces)} pieces, {sum(map(len, pieces))} points")
    with (data / "map_land.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["map", "piece", "outline"])
        writer.writerows(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
