"""Which counts and bases can print as a percentage that the reader types (chapter 7)."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from clusterbook.analysis.survey import WIDE_BASES, Rounding, decimals_of
from clusterbook.explorers import typed_number as typed
from clusterbook.explorers._count_lattice.counts_tried import (
    EXAMPLE,
    MATTER,
    MOST,
    headline,
    told,
    tried,
    ways,
)
from monograph.alive.explore import Explorer, explore
from monograph.alive.heading import TALL as TOP
from monograph.alive.heading import laid_out
from monograph.alive.sheet import LEADING, SMALL, X2, Y2, X, Y
from monograph.drawing.checks import require
from monograph.drawing.theme import COMPUTED, INK, QUIET, RULE

TALL, GAP, FOOT = 36, 8, 36
"""px: a row, the space below the reader's own row, and the numbers of firms at the foot."""
LISTED = 3
"""More ways than this are counted at the end of a row, not listed."""


def count_lattice(shares: pd.DataFrame, entry: str = EXAMPLE) -> Explorer:
    """Let a reader type a percentage and see, above those in print, what can have printed it.

    Parameters
    ----------
    shares
        label and printed (a percentage as printed, a string): the rows below the reader's own.
    entry
        What stands in the reader's row at first.

    Raises
    ------
    ValueError
        If a column is lacking, or a value is no percentage as printed.
    """
    require("count_lattice", shares=(shares, "label printed"))
    for text in (entry, *shares["printed"]):
        if not typed.readable(text, MOST):
            raise ValueError(typed.refusal(text, MOST, EXAMPLE))
    return explore(
        _chart(shares, entry),
        rows=tried,
        says=lambda printed, rule: told(shares["printed"], printed, rule),
        in_page=True,
        label="A row of marks for each percentage, one mark for each number of firms that may have "
        "answered; a large mark where some count of these firms prints as the percentage.",
        printed=typed.entry(entry, "Percentage as printed"),
        rule=typed.rule_choice(),
    )


def _says(shares: pd.Series) -> str:
    """Return the expression that says what `told` says."""
    none = f"'No count of {WIDE_BASES[0]} to {WIDE_BASES[-1]} firms, ' + how + ', prints as '"
    many = f"printed + ', ' + how + ', fits ' + fitting + ' of the {len(WIDE_BASES)} bases.'"
    few = "printed + ', ' + how + ', can be ' + ways + '.'"
    entry = (
        f"(!readable ? {typed.refusal_expr(MOST, EXAMPLE)} : fitting == 0 ? {none} + printed + '.'"
        f" : fitting > {typed.MANY} ? {many} : {few})"
    )
    return f"{entry} + ' Below, ' + headline + '.'"


def _by_rule(words: dict[str, str]) -> str:
    pairs = ", ".join(f"'{rule}': '{text}'" for rule, text in words.items())
    return f"({{{pairs}}})[rule]"


def _frame(shares: pd.DataFrame) -> pd.DataFrame:
    """Return one row per percentage: what its marks and its words are computed from."""
    frame = pd.DataFrame({"label": ["Yours", *shares["label"]], "row": range(len(shares) + 1)})
    texts = ["", *shares["printed"]]
    frame["printed"] = texts
    frame["units"] = [int(text.replace(".", "") or 0) for text in texts]
    frame["ten"] = [10 ** decimals_of(text) if text else 1 for text in texts]
    for rule in Rounding:
        found = [ways(text, rule) if text else [] for text in texts]
        frame[str(rule)] = [", ".join(f) if len(f) <= LISTED else f"{len(f)} ways" for f in found]
    frame["y"] = [TOP, *(TOP + TALL * i + GAP for i in range(1, len(texts)))]
    return frame


def _chart(shares: pd.DataFrame, entry: str) -> alt.LayerChart:
    frame = _frame(shares)
    bottom = frame["y"].iloc[-1] + TALL
    known = {str(rule): headline(shares["printed"], rule) for rule in Rounding}
    how = {str(rule): words for rule, (_, words) in typed.RULES.items()}
    mine = f"fitting > {LISTED} ? fitting + ' ways' : ways"
    params = [
        *typed.parameters(entry, MOST),
        alt.param("how", expr=_by_rule(how)),
        alt.param("headline", expr=_by_rule(known)),
        alt.param("ways", expr=typed.listed(MOST)),
        alt.param("fitting", expr=typed.counted()),
        alt.param("says", expr=_says(shares["printed"])),
    ]
    layers = [_band(bottom), _parting(), _words(frame), _ends(frame, mine), _marks(frame)]
    chart = laid_out(*layers, *_foot(bottom), finding="headline", height=bottom + FOOT)
    return chart.add_params(*params)


def _at(base: float) -> float:
    """Return the place of a base across the figure, 0 to 1."""
    return (base - WIDE_BASES[0] + 0.5) / len(WIDE_BASES)


