"""A sheet of paper in pixels that becomes one layered Vega-Lite chart.

Diagrams need exact places: labels on their own line on a phone, edges between boxes, marks in
cells. So a drawing puts marks at pixel positions (x to the right, y down, from the top left),
and the canvas turns them into layers whose position scales are switched off. What lies on a number
line says which (`on`), and its x is then a number of the data, which Vega scales.
Marks of one style share a layer; layers are drawn by `z`, then in the order of first use.
Marks that stand for data say so in `shows` (see `ink`).
The chart is written as the dictionary that Vega-Lite reads: to build Altair's objects and take them
apart again took longer than all else in a drawing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self, TypeAlias

import numpy as np

from monograph.drawing.scale import Scale
from monograph.drawing.text import measure, runs, wrap
from monograph.drawing.theme import GROUND, INK, RULE, Colour, Sizes, config, sizes_for

Point = tuple[float, float]
Value: TypeAlias = Any
Style = tuple[tuple[str, Value], ...]
Layer = tuple[int, str, Style, Scale | None]
"""z, kind of mark, style, and the number line across."""
Spec: TypeAlias = dict[str, Any]
"""A specification of Vega-Lite."""

LOWER_HALVES = {
    "circle": "M-1,0A1,1,0,0,0,1,0Z",
    "square": "M-1,0L1,0L1,1L-1,1Z",
    "diamond": "M-1,0L1,0L0,1Z",
    "triangle-up": "M-0.5,0L0.5,0L1,0.866L-1,0.866Z",
}
"""Shape -> its lower half, as a path within [-1, 1]."""
CROSS = "M-1,-1L1,1M-1,1L1,-1"
UPRIGHT = "M0,-1L0,1"


def _at(name: str, on: Scale | None = None) -> dict[str, Any]:
    scale = on and {
        "domain": [_own(on.low), _own(on.high)],
        "range": [_own(on.left), _own(on.right)],
        "nice": False,
    }
    return {"field": name, "type": "quantitative", "scale": scale, "axis": None}


def _own(value: Value) -> Value:
    """Return a number as Python's own, since Vega's engine knows no others."""
    return value.item() if isinstance(value, np.generic) else value


def _bare(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _own(value) for name, value in row.items()}


@dataclass
class Canvas:
    """A sheet `width` px wide; `y` is how far down it is filled."""

    width: int
    y: float = 0
    _lines: int = 0
    _marks: dict[Layer, list[dict[str, Any]]] = field(default_factory=dict)

    @classmethod
    def titled(cls, width: int, title: str) -> Self:
        """Return a new sheet with its title on it."""
        canvas = cls(width)
        canvas.title(title)
        return canvas

    @property
    def sizes(self) -> Sizes:
        """Type sizes for this width."""
        return sizes_for(self.width)

    def _add(
        self,
        layer: tuple[int, str, Scale | None],
        style: dict[str, Any],
        rows: Iterable[dict[str, Any]],
        shows: str | None,
    ) -> None:
        z, kind, on = layer
        given = tuple((k, v) for k, v in sorted(style.items()) if v is not None)
        tagged = ({**_bare(row), "shows": shows or ""} for row in rows)
        self._marks.setdefault((z, kind, given, on), []).extend(tagged)

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        opacity: float | None = None,
        dash: tuple[int, ...] | None = None,
        z: int = 0,
        on: Scale | None = None,
        shows: str | None = None,
    ) -> None:
        """Add a rectangle with its top left corner at (x, y)."""
        style: dict[str, Value] = {"fill": fill and fill.light, "stroke": stroke and stroke.light}
        style |= {"strokeDash": dash, "fillOpacity": opacity}
        row = {"x": x, "y": y, "x2": x + width, "y2": y + height}
        self._add((z, "rect", on), style, [row], shows)

    def line(
        self,
        points: Iterable[Point],
        *,
        stroke: Colour = RULE,
        width: float = 1,
        dash: tuple[int, ...] | None = None,
        z: int = 0,
        on: Scale | None = None,
        shows: str | None = None,
    ) -> None:
        """Add a line through points."""
        style = {"stroke": stroke.light, "strokeWidth": width, "strokeDash": dash}
        points = list(points)
        if len(points) == 2:
            (x, y), (x2, y2) = points
            self._add((z, "rule", on), style, [{"x": x, "y": y, "x2": x2, "y2": y2}], shows)
            return
        self._lines += 1
        rows = [{"x": x, "y": y, "line": self._lines, "step": i} for i, (x, y) in enumerate(points)]
        self._add((z, "line", on), style, rows, shows)

    def area(
        self,
        points: Iterable[Point],
        *,
        fill: Colour,
        stroke: Colour | None = None,
        opacity: float | None = None,
        z: int = 0,
        shows: str | None = None,
    ) -> None:
        """Add a closed shape through its corners."""
        style: dict[str, Value] = {"fill": fill.light, "fillOpacity": opacity}
        style |= {"stroke": stroke and stroke.light, "strokeWidth": stroke and 1}
        self._lines += 1
        rows = [{"x": x, "y": y, "line": self._lines, "step": i} for i, (x, y) in enumerate(points)]
        self._add((z, "area", None), style, rows, shows)

    def mark(
        self,
        x: float,
        y: float,
        shape: str = "circle",
        *,
        colour: Colour = INK,
        size: float = 10,
        filled: bool = True,
        hollow_fill: Colour | None = GROUND,
        width: float = 1.5,
        dash: tuple[int, ...] | None = None,
        opacity: float | None = None,
        z: int = 2,
        on: Scale | None = None,
        shows: str | None = None,
    ) -> None:
        """Add a symbol `size` px across; a hollow one hides what lies behind it."""
        fill = colour if filled else hollow_fill
        style = {"shape": shape, "size": size * size, "stroke": colour.light, "strokeDash": dash}
        style |= {"fill": fill and fill.light, "strokeWidth": width, "fillOpacity": opacity}
        self._add((z, "point", on), style, [{"x": x, "y": y}], shows)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float | None = None,
        colour: Colour = INK,
        bold: bool = False,
        align: str = "left",
        z: int = 3,
        shows: str | None = None,
    ) -> None:
        """Add one line of text, its middle at height y.

        Chinese and Latin go down as texts of their own: outside browsers, one text has one font.
        """
        style: dict[str, Value] = {
            "fontSize": size or self.sizes.label,
            "fill": colour.light,
            "align": align,
        }
        style |= {"fontWeight": 600 if bold else None}
        if len(parts := runs(words)) > 1:
            style["align"] = "left"
            x -= measure(words, style["fontSize"], bold=bold) * {"center": 0.5, "right": 1}.get(
                align, 0
            )
        for part in parts:
            row = {"x": x, "y": y, "text": part.strip()}
            self._add((z, "text", None), style, [row], shows)
            x += measure(part, style["fontSize"], bold=bold)

    def paragraph(
        self, x: float, y: float, words: str, width: float, *, leading: float = 1.25, **style: Value
    ) -> float:
        """Add text broken to `width` px, the first line from y down; return y below the last."""
        size = style.get("size") or self.sizes.label
        for text in wrap(words, width, size, bold=style.get("bold", False)):
            self.text(x, y + size * leading / 2, text, **style)
            y += size * leading
        return y

    def title(self, words: str) -> None:
        """Put the finding at the top and move down below it."""
        if words:
            size = self.sizes.title
            self.y = self.paragraph(0, self.y, words, self.width, size=size, bold=True) + 8

    def chart(self, height: float | None = None) -> Spec:
        """Return the sheet as a chart, `height` (or as far as filled) px high."""
        marks = sorted(self._marks.items(), key=lambda item: item[0][0])  # stable: first use first
        return {
            "config": config(self.width),
            "width": self.width,
            "height": round(height or self.y),
            "autosize": {"type": "none"},
            "layer": [_layer(kind, style, on, rows) for (_, kind, style, on), rows in marks],
            "resolve": {"scale": {"x": "independent", "y": "independent"}},  # one line a layer
        }


def _layer(kind: str, style: Style, on: Scale | None, rows: list[dict[str, Any]]) -> Spec:
    """Return one layer: all marks of one kind and style on one number line."""
    # With no fill said, Vega-Lite would fill with its default colour.
    mark: dict[str, Any] = {"type": kind, "opacity": 1, "fill": None, **_bare(dict(style))}
    if "strokeDash" in mark:
        mark["strokeDash"] = [_own(length) for length in mark["strokeDash"]]
    place: dict[str, Any] = {"x": _at("x", on), "y": _at("y")}
    if any(row["shows"] for row in rows):
        mark["aria"] = True
        place["description"] = {"field": "shows", "type": "nominal"}
    else:
        rows = [{name: row[name] for name in row if name != "shows"} for row in rows]
    if kind in {"rect", "rule"}:
        place |= {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    elif kind in {"line", "area"}:
        mark |= {"strokeCap": "round", "strokeJoin": "round"}
        place["detail"] = {"field": "line", "type": "nominal"}
        place["order"] = {"field": "step", "type": "quantitative"}
    elif kind == "text":
        mark["baseline"] = "middle"
        place["text"] = {"field": "text", "type": "nominal"}
    if kind == "area":  # Vega's own areas hang from an axis; a closed line encloses its own
        mark = {"stroke": None, **mark, "type": "line", "interpolate": "linear-closed"}
    return {"data": {"values": rows}, "mark": mark, "encoding": place}
