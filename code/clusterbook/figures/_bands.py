"""How the firms of the sample divide over the bands of one block of Table 2 (chapter 8)."""

import pandas as pd

from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.checks import Row, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.row_plot import row_plot
from monograph.drawing.theme import PAPER
from monograph.words import words_beside

say = words_beside(__file__)


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

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        plot = row_plot(canvas, "sample", sample, (0, sample["firms"].max()), numbers=_numbers)
        for row, y in plot:
            plot.bar(row, y, "firms", thick=16, fill=PAPER, opacity=0.8)
        plot.axis(say("firms_sample"))
        return canvas.chart()

    parts = [say("firms", label=r.label, firms=r.firms, percent=r.percent) for r in rows(sample)]
    return Figure(draw, say("bars_firms_each_band", parts="; ".join(parts)), sample)


def _numbers(row: Row) -> str:
    return f"{row.firms} · {row.percent:.2f}%"
