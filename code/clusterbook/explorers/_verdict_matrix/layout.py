"""The verdict matrix on its sheet: a column that is the reader's, and what its rule asks below."""

from typing import Any

import altair as alt
import pandas as pd

from clusterbook.explorers._verdict_matrix.judging import GAUGES
from monograph.alive.sheet import NARROW, WIDE, X2, Y2, X, Y, broken, looked_up, sheet, text
from monograph.drawing.canvas import LOWER_HALVES
from monograph.drawing.theme import COMPUTED, INK, PAPER, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

YOURS = "yours"
LEFT = {"wide": 0.215, "narrow": 0.0}
"""Share of the width that the hypotheses' names take beside the verdicts."""

HEAD = 24
VERDICT = {"wide": 52, "narrow": 58}
GAUGE = {"wide": 40, "narrow": 34}
AFTER = 14
"""px: the line of rules, a verdict, a gauge, and the gap below a hypothesis."""

BAR, TOP = 24, 5
"""px from the top of a gauge, its words, to its bar; hoops at the right end of theirs."""

PLACES = {"share": (0.0, 0.285), "trouble": (0.305, 0.68), "posterior": (0.7, 1.0)}
"""Where each stands across the wide form."""
CROSS = "M-0.5,-0.5L0.5,0.5M-0.5,0.5L0.5,-0.5"


def drawn(
    matrix: pd.DataFrame,
    hypotheses: pd.DataFrame,
    rules: pd.DataFrame,
    labels: dict[str, str],
) -> alt.LayerChart:
    """Return the chart.

    Parameters
    ----------
    matrix
        hypothesis, rule, outcome.
    hypotheses
        hypothesis, label.
    rules
        rule, label, in order; the reader's own goes before the last.
    labels
        Outcome -> its words.
    """
    heads = [*rules[["rule", "label"]].itertuples(index=False, name=None)]
    heads.insert(len(heads) - 1, (YOURS, say("yours")))
    said = matrix.set_index(["hypothesis", "rule"])["outcome"].to_dict()
    parts: dict[str, list[dict[str, Any]]] = {k: [] for k in ("heads", "names", "cells", "gauges")}
    heights = {}
    for form in LEFT:
        heights[form] = _place(form, heads, hypotheses, said, labels, parts)
    frames = {name: pd.DataFrame(rows) for name, rows in parts.items()}
    return sheet(
        *_tint(frames["heads"], frames["gauges"]),
        *_names(frames["heads"], frames["names"]),
        *_verdicts(frames["cells"]),
        *_gauges(frames["gauges"]),
        wide=heights["wide"],
        narrow=heights["narrow"],
    )


def _place(
    form: str,
    heads: list[tuple[str, str]],
    hypotheses: pd.DataFrame,
    said: dict[tuple[str, str], str],
    labels: dict[str, str],
    parts: dict[str, list[dict[str, Any]]],
) -> float:
    """Add the places of one form; return its height."""
    width, left, y = {"wide": WIDE, "narrow": NARROW}[form], LEFT[form], float(HEAD)
    step = (1 - left) / len(heads)
    xs = {rule: left + n * step for n, (rule, _) in enumerate(heads)}
    for rule, label in heads:
        parts["heads"].append({"form": form, "rule": rule, "words": label, "x": xs[rule],
                               "x2": xs[rule] + step, "y": 4.0})  # fmt: skip
    for name, label in hypotheses[["hypothesis", "label"]].itertuples(index=False, name=None):
        full = f"{name} {label}"
        words = broken(full, left * width - 10, bold=True) if left else full
        parts["names"].append({"form": form, "words": words, "x": 0.0, "x2": 1.0, "y": y + 8})
        y += 0 if left else 22
        for rule, _ in heads:
            outcome = said.get((name, rule), "")
            cell = {
                "form": form,
                "key": name if rule == YOURS else "",
                "label": label,
                "rule": rule,
            }
            cell |= {"outcome": outcome, "words": broken(labels.get(outcome, ""), step * width - 4)}
            parts["cells"].append({**cell, "x": xs[rule], "y": y + 15, "below": y + 25})
        y += VERDICT[form] + 6
        for gauge in GAUGES:
            place = PLACES[gauge] if left else (0.0, 1.0)
            row = {"form": form, "key": f"{name} {gauge}", "y": y, "bar": y + BAR}
            row |= {"hypothesis": name, "top": TOP if gauge == "trouble" else 1}
            parts["gauges"].append({**row, "x": place[0], "x2": place[1], "bar2": y + BAR - 7})
            y += 0 if left else GAUGE[form]
        y += (GAUGE[form] if left else 0) + AFTER
    return y


def _formed(frame: pd.DataFrame) -> alt.Chart:
    return alt.Chart(frame).transform_filter("datum.form == form")


