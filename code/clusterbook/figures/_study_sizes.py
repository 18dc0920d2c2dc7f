"""How many firms a study would need, beside those that there were (chapter 15)."""

import altair as alt
import pandas as pd

from monograph.drawing.canvas import Canvas
from monograph.drawing.checks import Row, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.rows import label_rows, margin
from monograph.drawing.scale import Scale, axis
from monograph.drawing.text import number
from monograph.drawing.theme import COMPUTED, INK

NUMBERS = 64  # px kept free on the right for "82 + 82"


def study_sizes(
    sizes: pd.DataFrame,
    *,
    have: int = 61,
    title: str = "",
    unit: str = "firms (in one design clusters) to be observed",
) -> Figure:
    """Draw a bar per design, as long as the firms it needs, with a line at those observed.

    Parameters
    ----------
    sizes
        label, groups (1 or 2), each (needed in each group), needed (in all).
    have
        Firms of the survey in hand.
    title
        The finding.
    unit
        Unit of the axis.
    """
    require("study_sizes", sizes=(sizes, "label groups each needed"))

    def draw(width: int) -> alt.LayerChart:
        canvas = Canvas.titled(width, title)
        left = margin(canvas, 0.4)
        canvas.y += 18
        top = canvas.y
        scale = Scale(0, max(sizes["needed"].max(), have) * 1.02, left, width - NUMBERS)
        middles = label_rows(canvas, sizes["label"], left, height=28)
        for row, y in zip(rows(sizes), middles, strict=True):
            canvas.rect(left, y - 7, scale(row.needed) - left, 14, fill=COMPUTED, opacity=0.85)
            x = max(scale(row.needed), scale(have)) + 8
            canvas.text(x, y, needed(row), size=canvas.sizes.small)
        canvas.line([(scale(have), top - 4), (scale(have), canvas.y)], stroke=INK, width=1.2, z=1)
        words = f"the survey: {have}"
        canvas.text(scale(have) + 4, top - 10, words, size=canvas.sizes.small)
        canvas.y = axis(canvas, scale, top, canvas.y + 2, title=unit)
        return canvas.chart()

    return Figure(draw, _describe(sizes, have), sizes)


def needed(row: Row) -> str:
    """Return the size in words: "338", "82 + 82"."""
    return " + ".join([number(row.each)] * int(row.groups))


def _describe(sizes: pd.DataFrame, have: int) -> str:
    parts = [f"{row.label}: {needed(row)}" for row in rows(sizes)]
    return (
        f"Bars of the sizes that {len(sizes)} studies would need, against {have} firms observed. "
        f"{'; '.join(parts)}."
    )