def _band(bottom: float) -> alt.Chart:
    ends = {"x": _at(MATTER[0] - 0.5), "x2": _at(MATTER[1] + 0.5), "y": TOP, "y2": bottom}
    drawn = alt.Chart(pd.DataFrame([ends])).mark_rect(color=COMPUTED.light, opacity=0.12)
    return drawn.encode(x=X, x2=X2, y=Y, y2=Y2)


def _parting() -> alt.Chart:
    """Draw the line between the reader's own row and those of the paper."""
    ends = pd.DataFrame([{"x": 0, "x2": 1, "y": TOP + TALL}])
    return alt.Chart(ends).mark_rule(color=RULE.light).encode(x=X, x2=X2, y=Y)


def _text(frame: pd.DataFrame, words: str, **style: Any) -> alt.Chart:  # noqa: ANN401
    """Draw the words over each row, the reader's own in bold."""
    style |= {"baseline": "top", "fontSize": SMALL, "color": INK.light}
    drawn = alt.Chart(frame).transform_calculate(words=words)
    drawn = drawn.mark_text(fontWeight=alt.expr("datum.row ? 400 : 600"), **style)
    return drawn.encode(y=Y, text="words:N")


def _words(frame: pd.DataFrame) -> alt.Chart:
    own = "'Yours: ' + (readable ? printed : 'no percentage')"
    words = f"datum.row ? datum.label + ', ' + datum.printed : {own}"
    return _text(frame, words, align="left").encode(x=alt.value(0))


def _ends(frame: pd.DataFrame, mine: str) -> alt.Chart:
    own = f"readable ? (fitting ? ({mine}) : 'no count') : ''"
    words = f"datum.row ? (datum[rule] ? datum[rule] : 'no count') : ({own})"
    return _text(frame, words, align="right").encode(x=alt.value(alt.expr("width")))


def _marks(frame: pd.DataFrame) -> alt.Chart:
    """Draw one mark per percentage and base."""
    of = ("datum.base", MOST, "datum.u", "datum.t")
    drawn = (
        alt.Chart(frame, name="lattice")
        .transform_calculate(
            u="datum.row ? datum.units : units",
            t="datum.row ? datum.ten : ten",
            base=f"sequence({WIDE_BASES[0]}, {WIDE_BASES[-1] + 1})",
        )
        .transform_flatten(["base"])
        .transform_filter("datum.row || readable")
        .transform_calculate(least=typed.first(*of), most=typed.last(*of))
        .transform_calculate(fits="datum.most >= datum.least")
        .transform_calculate(count=f"datum.fits ? datum.least : {typed.nearest(*of)}")
        .transform_calculate(
            percent="100 * datum.count / datum.base",
            x=f"(datum.base - {WIDE_BASES[0]} + 0.5) / {len(WIDE_BASES)}",
            y=f"datum.y + {LEADING + 6}",
            Firms="datum.count + ' of ' + datum.base",
            Exactly="format(datum.percent, '.4f') + ' %'",
            Prints="datum.fits ? 'as ' + (datum.row ? datum.printed : printed) : 'otherwise'",
        )
    )
    fits = "datum.fits"
    return drawn.mark_point(filled=True, opacity=1).encode(
        x=X,
        y=Y,
        color=alt.condition(fits, alt.value(COMPUTED.light), alt.value(QUIET.light)),
        size=alt.condition(fits, alt.value(64), alt.value(8)),
        tooltip=["Firms:N", "Exactly:N", "Prints:N"],
    )


def _foot(bottom: float) -> list[alt.Chart]:
    """Draw the numbers of firms below, those that matter as one label, and what they are."""
    middle = sum(MATTER) / 2
    shown = {middle: ", ".join(map(str, MATTER))}
    shown |= {n: str(n) for n in WIDE_BASES if n % 5 == 0 and abs(n - middle) > 2}
    ticks = pd.DataFrame([{"x": _at(n), "y": bottom + 6, "words": w} for n, w in shown.items()])
    ticks["bold"] = [n == middle for n in shown]
    style = {"baseline": "top", "fontSize": SMALL}
    tone = alt.condition("datum.bold", alt.value(INK.light), alt.value(QUIET.light))
    weight = alt.expr("datum.bold ? 600 : 400")
    align = alt.expr(f"datum.x < {_at(WIDE_BASES[1])} ? 'left' : 'center'")  # none beyond the edge
    numbers = alt.Chart(ticks).mark_text(fontWeight=weight, align=align, **style)
    name = alt.Chart(pd.DataFrame([{"x": 1.0, "y": bottom + 22, "words": "firms that answered"}]))
    return [
        numbers.encode(x=X, y=Y, text="words:N", color=tone),
        name.mark_text(**style, align="right", color=QUIET.light).encode(x=X, y=Y, text="words:N"),
    ]
