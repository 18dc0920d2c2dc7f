"""Every combination of regime codes, the class a rule gives it, and where the paradigms lie."""

import altair as alt
import pandas as pd

from clusterbook.figures.canvas import Canvas
from clusterbook.figures.checks import allowed, require, rows
from clusterbook.figures.figure import Figure
from clusterbook.figures.key import key
from clusterbook.figures.theme import COMPUTED, INK, PARADIGMS, QUIET, RULE

LEVELS = {"L": "low", "M": "medium", "H": "high", "missing": "no code"}
AXES = ["opportunity", "appropriability", "cumulativeness"]
GAP, LEFT, HEAD, FOOT = 16.0, 60.0, 26.0, 24.0


def regime_space(cells: pd.DataFrame, paradigms: pd.DataFrame, *, title: str = "") -> Figure:
    """Draw opportunity against appropriability, one square per level of cumulativeness.

    Parameters
    ----------
    cells
        opportunity, appropriability, cumulativeness (L, M, H, missing), pattern (short text such
        as I, II, mixed, neither): the class under one rule.
    paradigms
        paradigm, short, label, opportunity, appropriability, cumulativeness: where each lies.
    title
        The finding; it should name the rule.
    """
    placed = f"paradigm short label {' '.join(AXES)}"
    require(
        "regime_space",
        cells=(cells, f"{' '.join(AXES)} pattern"),
        paradigms=(paradigms, placed),
    )
    for frame in (cells, paradigms):
        for name in AXES:
            allowed("regime_space", frame[name], tuple(LEVELS))

    if cells.duplicated(AXES).any():
        raise ValueError("regime_space: cells repeats a combination; give the rows of one rule")

    def draw(width: int) -> alt.LayerChart:
        return _draw(cells, paradigms, title, width)

    return Figure(draw, _describe(cells, paradigms), cells)


def _levels(frame: pd.DataFrame, name: str) -> list[str]:
    return [level for level in LEVELS if level in set(frame[name])]


def _draw(cells: pd.DataFrame, paradigms: pd.DataFrame, title: str, width: int) -> alt.LayerChart:
    canvas = Canvas.titled(width, title)
    marks = [(f"{r.short} {r.label}", {"colour": PARADIGMS[r.paradigm]}) for r in rows(paradigms)]
    key(canvas, marks)
    words = "across: technological opportunity; up: appropriability"
    _quiet(canvas, LEFT, canvas.y + 8, words, "left")
    canvas.y += 22
    facets = _levels(cells, "cumulativeness")
    across = (2 if len(facets) == 4 else len(facets)) if width > 560 else 1
    side = (width - LEFT - (across - 1) * GAP) / across
    height = 34.0 * len(_levels(cells, "appropriability"))
    for nth, level in enumerate(facets):
        x = LEFT + (nth % across) * (side + GAP)
        y = canvas.y + (nth // across) * (HEAD + height + 10)
        box = (x, y + HEAD, side, height)
        _facet(canvas, cells, paradigms, level, box, labelled=nth % across == 0)
    down = -(-len(facets) // across)
    canvas.y += down * (HEAD + height + 10) - 10
    names = _levels(cells, "opportunity")
    cell = side / len(names)
    for nth in range(across):
        for k, name in enumerate(names):
            x = LEFT + nth * (side + GAP) + (k + 0.5) * cell
            _quiet(canvas, x, canvas.y + 11, LEVELS[name], "center")
    return canvas.chart(canvas.y + FOOT)


def _quiet(canvas: Canvas, x: float, y: float, words: str, align: str) -> None:
    canvas.text(x, y, words, size=canvas.sizes.small, colour=QUIET, align=align)


def _facet(
    canvas: Canvas,
    cells: pd.DataFrame,
    paradigms: pd.DataFrame,
    level: str,
    box: tuple[float, float, float, float],
    *,
    labelled: bool,
) -> None:
    """Draw the grid of one level of cumulativeness, with classes and paradigms."""
    left, top, width, height = box
    canvas.text(left, top - 11, f"cumulativeness: {LEVELS[level]}", bold=True)
    across, up = _levels(cells, "opportunity"), _levels(cells, "appropriability")
    wide, tall = width / len(across), height / len(up)
    grid = cells[cells["cumulativeness"] == level]
    where = {}
    for row in rows(grid):
        x = left + across.index(row.opportunity) * wide
        y = top + (len(up) - 1 - up.index(row.appropriability)) * tall
        pure = row.pattern in {"I", "II"}
        shade = {"fill": COMPUTED, "opacity": 0.16} if pure else {}
        canvas.rect(x, y, wide - 3, tall - 3, stroke=RULE, radius=3, **shade)  # type: ignore[arg-type]
        place, size = (x + 7, y + tall / 2 - 2), canvas.sizes.small
        canvas.text(*place, row.pattern, size=size, bold=pure, colour=INK if pure else QUIET)
        where[row.opportunity, row.appropriability] = (x + wide / 2, y + tall / 2)
    if labelled:
        for k, name in enumerate(up):
            y = top + (len(up) - 0.5 - k) * tall
            _quiet(canvas, left - 10, y, LEVELS[name], "right")
    _place(canvas, paradigms[paradigms["cumulativeness"] == level], where, wide / 2)


def _place(
    canvas: Canvas,
    paradigms: pd.DataFrame,
    where: dict[tuple[str, str], tuple[float, float]],
    room: float,
) -> None:
    """Put each paradigm into its cell, from the right, side by side where two share one."""
    for (opportunity, appropriability), group in paradigms.groupby(AXES[:2], sort=False):
        x, y = where[str(opportunity), str(appropriability)]
        step = min(36.0, (room * 2 - 24) / len(group))
        for nth, row in enumerate(rows(group)):
            left = x + room - 3 - (len(group) - nth) * step
            canvas.mark(left + 6, y - 2, size=12, colour=PARADIGMS[row.paradigm])
            canvas.text(left + 15, y - 2, row.short, size=canvas.sizes.small)


def _describe(cells: pd.DataFrame, paradigms: pd.DataFrame) -> str:
    counts = cells["pattern"].value_counts(sort=False)
    classes = ", ".join(f"{name}: {count}" for name, count in counts.items())
    where = cells.set_index(AXES)["pattern"].to_dict()
    placed = [
        f"{r.short} {r.label} at opportunity {LEVELS[r.opportunity]}, appropriability "
        f"{LEVELS[r.appropriability]}, cumulativeness {LEVELS[r.cumulativeness]}: "
        f"{where.get((r.opportunity, r.appropriability, r.cumulativeness), 'not in the grid')}"
        for r in rows(paradigms)
    ]
    return f"Regime space of {len(cells)} combinations ({classes}). {'; '.join(placed)}."
