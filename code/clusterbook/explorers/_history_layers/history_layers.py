"""Phases, paradigms, mechanisms and evidence in layers over one time axis (chapter 5)."""

import itertools
from collections.abc import Mapping
from functools import cache

import altair as alt
import pandas as pd
from ipywidgets import Checkbox, ToggleButtons

from clusterbook.analysis.cluster import uncovered_years
from clusterbook.explorers._history_layers.spans import TOP, Known, drawn_years, spans
from clusterbook.palette import PARADIGMS
from monograph.alive.explore import Explorer, explore
from monograph.alive.sheet import ROWS, Y, laid_out, text
from monograph.drawing.checks import require
from monograph.drawing.text import join
from monograph.drawing.theme import COMPUTED, INK, QUIET, RULE, Colour
from monograph.words import words_beside

say = words_beside(__file__)

NEEDS = {
    "phases": "phase label label_zh from_year to_year fact",
    "events": "event phase position label label_zh fact",
    "paradigms": "paradigm short label label_zh from_year to_year position",
    "mechanisms": "mechanism position label label_zh",
    "paradigm_mechanisms": "paradigm mechanism status",
    "implications": "implication hypothesis label label_zh status",
    "implication_facts": "implication fact",
    "facts": "fact place",
}
NONE = "none"
ROOM = 140
"""px: right of the last year, for the words of what begins shortly before it."""


def history_layers(tables: Mapping[str, pd.DataFrame]) -> Explorer:
    """Let a reader lay phases, paradigms, mechanisms and evidence over one another.

    Parameters
    ----------
    tables
        phases, events, paradigms, mechanisms, paradigm_mechanisms, implications,
        implication_facts and facts, as loaded.

    Raises
    ------
    ValueError
        If a table lacks a column.
    """
    require("history_layers", **{name: (tables[name], columns) for name, columns in NEEDS.items()})
    claims = list(dict.fromkeys(tables["implications"]["hypothesis"]))

    known: Known = {}

    @cache
    def rows(phases: bool, paradigms: bool, mechanisms: bool, evidence: str) -> pd.DataFrame:
        shown = {"paradigm": paradigms, "mechanism": mechanisms, "phase": phases}
        layers = [name for name, on in shown.items() if on]
        return spans(tables, layers, None if evidence == NONE else evidence, known)

    def says(**state: bool | str) -> str:
        return told(rows(**state), tables)  # type: ignore[arg-type]

    return explore(
        _chart(*drawn_years(tables)),
        rows=rows,
        says=says,
        label=say("layers_over_one_time"),
        phases=Checkbox(True, description=say("phases_events")),
        paradigms=Checkbox(True, description=say("paradigms")),
        mechanisms=Checkbox(False, description=say("mechanisms")),
        evidence=ToggleButtons(options=[NONE, *claims], description=say("evidence")),
    )


