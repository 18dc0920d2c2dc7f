"""In how much of the parameter space each pattern holds, beside its placebo (chapter 14)."""

import altair as alt
import pandas as pd

from monograph.drawing.canvas import Canvas
from monograph.drawing.checks import Row, allowed, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.key import key
from monograph.drawing.rows import heading, label_rows, margin
from monograph.drawing.scale import Scale, axis
from monograph.drawing.stamp import IF_THEN, stamp
from monograph.drawing.theme import COMPUTED, INK, QUIET

STANDINGS = {
    "follows": "follows",
    "direction": "direction only",
    "not_following": "does not follow",
}
"""Standing -> its words."""
COLUMNS = "hypothesis label holds of share low high placebo standing"
NUMBERS = 172  # px free on the right for "1,024/1,024 · does not follow"


def pattern_shares(
    patterns: pd.DataFrame,
    hypotheses: pd.DataFrame,
    *,
    title: str = "",
    most: float = 0.5,
) -> Figure:
    """Draw a row per pattern, in blocks by hypothesis.

    Parameters
    ----------
    patterns
        hypothesis, label, holds, of, placebo (points), share, low, high (0 to 1), standing
        {follows, direction, not_following}.
    hypotheses
        hypothesis, label.
    title
        The finding.
    most
        The share that a pattern's interval must clear, where a line stands.
    """
    require(
        "pattern_shares",
        patterns=(patterns, COLUMNS),
        hypotheses=(hypotheses, "hypothesis label"),
    )
    allowed("pattern_shares", patterns["standing"], tuple(STANDINGS))

    def draw(width: int) -> alt.LayerChart:
        canvas = Canvas.titled(width, title)
        stamp(canvas)
        marks = [
            ("share of points, Wilson interval", {"colour": COMPUTED, "shape": "diamond"}),
            ("its placebo", {"colour": QUIET, "filled": False}),
        ]
        key(canvas, marks)
        left, top = margin(canvas, 0.36), canvas.y
        scale = Scale(0, 100, left + 6, width - NUMBERS)
        for block in rows(hypotheses):
            mine = patterns[patterns["hypothesis"] == block.hypothesis]
            if mine.empty:
                continue
            heading(canvas, f"{block.hypothesis} {block.label}")
            middles = label_rows(canvas, mine["label"], left, height=26)
            for row, y in zip(rows(mine), middles, strict=True):
                _pattern(canvas, scale, row, y)
        line = [(scale(100 * most), top), (scale(100 * most), canvas.y + 2)]
        canvas.line(line, stroke=INK, width=1.2, dash=(4, 3), z=-1)
        title_words = "% of the points of the assumed space"
        canvas.y = axis(canvas, scale, top, canvas.y + 2, title=title_words)
        return canvas.chart()

    return Figure(draw, _describe(patterns, hypotheses), patterns)


def _pattern(canvas: Canvas, scale: Scale, row: Row, y: float) -> None:
    ends = [(scale(100 * row.low), y), (scale(100 * row.high), y)]
    canvas.mark(scale(100 * row.placebo / row.of), y, colour=QUIET, size=8, filled=False, z=1)
    canvas.line(ends, stroke=COMPUTED, width=3, z=1)
    canvas.mark(scale(100 * row.share), y, "diamond", colour=COMPUTED, size=9)
    words = f"{row.holds:,}/{row.of:,} · {STANDINGS[row.standing]}"
    canvas.text(canvas.width, y, words, size=canvas.sizes.small, align="right")


def _describe(patterns: pd.DataFrame, hypotheses: pd.DataFrame) -> str:
    parts = []
    for block in rows(hypotheses):
        for row in rows(patterns[patterns["hypothesis"] == block.hypothesis]):
            parts.append(
                f"{block.hypothesis}, {row.label}: {row.holds} of {row.of} points, "
                f"{100 * row.share:.1f}% ({100 * row.low:.1f} to {100 * row.high:.1f}%), "
                f"placebo {row.placebo}, {STANDINGS[row.standing]}"
            )
    return f"Where patterns of the model hold ({IF_THEN}). {'; '.join(parts)}."
