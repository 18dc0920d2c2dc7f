"""Whether the gap between sample and cluster can be closed by any plausible input (chapter 8)."""

from pathlib import Path

import altair as alt
import pandas as pd

from clusterbook.analysis.cluster import central_inputs, floor_ratio, plausible_box, sample_floor
from clusterbook.explorers._sample_gap.levers import LEVERS, Case, Lever, handed_over, shown, told
from monograph.alive.challenges import Challenge, within
from monograph.alive.controls import WholeWithin, Within
from monograph.alive.explore import Explorer, explore
from monograph.alive.in_page import InPage, fixed
from monograph.alive.sheet import LEADING, ROWS, SMALL, X2, Y2, X, Y, laid_out, looked_up
from monograph.alive.signatures import named
from monograph.drawing.theme import ASSUMED, COMPUTED, INK, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

WIDEST = 3.6
"""The ratio at the right edge."""
TOP, TALL, FOOT = 22, 44, 38
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
    controls = {lever.name: _slider(case, k, lever) for k, lever in LEVERS.items()}
    return explore(
        _chart(),
        rows=named(lambda **held: shown(case, **held), [lever.name for lever in LEVERS.values()]),
        says=lambda **held: told(case, **held),
        in_page=InPage(Path(__file__).with_name("in_page.mjs"), handed_over(case)),
        label=say("sample_s_floor_as"),
        challenges=[_closed(case, name, controls) for name in controls],
        **controls,
    )


def _closed(case: Case, name: str, controls: dict[str, WholeWithin | Within]) -> Challenge:
    """Ask to close the gap with one input alone; each can be moved until it does."""
    first = {key: control.value for key, control in controls.items()}

    def holds(at: dict[str, float]) -> bool:
        return floor_ratio(case.floor, case.inputs(**{**first, **at})) < 1

    change = within({name: controls[name]}, 1, holds)
    lever = next(lever for lever in LEVERS.values() if lever.name == name)
    state = {**first, **(change or {})}
    finds = f"{fixed(floor_ratio(case.floor, case.inputs(**state)), 2)} times"
    return Challenge(say("close_gap_one_input", called=lever.called), change or {}, finds)


def _slider(case: Case, key: str, lever: Lever) -> WholeWithin | Within:
    most = case.box[key][1] / lever.scale if lever.high is None else lever.high
    whole = not lever.digits and not lever.percent
    readout = ",d" if whole else f".{lever.digits}{'%' if lever.percent else 'f'}"
    kind, number = (WholeWithin, int) if whole else (Within, float)
    return kind(
        number(getattr(case.central, key) / lever.scale),
        min=number(lever.low),
        max=number(most),
        step=number(lever.step),
        description=lever.words,
        readout_format=readout,
        marked=[number(round(end / lever.scale, 10)) for end in case.box[key]],
        tooltip=say("marked"),
    )


def _chart() -> alt.LayerChart:
    bottom = STARTS[-1] + TALL
    layers = [*_frame_lines(bottom), *_ranges(), *_now()]
    return laid_out(*layers, height=bottom + FOOT)


def _text(chart: alt.Chart, field: str, align: str = "left", **style: object) -> alt.Chart:
    style = {"fontSize": SMALL, "baseline": "top", "color": INK.light, **style}
    return chart.mark_text(align=align, **style).encode(y=Y, text=f"{field}:N")


def _ranges() -> list[alt.Chart]:
    """Draw, for each input and for all, its setting and the ratios over its assumed range."""
    mine = alt.Chart(ROWS).transform_filter("datum.kind == 'range'")
    rows = mine.transform_calculate(y=f"{STARTS[0]} + {TALL} * datum.row")
    bars = mine.transform_calculate(
        x=f"datum.low / {WIDEST}",
        x2=f"min(1, datum.high / {WIDEST})",
        y=f"{STARTS[0] + BAR} + {TALL} * datum.row",
        y2=f"{STARTS[0] + BAR + 10} + {TALL} * datum.row",
    )
    tips = [
        alt.Tooltip(f"{field}:Q", title=title, format=".2f")
        for field, title in (("low", say("lowest")), ("high", say("highest")))
    ]
    weight = alt.expr("datum.inside ? 400 : 600")
    tone = alt.condition("datum.input == 'all'", alt.value(INK.light), alt.value(QUIET.light))
    drawn = []
    for test, colour in (("datum.input != 'all'", ASSUMED), ("datum.input == 'all'", COMPUTED)):
        bar = bars.transform_filter(test).mark_rect(color=colour.light, opacity=0.55, clip=True)
        drawn.append(bar.encode(x=X, x2=X2, y=Y, y2=Y2, tooltip=tips))
    return [
        _text(rows, "words", fontWeight=weight).encode(x=alt.XValue(0)),
        _text(rows, "end", "right").encode(x=alt.XValue(alt.expr("width")), color=tone),
        *drawn,
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
    words = say("times_cluster_s_mean")
    name = alt.Chart(pd.DataFrame([{"y": bottom + 21, "words": words}]))
    return [
        alt.Chart(lines).mark_rule().encode(x=X, y=Y, y2=Y2, color=one),
        alt.Chart(ticks)
        .mark_text(align=align, fontWeight=alt.expr("datum.n == 1 ? 600 : 400"), **style)
        .encode(x=X, y=Y, text=alt.Text("words:N"), color=tone),
        _text(name, "words", "right", color=QUIET.light).encode(x=alt.XValue(alt.expr("width"))),
    ]


def _segments() -> pd.DataFrame:
    """Return where a vertical line runs: beside each bar, not through the words."""
    return pd.DataFrame({"y": [y + BAR - 3 for y in STARTS], "y2": [y + BAR + 13 for y in STARTS]})


def _now() -> list[alt.Chart]:
    """Draw the ratio as it stands, through all rows."""
    place = f"min(1, datum.ratio / {WIDEST})"
    lines = alt.Chart(_segments().assign(kind="now")).transform_lookup(**looked_up("kind", "ratio"))
    name = alt.Chart(ROWS).transform_filter("datum.kind == 'now'")
    name = name.transform_calculate(x=place, y="0")
    edge = f"datum.ratio > {WIDEST} * 0.9 ? 'right' : datum.ratio < 0.4 ? 'left' : 'center'"
    return [
        lines.transform_calculate(x=place)
        .mark_rule(color=COMPUTED.light, strokeWidth=2)
        .encode(x=X, y=Y, y2=Y2),
        _text(name, "words", alt.expr(edge), fontWeight=600, color=COMPUTED.light).encode(x=X),
    ]
