"""In how many coding worlds a pattern holds, rule by rule (chapter 9)."""

import altair as alt
import pandas as pd

from clusterbook.figures.canvas import Canvas
from clusterbook.figures.checks import require, rows
from clusterbook.figures.figure import Figure
from clusterbook.figures.rows import label_rows, margin
from clusterbook.figures.scale import Scale, axis
from clusterbook.figures.text import number
from clusterbook.figures.theme import COMPUTED, QUIET

NUMBERS = 84  # px kept free on the right for "24 of 1,152"


def world_counts(
    worlds: pd.DataFrame, *, title: str = "", pattern: str = "the paper's pattern (I, I, II)"
) -> Figure:
    """Draw, for each rule, the share of all coding worlds in which the pattern holds.

    Parameters
    ----------
    worlds
        rule, holds, of (counts of worlds), share (holds of all, 0 to 1); optional label (else the
        rule is named by its key).
    title
        The finding.
    pattern
        What holds or does not, in words.
    """
    require("world_counts", worlds=(worlds, "rule holds of share"))
    labels = worlds["label" if "label" in worlds else "rule"].astype(str)

    def draw(width: int) -> alt.LayerChart:
        canvas = Canvas.titled(width, title)
        left, top = margin(canvas, 0.3), canvas.y
        scale = Scale(0, 100, left, width - NUMBERS)
        middles = label_rows(canvas, labels, left, height=28)
        for row, y in zip(rows(worlds), middles, strict=True):
            end = scale(100 * row.share)
            canvas.rect(left, y - 8, end - left, 16, fill=COMPUTED, opacity=0.85)
            canvas.rect(left, y - 8, scale.right - left, 16, stroke=QUIET, z=1)
            words = f"{number(row.holds)} of {number(row.of)}"
            canvas.text(scale.right + 8, y, words, size=canvas.sizes.small)
        words = f"% of the coding worlds in which {pattern} holds"
        canvas.y = axis(canvas, scale, top, canvas.y + 2, title=words)
        return canvas.chart()

    pairs = zip(labels, rows(worlds), strict=True)
    parts = [f"{label}: {row.holds} of {row.of}" for label, row in pairs]
    words = f"Bars of the coding worlds in which {pattern} holds, by rule. {'; '.join(parts)}."
    return Figure(draw, words, worlds)
