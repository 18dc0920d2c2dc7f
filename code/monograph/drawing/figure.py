"""A figure in every form that a reader may need.

One drawing function, called with a width, gives the wide and the narrow form for the web page
(both inline; CSS shows the one that fits the column), one drawing for print, an SVG file,
its data as CSV and, always, the words that say what it shows.
"""

import html
from collections.abc import Callable
from dataclasses import dataclass, field

import altair
import pandas as pd

from monograph.drawing import svg as svgs
from monograph.drawing.canvas import Spec
from monograph.drawing.theme import figure_css

PRINTED = "application/vnd.monograph.print+svg"
"""What a notebook calls a figure's form for print."""

PRINTED_HEIGHT = 620
"""px: what the printed page has room for above a caption, at the printed width."""
WIDER = 50
"""px: the steps by which a drawing is made wider, and printed smaller, until it fits the page."""

LEAST_ALT = 30
"""Characters; a shorter text can't say what a picture shows."""


@dataclass(frozen=True)
class Figure:
    """A drawing with its words and its data.

    Parameters
    ----------
    draw
        Returns the chart, layers of Vega-Lite, at a total width in px; it adapts its layout to the
        width.
    alt
        What someone who can't see it should learn, with its numbers; at least 30 characters.
    data
        What the picture shows, one row one mark or so; offered as CSV.
    widths
        Widths in px of the wide form, of the narrow form, and of the printed one. 470 px are
        124 mm, the printed column: its 11.5 px letters stay 8.6 pt there.
    """

    draw: Callable[[int], Spec]
    alt: str
    data: pd.DataFrame
    widths: tuple[int, int, int] = (680, 340, 470)
    _charts: dict[int, Spec] = field(default_factory=dict, init=False, repr=False, compare=False)
    _drawn: dict[tuple[int, bool], str] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        """Refuse a figure without words."""
        if len(self.alt) < LEAST_ALT:
            raise ValueError(
                f"alt text must have at least {LEAST_ALT} characters, got {self.alt!r}"
            )

    def chart(self, width: int) -> Spec:
        """Return the chart at `width` px, drawn once; the first is held against Vega-Lite's schema.

        To hold it takes longer than to draw it, and the others are made by the same function.

        Raises
        ------
        SchemaValidationError
            If it is no specification of Vega-Lite, with what is wrong.
        """
        if width not in self._charts:
            chart = self.draw(width)
            if not self._charts:
                altair.TopLevelLayerSpec(**_without_rows(chart))
            self._charts[width] = chart
        return self._charts[width]

    def render(self, width: int, *, tagged: bool = False) -> str:
        """Return the minimised SVG at `width` px, not yet fit for a page or a file, drawn once.

        Marks say what they stand for where `tagged` asks for it.
        """
        if (width, tagged) not in self._drawn:
            self._drawn[width, tagged] = svgs.render(self.chart(width), tagged=tagged)
        return self._drawn[width, tagged]

    def svg(self, width: int | None = None) -> str:
        """Return the SVG as a file of its own, by default in the wide form."""
        return svgs.standalone(self.render(width or self.widths[0]))

    def html(self) -> str:
        """Return both web forms as one image with a text alternative."""
        wide, narrow = (svgs.inline(self.render(w), form) for w, form in self._forms())
        label = html.escape(" ".join(self.alt.split()))
        style = f"<style>{figure_css()}</style>"
        return f'<div class="cb-figure" role="img" aria-label="{label}">{style}{wide}{narrow}</div>'

    def _forms(self) -> list[tuple[int, str]]:
        return list(zip(self.widths, ("wide", "narrow"), strict=False))

    def printed(self) -> str:
        """Return the SVG in the printed width.

        One that is too tall for the page is drawn wider, where labels need fewer lines, and printed
        smaller; but never wider than for the web page.
        """
        wide, _, printed = self.widths

        def fits(width: int) -> bool:
            return self._height(width) * printed / width <= PRINTED_HEIGHT

        width = next(filter(fits, range(printed, wide, WIDER)), wide)
        return svgs.scaled(self.svg(width), printed / width)

    def _height(self, width: int) -> float:
        """Return the height in px at a width: as the chart says, or else as it comes out."""
        chart = self.chart(width)
        size, style = (chart.get(name, {}) for name in ("autosize", "config"))
        as_said = size.get("type") == "none" and style.get("padding") == 0
        if as_said and isinstance(chart.get("height"), int | float):
            return float(chart["height"])
        return svgs.height(self.svg(width))

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {
            "text/html": self.html(),
            "image/svg+xml": self.svg(),
            PRINTED: self.printed(),
            "text/csv": self.data.to_csv(index=False, lineterminator="\n"),
            "text/plain": self.alt,
        }


def _without_rows(chart: Spec) -> Spec:
    """Return a chart without the rows of its layers, which the schema takes whatever they hold."""
    layers = [{**layer, "data": {"values": []}} for layer in chart["layer"]]
    return {**chart, "layer": layers}
