"""In how much of the parameter space each pattern holds, beside its placebo (chapter 14)."""

import altair as alt
import pandas as pd

from monograph.drawing.canvas import Canvas
from monograph.drawing.checks import Row, allowed, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.key import key
from monograph.drawing.row_plot import row_plot
from monograph.drawing.stamp import IF_THEN, stamp
from monograph.drawing.theme import COMPUTED, QUIET

STANDINGS = {
    "follows": "follows",
    "direction": "direction only",
    "not_following": "does not follow",
    "untold": "too few points",
}
"""Standing -> its words."""
COLUMNS = "hypothesis label holds of share low high placebo placebo_of standing"


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
        hypothesis, label, holds, of, placebo, placebo_of (points), share, low, high (0 to 1),
        standing {follows, direction, not_following, untold}.
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
            (
                "share of the points where it could show, Wilson interval",
                {"colour": COMPUTED, "shape": "diamond"},
            ),
            ("its placebo", {"colour": QUIET, "filled": False}),
        ]
        key(canvas, marks)
        plot = row_plot(
            *(canvas, "patterns", patterns, (0, 100)),
            numbers=_numbers,
            blocks=_blocks(patterns, hypotheses),
            times=100,
        )
        for row, y in plot:
            at = 100 * row.placebo / max(row.placebo_of, 1)
            plot.point(row, y, "placebo", at=at, colour=QUIET, size=8, filled=False, z=1)
            plot.span(row, y, ("low", "high"), stroke=COMPUTED, width=3)
            plot.point(row, y, "share", "diamond", colour=COMPUTED, size=9)
        plot.level(100 * most, dash=(4, 3), z=-1)
        plot.axis("% of the points of the assumed space at which it could show")
        return canvas.chart()

    return Figure(draw, _describe(patterns, hypotheses), patterns)


def _blocks(patterns: pd.DataFrame, hypotheses: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Return the patterns of each hypothesis that has some, under its name."""
    named = [(f"{h.hypothesis} {h.label}", h.hypothesis) for h in rows(hypotheses)]
    blocks = [(words, patterns[patterns["hypothesis"] == name]) for words, name in named]
    return [(words, mine) for words, mine in blocks if not mine.empty]


def _numbers(row: Row) -> str:
    return f"{row.holds:,}/{row.of:,} · {STANDINGS[row.standing]}"


def _describe(patterns: pd.DataFrame, hypotheses: pd.DataFrame) -> str:
    parts = []
    for block in rows(hypotheses):
        for row in rows(patterns[patterns["hypothesis"] == block.hypothesis]):
            parts.append(
                f"{block.hypothesis}, {row.label}: {row.holds} of {row.of} points, "
                f"{100 * row.share:.1f}% ({100 * row.low:.1f} to {100 * row.high:.1f}%), "
                f"placebo {row.placebo} of {row.placebo_of}, {STANDINGS[row.standing]}"
            )
    return f"Where patterns of the model hold ({IF_THEN}). {'; '.join(parts)}."
