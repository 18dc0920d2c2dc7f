"""Where knowledge came from and where products went, on two maps (chapter 5)."""

import math
import re
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from clusterbook.palette import PARADIGMS
from monograph.drawing.canvas import Canvas, Point, Spec
from monograph.drawing.checks import Row, allowed, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.ink import shows
from monograph.drawing.names import SIDES, Box, Name, around, placed
from monograph.drawing.rows import is_wide
from monograph.drawing.scale import Scale
from monograph.drawing.text import join, measure
from monograph.drawing.theme import INK, QUIET, RULE, Colour
from monograph.words import words_beside

say = words_beside(__file__)

LEFT = 0.38  # of the width, for the first map, with the key beside it
GAP = 48.0  # between a map and the key beside it: names stand out over its edge
DASH = (4, 3)
HALFWAY = 0.55  # of a way, where its arrow stands: its ends are the places themselves
MERIDIANS = 4  # printed in a map, or a few more
SPOT = 8  # px across: the point of a town


@dataclass(frozen=True)
class Sheet:
    """A map on the canvas: its name, and a scale each for longitudes and latitudes."""

    name: str
    across: Scale
    down: Scale
    """Its range runs up the page."""
    printed: list[Box] = field(default_factory=list)
    """The degrees that are printed in the map."""

    @property
    def frame(self) -> Box:
        """What the map takes up of the canvas."""
        return Box(self.across.left, self.down.right, self.across.right, self.down.left)

    def at(self, longitude: float, latitude: float) -> Point:
        """Return where a point of the earth lies, in px."""
        return self.across(longitude), self.down(latitude)


def origins(
    maps: pd.DataFrame,
    land: pd.DataFrame,
    sites: pd.DataFrame,
    routes: pd.DataFrame,
    *,
    title: str = "",
) -> Figure:
    """Draw the land of each map, the places on it, and the ways between them.

    Parameters
    ----------
    maps
        map, label, label_zh, box (west, south, east, north in degrees, joined by semicolons).
    land
        map, outline ("longitude,latitude;…").
    sites
        map, name (in both languages), longitude, latitude, side (of the point on which
        the name is wished: it stands elsewhere where a line or the edge is in its way), dot
        (whether its point is known).
    routes
        map, source, target, from_longitude, from_latitude, to_longitude, to_latitude, look (a
        paradigm or "products", then "/" and text or ours), words, words_zh.
    title
        The finding.
    """
    require(
        "origins",
        maps=(maps, "map label label_zh box"),
        land=(land, "map outline"),
        sites=(sites, "map name longitude latitude side dot"),
        routes=(
            routes,
            "map source target from_longitude from_latitude to_longitude to_latitude look words "
            "words_zh",
        ),
    )

    allowed("origins", sites["side"], tuple(SIDES))

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        wide = is_wide(canvas)
        for nth, row in enumerate(rows(maps)):
            # On a wide sheet one key of all maps stands beside the first.
            beside = wide and not nth
            room = width * LEFT if beside else float(width)
            here = sites[sites["map"] == row.map]
            sheet = _sheet(canvas, row, room, here["longitude"].mean())
            _land(canvas, sheet, land)
            ways = _routes(canvas, sheet, routes[routes["map"] == row.map])
            _sites(canvas, sheet, here, ways)
            foot = canvas.y
            if beside:
                canvas.y = sheet.down.right
                _key(canvas, routes, room + GAP, width - room - GAP)
            elif not wide:
                _key(canvas, routes[routes["map"] == row.map], 0, room)
            canvas.y = max(foot, canvas.y) + (12 if nth < len(maps) - 1 or not wide else 0)
        return canvas.chart()

    return Figure(draw, _describe(maps, routes), routes)


def _sheet(canvas: Canvas, row: Row, room: float, busy: float) -> Sheet:
    """Write what a map shows and draw its graticule; leave the canvas below it.

    Latitudes are printed along the edge that is farther from the `busy` longitude.
    """
    y = canvas.paragraph(0, canvas.y, f"{row.label} {row.label_zh}", canvas.width, bold=True) + 4
    west, south, east, north = map(float, row.box.split(";"))
    # Equirectangular, true to scale along the middle parallel.
    degree = room / (east - west) / math.cos(math.radians((south + north) / 2))
    across = Scale(west, east, 0, room)
    down = Scale(south, north, y + degree * (north - south), y)
    sheet = Sheet(row.map, across, down)
    small: dict[str, Any] = {"size": canvas.sizes.small, "colour": QUIET}
    for meridian in _ticks(west, east):
        x = across(meridian)
        canvas.line([(x, down.right), (x, down.left)], z=-1, shows=f"grid:{row.map}_x")
        words = f"{meridian:g}° E" if meridian <= 180 else f"{360 - meridian:g}° W"
        canvas.text(x, down.left + 9, words, align="center", shows=f"tick:{row.map}_x", **small)
    for parallel in _ticks(south, north):
        height = down(parallel)
        canvas.line([(0, height), (room, height)], z=-1, shows=f"grid:{row.map}_y")
        words = f"{parallel:g}° N" if parallel >= 0 else f"{-parallel:g}° S"
        far = ("right", room - 2) if across(busy) < room / 2 else ("left", 2)
        tag = f"tick:{row.map}_y"
        canvas.text(far[1], height - 8, words, align=far[0], shows=tag, **small)
        begins = far[1] - (far[0] == "right") * measure(words, canvas.sizes.small)
        sheet.printed.append(around(words, begins, height - 8, canvas.sizes.small, bold=False))
    canvas.y = down.left + 22
    return sheet


