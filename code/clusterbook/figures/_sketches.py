"""A valve and two ways to make one, as schematic sections with their parts numbered (chapter 1)."""

from typing import Any

import pandas as pd

from clusterbook.palette import PARADIGMS
from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.checks import Row, allowed, blank, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.ink import shows
from monograph.drawing.rows import is_wide
from monograph.drawing.theme import COPPER, GROUND, INK, QUIET, RULE, SAND
from monograph.words import words_beside

say = words_beside(__file__)

SHEET = (100.0, 66.0)
"""Width and height of a sketch in its own units."""
GAP = 26.0
TOP = 99  # over all pieces
LOOKS: dict[str, dict[str, Any]] = {
    "metal": {"fill": RULE, "stroke": INK},
    "tool": {"fill": QUIET, "stroke": INK, "opacity": 0.45},
    "seal": {"fill": INK, "stroke": INK},
    "sand": {"fill": SAND, "opacity": 0.3},
    "core": {"fill": SAND, "stroke": INK, "opacity": 0.8},
    "hot": {"fill": COPPER, "stroke": INK},
    "void": {"fill": GROUND, "stroke": QUIET},
    "note": {"fill": INK},
}
"""What a piece is made of -> how it is drawn."""


def sketches(
    sheets: pd.DataFrame, parts: pd.DataFrame, pieces: pd.DataFrame, *, title: str = ""
) -> Figure:
    """Draw each sketch with numbers at its parts, and the names of the parts below it.

    Parameters
    ----------
    sheets
        sketch, label, label_zh, paradigm (blank if it belongs to none).
    parts
        sketch, part, position (its number), label, label_zh.
    pieces
        sketch, part, look (what it is made of), corners ("x,y;…" on a sheet of 100 by 66, down from
        the top left), callout ("x,y" of the number, or blank).
    title
        What the sketches show.
    """
    require(
        "sketches",
        sheets=(sheets, "sketch label label_zh paradigm"),
        parts=(parts, "sketch part position label label_zh"),
        pieces=(pieces, "sketch part look corners callout"),
    )
    allowed("sketches", pieces["look"], tuple(LOOKS))

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        several, top, ends = is_wide(canvas), canvas.y, []
        room = (width - GAP * (len(sheets) - 1)) / len(sheets) if several else width
        for nth, row in enumerate(rows(sheets)):
            left = nth * (room + GAP) if several else 0.0
            canvas.y = top if several else canvas.y
            _sheet(canvas, row, left, room)
            mine = pieces[pieces["sketch"] == row.sketch]
            _pieces(canvas, mine, parts[parts["sketch"] == row.sketch], left, room)
            _names(canvas, parts[parts["sketch"] == row.sketch], left, room)
            ends.append(canvas.y)
            canvas.y += 14
        return canvas.chart(max(ends))

    return Figure(draw, _describe(sheets, parts), parts)


def _sheet(canvas: Canvas, row: Row, left: float, room: float) -> None:
    """Draw the bar over a sketch in its paradigm's colour, and its name."""
    colour = QUIET if blank(row.paradigm) else PARADIGMS[row.paradigm]
    canvas.line([(left, canvas.y + 1), (left + room, canvas.y + 1)], stroke=colour, width=3,
                shows="key")  # fmt: skip
    canvas.y = canvas.paragraph(left, canvas.y + 8, f"{row.label} {row.label_zh}", room, bold=True)
    canvas.y += 8


def _pieces(
    canvas: Canvas, pieces: pd.DataFrame, parts: pd.DataFrame, left: float, room: float
) -> None:
    """Draw the pieces in their order, then the numbers of their parts."""
    unit, top, small = room / SHEET[0], canvas.y, canvas.sizes.small
    numbered = parts.set_index("part")
    for z, row in enumerate(rows(pieces)):  # each covers those before it
        pairs = (pair.split(",") for pair in row.corners.split(";"))
        corners = [(left + unit * float(x), top + unit * float(y)) for x, y in pairs]
        tag = shows("pieces", row, outline="corners", within="sketch", look="look")
        canvas.area(corners, z=z, shows=tag, **LOOKS[row.look])
        if not blank(row.callout):
            x, y = (float(place) * unit for place in row.callout.split(","))
            canvas.mark(left + x, top + y, size=15, filled=False, width=1, z=TOP, shows="key")
            words = str(numbered["position"][row.part])
            canvas.text(left + x, top + y, words, size=small, align="center", z=TOP)
    canvas.y = top + unit * SHEET[1] + 10


def _names(canvas: Canvas, parts: pd.DataFrame, left: float, room: float) -> None:
    size = canvas.sizes.label
    for row in rows(parts):
        y = canvas.y + size * 0.62
        canvas.text(left, y, str(row.position), shows=shows("parts", row, text="position"))
        canvas.text(left + 14, y, row.label, shows=shows("parts", row, text="label"))
        chinese: dict[str, Any] = {"align": "right", "colour": QUIET}
        chinese["shows"] = shows("parts", row, text="label_zh")
        canvas.text(left + min(room, 230), y, row.label_zh, **chinese)
        canvas.y += size * 1.35


def _describe(sheets: pd.DataFrame, parts: pd.DataFrame) -> str:
    said = []
    for row in rows(sheets):
        mine = parts[parts["sketch"] == row.sketch]
        names = ", ".join(f"{part.position} {part.label}" for part in rows(mine))
        said.append(f"{row.label}: {names}")
    return say("schematic_sections_numbered_parts", said="; ".join(said))
