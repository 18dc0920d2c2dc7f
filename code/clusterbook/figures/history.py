"""Figure 1 redrawn: phases, events and Table 4's paradigms on one time axis (chapter 5)."""

import altair as alt
import pandas as pd

from clusterbook.figures.canvas import Canvas
from clusterbook.figures.checks import Row, require, rows
from clusterbook.figures.figure import Figure
from clusterbook.figures.rows import is_wide
from clusterbook.figures.spans import (
    paradigm_bars,
    phase_ribbon,
    say_gaps,
    say_spans,
    year_axis,
    years_scale,
)
from clusterbook.figures.text import join
from clusterbook.figures.theme import QUIET, RULE

PHASES = "phase label from_year to_year"
PARADIGM = "paradigm short label from_year to_year"


def timeline(
    phases: pd.DataFrame,
    events: pd.DataFrame,
    paradigms: pd.DataFrame,
    *,
    title: str = "",
    end: int = 2012,
) -> Figure:
    """Draw the paradigms above, the phases on the axis, and each phase's events below it.

    The paper dates an event by its phase only; so no event stands at a year of its own.

    Parameters
    ----------
    phases
        phase, label, from_year, to_year (blank: open); optional label_zh.
    events
        event, phase, position, label.
    paradigms
        paradigm, short, label, from_year, to_year (blank: open).
    title
        The finding.
    end
        Last year drawn of an open span.
    """
    require(
        "timeline",
        phases=(phases, PHASES),
        events=(events, "event phase position label"),
        paradigms=(paradigms, PARADIGM),
    )

    def draw(width: int) -> alt.LayerChart:
        canvas = Canvas.titled(width, title)
        scale = years_scale(phases, paradigms, end, width)
        top = canvas.y + 16
        paradigm_bars(canvas, scale, paradigms, end)
        canvas.y += 6
        ends = phase_ribbon(canvas, scale, phases, end)
        year_axis(canvas, scale, top)
        if is_wide(canvas):
            _columns(canvas, phases, events, ends)
        else:
            _stack(canvas, phases, events)
        return canvas.chart(canvas.y + 4)

    return Figure(draw, _describe(phases, events, paradigms), events)


def _of(events: pd.DataFrame, phase: str) -> list[str]:
    return events[events["phase"] == phase].sort_values("position")["label"].tolist()


def _columns(
    canvas: Canvas,
    phases: pd.DataFrame,
    events: pd.DataFrame,
    ends: list[tuple[float, float]],
) -> None:
    """List the events in a column per phase, tied to its ribbon."""
    share, brace, end = canvas.width / len(phases), canvas.y + 4, canvas.y
    top = brace + 22
    for nth, (row, (left, right)) in enumerate(zip(rows(phases), ends, strict=True)):
        x, middle = nth * share, (left + right) / 2
        # A brace over all years of the phase: its events have no year of their own.
        left, right, tip = left + 2, right - 2, brace - 4
        ends_up = [(left, tip), (left, brace), (right, brace), (right, tip)]
        canvas.line(ends_up, stroke=QUIET)
        canvas.line([(middle, brace), (x + share / 2 - 7, top)], stroke=QUIET)
        end = max(end, _list(canvas, row, _of(events, row.phase), x, top, share - 14))
    canvas.y = end


def _stack(canvas: Canvas, phases: pd.DataFrame, events: pd.DataFrame) -> None:
    """List the events phase by phase down the page."""
    for row in rows(phases):
        years = f"{int(row.from_year)}–" + ("" if pd.isna(row.to_year) else f"{int(row.to_year)}")
        canvas.text(canvas.width, canvas.y + 17, years, colour=QUIET, align="right",
                    size=canvas.sizes.small)  # fmt: skip
        end = _list(canvas, row, _of(events, row.phase), 0, canvas.y + 6, canvas.width - 70)
        canvas.y = end + 6


def _list(canvas: Canvas, row: Row, events: list[str], x: float, y: float, width: float) -> float:
    """Write a phase's name, in both languages if given, and its events; return the end."""
    canvas.line([(x, y), (x + width, y)], stroke=RULE, width=2)
    y = canvas.paragraph(x, y + 4, row.label, width, bold=True)
    zh = getattr(row, "label_zh", "")
    if zh:
        y = canvas.paragraph(x, y, zh, width, size=canvas.sizes.small, colour=QUIET)
    for event in events:
        canvas.mark(x + 4, y + 12, size=4)
        y = canvas.paragraph(x + 13, y + 4, event, width - 13)
    return y


def _describe(phases: pd.DataFrame, events: pd.DataFrame, paradigms: pd.DataFrame) -> str:
    lists = [f"{r.label}: {join(_of(events, r.phase) or ['none'])}" for r in rows(phases)]
    return (
        f"Time axis with {len(phases)} phases ({say_spans(phases)}), {len(events)} events and "
        f"{len(paradigms)} paradigms ({say_spans(paradigms)}); {say_gaps(paradigms)}. "
        f"Events by phase. {'; '.join(lists)}."
    )