def told(found: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> str:
    """Say which years stay empty and how much of the evidence has a place in time."""
    layers = set(found["layer"])
    said = []
    if layers & {"paradigm", "mechanism"}:
        lost = uncovered_years(tables["phases"], tables["paradigms"])
        what = {"paradigm": "paradigm", "mechanism": "mechanism"}
        named = join([word for layer, word in what.items() if layer in layers])
        said.append(
            say(
                "table_dates_no_years",
                named=named.replace(say("between"), say("between_missing")),
                years=len(lost),
                first=lost[0],
                last=lost[-1],
            )
        )
    if "phase" in layers:
        events = int((found["layer"] == "event").sum())
        said.append(say("figure_dates_its_events", events=events))
    if "evidence" in layers:
        said.append(_evidence(found[found["layer"] == "evidence"]))
    first, *rest = said[-2:] or [say("no_layer_shown")]
    return f"{first}\n{' '.join(f'{one}.' for one in rest)}"


def _evidence(found: pd.DataFrame) -> str:
    parts = found.drop_duplicates("key")
    silent = int((parts["status"] == "not_observed").sum())
    dated = int(parts["from_year"].notna().sum())
    rest = len(parts) - silent - dated
    claim = str(parts["key"].iloc[0]).split(".")[0]
    return say(
        "implications_speak_through_facts",
        parts=len(parts),
        claim=claim,
        dated=dated,
        rest=rest,
        silent=silent,
    )


def _chart(first: int, last: int) -> alt.LayerChart:
    # The years end before the sheet does: words begin with their span, and the last ones go on.
    ends = [0, alt.ExprRef(f"width - {ROOM}")]
    years = alt.Scale(domain=[first, last + 1], range=ends, nice=False)
    start = alt.X("from_year:Q", scale=years, axis=None)
    end_2 = alt.X2("end:Q")
    base = alt.Chart(ROWS).transform_calculate(
        end="datum.to_year + 1",
        foot="datum.y+datum.height",
        until=f"datum.to_year == {last} ? '{say('open')}' : datum.to_year",
    )
    base = base.encode(y=Y, tooltip=TIPS)
    dated = base.transform_filter("isValid(datum.from_year)").encode(start, end_2)
    low, high = "datum.foot - 8", "datum.foot - 2"
    bar = dated.transform_calculate(y=low, foot=high).encode(y2=alt.Y2("foot:Q"))
    # What is left open ends in a point.
    tip = dated.transform_filter(f"datum.to_year == {last}").transform_calculate(y=f"({low}) + 3")
    tip = tip.encode(alt.X("end:Q", scale=years, axis=None))
    bars = [part for layer, fill, solid in _kinds() for part in _bars(bar, tip, layer, fill, solid)]
    return laid_out(
        *_years(first, last, start),
        *bars,
        bar.transform_filter("datum.layer == 'gap'").mark_rect(
            fill=None, stroke=QUIET.light, strokeDash=[3, 3]
        ),
        *_words(base, start),
        height=1,  # in fact the parameter's
        params=[alt.param("height", expr=FOOT)],
    )


SOLID = {"named": 1, "carried": 0.35}
"""How a paradigm has a mechanism: named in its column, or said to be carried on -> opacity."""

TIP = "M0,-1L1.8,0L0,1Z"
"""As a path; drawn as high as a bar."""

LOWEST = "peek(data('rows'))"
FOOT = f"length(data('rows')) ? {LOWEST}.y + {LOWEST}.height + 4 : {2 * TOP}"


def _kinds() -> list[tuple[str, Colour, float]]:
    """Return which bars there are, as a test of their rows, each with its colour and opacity."""
    held = [
        (f"datum.of == '{paradigm}' && datum.status == '{status}'", PARADIGMS[paradigm], solid)
        for paradigm, (status, solid) in itertools.product(PARADIGMS, SOLID.items())
    ]
    return [
        *held,
        ("datum.layer == 'phase'", QUIET, 0.6),
        ("datum.layer == 'evidence'", COMPUTED, 1),
    ]


def _bars(
    bar: alt.Chart, tip: alt.Chart, test: str, colour: Colour, solid: float
) -> list[alt.Chart]:
    """Draw the bars of one kind, and the points of those that are left open."""
    style = {"fill": colour.light, "fillOpacity": solid}
    point = alt.MarkDef(type="point", shape=TIP, size=36, stroke=None, opacity=1, **style)
    pointed = tip.transform_filter(test)
    pointed.mark = point
    return [bar.transform_filter(test).mark_rect(**style), pointed]


def _years(first: int, last: int, start: alt.X) -> list[alt.Chart]:
    """Write the decades along the top, each with a line down the sheet."""
    years = pd.DataFrame({"from_year": range(first, last + 1, 10)})
    decades = alt.Chart(years.assign(words=years["from_year"].astype(str))).encode(start)
    return [
        decades.mark_rule(stroke=RULE.light, strokeDash=[2, 3], y=4, y2=alt.ExprRef("height")),
        decades.mark_text(**text(color=QUIET.light, dx=3), y=2).encode(text=alt.Text("words:N")),
    ]


def _words(base: alt.Chart, start: alt.X) -> list[alt.Chart]:
    held = base.encode(text=alt.Text("text:N"))
    at = {a: held.transform_filter(f"datum.anchor == '{a}' && datum.text") for a in ANCHORS}
    ink = {"color": INK.light}
    return [
        at["head"].mark_text(**text(**ink, fontWeight=600, dy=7), x=0),
        *[
            at["edge"].transform_filter(test).mark_text(**text(color=colour.light, dy=3), x=0)
            for test, colour in (
                ("datum.status == 'not_observed'", QUIET),
                ("datum.status != 'not_observed'", INK),
            )
        ],
        at["start"].mark_text(**text(**ink, dx=3, dy=3)).encode(start),
    ]


ANCHORS = ("head", "edge", "start")

TIPS = [
    alt.Tooltip("label:N", title=say("what")),
    alt.Tooltip("label_zh:N", title=say("chinese")),
    alt.Tooltip("from_year:Q", title=say("from"), format="d"),
    alt.Tooltip("until:N", title=say("to")),
    alt.Tooltip("status:N", title=say("status")),
]
