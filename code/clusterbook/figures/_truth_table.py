"""The truth table of a few cases, its rows by what can't be told apart (chapter 12)."""

from typing import Any

import pandas as pd

from clusterbook.palette import PARADIGMS
from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.checks import Row, allowed, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.ink import shows
from monograph.drawing.key import key
from monograph.drawing.rows import is_wide
from monograph.drawing.text import wrap
from monograph.drawing.theme import INK, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

LOOKS = say.each("looks")
SIGNS = say.each("signs")
KEY: list[tuple[str, dict[str, Any]]] = [
    (say("true"), {"colour": INK}),
    (say("false"), {"colour": INK, "filled": False}),
]
LINE = 24.0


def truth_table(
    table: pd.DataFrame,
    conditions: pd.DataFrame,
    *,
    outcome: str = "established",
    outcome_label: str = say("established"),
    title: str = "",
) -> Figure:
    """Draw a row per condition and a column per case, and beside it what the condition looks like.

    Parameters
    ----------
    table
        case, label, then a truth value for each condition and for the outcome.
    conditions
        condition, label, group (a number; those of one group can't be told apart), inverted
        (whether it is the opposite of the group's first), sign {present, absent, ""}, look {both,
        necessary, sufficient, neither}.
    outcome, outcome_label
        The outcome's column, and its name.
    title
        The finding.
    """
    require("truth_table", conditions=(conditions, "condition label group inverted sign look"))
    columns = " ".join(["case label", *conditions["condition"], outcome])
    require("truth_table", table=(table, columns))
    allowed("truth_table", conditions["look"], tuple(LOOKS))

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        key(canvas, KEY)
        columns = _columns(canvas, len(table))
        _heads(canvas, table, columns)
        _row(canvas, table, columns, outcome, outcome_label, say("outcome"), bold=True)
        for _, mine in conditions.groupby("group", sort=False):
            _group(canvas, int(mine["group"].iloc[0]), len(mine))
            for row in rows(mine):
                _row(canvas, table, columns, row.condition, row.label, looks_like(row))
        return canvas.chart(canvas.y + 4)

    return Figure(draw, _describe(table, conditions, outcome, outcome_label), _long(table))


def looks_like(row: Row) -> str:
    """Return what a condition looks like: "absence: sufficient"."""
    look = LOOKS[row.look]
    return SIGNS[row.sign].format(look=look) if row.sign in SIGNS else look


def letter(group: int) -> str:
    """Return the name of a class: A, B, and so on; none for a condition that never varies."""
    return chr(ord("A") + group - 1) if group else say("no_class")


def _columns(canvas: Canvas, cases: int) -> list[float]:
    left, step = (0.4 * canvas.width, 58.0) if is_wide(canvas) else (0.0, 56.0)
    return [left + step * (nth + 0.5) for nth in range(cases)]


def _heads(canvas: Canvas, table: pd.DataFrame, columns: list[float]) -> None:
    size = canvas.sizes.small
    lines = [wrap(label, 54, size) for label in table["label"]]
    most = max(map(len, lines))
    for x, words, case in zip(columns, lines, table["case"], strict=True):
        style: dict[str, Any] = {"size": size, "colour": QUIET, "align": "center"}
        for nth, line in enumerate(words):
            y = canvas.y + (most - len(words) + nth + 0.5) * size * 1.2
            canvas.text(x, y, line, **style, shows=f"head:case={case}")
    canvas.y += most * size * 1.2 + 4


def _group(canvas: Canvas, number: int, members: int) -> None:
    words = say("alike", number=letter(number), members=members)
    if not number:
        words = say("constant", members=members)
    canvas.line([(0, canvas.y + 4), (canvas.width, canvas.y + 4)], stroke=RULE)
    canvas.y = canvas.paragraph(
        0, canvas.y + 10, words, canvas.width, size=canvas.sizes.small, colour=QUIET
    )


def _row(
    canvas: Canvas,
    table: pd.DataFrame,
    columns: list[float],
    name: str,
    label: str,
    words: str,
    *,
    bold: bool = False,
) -> None:
    if not is_wide(canvas):
        canvas.y = canvas.paragraph(0, canvas.y + 4, label, canvas.width, bold=bold)
    y = canvas.y + LINE / 2
    if is_wide(canvas):
        canvas.text(0, y, label, bold=bold)
    for x, case, value in zip(columns, rows(table), table[name], strict=True):
        tag = shows("table", case, look=f"case+{name}", code="truth", column="case")
        style: dict[str, Any] = {"colour": PARADIGMS.get(case.case, INK), "filled": bool(value)}
        canvas.mark(x, y, size=11, width=1.8, **style, shows=tag)
    left, size = columns[-1] + 34, canvas.sizes.small
    lines = wrap(words, canvas.width - left, size)
    for nth, line in enumerate(lines):
        high = y + (nth - (len(lines) - 1) / 2) * size * 1.15
        canvas.text(left, high, line, size=size, colour=QUIET)
    canvas.y += max(LINE, len(lines) * size * 1.15 + 6)


def _long(table: pd.DataFrame) -> pd.DataFrame:
    return table.drop(columns=[c for c in ("observed", "label_zh") if c in table])


def _describe(
    table: pd.DataFrame, conditions: pd.DataFrame, outcome: str, outcome_label: str
) -> str:
    cases = table["label"].tolist()

    def values(name: str) -> str:
        held = [case for case, value in zip(cases, table[name], strict=True) if value]
        return say("true_of", held=say("between_cases").join(held)) if held else say("true_no_case")

    parts = [
        say(
            "condition",
            label=row.label,
            group=letter(int(row.group)),
            condition=values(row.condition),
            row=looks_like(row),
        )
        for row in rows(conditions)
    ]
    return say(
        "alt",
        conditions=len(conditions),
        table=len(table),
        outcome_label=outcome_label,
        outcome=values(outcome),
        parts="; ".join(parts),
    )
