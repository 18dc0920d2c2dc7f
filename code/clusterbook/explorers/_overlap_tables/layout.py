"""The chart of the overlap explorer: its marks; `overlap_places` says where they stand."""

import altair as alt
import pandas as pd

from clusterbook.analysis.statistics import LEVEL
from clusterbook.explorers._overlap_tables import places
from monograph.alive.sheet import LEADING, X2, Y2, X, Y, as_paths, looked_up, px, sheet, text
from monograph.drawing.theme import ASSUMED, COMPUTED, INK, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

V, W = alt.Y("v:Q", scale=None, axis=None), alt.Y2("w:Q")
"""Heights in px that a layer works out for itself."""

EXACT = {"color": INK.light, "size": 50, "filled": True, "opacity": 1}
MID = {"color": INK.light, "size": 50, "filled": False, "strokeWidth": 1.5, "opacity": 1}
CHANCE = {"color": COMPUTED.light, "strokeWidth": 11}
LINE = {"color": ASSUMED.light, "strokeDash": [4, 3]}
FAINT = text(color=QUIET.light)

ROUND = {"strokeWidth": 6, "strokeCap": "round"}
DOT = {"drawn": f"'M' + {px('width * datum.x')} + ',' + datum.y + 'h.01'"}
"""A dot: where a round pen stands."""
DOTS = (
    ("drawn", False, {"stroke": QUIET.light, **ROUND}),
    ("drawn", True, {"stroke": COMPUTED.light, **ROUND}),
)

TIPS = [
    alt.Tooltip("overlap:Q", title=say("firms_do_both")),
    alt.Tooltip("exact:Q", title=say("exact_p_value"), format=".3f"),
    alt.Tooltip("mid:Q", title=say("mid_p_value"), format=".3f"),
    alt.Tooltip("least:Q", title=say("probability_least"), format=".1%"),
    alt.Tooltip("most:Q", title=say("probability_most"), format=".1%"),
]


FIRMS = alt.Text("firms:Q", format="d")
"""A number of firms in words; below zero, with a minus sign that is one."""


def table_sheet(most: int, firms: int) -> alt.LayerChart:
    """Return the chart, for overlaps from none to `most` among up to `firms` firms."""
    heights = {name: form.height for name, form in places.FORMS.items()}
    params = [alt.param("overlap", value=0)]
    return sheet(*_table(firms), *_key(), *_axis(most), params=params, **heights)


def _placed(frame: pd.DataFrame) -> alt.Chart:
    return alt.Chart(frame).transform_filter("datum.form == form")


def _table(firms: int) -> list[alt.Chart]:
    count = looked_up("key", "firms")
    boxes = _placed(places.boxes()).transform_lookup(**count).encode(X, Y, X2, Y2)
    shown = _placed(places.boxes()).transform_lookup(**count)
    shown = shown.encode(X, Y, text=FIRMS)
    dots = _placed(places.dots(firms)).transform_lookup(**count)
    dots = dots.transform_filter("datum.dot < datum.firms").transform_calculate(
        one_only="datum.key == 'first_only' || datum.key == 'second_only'"
    )
    words = looked_up("key", "firms", "wide", "narrow")
    labels = _placed(places.labels()).transform_lookup(**words).encode(X, Y)
    head = "isValid(datum.wide)"
    number = text(dx=places.PAD, dy=6, fontSize=17, fontWeight=600)
    return [
        boxes.mark_rect(stroke=RULE.light, fill=None),
        boxes.transform_filter("datum.firms < 0").mark_rect(
            stroke=ASSUMED.light, strokeDash=[4, 3], strokeWidth=2, fill=None
        ),
        shown.transform_filter("datum.firms >= 0").mark_text(**number, color=INK.light),
        shown.transform_filter("datum.firms < 0").mark_text(**number, color=ASSUMED.light),
        *as_paths(dots, "one_only", DOT, DOTS),
        labels.transform_filter(head)
        .transform_calculate(words="form == 'wide' ? datum.wide : datum.narrow")
        .mark_text(**text(color=INK.light))
        .encode(text=alt.Text("words:N")),
        labels.transform_filter(f"!{head}").mark_text(**FAINT).encode(text=FIRMS),
    ]


def _key() -> list[alt.Chart]:
    line = [_placed(places.key()).transform_filter(f"datum.line == {i}") for i in range(3)]
    words = _placed(places.key()).encode(X, Y, text=alt.Text("words:N"))
    return [
        line[0].encode(X, y=alt.Y("middle:Q", scale=None, axis=None)).mark_point(**EXACT),
        line[1].encode(X, y=alt.Y("middle:Q", scale=None, axis=None)).mark_point(**MID),
        line[2].encode(X, Y, Y2).mark_rule(**CHANCE),
        words.mark_text(**text(color=QUIET.light, dx=14)),
    ]


def _axis(most: int) -> list[alt.Chart]:
    levels = _placed(places.levels())
    lines = levels.encode(X, X2, Y)
    all_ = _placed(places.overlaps(most))
    fields = ("exact", "mid", "least", "most")
    known = _placed(places.overlaps(most)).transform_lookup(**looked_up("overlap", *fields))
    held = known.transform_filter("isValid(datum.exact)").encode(X, tooltip=TIPS)
    chosen = all_.transform_filter("datum.overlap == overlap")
    # Two px more at each end, else a narrow range could not be seen.
    span = {"v": _height("least", "chance") + " + 2", "w": _height("most", "chance") + " - 2"}
    bands = [
        {"v": f"datum.{floor} - {places.PLOT + 6}", "w": f"datum.{floor} + 6"}
        for floor in ("floor", "chance")
    ]
    at_left = levels.transform_calculate(x="0").encode(X, Y, text=alt.Text("words:N"))
    named = all_.transform_filter("datum.overlap == 0").transform_calculate(x="0")
    return [
        *[
            chosen.transform_calculate(**band)
            .encode(X, V, W)
            .mark_rule(color=RULE.light, strokeWidth=18)
            for band in bands
        ],
        lines.transform_filter(f"datum.value != {LEVEL}").mark_rule(color=RULE.light),
        lines.transform_filter(f"datum.value == {LEVEL}").mark_rule(**LINE),
        at_left.mark_text(**{**FAINT, "baseline": "middle"}),
        held.transform_calculate(**span).encode(V, W).mark_rule(**CHANCE),
        held.transform_calculate(v=_height("exact")).encode(V).mark_point(**EXACT),
        held.transform_calculate(v=_height("mid")).encode(V).mark_point(**MID),
        known.transform_filter("!isValid(datum.exact)")
        .transform_calculate(v=f"datum.floor - {places.PLOT / 2}")
        .encode(X, V, text=alt.TextValue("×"))
        .mark_text(color=QUIET.light, fontSize=16),
        all_.encode(X, Y, text=alt.Text("overlap:Q")).mark_text(**{**FAINT, "align": "center"}),
        named.encode(X, Y, text=alt.TextValue(say("firms_do_both_no"))).mark_text(
            **{**FAINT, "dy": LEADING + 2}
        ),
    ]


def _height(field: str, floor: str = "floor") -> str:
    return f"datum.{floor} - {places.PLOT} * datum.{field}"
