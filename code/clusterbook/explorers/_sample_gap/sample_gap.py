"""Whether the gap between sample and cluster can be closed by any plausible input (chapter 8)."""

from __future__ import annotations

import altair as alt
import pandas as pd
from ipywidgets import FloatSlider, IntSlider

from clusterbook.analysis.cluster import (
    RISING,
    central_inputs,
    extremes,
    plausible_box,
    sample_floor,
)
from clusterbook.explorers._sample_gap.levers import (
    LEVERS,
    WITHIN,
    Case,
    Lever,
    ends_told,
    moved,
    told,
)
from monograph.alive import heading
from monograph.alive.explore import Explorer, explore
from monograph.alive.heading import laid_out
from monograph.alive.sheet import LEADING, SMALL, X2, Y2, X, Y
from monograph.alive.signatures import named
from monograph.drawing.theme import ASSUMED, COMPUTED, INK, QUIET, RULE

WIDEST = 3.6
"""The ratio at the right edge."""
TOP, TALL, FOOT = heading.TALL + 22, 44, 38
"""px: above the first row, a row, and the numbers below the last."""
BAR = LEADING + 5
"""px: from the top of a row, its words, to its bar."""
STARTS = [TOP + TALL * i for i in range(len(LEVERS) + 1)]
"""px: the tops of the rows, one per input and one for all together."""


def sample_gap(
    sample: pd.DataFrame,
    totals: pd.DataFrame,
    firm_types: pd.DataFrame,
    assumptions: pd.DataFrame,
) -> Explorer:
    """Let a reader move every input of the ratio of sample to cluster, beyond plausible ends too.

    Parameters
    ----------
    sample, totals, firm_types, assumptions
        The tables of those names.

    Raises
    ------
    KeyError
        If a measure or an assumption is lacking.
    """
    case = Case(
        sample_floor(sample),
        central_inputs(totals, firm_types, assumptions),
        plausible_box(totals, firm_types, assumptions),
    )
    return explore(
        _chart(case),
        rows=named(lambda **held: moved(case, **held), [lever.name for lever in LEVERS.values()]),
        says=lambda **held: told(case, **held),
        in_page=True,
        label="The sample's floor as a multiple of the cluster's mean: where it stands now, and "
        "how far each input could move it over the range that we assume.",
        **{lever.name: _slider(case, k, lever) for k, lever in LEVERS.items()},
    )


def _slider(case: Case, key: str, lever: Lever) -> IntSlider | FloatSlider:
    most = case.box[key][1] / lever.scale if lever.high is None else lever.high
    kind, readout = (IntSlider, ",d") if lever.form == ",.0f" else (FloatSlider, lever.form)
    number = int if kind is IntSlider else float
    return kind(
        number(getattr(case.central, key) / lever.scale),
        min=number(lever.low),
        max=number(most),
        step=number(lever.step),
        description=lever.words,
        readout_format=readout,
    )


def _ratio(case: Case) -> str:
    """Return the expression for the ratio."""
    up = " * ".join(f"{lever.name}*{lever.scale}" for k, lever in LEVERS.items() if k in RISING)
    down = " / ".join(
        f"({lever.name}*{lever.scale})" for k, lever in LEVERS.items() if k not in RISING
    )
    return f"{case.floor!r} * {up} / {down}"


def _says(case: Case) -> str:
    """Return the expression that says what `told` says."""
    beyond = " + ".join(
        f"({lever.name}*{lever.scale} < {case.box[k][0]} || {lever.name}*{lever.scale} > "
        f"{case.box[k][1]} ? ', {lever.words.partition(',')[0].lower()}' : '')"
        for k, lever in LEVERS.items()
    )
    return (
        "'The sample\\'s floor is ' + format(ratio, '.2f') + ' times the cluster\\'s mean. ' + "
        f"(length({beyond}) ? 'Beyond what we assume: ' + slice({beyond}, 2) + '.' : '{WITHIN}')"
        f" + ' {ends_told(case)}'"
    )


def _frame(case: Case) -> pd.DataFrame:
    """Return one row per input: what its words and its bar are computed from."""
    rows = []
    for i, (key, lever) in enumerate(LEVERS.items()):
        low, high = (end / lever.scale for end in case.box[key])
        span = f"{lever.written(low)} to {lever.written(high)}"
        words = {"before": lever.before, "after": lever.after, "form": lever.form, "span": span}
        rows.append({"input": key, "least": low, "most": high, "y": STARTS[i], **words})
    return pd.DataFrame(rows).assign(rises=[key in RISING for key in LEVERS])


def _chart(case: Case) -> alt.LayerChart:
    bottom = STARTS[-1] + TALL
    held = {lever.name: getattr(case.central, k) / lever.scale for k, lever in LEVERS.items()}
    chart = laid_out(
        *_frame_lines(bottom),
        *_input_rows(case),
        *_all_row(case),
        *_now(),
        finding="'At least ' + format(ratio, '.2f') + ' times the cluster\\'s mean'",
        height=bottom + FOOT,
    )
    return chart.add_params(
        *(alt.param(name, value=value) for name, value in held.items()),
        alt.param("ratio", expr=_ratio(case)),
        alt.param("says", expr=_says(case)),
    )


def _text(chart: alt.Chart, field: str, align: str = "left", **style: object) -> alt.Chart:
    style = {"fontSize": SMALL, "baseline": "top", "color": INK.light, **style}
    return chart.mark_text(align=align, **style).encode(y=Y, text=f"{field}:N")


