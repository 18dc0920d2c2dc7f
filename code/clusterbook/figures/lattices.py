"""Which counts and bases can print as a given number (chapter 7)."""

from typing import Any

import altair as alt
import pandas as pd

from clusterbook.figures.canvas import Canvas
from clusterbook.figures.checks import Row, require, rows
from clusterbook.figures.figure import Figure
from clusterbook.figures.key import key
from clusterbook.figures.rows import label_rows, margin
from clusterbook.figures.scale import Scale, ticks
from clusterbook.figures.text import join, number
from clusterbook.figures.theme import COMPUTED, INK, QUIET, RULE

Entry = tuple[str, dict[str, Any]]

FITS: Entry = ("some count prints so", {"colour": COMPUTED})
AXIS = 48.0  # px for the numbers on the left of a mean lattice
NEAR = 24.0  # px; labels closer than this are written as one
FAILS: Entry = ("none does", {"colour": QUIET, "size": 3.5})


def count_lattice(
    candidates: pd.DataFrame, *, title: str = "", highlight: tuple[int, ...] = (60, 61)
) -> Figure:
    """Draw a row per printed value and a column per base; a filled mark where some count fits.

    Parameters
    ----------
    candidates
        label, printed (as printed), base (firms), count (nearest), fits (true/false);
        one row per printed value and base.
    title
        The finding.
    highlight
        Bases to mark with a band behind them.
    """
    columns = "label printed base count fits"
    require("count_lattice", candidates=(candidates, columns))
    items = candidates.drop_duplicates(["label", "printed"])[["label", "printed"]]
    names = [f"{label} ({printed})" for label, printed in items.itertuples(index=False)]

    def draw(width: int) -> alt.LayerChart:
        canvas = Canvas.titled(width, title)
        key(canvas, [FITS, FAILS])
        left, top = margin(canvas, 0.34), canvas.y
        bases = candidates["base"]
        half = (width - left) / (bases.max() - bases.min() + 1) / 2
        scale = Scale(bases.min(), bases.max(), left + half, width - half)
        middles = label_rows(canvas, names, left, height=20)
        where = dict(zip(items.itertuples(index=False, name=None), middles, strict=True))
        for row in rows(candidates):
            x, y = scale(row.base), where[row.label, row.printed]
            size = {"size": min(9, 2 * half - 1)} if row.fits else {}
            canvas.mark(x, y, **{**(FITS if row.fits else FAILS)[1], **size})
        for base in set(highlight) & set(bases):
            bar = (scale(base) - half, top, 2 * half, canvas.y - top)
            canvas.rect(*bar, fill=COMPUTED, opacity=0.12, z=-1)
        _bases(canvas, scale, set(highlight) & set(bases))
        return canvas.chart()

    return Figure(draw, _describe(candidates), candidates)


def _bases(canvas: Canvas, scale: Scale, highlight: set[int]) -> None:
    """Write the bases below: round ones, and the highlighted ones in ink."""
    size, y = canvas.sizes.small, canvas.y + 11
    shown = {int(t): str(int(t)) for t in ticks(scale.low, scale.high, 5) if t == int(t)}
    groups: list[list[int]] = []
    for base in sorted(highlight):  # neighbours share one label, else they would touch
        if groups and scale(base) - scale(groups[-1][-1]) < NEAR:
            groups[-1].append(base)
        else:
            groups.append([base])
    for group in groups:
        x = sum(map(scale, group)) / len(group)
        shown = {b: w for b, w in shown.items() if abs(scale(b) - x) > 1.5 * NEAR}
        words = ", ".join(map(str, group))
        canvas.text(x, y, words, size=size, colour=INK, align="center", bold=True)
    for base, words in shown.items():
        x = min(max(scale(base), 8), canvas.width - 8)
        canvas.text(x, y, words, size=size, colour=QUIET, align="center")
    canvas.text(canvas.width, y + 17, "firms that answered", size=size, colour=QUIET, align="right")
    canvas.y = y + 28


