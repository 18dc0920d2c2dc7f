"""A sheet of paper in pixels that becomes one layered Altair chart.

Diagrams need exact places: labels on their own line on a phone, edges between boxes, marks in
cells. So a drawing puts marks at pixel positions (x to the right, y down, from the top left),
and the canvas turns them into Altair layers whose position scales are switched off. What lies on
a number line says which (`on`), and its x is then a number of the data, which Vega scales.
Marks of one style share a layer; layers are drawn by `z`, then in the order of first use.
Marks that stand for data say so in `shows` (see `ink`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self, TypeAlias

import altair as alt
import numpy as np
from altair.utils.schemapi import debug_mode

from monograph.drawing.scale import Scale
from monograph.drawing.text import measure, runs, wrap
from monograph.drawing.theme import GROUND, INK, RULE, Colour, Sizes, config, sizes_for

Point = tuple[float, float]
Value: TypeAlias = Any
Style = tuple[tuple[str, Value], ...]
Layer = tuple[int, str, Style, Scale | None]
"""z, kind of mark, style, and the number line across."""

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
    scale = on and alt.Scale(domain=[on.low, on.high], range=[on.left, on.right], nice=False)
    return {"field": name, "type": "quantitative", "scale": scale, "axis": None}


def _bare(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with numbers of Python's own, since Vega's engine knows no others."""
    return {k: v.item() if isinstance(v, np.generic) else v for k, v in row.items()}


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

    def chart(self, height: float | None = None) -> alt.LayerChart:
        """Return the sheet as a chart, `height` (or as far as filled) px high.

        Its parts are not held against Vega-Lite's schema as they are made: the whole is.
        """
        with debug_mode(False):
            layers = [
                _layer(kind, dict(style), on, rows) for (_, kind, style, on), rows in self._sorted()
            ]
            chart = alt.LayerChart(
                layer=layers,
                width=self.width,
                height=round(height or self.y),
                autosize=alt.AutoSizeParams(type="none"),
            )
        chart.resolve = alt.Resolve(
            scale=alt.ScaleResolveMap(x="independent", y="independent")  # one number line a layer
        )
        chart.config = alt.Config(**config(self.width))
        return chart

    def _sorted(self) -> list[tuple[Layer, list[dict[str, Any]]]]:
        return sorted(self._marks.items(), key=lambda item: item[0][0])  # stable: first use first


def _layer(
    kind: str, style: dict[str, Any], on: Scale | None, rows: list[dict[str, Any]]
) -> alt.Chart:
    """Return one layer: all marks of one kind and style on one number line."""
    place: dict[str, Any] = {"x": alt.X(**_at("x", on)), "y": alt.Y(**_at("y"))}
    if any(row["shows"] for row in rows):
        style |= {"aria": True}
        place |= {"description": alt.Description("shows:N")}
    else:
        rows = [{name: row[name] for name in row if name != "shows"} for row in rows]
    style = {"fill": None, **style}  # else Vega-Lite fills with its default colour
    if kind in {"rect", "rule"}:
        place |= {"x2": alt.X2("x2"), "y2": alt.Y2("y2")}
    elif kind in {"line", "area"}:
        style |= {"strokeCap": "round", "strokeJoin": "round"}
        place |= {"detail": alt.Detail("line:N"), "order": alt.Order("step:Q")}
    elif kind == "text":
        style |= {"baseline": "middle"}
        place |= {"text": alt.Text("text:N")}
    if kind == "area":  # Vega's own areas hang from an axis; a closed line encloses its own
        kind, style = "line", {"stroke": None, **style, "interpolate": "linear-closed"}
    chart = alt.Chart(alt.InlineData(values=rows)).encode(**place)
    chart.mark = alt.MarkDef(type=kind, opacity=1, **style)  # type: ignore[arg-type]
    return chart
