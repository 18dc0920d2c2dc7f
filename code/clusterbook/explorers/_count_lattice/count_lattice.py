"""Which counts and bases can print as a percentage that the reader types (chapter 7)."""

from decimal import Decimal
from pathlib import Path

import altair as alt
import pandas as pd

from clusterbook.analysis.survey import Bases, Rounding
from clusterbook.explorers import typed_number as typed
from clusterbook.explorers._count_lattice.counts_tried import MOST, handed_over, shown, told, ways
from monograph.alive.challenges import Challenge
from monograph.alive.explore import Explorer, explore
from monograph.alive.in_page import InPage
from monograph.alive.sheet import LEADING, ROWS, SMALL, X2, Y2, X, Y, laid_out
from monograph.drawing.checks import require
from monograph.drawing.theme import COMPUTED, INK, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

TOP, TALL, GAP, FOOT = 4, 36, 8, 36
"""px: above the rows, a row, below the reader's own row, and the numbers of firms at the foot."""


def count_lattice(shares: pd.DataFrame, entry: str, bases: Bases) -> Explorer:
    """Let a reader type a percentage and see, above those in print, what can have printed it.

    Parameters
    ----------
    shares
        label and printed (a percentage as printed, a string): the rows below the reader's own.
    entry
        What stands in the reader's row at first, and an example of what can.
    bases
        Numbers of firms that may have answered.

    Raises
    ------
    ValueError
        If a column is lacking, or a value is no percentage as printed.
    """
    require("count_lattice", shares=(shares, "label printed"))
    for text in (entry, *shares["printed"]):
        if not typed.readable(text, MOST):
            raise ValueError(typed.refusal(text, MOST, entry))
    return explore(
        _chart(len(shares), bases),
        rows=lambda printed, rule: shown(shares, bases, printed, rule),
        says=lambda printed, rule: told(shares, bases, entry, printed, rule),
        in_page=InPage(Path(__file__).with_name("in_page.mjs"), handed_over(shares, bases, entry)),
        label=say("row_marks_each_percentage"),
        challenges=_chips(shares, bases, entry),
        printed=typed.entry(entry, say("percentage_as_printed")),
        rule=typed.rule_choice(),
    )


def _chips(shares: pd.DataFrame, bases: Bases, entry: str) -> list[Challenge]:
    """Offer what to type: the share nearest to `entry` that fits, and those in print."""
    near = Decimal(entry)
    unit = Decimal(1).scaleb(int(near.as_tuple().exponent))
    around = (near + sign * n * unit for n in range(1, 100) for sign in (1, -1))
    fits = {f"/{base}" for base in bases.answered}
    first = next(
        str(one)
        for one in around
        if any(way.endswith(tuple(fits)) for way in ways(str(one), Rounding.HALF_UP, bases))
    )
    printed = dict.fromkeys((first, *shares["printed"]))
    return [Challenge(say("try", one=one), {"printed": one}, one) for one in printed]


def _chart(shares: int, bases: Bases) -> alt.LayerChart:
    rows = shares + 1
    bottom = TOP + TALL * rows + GAP
    layers = [_band(bottom, bases), _parting(), *_words(), _marks(bases)]
    return laid_out(*layers, *_foot(bottom, bases), height=bottom + FOOT)


def _down(chart: alt.Chart, kind: str, below: int = 0) -> alt.Chart:
    """Return the rows of a kind, in their places down: the reader's own apart from the others."""
    mine = chart.transform_filter(f"datum.kind == '{kind}'")
    return mine.transform_calculate(
        y=f"{TOP + below} + {TALL} * datum.row + (datum.row ? {GAP} : 0)"
    )


def _at(base: float, bases: Bases) -> float:
    """Return the place of a base across the figure, 0 to 1."""
    return (base - bases.low + 0.5) / len(bases.tried)


def _band(bottom: float, bases: Bases) -> alt.Chart:
    fewer, valid = bases.answered
    ends = {"x": _at(fewer - 0.5, bases), "x2": _at(valid + 0.5, bases), "y": TOP, "y2": bottom}
    drawn = alt.Chart(pd.DataFrame([ends])).mark_rect(color=COMPUTED.light, opacity=0.12)
    return drawn.encode(x=X, x2=X2, y=Y, y2=Y2)


def _parting() -> alt.Chart:
    """Draw the line between the reader's own row and those of the paper."""
    ends = pd.DataFrame([{"x": 0, "x2": 1, "y": TOP + TALL}])
    return alt.Chart(ends).mark_rule(color=RULE.light).encode(x=X, x2=X2, y=Y)


def _words() -> list[alt.Chart]:
    """Write what each row is, the reader's own in bold, and what fits it."""
    style = {"baseline": "top", "fontSize": SMALL, "color": INK.light}
    style["fontWeight"] = alt.expr("datum.row ? 400 : 600")
    rows = _down(alt.Chart(ROWS), "share").encode(y=Y)
    right = alt.XValue(alt.expr("width"))
    return [
        rows.mark_text(align="left", **style).encode(x=alt.XValue(0), text=alt.Text("words:N")),
        rows.mark_text(align="right", **style).encode(x=right, text=alt.Text("end:N")),
    ]


def _marks(bases: Bases) -> alt.Chart:
    """Draw one mark per percentage and base."""
    fits = "datum.fits"
    drawn = _down(alt.Chart(ROWS), "count", LEADING + 6)
    drawn = drawn.transform_calculate(x=f"(datum.base - {bases.low} + 0.5) / {len(bases.tried)}")
    return drawn.mark_point(filled=True, opacity=1).encode(
        x=X,
        y=Y,
        color=alt.condition(fits, alt.value(COMPUTED.light), alt.value(QUIET.light)),
        size=alt.condition(fits, alt.value(64), alt.value(8)),
        tooltip=[
            alt.Tooltip("words:N", title=say("firms")),
            alt.Tooltip("percent:Q", title=say("exactly"), format=".4f"),
            alt.Tooltip("end:N", title=say("prints")),
        ],
    )


def _foot(bottom: float, bases: Bases) -> list[alt.Chart]:
    """Draw the numbers of firms below, those that matter as one label, and what they are."""
    middle = sum(bases.answered) / 2
    shown = {middle: ", ".join(map(str, bases.answered))}
    shown |= {n: str(n) for n in bases.tried if n % 5 == 0 and abs(n - middle) > 2}
    ticks = pd.DataFrame(
        [{"x": _at(n, bases), "y": bottom + 6, "words": w} for n, w in shown.items()]
    )
    ticks["bold"] = [n == middle for n in shown]
    style = {"baseline": "top", "fontSize": SMALL}
    tone = alt.condition("datum.bold", alt.value(INK.light), alt.value(QUIET.light))
    weight = alt.expr("datum.bold ? 600 : 400")
    align = alt.expr(
        f"datum.x < {_at(bases.low + 1, bases)} ? 'left' : 'center'"
    )  # none beyond the edge
    numbers = alt.Chart(ticks).mark_text(fontWeight=weight, align=align, **style)
    name = alt.Chart(pd.DataFrame([{"x": 1.0, "y": bottom + 22, "words": say("firms_answered")}]))
    return [
        numbers.encode(x=X, y=Y, text=alt.Text("words:N"), color=tone),
        name.mark_text(**style, align="right", color=QUIET.light).encode(
            x=X, y=Y, text=alt.Text("words:N")
        ),
    ]