def _tint(heads: pd.DataFrame, gauges: pd.DataFrame) -> list[alt.Chart]:
    """Tint what is the reader's: the head of the column, and what its rule asks."""
    mine = heads[heads["rule"] == YOURS]
    over = mine.assign(x=mine["x"] - 0.008, x2=mine["x2"] - 0.012, y=0.0, y2=20.0)
    strips = gauges.groupby(["form", "hypothesis"], sort=False).agg(
        y=("y", "min"), y2=("bar", "max")
    )
    strips = strips.assign(x=0.0, x2=1.0, y=strips["y"] - 3, y2=strips["y2"] + 6).reset_index()
    tint = {"fill": COMPUTED.light, "opacity": 0.08}
    return [_formed(part).mark_rect(**tint).encode(X, X2, Y, Y2) for part in (over, strips)]


def _names(heads: pd.DataFrame, names: pd.DataFrame) -> list[alt.Chart]:
    own = f"datum.rule == '{YOURS}'"
    over = _formed(names.assign(y=names["y"] - 6))
    return [
        _formed(heads).transform_filter(f"!({own})")
        .mark_text(**text(color=QUIET.light)).encode(X, Y, text=alt.Text("words:N")),
        _formed(heads).transform_filter(own)
        .mark_text(**text(color=INK.light, fontWeight=600)).encode(X, Y, text=alt.Text("words:N")),
        over.mark_rule(stroke=RULE.light).encode(X, X2, Y),
        _formed(names).mark_text(**text(color=INK.light, fontWeight=600))
        .encode(X, Y, text=alt.Text("words:N")),
    ]  # fmt: skip


def _is(*outcomes: str) -> str:
    return f"indexof({list(outcomes)}, datum.out) >= 0"


def _verdicts(cells: pd.DataFrame) -> list[alt.Chart]:
    """Draw a mark and a word per verdict; the reader's follow the parameters."""
    mine = looked_up("key", "outcome", "words", into=["mine", "my_words"])
    base = _formed(cells).transform_lookup(**mine)
    base = base.transform_calculate(
        out="datum.key ? datum.mine : datum.outcome",
        said="datum.key ? datum.my_words : datum.words",
    )
    common = {"size": 110, "strokeWidth": 1.5, "opacity": 1, "xOffset": 7}

    def at(test: str, **style: Any) -> alt.Chart:  # noqa: ANN401
        mine = base.transform_filter(test)
        return mine.mark_point(**{**common, **style}).encode(X, Y)

    ink = INK.light
    return [
        at("datum.out == 'claimed'", shape="square", fill=PAPER.light, stroke=PAPER.light),
        at(_is("supported", "follows"), shape="circle", fill=ink, stroke=ink),
        at(_is("undecided", "direction", "doubtful", "not_following"), shape="circle", stroke=ink),
        at(_is("undecided", "direction"), shape=LOWER_HALVES["circle"], fill=ink, stroke=None),
        at(_is("doubtful", "not_following"), shape=CROSS, stroke=ink),
        base.mark_text(**text(color=ink, fontWeight=600)).encode(
            X,
            alt.Y("below:Q", scale=None, axis=None),
            text=alt.Text("said:N"),
            tooltip=[alt.Tooltip("label:N", title=say("hypothesis")), "rule:N", "said:N"],
        ),
    ]


def _gauges(gauges: pd.DataFrame) -> list[alt.Chart]:
    """Draw, for each thing the rule asks, how far it is met."""
    wide = "(datum.x2 - datum.x)"
    found = looked_up("key", "value", "asked", "met", "doubt", "words")
    base = (
        _formed(gauges)
        .transform_lookup(**found)
        .transform_calculate(
            end=f"datum.x + {wide} * min(1, datum.value / datum.top)",
            tick=f"datum.x + {wide} * datum.asked / datum.top",
            low=f"datum.x + {wide} * datum.doubt",
        )
    )
    y, y2 = alt.Y("bar2:Q", scale=None, axis=None), alt.Y2("bar:Q")
    end = alt.X2("end:Q")
    mark = alt.X("tick:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)
    low = alt.X("low:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)
    full = base.transform_filter("datum.met").mark_rect(fill=COMPUTED.light, opacity=1)
    part = base.transform_filter("!datum.met").mark_rect(fill=COMPUTED.light, opacity=0.45)
    return [
        base.mark_rect(fill=None, stroke=RULE.light).encode(X, X2, y, y2),
        full.encode(X, end, y, y2),
        part.encode(X, end, y, y2),
        base.mark_rule(stroke=INK.light, strokeWidth=2).encode(mark, y=y, y2=y2),
        base.transform_filter("isValid(datum.doubt)")
        .mark_rule(stroke=QUIET.light, strokeWidth=1.5, strokeDash=[2, 2]).encode(low, y=y, y2=y2),
        base.mark_text(**text(color=INK.light)).encode(X, Y, text=alt.Text("words:N")),
    ]  # fmt: skip
