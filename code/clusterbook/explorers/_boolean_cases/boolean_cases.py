"""What cases that nobody observed would settle (chapter 12)."""

from collections.abc import Callable
from functools import cache

import altair as alt
import pandas as pd
from ipywidgets import Checkbox

from clusterbook.analysis.boolean import counted, looks, names, truth_table
from clusterbook.explorers._boolean_cases.places import OUTCOME_ROW, Layout, lay_out
from clusterbook.figures._truth_table import letter, looks_like
from clusterbook.palette import PARADIGMS
from monograph.alive.challenges import Challenge, within
from monograph.alive.explore import Explorer, explore
from monograph.alive.sheet import LEADING, X2, X, Y, broken, looked_up, sheet, text
from monograph.alive.signatures import named
from monograph.drawing.checks import require
from monograph.drawing.theme import ASSUMED, INK, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

WORDS = 108
"""px in which a row says what its condition looks like."""


def boolean_cases(
    boolean_conditions: pd.DataFrame,
    boolean_codes: pd.DataFrame,
    boolean_cases: pd.DataFrame,
    paradigms: pd.DataFrame,
    *,
    outcome: str = "established",
) -> Explorer:
    """Let a reader tick hypothetical cases and see what they would settle.

    Parameters
    ----------
    boolean_conditions
        condition, role (condition, outcome), label.
    boolean_codes
        condition, paradigm, value.
    boolean_cases
        case, label, label_zh, then a truth value per condition and outcome: the cases to tick.
    paradigms
        paradigm, short, label, label_zh: the observed cases.
    outcome
        The outcome that the conditions are to explain.

    Raises
    ------
    ValueError
        If a frame lacks a column, or the outcome is unknown.
    """
    frames = {"boolean_conditions": (boolean_conditions, "condition role label")}
    frames["boolean_codes"] = (boolean_codes, "condition paradigm value")
    frames["boolean_cases"] = (boolean_cases, "case label label_zh")
    frames["paradigms"] = (paradigms, "paradigm short label label_zh")
    require("boolean_cases", **frames)
    keys, conditions = list(boolean_cases["case"]), names(boolean_conditions)
    every = truth_table(boolean_codes, paradigms, boolean_cases, keys)
    layout = lay_out(every, boolean_conditions, paradigms, outcome)

    def counting(ticked: dict[str, bool]) -> pd.Series:
        seen = zip(every["case"], every["observed"], strict=True)
        return pd.Series([bool(observed or ticked.get(case)) for case, observed in seen])

    def rows(**ticked: bool) -> pd.DataFrame:
        return state(every, counting(ticked), conditions, outcome)

    @cache
    def settled(*ticked: str) -> dict[str, int | None]:
        return counted(every[counting(dict.fromkeys(ticked, True))], conditions, outcome)

    def says(**ticked: bool) -> str:
        chosen = [key for key, on in ticked.items() if on]
        return told(settled(*sorted(chosen)), len(chosen))

    controls = {
        row.case: Checkbox(value=False, description=f"{mark}  {row.label}")
        for mark, row in zip(layout.marks, boolean_cases.itertuples(), strict=True)
    }
    return explore(
        _chart(layout),
        rows=named(rows, keys),
        says=says,
        label=say("row_per_condition_column"),
        challenges=_challenges(controls, says),
        **controls,
    )


def _challenges(controls: dict[str, Checkbox], says: Callable[..., str]) -> list[Challenge]:
    """Ask for cases that leave one formula, or none, with as few cases as that takes."""
    asked = (
        (say("leave_single_formula"), say("finds_one")),
        (say("leave_no_formula_one"), say("finds_none")),
        (say("contradict_every_formula"), say("finds_contradiction")),
    )
    found = []
    for words, finds in asked:

        def holds(state: dict[str, bool], finds: str = finds) -> bool:
            return says(**state).startswith(finds)

        change = within(controls, 2, holds)
        if change:
            cases = say("one_case") if len(change) == 1 else say("two_cases")
            found.append(Challenge(say("with", words=words, cases=cases), change, finds))
    return found


def state(
    every: pd.DataFrame, counting: pd.Series, conditions: list[str], outcome: str
) -> pd.DataFrame:
    """Return what counts, and what the conditions then look like.

    Parameters
    ----------
    every
        Result of `boolean.truth_table`, with all the hypothetical cases.
    counting
        Whether each of its cases counts.
    conditions, outcome
        Columns of it.

    Returns
    -------
    DataFrame
        key (a case or a condition), shown (whether the case counts), group (the class of the
        condition, "not" if opposite to its first), words (what it looks like), lines (of these
        words); cases, then conditions.
    """
    table = every[counting]
    found = looks(table, conditions, outcome)
    said = [broken(looks_like(row), WORDS) for row in found.itertuples()]
    groups = [
        (say("not") if inverted else "") + letter(int(group))
        for group, inverted in zip(found["group"], found["inverted"], strict=True)
    ]
    cases, blank = every["case"].tolist(), [""] * len(every)
    return pd.DataFrame(
        {
            "key": [*cases, *conditions],
            "shown": [*counting.tolist(), *[True] * len(conditions)],
            "group": [*blank, *groups],
            "words": [*blank, *said],
            "lines": [*[0] * len(cases), *(words.count("\n") + 1 for words in said)],
        }
    )