def _input_rows(case: Case) -> list[alt.Chart]:
    """Draw, for each input, its setting and the ratios over its assumed range."""
    value = " : ".join(f"datum.input == '{k}' ? {v.name}" for k, v in LEVERS.items()) + " : 0"
    base = (
        alt.Chart(_frame(case))
        .transform_calculate(value=value)
        .transform_calculate(
            low="ratio * (datum.rises ? datum.least / datum.value : datum.value / datum.most)",
            high="ratio * (datum.rises ? datum.most / datum.value : datum.value / datum.least)",
            needed="datum.rises ? datum.value / ratio : datum.value * ratio",
            inside="datum.value >= datum.least && datum.value <= datum.most",
        )
    )
    setting = (
        "datum.before + format(datum.value, datum.form) + datum.after + "
        "(datum.inside ? '; we assume ' : '; beyond ') + datum.span"
    )
    closes = (
        "datum.input == 'floor_kept' && datum.needed > 1 ? 'no 1'"
        " : '1 at ' + format(datum.needed, datum.form)"
    )
    words = base.transform_calculate(setting=setting, closes=closes)
    bars = base.properties(name="levers").transform_calculate(
        x=f"datum.low / {WIDEST}",
        x2=f"min(1, datum.high / {WIDEST})",
        y2=f"datum.y + {BAR + 10}",
        y=f"datum.y + {BAR}",
        Lowest="format(datum.low, '.2f')",
        Highest="format(datum.high, '.2f')",
    )
    weight = alt.expr("datum.inside ? 400 : 600")
    return [
        _text(words, "setting", fontWeight=weight).encode(x=alt.value(0)),
        _text(words, "closes", "right", color=QUIET.light).encode(x=alt.value(alt.expr("width"))),
        bars.mark_rect(color=ASSUMED.light, opacity=0.55, clip=True).encode(
            x=X, x2=X2, y=Y, y2=Y2, tooltip=["Lowest:N", "Highest:N"]
        ),
    ]


def _all_row(case: Case) -> list[alt.Chart]:
    """Draw the range that all inputs together allow, wherever the controls stand."""
    ends, y = extremes(case.floor, case.box), STARTS[-1]
    row = {"words": "All four within what we assume", "y": y}
    row |= {"span": f"{ends.least:.2f} to {ends.most:.2f}"}
    bar = {"x": ends.least / WIDEST, "x2": ends.most / WIDEST}
    bar |= {"y": y + BAR, "y2": y + BAR + 10}
    words = alt.Chart(pd.DataFrame([row]))
    drawn = alt.Chart(pd.DataFrame([bar])).mark_rect(color=COMPUTED.light, opacity=0.55)
    return [
        _text(words, "words").encode(x=alt.value(0)),
        _text(words, "span", "right").encode(x=alt.value(alt.expr("width"))),
        drawn.encode(x=X, x2=X2, y=Y, y2=Y2),
    ]


def _frame_lines(bottom: float) -> list[alt.Chart]:
    """Draw the ratios along the foot, and the line at 1 where the sample is like the cluster.

    The lines stop at each row's words.
    """
    ticks = pd.DataFrame([{"x": n / WIDEST, "n": n} for n in range(int(WIDEST) + 1)])
    ticks = ticks.assign(y=bottom + 4, words=ticks["n"].astype(str))
    lines = ticks.drop(columns="y").merge(_segments(), how="cross")
    one = alt.condition("datum.n == 1", alt.value(INK.light), alt.value(RULE.light))
    tone = alt.condition("datum.n == 1", alt.value(INK.light), alt.value(QUIET.light))
    align = alt.expr("datum.n ? 'center' : 'left'")
    style = {"fontSize": SMALL, "baseline": "top"}
    words = "times the cluster's mean; 1: as the cluster"
    name = alt.Chart(pd.DataFrame([{"y": bottom + 21, "words": words}]))
    return [
        alt.Chart(lines).mark_rule().encode(x=X, y=Y, y2=Y2, color=one),
        alt.Chart(ticks)
        .mark_text(align=align, fontWeight=alt.expr("datum.n == 1 ? 600 : 400"), **style)
        .encode(x=X, y=Y, text="words:N", color=tone),
        _text(name, "words", "right", color=QUIET.light).encode(x=alt.value(alt.expr("width"))),
    ]


def _segments() -> pd.DataFrame:
    """Return where a vertical line runs: beside each bar, not through the words."""
    return pd.DataFrame({"y": [y + BAR - 3 for y in STARTS], "y2": [y + BAR + 13 for y in STARTS]})


def _now() -> list[alt.Chart]:
    """Draw the ratio as it stands, through all rows."""
    place = f"min(1, ratio / {WIDEST})"
    lines = alt.Chart(_segments()).transform_calculate(x=place)
    name = alt.Chart(pd.DataFrame([{"y": heading.TALL}])).transform_calculate(
        x=place, words="'now ' + format(ratio, '.2f')"
    )
    edge = alt.expr(f"ratio > {WIDEST} * 0.9 ? 'right' : ratio < 0.4 ? 'left' : 'center'")
    return [
        lines.mark_rule(color=COMPUTED.light, strokeWidth=2).encode(x=X, y=Y, y2=Y2),
        _text(name, "words", edge, fontWeight=600, color=COMPUTED.light).encode(x=X),
    ]
