"""Spans of years on a time axis: phases as ribbons, paradigms as bars, and the gap between them."""

import pandas as pd

from monograph.drawing.canvas import Canvas
from monograph.drawing.checks import Row, blank, rows
from monograph.drawing.scale import Scale
from monograph.drawing.text import measure
from monograph.drawing.theme import PARADIGMS, QUIET, RULE

RIBBON = 37.7  # px: two lines of words


def years_scale(phases: pd.DataFrame, paradigms: pd.DataFrame, end: int, width: int) -> Scale:
    """Return the time axis from the first year of any span to `end`, over the full width."""
    first = min(phases["from_year"].min(), paradigms["from_year"].min())
    return Scale(float(first), float(end + 1), 0, width)


def last_year(row: Row, end: int) -> int:
    """Return the year a span ends in; an open one is drawn to `end`."""
    return end if blank(row.to_year) else int(row.to_year)


def phase_ribbon(canvas: Canvas, scale: Scale, phases: pd.DataFrame, end: int) -> None:
    """Draw the phases as ribbons with their years, and their names where they fit."""
    size = canvas.sizes.small
    for nth, row in enumerate(rows(phases)):
        left, right = scale(row.from_year), scale(last_year(row, end) + 1)
        style = {"fill": QUIET, "opacity": (0.16, 0.3)[nth % 2]}
        canvas.rect(left, canvas.y, right - left, RIBBON, **style)  # type: ignore[arg-type]
        years = f"{int(row.from_year)}–{'' if blank(row.to_year) else int(row.to_year)}"
        lines = [row.label, years] if measure(row.label, size) < right - left else [years]
        for nth_line, words in enumerate(lines):
            y = canvas.y + RIBBON / 2 + (nth_line - (len(lines) - 1) / 2) * size * 1.25
            canvas.text((left + right) / 2, y, words, size=size, align="center")
    canvas.y += RIBBON


def paradigm_bars(canvas: Canvas, scale: Scale, paradigms: pd.DataFrame, end: int) -> None:
    """Draw the paradigms in their colours, named above; outline the years none of them holds."""
    canvas.y += 20
    top, before = canvas.y, None
    for row in rows(paradigms):
        left, right = scale(row.from_year), scale(last_year(row, end) + 1)
        canvas.rect(left, top, right - left - 1, 14, fill=PARADIGMS[row.paradigm])
        _name(canvas, f"{row.short} {row.label}", row.short, (left, right), top)
        if before is not None and row.from_year > before + 1:
            _gap(canvas, scale(before + 1), left, top, f"{before + 1}–{int(row.from_year) - 1}")
        before = last_year(row, end)
    canvas.y = top + 14


def _name(canvas: Canvas, full: str, short: str, span: tuple[float, float], top: float) -> None:
    """Name a bar in full where it fits above it, else by its short name."""
    left, right = span
    words = full if measure(full, canvas.sizes.small, bold=True) < right - left else short
    canvas.text(left + 1, top - 9, words, size=canvas.sizes.small, bold=True)


def _gap(canvas: Canvas, left: float, right: float, top: float, years: str) -> None:
    """Outline the years that the table gives no paradigm."""
    canvas.rect(left + 1, top, right - left - 3, 14, stroke=QUIET, dash=(3, 3))
    words = f"{years}: no column in Table 4"
    if measure(words, canvas.sizes.small) > right - left:
        words = "no column"
    x = (left + right) / 2
    canvas.text(x, top - 9, words, size=canvas.sizes.small, colour=QUIET, align="center")


def year_axis(canvas: Canvas, scale: Scale, top: float, *, every: int = 5) -> None:
    """Write the years below, with light lines up to `top`."""
    for year in range(int(scale.low), int(scale.high) + 1):
        if year % every == 0:
            x = scale(year)
            canvas.line([(x, top), (x, canvas.y + 3)], stroke=RULE, z=-1)
            half = measure(str(year), canvas.sizes.small) / 2
            x = min(max(x, half), canvas.width - half)
            size = canvas.sizes.small
            canvas.text(x, canvas.y + 12, str(year), size=size, colour=QUIET, align="center")
    canvas.y += 22


def say_spans(frame: pd.DataFrame) -> str:
    """List the spans in words, such as "Start-up 1981 to 1988"."""
    parts = [
        f"{r.label} {int(r.from_year)} "
        + ("and after" if blank(r.to_year) else f"to {int(r.to_year)}")
        for r in rows(frame)
    ]
    return ", ".join(parts)


def say_gaps(paradigms: pd.DataFrame) -> str:
    """Name the years between two paradigms that no paradigm holds, or say that there are none."""
    parts, before = [], None
    for row in rows(paradigms):
        if before is not None and row.from_year > before + 1:
            parts.append(f"{before + 1} to {int(row.from_year) - 1}")
        before = None if blank(row.to_year) else int(row.to_year)
    return f"no paradigm is given for {', '.join(parts)}" if parts else "no year lies between them"
