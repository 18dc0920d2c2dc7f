"""What each hypothesis implies, how hard each test is, and how it came out (chapter 3)."""

from typing import Any

import pandas as pd

from clusterbook.figures._statuses import STATUSES, TESTS, status_mark
from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.checks import Row, allowed, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.ink import shows
from monograph.drawing.key import key
from monograph.drawing.rows import is_wide
from monograph.drawing.text import wrap
from monograph.drawing.theme import QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

COLUMN = 64.0  # px a status column is wide


def implication_grid(
    implications: pd.DataFrame, hypotheses: pd.DataFrame, *, title: str = ""
) -> Figure:
    """Draw a row per implication; its place and fill say the status, its shape the kind of test.

    Parameters
    ----------
    implications
        implication, hypothesis, label, test (hoop, smoking_gun, straw_in_the_wind,
        doubly_decisive), status (passes, strained, failed, asserted, not_observed).
    hypotheses
        hypothesis, label.
    title
        The finding.
    """
    require(
        "implication_grid",
        implications=(implications, "implication hypothesis label test status"),
        hypotheses=(hypotheses, "hypothesis label"),
    )
    allowed("implication_grid", implications["test"], tuple(TESTS))
    allowed("implication_grid", implications["status"], tuple(STATUSES))

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        present = [TESTS[t] for t in TESTS if t in set(implications["test"])]
        key(canvas, [(words, {"shape": shape, "colour": QUIET}) for shape, words in present])
        if is_wide(canvas):
            _headings(canvas)
        for hypothesis in rows(hypotheses):
            mine = implications[implications["hypothesis"] == hypothesis.hypothesis]
            words = f"{hypothesis.hypothesis} {hypothesis.label}"
            canvas.y = canvas.paragraph(0, canvas.y + 8, words, width, bold=True) + 2
            for row in rows(mine):
                (_row if is_wide(canvas) else _block)(canvas, row)
        return canvas.chart(canvas.y + 4)

    return Figure(draw, _describe(implications, hypotheses), implications)


def _places(canvas: Canvas) -> dict[str, float]:
    column = min(COLUMN, max(48, canvas.width * 0.085))
    left = canvas.width - column * len(STATUSES)
    return {status: left + column * (nth + 0.5) for nth, status in enumerate(STATUSES)}


def _headings(canvas: Canvas) -> None:
    places = _places(canvas)
    column, size = places["strained"] - places["passes"], canvas.sizes.small
    lines = {s: wrap(words, column, size) for s, words in STATUSES.items()}
    most = max(map(len, lines.values()))
    for status, x in places.items():
        for nth, line in enumerate(lines[status]):
            y = canvas.y + (most - len(lines[status]) + nth + 0.5) * size * 1.2
            style: dict[str, Any] = {"size": size, "colour": QUIET, "align": "center"}
            canvas.text(x, y, line, **style, shows=f"head:status={status}")
    canvas.y += most * size * 1.2


def _row(canvas: Canvas, row: Row) -> None:
    """Write the implication on the left; mark its status in that status's column."""
    places, top = _places(canvas), canvas.y
    canvas.line([(0, top), (canvas.width, top)], stroke=RULE)
    room = min(places.values()) - 40
    size = canvas.sizes.small
    canvas.text(0, top + 5 + canvas.sizes.label * 0.62, row.implication, size=size, colour=QUIET)
    words = shows("implications", row, text="label")
    end = canvas.paragraph(34, top + 5, row.label, room - 34, shows=words) + 5
    for x in places.values():
        canvas.mark(x, (top + end) / 2, size=3, colour=RULE)
    tag = shows("implications", row, column="status", look="status+test")
    x, y = places[row.status], (top + end) / 2
    status_mark(canvas, x, y, row.status, test=row.test, shows=tag)
    canvas.y = end


def _block(canvas: Canvas, row: Row) -> None:
    """On a phone: the mark in front, the status in words below the implication."""
    top, size = canvas.y, canvas.sizes.small
    canvas.line([(0, top), (canvas.width, top)], stroke=RULE)
    tag = shows("implications", row, look="status+test")
    status_mark(canvas, 8, top + 14, row.status, test=row.test, shows=tag)
    tag = shows("implications", row, text="label")
    end = canvas.paragraph(24, top + 5, row.label, canvas.width - 24, shows=tag)
    words = f"{row.implication} · {STATUSES[row.status]}"
    canvas.y = canvas.paragraph(24, end, words, canvas.width - 24, size=size, colour=QUIET) + 5


def _describe(implications: pd.DataFrame, hypotheses: pd.DataFrame) -> str:
    parts = []
    for row in rows(hypotheses):
        mine = implications[implications["hypothesis"] == row.hypothesis]
        counts = mine["status"].value_counts()
        said = [f"{counts[s]} {w}" for s, w in STATUSES.items() if s in counts]
        parts.append(f"{row.hypothesis} {row.label}: {len(mine)} ({', '.join(said)})")
    each = [f"{r.implication} {r.label}: {STATUSES[r.status]}" for r in rows(implications)]
    return say(
        "grid_implications_status_one",
        implications=len(implications),
        parts="; ".join(parts),
        each="; ".join(each),
    )
