"""In how much of the parameter space each pattern holds, beside its placebo (chapter 14)."""

import pandas as pd

from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.checks import Row, allowed, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.key import key
from monograph.drawing.row_plot import row_plot
from monograph.drawing.stamp import IF_THEN, stamp
from monograph.drawing.theme import COMPUTED, QUIET
from monograph.words import words_beside

say = words_beside(__file__)

STANDINGS = say.each("standings")
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

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        stamp(canvas)
        marks = [
            (
                say("share_points_where_could"),
                {"colour": COMPUTED, "shape": "diamond"},
            ),
            (say("its_placebo"), {"colour": QUIET, "filled": False}),
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
        plot.axis(say("points_assumed_space_which"))
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
                say(
                    "points_placebo",
                    hypothesis=block.hypothesis,
                    label=row.label,
                    holds=row.holds,
                    of=row.of,
                    share=100 * row.share,
                    low=100 * row.low,
                    high=100 * row.high,
                    placebo=row.placebo,
                    placebo_of=row.placebo_of,
                    standings=STANDINGS[row.standing],
                )
            )
    return say("where_patterns_model_hold", if_then=IF_THEN, parts="; ".join(parts))
