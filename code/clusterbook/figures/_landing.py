"""What the book finds, in one picture: three verdicts and what is left of each (landing page)."""

import altair as alt
import pandas as pd

from clusterbook.figures._spans import (
    paradigm_bars,
    phase_ribbon,
    say_gaps,
    say_spans,
    year_axis,
    years_scale,
)
from clusterbook.figures._statuses import STATUSES, status_mark
from monograph.drawing.canvas import Canvas
from monograph.drawing.checks import Row, allowed, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.rows import is_wide
from monograph.drawing.text import measure
from monograph.drawing.theme import INK, PAPER, QUIET, RULE

STEP = 17.0  # px from mark to mark
COLUMN = 86.0  # px that a column of marks needs

PHASES = "phase label from_year to_year"
PARADIGM = "paradigm short label from_year to_year"


def landing(
    hypotheses: pd.DataFrame,
    implications: pd.DataFrame,
    phases: pd.DataFrame,
    paradigms: pd.DataFrame,
    *,
    title: str = "",
    end: int = 2012,
) -> Figure:
    """Draw the three paradigms in time; below, each hypothesis, its verdict and every check of it.

    One mark is one implication. Filled: the case meets it; half: strained; crossed: fails; dotted:
    only asserted; dashed: nobody observed it.

    Parameters
    ----------
    hypotheses
        hypothesis, label, verdict_printed.
    implications
        hypothesis, status (passes, strained, failed, asserted, not_observed).
    phases
        phase, label, from_year, to_year (blank: open).
    paradigms
        paradigm, short, label, from_year, to_year (blank: open).
    title
        The finding.
    end
        Last year drawn of an open span.
    """
    require(
        "landing",
        hypotheses=(hypotheses, "hypothesis label verdict_printed"),
        implications=(implications, "hypothesis status"),
        phases=(phases, PHASES),
        paradigms=(paradigms, PARADIGM),
    )
    allowed("landing", implications["status"], tuple(STATUSES))

    def draw(width: int) -> alt.LayerChart:
        canvas = Canvas.titled(width, title)
        scale = years_scale(phases, paradigms, end, width)
        top = canvas.y + 16
        paradigm_bars(canvas, scale, paradigms, end)
        canvas.y += 4
        phase_ribbon(canvas, scale, phases, end)
        year_axis(canvas, scale, top, every=5 if is_wide(canvas) else 10)
        canvas.y += 10
        for row in rows(hypotheses):
            mine = implications.loc[implications["hypothesis"] == row.hypothesis, "status"]
            _verdict(canvas, row, mine)
        return canvas.chart(canvas.y + 4)

    words = _describe(hypotheses, implications, phases, paradigms)
    return Figure(draw, words, implications)


def _counts(status: pd.Series) -> dict[str, int]:
    return {name: int((status == name).sum()) for name in STATUSES}


def _verdict(canvas: Canvas, row: Row, status: pd.Series) -> None:
    """Write hypothesis and verdict; draw the marks in groups, each with its count in words."""
    top = canvas.y
    canvas.line([(0, top), (canvas.width, top)], stroke=RULE)
    left = round(canvas.width * 0.34) if is_wide(canvas) else 0
    room = left - 16 if left else canvas.width
    y = canvas.paragraph(0, top + 8, f"{row.hypothesis} {row.label}", room, bold=True)
    canvas.mark(5, y + 9, size=8, colour=PAPER)
    words = f"the paper: {row.verdict_printed[:1].lower()}{row.verdict_printed[1:]}"
    y = canvas.paragraph(15, y + 2, words, room - 15, size=canvas.sizes.small, colour=QUIET)
    end = _groups(canvas, left, top + 10 if left else y + 6, _counts(status))
    canvas.y = max(y, end) + 10


def _groups(canvas: Canvas, left: float, y: float, counts: dict[str, int]) -> float:
    """Draw the marks of each status with the words below; in fixed columns where there is room."""
    small = canvas.sizes.small
    column = (canvas.width - left) / len(counts)
    fixed = column >= COLUMN
    x = left
    for nth, (status, count) in enumerate(counts.items()):
        if not count:
            continue
        words = f"{count} {STATUSES[status]}"
        width = max(count * STEP, measure(words, small))
        if fixed:
            x = left + nth * column
        elif x > left and x + width > canvas.width:
            x, y = left, y + 42
        for k in range(count):
            status_mark(canvas, x + 7 + k * STEP, y + 8, status, size=13)
        canvas.text(x, y + 27, words, size=small, colour=INK if status == "passes" else QUIET)
        x += width + 16
    return y + 36


def _describe(
    hypotheses: pd.DataFrame,
    implications: pd.DataFrame,
    phases: pd.DataFrame,
    paradigms: pd.DataFrame,
) -> str:
    parts = []
    for row in rows(hypotheses):
        status = implications.loc[implications["hypothesis"] == row.hypothesis, "status"]
        said = [f"{n} {STATUSES[s]}" for s, n in _counts(status).items() if n]
        parts.append(
            f"{row.hypothesis} {row.label}: the paper says {row.verdict_printed}; of "
            f"{len(status)} implications {', '.join(said)}"
        )
    return (
        f"Three paradigms in time ({say_spans(paradigms)}; {say_gaps(paradigms)}) over "
        f"{len(phases)} phases ({say_spans(phases)}), and the verdicts. {'; '.join(parts)}."
    )