def told(found: dict[str, int | None], added: int) -> str:
    """Say what the cases settle."""
    seen = found["seen"]
    many = (
        say("cases_added", added=added) if added > 1 else say("case_added" if added else "no_case")
    )
    lead = say("rows_seen", seen=seen, possible=found["possible"])
    if found["contradictions"]:
        return say("contradiction", many=many, lead=lead, conditions=found["conditions"])
    return say(
        "finding",
        fit=_fit(found["formulas"]),
        many=many,
        lead=lead[0].upper() + lead[1:],
        functions_log2=found["functions_log2"],
        both=found["both"],
        classes=found["classes"],
    )


def _fit(formulas: int | None) -> str:
    if formulas == 1:
        return say("one_formula_fits")
    return say("formulas_fit", formulas=formulas) if formulas else say("no_formulas_fit")


def _chart(layout: Layout) -> alt.LayerChart:
    def base(frame: pd.DataFrame) -> alt.Chart:
        return alt.Chart(frame).transform_filter("datum.form == form")

    cells = (
        base(layout.cells)
        .transform_lookup(**looked_up("case=key", "shown"))
        .transform_calculate(
            counts=f"datum.shown ? '{say('counts')}' : '{say('does_not_count')}'",
            value=f"datum.true ? '{say('true')}' : '{say('false')}'",
        )
    )
    lines = base(layout.lines).transform_lookup(
        **looked_up("condition=key", "group", "words", "lines")
    )
    lines = lines.transform_calculate(words_y=f"datum.mark_y - {LEADING / 2} * (datum.lines - 1)")
    quiet = text(color=QUIET.light, baseline="middle")
    label = text(color=INK.light, baseline="middle")
    heads = base(layout.heads).transform_lookup(**looked_up("case=key", "shown"))
    bold = lines.transform_filter(f"datum.condition == '{OUTCOME_ROW}'")
    plain = lines.transform_filter(f"datum.condition != '{OUTCOME_ROW}'")
    return sheet(
        base(layout.rules).mark_rule(stroke=RULE.light).encode(X, X2, Y),
        bold.mark_text(**label | {"fontWeight": 600}).encode(X, Y, text=alt.Text("label:N")),
        plain.mark_text(**label).encode(X, Y, text=alt.Text("label:N")),
        *_cells(cells),
        *_heads(heads),
        plain.mark_text(**quiet).encode(_x("group_x"), _y("mark_y"), text=alt.Text("group:N")),
        plain.mark_text(**quiet).encode(_x("words_x"), _y("words_y"), text=alt.Text("words:N")),
        bold.mark_text(**quiet).encode(
            _x("group_x"), _y("mark_y"), text=alt.TextValue(say("class"))
        ),
        bold.mark_text(**quiet).encode(
            _x("words_x"), _y("mark_y"), text=alt.TextValue(say("looks_like"))
        ),
        wide=layout.wide,
        narrow=layout.narrow,
    )


def _x(field: str) -> alt.X:
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)


def _y(field: str) -> alt.Y:
    return alt.Y(f"{field}:Q", scale=None, axis=None)


def _heads(heads: alt.Chart) -> list[alt.Chart]:
    style = text(baseline="middle", align="center")
    return [
        heads.transform_filter("datum.shown").mark_text(**style, color=INK.light, fontWeight=600)
        .encode(X, Y, text=alt.Text("mark:N"), tooltip=alt.Tooltip("label:N")),
        heads.transform_filter("!datum.shown").mark_text(**style, color=QUIET.light)
        .encode(X, Y, text=alt.Text("mark:N"), tooltip=alt.Tooltip("label:N")),
    ]  # fmt: skip


def _cells(cells: alt.Chart) -> list[alt.Chart]:
    """Draw the observed in their paradigms' colours, the ticked as assumed, the rest faint."""
    tips = [
        alt.Tooltip(f"{field}:N", title=title)
        for field, title in (
            ("label", say("case")),
            ("condition_label", say("condition")),
            ("value", say("value")),
            ("counts", say("table")),
        )
    ]
    place = {"x": X, "y": Y, "tooltip": tips}
    kinds = [(f"datum.case == '{case}'", colour, 70) for case, colour in PARADIGMS.items()]
    kinds.append(("!datum.observed && datum.shown", ASSUMED, 70))
    kinds.append(("!datum.observed && !datum.shown", QUIET, 18))
    layers = []
    for test, colour, size in kinds:
        mine = cells.transform_filter(test)
        style = {"shape": "circle", "size": size, "stroke": colour.light, "opacity": 1}
        full = mine.transform_filter("datum.true")
        layers.append(full.mark_point(**style, fill=colour.light).encode(**place))
        # A hollow mark is filled with nothing, so that its middle answers the pointer as well.
        hollow = mine.transform_filter("!datum.true")
        layers.append(
            hollow.mark_point(**style, fill="transparent", strokeWidth=1.6).encode(**place)
        )
    return layers