def _ticks(low: float, high: float) -> list[float]:
    """Return round degrees well inside a range, so that their labels stand on the map."""
    step = next(s for s in (5, 10, 30, 60, 90) if (high - low) / s <= MERIDIANS + 2)
    margin = 0.07 * (high - low)
    first = math.ceil((low + margin) / step)
    return [step * n for n in range(first, math.floor((high - margin) / step) + 1)]


def _land(canvas: Canvas, sheet: Sheet, land: pd.DataFrame) -> None:
    for row in rows(land[land["map"] == sheet.name]):
        pairs = (pair.split(",") for pair in row.outline.split(";"))
        corners = [sheet.at(float(x), float(y)) for x, y in pairs]
        tag = shows("land", row, outline="outline", within="map")
        canvas.area(corners, fill=RULE, z=-2, shows=tag)


def _routes(canvas: Canvas, sheet: Sheet, routes: pd.DataFrame) -> list[list[Point]]:
    """Draw the ways, and return all their lines."""
    lines = []
    places = {"x": "from_longitude", "x2": "to_longitude"}
    places |= {"y": "from_latitude", "y2": "to_latitude"}
    for row in rows(routes):
        start = sheet.at(row.from_longitude, row.from_latitude)
        end = sheet.at(row.to_longitude, row.to_latitude)
        colour, dash = _style(row.look)
        axes = {"on": f"{sheet.name}_x", "up": f"{sheet.name}_y", "look": "look"}
        tag = shows("routes", row, **places, **axes)
        canvas.line([start, end], stroke=colour, width=2, dash=dash, z=1, shows=tag)
        canvas.line(_head(start, end), stroke=colour, width=2, z=1, shows="note")
        lines += [[start, end], _head(start, end)]
    return lines


def _style(look: str) -> tuple[Colour, tuple[int, ...] | None]:
    what, _, basis = look.partition("/")
    return PARADIGMS.get(what, INK), DASH if basis == "ours" else None


def _head(start: Point, end: Point) -> list[Point]:
    """Return an arrow's head on the way from start to end."""
    length = math.dist(start, end)
    dx, dy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    x, y = (a + HALFWAY * (b - a) for a, b in zip(start, end, strict=True))
    barbs = [(x - 7 * dx + side * 4 * dy, y - 7 * dy - side * 4 * dx) for side in (1, -1)]
    return [barbs[0], (x, y), barbs[1]]


def _sites(canvas: Canvas, sheet: Sheet, sites: pd.DataFrame, ways: list[list[Point]]) -> None:
    """Draw the points, and write the names where no way crosses them."""
    here = rows(sites)
    names = [Name(row.name, sheet.at(row.longitude, row.latitude), row.side) for row in here]
    spots = [
        Box(x, y, x, y).wider(SPOT / 2)
        for (x, y), row in zip((name.point for name in names), here, strict=True)
        if row.dot
    ]
    boxes, size = placed(
        names,
        sheet.frame,
        lines=ways,
        taken=[*spots, *sheet.printed],
        sizes=(canvas.sizes.label, canvas.sizes.small),
    )
    for row, name, box in zip(here, names, boxes, strict=True):
        if row.dot:
            axes = {"on": f"{sheet.name}_x", "up": f"{sheet.name}_y"}
            tag = shows("sites", row, x="longitude", y="latitude", when="dot", **axes)
            canvas.mark(*name.point, size=SPOT, shows=tag)
        tag = shows("sites", row, text="name")
        middle = (box.top + box.bottom) / 2
        canvas.text(box.left, middle, row.name, size=size, bold=True, shows=tag)


def _key(canvas: Canvas, routes: pd.DataFrame, left: float, room: float) -> None:
    """Say under a map what went which way, ways of one look together."""
    size = canvas.sizes.small
    for look, alike in routes.groupby("look", sort=False):
        colour, dash = _style(str(look))
        canvas.line(
            [(left, canvas.y + 7), (left + 18, canvas.y + 7)],
            stroke=colour, width=2, dash=dash, shows="key",
        )  # fmt: skip
        words = f"{_way(alike)}: {alike['words'].iloc[0]} {alike['words_zh'].iloc[0]}"
        canvas.y = canvas.paragraph(left + 24, canvas.y, words, room - 24, size=size) + 2


def _way(routes: pd.DataFrame) -> str:
    starts, ends = (list(dict.fromkeys(routes[name])) for name in ("source", "target"))
    return f"{join(starts)} → {join(ends)}"


def _describe(maps: pd.DataFrame, routes: pd.DataFrame) -> str:
    said = []
    for row in rows(maps):
        ways = routes[routes["map"] == row.map].groupby("look", sort=False)
        told = [
            f"{_way(alike)}, {alike['words'].iloc[0]}"
            + (say("our_inference_dashed") if str(look).endswith("/ours") else "")
            for look, alike in ways
        ]
        said.append(f"{row.label}: {'; '.join(told)}")
    words = say("two_maps_land_without", said=". ".join(said))
    return re.sub(r"\s+", " ", words)
