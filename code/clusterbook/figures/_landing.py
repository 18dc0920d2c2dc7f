"""What the book finds, in one picture: three verdicts and what is left of each (landing page)."""

import pandas as pd

from clusterbook.figures._statuses import STATUSES, status_mark
from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.checks import Row, allowed, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.ink import shows
from monograph.drawing.rows import is_wide
from monograph.drawing.text import measure
from monograph.drawing.theme import INK, PAPER, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

STEP = 17.0  # px from mark to mark
COLUMN = 86.0  # px that a column of marks needs


def landing(hypotheses: pd.DataFrame, implications: pd.DataFrame, *, title: str = "") -> Figure:
    """Draw each hypothesis with the paper's verdict, and a mark for every implication of it.

    Filled: the case meets it; half: strained; crossed: fails; dotted: only asserted; dashed:
    nobody observed it.

    Parameters
    ----------
    hypotheses
        hypothesis, label, verdict_printed.
    implications
        hypothesis, status (passes, strained, failed, asserted, not_observed).
    title
        The finding.
    """
    require(
        "landing",
        hypotheses=(hypotheses, "hypothesis label verdict_printed"),
        implications=(implications, "hypothesis status"),
    )
    allowed("landing", implications["status"], tuple(STATUSES))

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        for row in rows(hypotheses):
            mine = implications[implications["hypothesis"] == row.hypothesis]
            _verdict(canvas, row, mine)
        return canvas.chart(canvas.y + 4)

    return Figure(draw, _describe(hypotheses, implications), implications)


def _verdict(canvas: Canvas, row: Row, mine: pd.DataFrame) -> None:
    """Write hypothesis and verdict; draw the marks in groups, each with its count in words."""
    top = canvas.y
    canvas.line([(0, top), (canvas.width, top)], stroke=RULE)
    left = round(canvas.width * 0.34) if is_wide(canvas) else 0
    room = left - 16 if left else canvas.width
    y = canvas.paragraph(0, top + 8, f"{row.hypothesis} {row.label}", room, bold=True)
    canvas.mark(5, y + 9, size=8, colour=PAPER, shows="key")
    verdict = row.verdict_printed[:1].lower() + row.verdict_printed[1:]
    words = say("paper", verdict=verdict)
    y = canvas.paragraph(15, y + 2, words, room - 15, size=canvas.sizes.small, colour=QUIET)
    end = _groups(canvas, left, top + 10 if left else y + 6, mine)
    canvas.y = max(y, end) + 10


def _groups(canvas: Canvas, left: float, y: float, mine: pd.DataFrame) -> float:
    """Draw the marks of each status with the words below; in fixed columns where there is room."""
    small = canvas.sizes.small
    column = (canvas.width - left) / len(STATUSES)
    fixed = column >= COLUMN
    x = left
    for nth, (status, name) in enumerate(STATUSES.items()):
        marks = rows(mine[mine["status"] == status])
        if not marks:
            continue
        words = f"{len(marks)} {name}"
        width = max(len(marks) * STEP, measure(words, small))
        if fixed:
            x = left + nth * column
        elif x > left and x + width > canvas.width:
            x, y = left, y + 42
        for k, row in enumerate(marks):
            tag = shows("implications", row, look="status")
            status_mark(canvas, x + 7 + k * STEP, y + 8, status, size=13, shows=tag)
        canvas.text(x, y + 27, words, size=small, colour=INK if status == "passes" else QUIET)
        x += width + 16
    return y + 36


def _describe(hypotheses: pd.DataFrame, implications: pd.DataFrame) -> str:
    parts = []
    for row in rows(hypotheses):
        status = implications.loc[implications["hypothesis"] == row.hypothesis, "status"]
        said = [f"{n} {STATUSES[s]}" for s in STATUSES if (n := int((status == s).sum()))]
        parts.append(
            say(
                "paper_says_implications",
                hypothesis=row.hypothesis,
                label=row.label,
                verdict_printed=row.verdict_printed,
                status=len(status),
                said=", ".join(said),
            )
        )
    return say("verdict_paper_each_hypothesis", parts="; ".join(parts))
