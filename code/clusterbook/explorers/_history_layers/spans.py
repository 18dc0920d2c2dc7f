"""Every layer of the history as rows: what, from when to when, and how far down it is drawn."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from clusterbook.figures._open_spans import drawn_to
from clusterbook.figures._statuses import STATUSES
from monograph.alive.sheet import NARROW, broken, tall
from monograph.drawing.checks import rows
from monograph.words import words_beside

say = words_beside(__file__)

HEADS = say.each("heads")

TOP, HEAD, EVENT, BAR = 20, 27, 19, 10
"""px: the years, a heading, an event, and the bar below a label."""

COLUMNS = [
    *("layer", "key", "label", "label_zh", "from_year", "to_year", "of", "status"),
    *("text", "anchor", "y", "height"),
]

Row = dict[str, Any]
Tables = Mapping[str, pd.DataFrame]
Known = dict[str, list[list[Row]]]


def spans(
    tables: Tables, layers: list[str], hypothesis: str | None, known: Known | None = None
) -> pd.DataFrame:
    """Return the rows of the layers that are shown, from top to bottom.

    Parameters
    ----------
    layers
        Of phase, paradigm, mechanism.
    hypothesis
        Whose evidence is shown; None for nobody's.
    known
        The lines of layers that were asked for before, by layer or hypothesis; filled here.

    Returns
    -------
    DataFrame
        layer (heading, phase, event, paradigm, gap, mechanism, evidence), key, label, label_zh,
        from_year, to_year (missing: not dated), of (paradigm), status, text (broken), anchor
        (head, edge, start: where the text stands), y and height (px). An open span ends in the
        last of `drawn_years`, and no other does.
    """
    makers = {"phase": _phases, "paradigm": _paradigms, "mechanism": _mechanisms}
    known = {} if known is None else known
    lines: list[list[Row]] = []
    for layer in layers:
        if layer not in known:
            known[layer] = makers[layer](tables)
        lines += [_head(layer, HEADS[layer]), *known[layer]]
    if hypothesis:
        if hypothesis not in known:
            known[hypothesis] = _evidence(tables, hypothesis)
        lines += [_head("evidence", HEADS["evidence"].format(hypothesis=hypothesis))]
        lines += known[hypothesis]
    found, y = [], TOP
    for line in lines:
        found += [{**row, "y": y} for row in line]
        y += line[0]["height"]
    return pd.DataFrame([{c: row.get(c) for c in COLUMNS} for row in found], columns=COLUMNS)


def drawn_years(tables: Tables) -> tuple[int, int]:
    """Return the first and the last year that are drawn."""
    dated = tables["phases"], tables["paradigms"]
    ends = [table[end] for table in dated for end in ("from_year", "to_year")]
    return int(tables["paradigms"]["from_year"].min()), drawn_to(*ends)


def _head(layer: str, words: str) -> list[Row]:
    same = {"layer": "heading", "key": layer, "label": words}
    return [{**same, "text": words, "anchor": "head", "height": HEAD}]


def _years(row: Any, last: int) -> tuple[int, int]:  # noqa: ANN401  (a row of a table)
    return int(row.from_year), last if pd.isna(row.to_year) else int(row.to_year)


def _span(row: Any, last: int) -> Row:  # noqa: ANN401
    return dict(zip(("from_year", "to_year"), _years(row, last), strict=True))


def _named(row: Any, words: str) -> Row:  # noqa: ANN401
    """Return the names of a row, and the text, which begins where its years do."""
    return {"label": row.label, "label_zh": row.label_zh, "text": words, "anchor": "start"}


def _phases(tables: Tables) -> list[list[Row]]:
    """Return each phase, and below it its events, which have no year of their own."""
    lines, last = [], drawn_years(tables)[1]
    for phase in rows(tables["phases"]):
        span = _span(phase, last)
        years = say(
            "years",
            from_year=span["from_year"],
            to_year="" if pd.isna(phase.to_year) else span["to_year"],
        )
        named = _named(phase, f"{phase.label}, {years}")
        same = {"layer": "phase", "key": phase.phase, "height": BAR + tall(phase.label)}
        lines.append([{**same, **span, **named}])
        mine = tables["events"].query("phase == @phase.phase").sort_values("position")
        for event in rows(mine):
            named = _named(event, f"· {event.label}")
            same = {"layer": "event", "key": event.event, "height": EVENT}
            lines.append([{**same, **span, **named}])
    return lines


def _paradigms(tables: Tables) -> list[list[Row]]:
    lines, last = [], drawn_years(tables)[1]
    before = None
    for row in rows(tables["paradigms"]):
        span = _span(row, last)
        if before is not None and span["from_year"] > before + 1:
            lines.append(_gap(before + 1, span["from_year"] - 1))
        before = span["to_year"]
        named = _named(row, f"{row.short} {row.label}")
        same = {"layer": "paradigm", "key": row.paradigm, "of": row.paradigm, "status": "named"}
        lines.append([{**same, **span, **named, "height": BAR + tall(row.label)}])
    return lines


def _gap(first: int, last: int) -> list[Row]:
    """Return the years between two paradigms that belong to none."""
    words = say("no_paradigm", first=first, last=last)
    same = {"layer": "gap", "key": f"{first}", "label": words, "label_zh": None, "text": words}
    years = {"from_year": first, "to_year": last}
    return [{**same, **years, "anchor": "start", "height": BAR + tall(words)}]


def _mechanisms(tables: Tables) -> list[list[Row]]:
    """Return each mechanism with a bar for every paradigm that has it."""
    when = tables["paradigms"].set_index("paradigm")
    lines, last = [], drawn_years(tables)[1]
    for row in rows(tables["mechanisms"].sort_values("position")):
        mine = tables["paradigm_mechanisms"].query("mechanism == @row.mechanism")
        line: list[Row] = []
        for held in rows(mine):
            span = _span(when.loc[held.paradigm], last)
            # Named once, at the first of its bars.
            named = _named(row, row.label)
            named["text"] = None if line else named["text"]
            same = {"layer": "mechanism", "key": row.mechanism, "of": held.paradigm}
            same |= {"status": held.status, "height": BAR + tall(row.label)}
            line.append({**same, **span, **named})
        lines.append(line)
    return lines


def _evidence(tables: Tables, hypothesis: str) -> list[list[Row]]:
    """Return each implication of a hypothesis over the years of the facts that speak to it."""
    dates = dated_facts(tables)
    behind = tables["implication_facts"].groupby("implication")["fact"].agg(list).to_dict()
    lines = []
    for row in rows(tables["implications"].query("hypothesis == @hypothesis")):
        periods = sorted({dates[f] for f in behind.get(row.implication, []) if f in dates})
        standing = STATUSES[row.status]
        if not periods and row.status != "not_observed":
            standing += say("no_date")
        words = broken(f"{row.implication} {row.label}: {standing}", NARROW)
        same = {"layer": "evidence", "key": row.implication, "status": row.status}
        same |= {"label": row.label, "label_zh": row.label_zh, "anchor": "edge"}
        same["height"] = tall(words) + (BAR if periods else 4)
        years = [{"from_year": a, "to_year": b} for a, b in periods] or [{}]
        lines.append([{**same, **y, "text": None if n else words} for n, y in enumerate(years)])
    return lines


def dated_facts(tables: Tables) -> dict[str, tuple[int, int]]:
    """Return fact -> first and last year, for facts of Figure 1 and of the columns of Table 4.

    Figure 1 dates its entries by phase, Table 4 its cells by the decade of their column; no other
    fact of the case has a date.
    """
    last = drawn_years(tables)[1]
    phases = {row.phase: _years(row, last) for row in rows(tables["phases"])}
    columns = {str(row.position): _years(row, last) for row in rows(tables["paradigms"])}
    found = {row.fact: phases[row.phase] for row in rows(tables["phases"])}
    found |= {row.fact: phases[row.phase] for row in rows(tables["events"])}
    for fact in rows(tables["facts"]):
        cell = re.fullmatch(r"Table 4, row \d+, column (\d)", str(fact.place))
        if cell:
            found[fact.fact] = columns[cell[1]]
    return found
