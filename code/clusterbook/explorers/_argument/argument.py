"""Which claims rest on a concept, and where they end without a datum (chapter 1)."""

from functools import cache
from typing import Any

import altair as alt
import pandas as pd
from ipywidgets import Dropdown, ToggleButtons

from clusterbook.analysis.evidence import reach
from clusterbook.explorers._argument.arrows import arrows
from clusterbook.explorers._argument.places import links_wide, nodes_both
from monograph.alive.explore import Explorer, explore
from monograph.alive.sheet import X2, Y2, X, Y, looked_up, sheet, text
from monograph.drawing.checks import allowed, require
from monograph.drawing.text import join
from monograph.drawing.theme import COMPUTED, GROUND, INK, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

ALL = "all"


def argument(
    concepts: pd.DataFrame, concept_links: pd.DataFrame, *, opens: str = "mechanism"
) -> Explorer:
    """Let a reader choose a concept and a claim, and follow the arrows to the evidence.

    Parameters
    ----------
    concepts
        concept, column (concept, hypothesis, source, evidence), position, label, label_zh,
        observed.
    concept_links
        source, target (keys of `concepts`), relation.
    opens
        The concept chosen at first.

    Raises
    ------
    ValueError
        If a frame lacks a column, or `opens` is no concept.
    """
    require(
        "argument",
        concepts=(concepts, "concept column position label label_zh observed"),
        concept_links=(concept_links, "source target relation"),
    )
    concepts = concepts.sort_values("position", kind="stable").reset_index(drop=True)
    labels = concepts.set_index("concept")["label"]
    mine = {kind: group["concept"].tolist() for kind, group in concepts.groupby("column")}
    allowed("argument", pd.Series([opens]), tuple(mine["concept"]))

    onward = {c: reach(concept_links, c) for c in concepts["concept"]}

    @cache
    def rows(concept: str, claim: str) -> pd.DataFrame:
        return followed(concepts, onward, concept, claim)

    def says(concept: str, claim: str) -> str:
        return told(rows(concept, claim), labels[concept], claim)

    return explore(
        _chart(concepts, concept_links),
        rows=rows,
        says=says,
        label=say("argument_as_graph_from"),
        concept=Dropdown(
            options=[(labels[c], c) for c in mine["concept"]],
            value=opens,
            description=say("concept"),
        ),
        claim=ToggleButtons(options=[ALL, *mine["hypothesis"]], description=say("claims")),
    )


def followed(
    concepts: pd.DataFrame, onward: dict[str, set[str]], concept: str, claim: str
) -> pd.DataFrame:
    """Return every part of the argument, and whether it lies on a way from `concept`.

    Parameters
    ----------
    onward
        Part -> all parts that can be reached from it.
    concept, claim
        Where a way begins, and the claim it leads through ("all": any of them).

    Returns
    -------
    DataFrame
        concept, column, label, label_zh, observed, role (chosen, reached, outside), claims (the
        claims on the way to it).
    """
    claims = concepts.loc[concepts["column"] == "hypothesis", "concept"]
    met = [h for h in claims if h in onward[concept] and claim in (ALL, h)]
    of = {h: {h} | onward[h] for h in met}
    towards = {n for n in onward[concept] if onward[n] & set(met)}
    held = towards.union(*of.values())
    found = concepts[["concept", "column", "label", "label_zh", "observed"]].copy()
    found["role"] = [
        "chosen" if n == concept else "reached" if n in held else "outside"
        for n in found["concept"]
    ]
    found["claims"] = [", ".join(h for h in of if n in of[h]) for n in found["concept"]]
    return found


def told(found: pd.DataFrame, label: str, claim: str) -> str:
    """Say which claims rest on the concept, and what they reach."""
    reached = found[found["role"] == "reached"]
    claims = reached.loc[reached["column"] == "hypothesis", "concept"].tolist()
    if not claims:
        return say(
            "no_arrow_leads_from", label=label, claim=say("claim") if claim == ALL else claim
        )
    ends = reached[reached["column"] == "evidence"]
    missing = ends.loc[~ends["observed"], "label"].tolist()
    seen = len(ends) - len(missing)
    alone = len(claims) == 1
    rest = say("one_rests_on" if alone else "they_rest_on", claims=join(claims), label=label)
    count = say("unobserved", missing=len(missing), ends=len(ends))
    named = say("nobody_observed", missing="; ".join(missing)) if missing else ""
    return say("reported", rest=rest, count=count, named=named, seen=seen, ends=len(ends))


def _chart(concepts: pd.DataFrame, concept_links: pd.DataFrame) -> alt.LayerChart:
    nodes, heads, wide, narrow = nodes_both(concepts)
    tips = [alt.Tooltip(f"{n}:N", title=t) for n, t in TIPS.items()]
    base = (
        alt.Chart(nodes)
        .transform_filter("datum.form == form")
        .transform_lookup(**looked_up("concept", "role", "claims"))
        .encode(X, Y, tooltip=tips)
    )
    return sheet(
        *arrows(links_wide(nodes, concept_links)),
        *_boxes(base),
        *_words(base),
        alt.Chart(heads)
        .transform_filter("datum.form == form")
        .mark_text(**text(fontWeight=600, color=INK.light))
        .encode(X, Y, text=alt.Text("words:N")),
        wide=wide,
        narrow=narrow,
    )


TIPS = say.each("tips")


def _boxes(base: alt.Chart) -> list[alt.Chart]:
    """Draw each box once, with the look of its role: a state changes looks, and makes no box."""
    chosen, held = (f"datum.role == '{role}'" for role in ("chosen", "reached"))
    box = base.encode(X2, Y2, fill=_looks((chosen, INK.light), plain=GROUND.light))
    style = {"cornerRadius": 3, "fillOpacity": 1}
    return [
        box.transform_filter("datum.observed")
        .mark_rect(**style)
        .encode(
            stroke=_looks((chosen, INK.light), (held, INK.light), plain=RULE.light),
            strokeWidth=_looks((held, 1.3), plain=1),
        ),
        box.transform_filter("!datum.observed")
        .mark_rect(**style, strokeDash=[4, 3])
        .encode(
            stroke=_looks((held, COMPUTED.light), plain=QUIET.light),
            strokeWidth=_looks((held, 1.8), plain=1),
        ),
    ]


def _words(base: alt.Chart) -> list[alt.Chart]:
    looks = (("chosen", GROUND), ("reached", INK))
    tests = ((f"datum.role == '{role}'", ink.light) for role, ink in looks)
    colour = _looks(*tests, plain=QUIET.light)
    return [base.encode(text=alt.Text("words:N"), color=colour).mark_text(**text(dx=6, dy=5))]


def _looks(*tests: tuple[str, object], plain: object) -> Any:  # noqa: ANN401  (a condition)
    """Return a property of a look: that of the first test that is met, or the plain one."""
    chosen: Any = alt
    for test, look in tests:
        chosen = chosen.when(test).then(alt.value(look))
    return chosen.otherwise(alt.value(plain))
