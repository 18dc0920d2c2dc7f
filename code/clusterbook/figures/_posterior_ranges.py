"""How far a posterior moves over readings, priors, discounts and intervals (chapter 11)."""

import pandas as pd

from monograph.drawing.canvas import UPRIGHT, Canvas, Spec
from monograph.drawing.checks import Row, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.key import key
from monograph.drawing.row_plot import row_plot
from monograph.drawing.rows import is_wide
from monograph.drawing.theme import COMPUTED, QUIET
from monograph.words import words_beside

say = words_beside(__file__)

KEY = [
    (say("one_setting_midpoints"), {"shape": UPRIGHT, "colour": COMPUTED}),
    (say("from_least_most"), {"shape": "square", "colour": COMPUTED, "opacity": 0.45}),
    (say("anywhere_intervals"), {"shape": "square", "colour": QUIET, "size": 4}),
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

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        key(canvas, KEY)
        named = [(f"{h.hypothesis} {h.label}", h.hypothesis) for h in rows(hypotheses)]
        plot = row_plot(
            *(canvas, "ranges", ranges, (0, 100)),
            numbers=_numbers,
            blocks=[(words, ranges[ranges["hypothesis"] == name]) for words, name in named],
            times=100,
            height=24 if is_wide(canvas) else 18,
            above=14,
        )
        for row, y in plot:
            plot.span(row, y, ("low", "high"), stroke=QUIET, width=1.5, z=0)
            plot.box(row, y, ("least", "most"), fill=COMPUTED, opacity=0.45)
            mine = (states["hypothesis"] == row.hypothesis) & (states["reading"] == row.reading)
            style = {"stroke": COMPUTED, "width": 1.5, "frame": "states"}
            for setting in rows(states[mine]):
                plot.stroke(setting, y, "posterior", reach=6, **style)
        plot.level(50, say("one_half"), width=1, dash=(4, 3), z=-1)
        plot.axis(say("posterior_hypothesis"), unit="%")
        return canvas.chart()

    return Figure(draw, _describe(ranges, hypotheses), ranges)


def _numbers(row: Row) -> str:
    low = "<1" if 0 < row.low < 0.005 else f"{100 * row.low:.0f}"
    return say("least_most_low_high", least=100 * row.least, most=row.most, low=low, high=row.high)


def _describe(ranges: pd.DataFrame, hypotheses: pd.DataFrame) -> str:
    names = hypotheses.set_index("hypothesis")["label"]
    parts = [
        say(
            "over_intervals",
            hypothesis=r.hypothesis,
            hypothesis_label=names[r.hypothesis],
            label=r.label,
            least=r.least,
            most=r.most,
            low=r.low,
            high=r.high,
        )
        for r in rows(ranges)
    ]
    return say("ranges_posterior_each_hypothesis", parts="; ".join(parts))
