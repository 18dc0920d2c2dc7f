"""How the firms of the sample divide over the bands of one block of Table 2 (chapter 8)."""

import altair as alt
import pandas as pd

from monograph.drawing.canvas import Canvas
from monograph.drawing.checks import require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.rows import label_rows, margin
from monograph.drawing.scale import Scale, axis
from monograph.drawing.theme import PAPER

NUMBERS = 92  # px kept free on the right for "32 · 52.46 %"


def bands(sample: pd.DataFrame, *, title: str = "") -> Figure:
    """Draw the firms in each band, with the percentage as printed.

    Parameters
    ----------
    sample
        label, firms, percent (as printed): the rows of one block, without its total.
    title
        The finding.
    """
    require("bands", sample=(sample, "label firms percent"))

    def draw(width: int) -> alt.LayerChart:
        canvas = Canvas.titled(width, title)
        left, top = margin(canvas), canvas.y
        scale = Scale(0, sample["firms"].max(), left, width - NUMBERS)
        middles = label_rows(canvas, sample["label"], left, height=26)
        for row, y in zip(rows(sample), middles, strict=True):
            end = scale(row.firms)
            canvas.rect(left, y - 8, end - left, 16, fill=PAPER, opacity=0.8)
            words = f"{row.firms} · {row.percent:.2f} %"
            canvas.text(end + 8, y, words, size=canvas.sizes.small)
        canvas.y = axis(canvas, scale, top, canvas.y + 2, title="firms in the sample")
        return canvas.chart()

    parts = [f"{r.label}: {r.firms} firms, {r.percent:.2f} %" for r in rows(sample)]
    return Figure(draw, f"Bars of the firms in each band. {'; '.join(parts)}.", sample)
