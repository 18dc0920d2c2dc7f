"""How far a posterior moves over readings, priors, discounts and intervals (chapter 11)."""

import altair as alt
import pandas as pd

from monograph.drawing.canvas import UPRIGHT, Canvas
from monograph.drawing.checks import Row, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.key import key
from monograph.drawing.rows import heading, is_wide, label_rows, margin
from monograph.drawing.scale import Scale, axis
from monograph.drawing.theme import COMPUTED, INK, QUIET

NUMBERS = 112.0  # px on the right for "13–44% (0–90%)"
KEY = [
    ("one setting, at the midpoints", {"shape": UPRIGHT, "colour": COMPUTED}),
    ("from least to most", {"shape": "square", "colour": COMPUTED, "opacity": 0.45}),
    ("anywhere in the intervals", {"shape": "square", "colour": QUIET, "size": 4}),
]


def posterior_ranges(
    ranges: pd.DataFrame, states: pd.DataFrame, hypotheses: pd.DataFrame, *, title: str = ""
) -> Figure:
    """Draw, for each hypothesis and reading, the range of the posterior over all settings.

    Parameters
    ----------
    ranges
        hypothesis, reading, label, least, most (at the midpoints of the likelihoods), low, high
        (over the intervals too); shares.
    states
        hypothesis, reading, posterior: one row per setting; those of a reading are marked on it.
    hypotheses
        hypothesis, label, in the order of the blocks.
    title
        The finding.
    """
    require(
        "posterior_ranges",
        ranges=(ranges, "hypothesis reading label least most low high"),
        states=(states, "hypothesis reading posterior"),
        hypotheses=(hypotheses, "hypothesis label"),
    )

    def draw(width: int) -> alt.LayerChart:
        canvas = Canvas.titled(width, title)
        key(canvas, KEY)
        scale = Scale(0, 100, margin(canvas, 0.26) + 4, width - NUMBERS)
        canvas.y += 14
        top = canvas.y
        for hypothesis in rows(hypotheses):
            mine = rows(ranges[ranges["hypothesis"] == hypothesis.hypothesis])
            words = f"{hypothesis.hypothesis} {hypothesis.label}"
            heading(canvas, words)
            height = 24 if is_wide(canvas) else 18
            middles = label_rows(
                canvas, [r.label for r in mine], margin(canvas, 0.26), height=height
            )
            for row, y in zip(mine, middles, strict=True):
                _range(canvas, scale, row, y)
                _settings(canvas, scale, states, row, y)
        half, bottom, words = scale(50), canvas.y + 2, "posterior of the hypothesis"
        canvas.line([(half, top), (half, bottom)], stroke=INK, dash=(4, 3), z=-1)
        size = canvas.sizes.small
        canvas.text(half, top - 9, "one half", size=size, colour=QUIET, align="center")
        canvas.y = axis(canvas, scale, top, bottom, title=words, unit="%")
        return canvas.chart()

    return Figure(draw, _describe(ranges, hypotheses), ranges)


def _range(canvas: Canvas, scale: Scale, row: Row, y: float) -> None:
    low, high, left, right = (scale(100 * v) for v in (row.low, row.high, row.least, row.most))
    canvas.line([(low, y), (high, y)], stroke=QUIET, width=1.5)
    canvas.rect(left, y - 5, right - left, 10, fill=COMPUTED, opacity=0.45)
    canvas.text(canvas.width, y, _numbers(row), size=canvas.sizes.small, align="right")


def _settings(canvas: Canvas, scale: Scale, states: pd.DataFrame, row: Row, y: float) -> None:
    mine = (states["hypothesis"] == row.hypothesis) & (states["reading"] == row.reading)
    for value in states.loc[mine, "posterior"]:
        x = scale(100 * value)
        canvas.line([(x, y - 6), (x, y + 6)], stroke=COMPUTED, width=1.5, z=1)


def _numbers(row: Row) -> str:
    low = "<1" if 0 < row.low < 0.005 else f"{100 * row.low:.0f}"
    return f"{100 * row.least:.0f}–{row.most:.0%} ({low}–{row.high:.0%})"


def _describe(ranges: pd.DataFrame, hypotheses: pd.DataFrame) -> str:
    names = hypotheses.set_index("hypothesis")["label"]
    parts = [
        f"{r.hypothesis} {names[r.hypothesis]}, {r.label}: {r.least:.0%} to {r.most:.0%}, "
        f"over the intervals {r.low:.0%} to {r.high:.0%}"
        for r in rows(ranges)
    ]
    return f"Ranges of the posterior of each hypothesis over all settings. {'; '.join(parts)}."