def _describe(candidates: pd.DataFrame) -> str:
    parts = []
    for (label, printed), group in candidates.groupby(["label", "printed"], sort=False):
        fits = [f"{r.count}/{r.base}" for r in rows(group) if r.fits]
        parts.append(f"{label}, printed {printed}: {join(fits) if fits else 'no count fits'}")
    low, high = candidates["base"].min(), candidates["base"].max()
    return (
        f"Lattice of printed values against bases of {low} to {high} firms; "
        f"the counts that print so are: {'; '.join(parts)}."
    )


def mean_lattice(
    candidates: pd.DataFrame,
    printed: str,
    *,
    title: str = "",
    half_unit: float = 0.005,
    highlight: tuple[int, ...] = (60, 61),
) -> Figure:
    """Draw the attainable mean nearest to the printed one, base by base.

    Parameters
    ----------
    candidates
        base (answers), total (nearest whole total), mean (total over base), fits (true/false).
    printed
        The mean as printed, such as "1.33".
    title
        The finding.
    half_unit
        Half a unit of the last printed decimal: the band in which a mean prints so.
    highlight
        Bases whose total is written beside the mark.
    """
    require("mean_lattice", candidates=(candidates, "base total mean fits"))
    lines = (float(printed) - half_unit, float(printed), float(printed) + half_unit)

    def draw(width: int) -> alt.LayerChart:
        canvas = Canvas.titled(width, title)
        key(canvas, [("a whole total prints so", FITS[1]), ("none does", FAILS[1])])
        top, bottom = canvas.y + 4, canvas.y + 154
        bases = candidates["base"]
        reach = max((candidates["mean"] - float(printed)).abs().max(), half_unit) * 1.3
        rise = Scale(float(printed) - reach, float(printed) + reach, bottom, top)
        half = (width - AXIS) / (bases.max() - bases.min() + 1) / 2
        scale = Scale(bases.min(), bases.max(), AXIS + half, width - half)
        _frame(canvas, rise, lines)
        for row in rows(candidates):
            _stem(canvas, scale(row.base), rise, row, lines[1], row.base in highlight)
        canvas.y = bottom
        _bases(canvas, scale, set(highlight) & set(bases))
        return canvas.chart()

    return Figure(draw, _describe_means(candidates, printed, lines), candidates)


def _describe_means(
    candidates: pd.DataFrame, printed: str, lines: tuple[float, float, float]
) -> str:
    fits = [f"{row.total}/{row.base}" for row in rows(candidates) if row.fits]
    low, high = candidates["base"].min(), candidates["base"].max()
    band = f"between {number(lines[0], 4)} and {number(lines[2], 4)}"
    return (
        f"The attainable mean nearest to the printed {printed} for {len(candidates)} bases from "
        f"{low} to {high}; {band} lie {join(fits) if fits else 'none'}."
    )


def _frame(canvas: Canvas, rise: Scale, lines: tuple[float, float, float]) -> None:
    """Draw the band of rounding, and name its ends and its middle."""
    low, middle, high = lines
    band = (AXIS, rise(high), canvas.width - AXIS, rise(low) - rise(high))
    canvas.rect(*band, fill=COMPUTED, opacity=0.12, z=-1)
    canvas.line([(AXIS, rise(middle)), (canvas.width, rise(middle))], stroke=RULE, z=-1)
    for value in lines:
        place = (AXIS - 6, rise(value))
        canvas.text(*place, number(value, 4), size=canvas.sizes.small, colour=QUIET, align="right")


def _stem(canvas: Canvas, x: float, rise: Scale, row: Row, middle: float, named: bool) -> None:
    y, start = rise(row.mean), rise(middle)
    canvas.line([(x, start), (x, y)], stroke=COMPUTED if row.fits else RULE)
    canvas.mark(x, y, **{"size": 7, **(FITS if row.fits else FAILS)[1]})
    if named:
        up = y < start
        words, size = f"{row.total}/{row.base}", canvas.sizes.small
        canvas.text(x, y + (-12 if up else 12), words, size=size, align="center", bold=True)
