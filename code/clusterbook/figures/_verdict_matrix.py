"""The verdict on each hypothesis under each rule (chapter 15)."""

from typing import Any

import pandas as pd

from clusterbook.figures._statuses import status_mark
from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.checks import Row, allowed, blank, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.ink import shows
from monograph.drawing.rows import is_wide
from monograph.drawing.text import wrap
from monograph.drawing.theme import PAPER, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

OUTCOMES = {
    "claimed": "",
    "supported": "passes",
    "undecided": "strained",
    "doubtful": "failed",
    "follows": "passes",
    "direction": "strained",
    "not_following": "failed",
}
"""Outcome -> the mark of a status that it borrows; the paper's word has the paper's own."""

BECAUSE = say.each("because")
"""Criterion -> why it stood in the way of support."""

DOUBTS = {**BECAUSE, "failed_hoops": say("hoop_failed")}
"""The same where it made a hypothesis doubtful."""


def verdict_matrix(
    matrix: pd.DataFrame,
    hypotheses: pd.DataFrame,
    rules: pd.DataFrame,
    outcomes: pd.DataFrame,
    *,
    title: str = "",
) -> Figure:
    """Draw a row per hypothesis and a column per rule; each cell says the verdict and why.

    Parameters
    ----------
    matrix
        hypothesis, rule, outcome, because (criteria joined by ", "; blank if nothing is computed).
    hypotheses
        hypothesis, label.
    rules
        rule, label, in the order of the columns.
    outcomes
        outcome, label.
    title
        The finding.
    """
    require(
        "verdict_matrix",
        matrix=(matrix, "hypothesis rule outcome because"),
        hypotheses=(hypotheses, "hypothesis label"),
        rules=(rules, "rule label"),
        outcomes=(outcomes, "outcome label"),
    )
    allowed("verdict_matrix", matrix["outcome"], tuple(OUTCOMES))
    said = dict(zip(outcomes["outcome"], outcomes["label"], strict=True))

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        if is_wide(canvas):
            _heads(canvas, rules)
        for hypothesis in rows(hypotheses):
            mine = matrix[matrix["hypothesis"] == hypothesis.hypothesis]
            (_row if is_wide(canvas) else _block)(canvas, hypothesis, mine, rules, said)
        return canvas.chart(canvas.y + 6)

    return Figure(draw, _describe(matrix, hypotheses, rules, said), matrix)


def reasons(outcome: str, because: object) -> str:
    """Return why a verdict is no better, in words: "too few pass, hoops strained"."""
    if blank(because):
        return ""
    words = DOUBTS if outcome == "doubtful" else BECAUSE
    return ", ".join(words[name] for name in str(because).split(", "))


def _places(canvas: Canvas, rules: pd.DataFrame) -> list[float]:
    left = 0.24 * canvas.width
    return [left + nth * (canvas.width - left) / len(rules) for nth in range(len(rules))]


def _heads(canvas: Canvas, rules: pd.DataFrame) -> None:
    for x, rule, label in zip(_places(canvas, rules), rules["rule"], rules["label"], strict=True):
        style: dict[str, Any] = {"size": canvas.sizes.small, "colour": QUIET}
        canvas.text(x, canvas.y + 8, label, **style, shows=f"head:rule={rule}")
    canvas.y += 20


def _row(
    canvas: Canvas, hypothesis: Row, mine: pd.DataFrame, rules: pd.DataFrame, said: dict[str, str]
) -> None:
    places, top, size = _places(canvas, rules), canvas.y, canvas.sizes.small
    canvas.line([(0, top), (canvas.width, top)], stroke=RULE)
    canvas.text(0, top + 18, hypothesis.hypothesis, bold=True)
    end = canvas.paragraph(0, top + 28, hypothesis.label, places[0] - 16, size=size, colour=QUIET)
    room = (canvas.width - places[0]) / len(rules)
    for x, rule in zip(places, rules["rule"], strict=True):
        cell = rows(mine[mine["rule"] == rule])[0]
        tag = shows("matrix", cell, look="outcome", column="rule")
        verdict_mark(canvas, x + 7, top + 18, cell.outcome, shows=tag)
        words = wrap(said[cell.outcome], room - 24, canvas.sizes.label, bold=True)
        bottom = top + 18 - canvas.sizes.label * 0.625
        for nth, line in enumerate(words):
            canvas.text(x + 20, top + 18 + nth * 16, line, bold=True)
            bottom = top + 26 + nth * 16
        why = reasons(cell.outcome, cell.because)
        if why:
            style: dict[str, Any] = {"size": size, "colour": QUIET}
            bottom = canvas.paragraph(x + 20, bottom + 3, why, room - 26, **style)
        end = max(end, bottom)
    canvas.y = end + 10


def _block(
    canvas: Canvas, hypothesis: Row, mine: pd.DataFrame, rules: pd.DataFrame, said: dict[str, str]
) -> None:
    """On a phone: one line a rule, below the hypothesis."""
    size = canvas.sizes.small
    canvas.line([(0, canvas.y), (canvas.width, canvas.y)], stroke=RULE)
    words = f"{hypothesis.hypothesis} {hypothesis.label}"
    canvas.y = canvas.paragraph(0, canvas.y + 7, words, canvas.width, bold=True) + 2
    for rule in rows(rules):
        cell = rows(mine[mine["rule"] == rule.rule])[0]
        top = canvas.y
        canvas.text(0, top + 10, rule.label, size=size, colour=QUIET)
        tag = shows("matrix", cell, look="outcome")
        verdict_mark(canvas, 74, top + 10, cell.outcome, shows=tag)
        canvas.text(88, top + 10, said[cell.outcome], bold=True)
        canvas.y = top + 21
        if why := reasons(cell.outcome, cell.because):
            style: dict[str, Any] = {"size": size, "colour": QUIET}
            canvas.y = canvas.paragraph(88, top + 19, why, canvas.width - 88, **style) + 3
    canvas.y += 8


def verdict_mark(canvas: Canvas, x: float, y: float, outcome: str, *, shows: str) -> None:
    """Draw the mark of an outcome; `shows` is its tag."""
    if outcome == "claimed":
        canvas.mark(x, y, "square", size=11, colour=PAPER, shows=f"{shows} part=1/1")
    else:
        status_mark(canvas, x, y, OUTCOMES[outcome], shows=shows)


def _describe(
    matrix: pd.DataFrame, hypotheses: pd.DataFrame, rules: pd.DataFrame, said: dict[str, str]
) -> str:
    parts = []
    for hypothesis in rows(hypotheses):
        mine = matrix[matrix["hypothesis"] == hypothesis.hypothesis].set_index("rule")
        cells = []
        for rule in rows(rules):
            cell = mine.loc[rule.rule]
            why, outcome = reasons(cell["outcome"], cell["because"]), said[cell["outcome"]].lower()
            cells.append(f"{rule.label.lower()}: {outcome}" + (f" ({why})" if why else ""))
        parts.append(f"{hypothesis.hypothesis} {hypothesis.label}, {'; '.join(cells)}")
    words = say("matrix_hypotheses_rules", hypotheses=len(hypotheses), rules=len(rules))
    return f"{words} {'. '.join(parts)}."
