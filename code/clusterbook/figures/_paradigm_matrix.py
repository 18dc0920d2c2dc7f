"""The coded part of Table 4, with every ambiguity in sight (chapter 9)."""

from typing import Any

import pandas as pd

from clusterbook.palette import PARADIGMS
from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.checks import allowed, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.ink import shows
from monograph.drawing.key import key
from monograph.drawing.rows import label_rows, margin
from monograph.drawing.text import join
from monograph.drawing.theme import INK, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

CODES = say.each("codes")
MARKS = [
    (say("reading_favours_paper"), {}),
    (say("another_defensible_reading"), {"filled": False}),
]


def paradigm_matrix(codes: pd.DataFrame, paradigms: pd.DataFrame, *, title: str = "") -> Figure:
    """Draw a row per dimension and a column per paradigm; in each cell all codes that fit the text.

    Parameters
    ----------
    codes
        paradigm, dimension, code (H, M, L, missing), preferred (true/false).
    paradigms
        paradigm, short, label, in the order of the columns.
    title
        The finding.
    """
    require(
        "paradigm_matrix",
        codes=(codes, "paradigm dimension code preferred"),
        paradigms=(paradigms, "paradigm short label"),
    )
    allowed("paradigm_matrix", codes["code"], tuple(CODES))

    def draw(width: int) -> Spec:
        return _draw(codes, paradigms, title, width)

    return Figure(draw, _describe(codes, paradigms), codes)


def _draw(codes: pd.DataFrame, paradigms: pd.DataFrame, title: str, width: int) -> Spec:
    canvas = Canvas.titled(width, title)
    key(canvas, MARKS)
    words = say("letters")
    canvas.text(0, canvas.y + 6, words, size=canvas.sizes.small, colour=QUIET)
    canvas.y += 20
    left = margin(canvas, 0.22)
    share = (width - left) / len(paradigms)
    end = canvas.y
    for nth, row in enumerate(rows(paradigms)):
        words = f"{row.short} {row.label}"
        x, top = left + nth * share, canvas.y + 4
        colour = PARADIGMS[row.paradigm]
        canvas.rect(
            x, top, share - 10, 3, fill=colour, shows=shows("paradigms", row, look="paradigm")
        )
        tag = f"head:paradigm={row.paradigm}"
        end = max(end, canvas.paragraph(x, top + 8, words, share - 12, bold=True, shows=tag))
    canvas.y = end
    dimensions = list(dict.fromkeys(codes["dimension"]))
    middles = label_rows(canvas, list(map(str.capitalize, dimensions)), left, height=54)
    where = dict(zip(dimensions, middles, strict=True))
    for nth, row in enumerate(rows(paradigms)):
        for dimension, y in where.items():
            cell = codes[(codes["paradigm"] == row.paradigm) & (codes["dimension"] == dimension)]
            _cell(canvas, left + nth * share, share - 14, y, cell, row.paradigm)
    return canvas.chart(canvas.y + 6)


def _cell(
    canvas: Canvas, left: float, width: float, y: float, cell: pd.DataFrame, paradigm: str
) -> None:
    """Draw the ladder low, medium, high, and apart from it the place for "no code"."""
    size = canvas.sizes.small
    step = min(width / 4, 34)
    place = {code: left + step * (nth + 0.4) for nth, code in enumerate(CODES)}
    place["missing"] += step * 0.35
    canvas.line([(place["L"], y - 6), (place["H"], y - 6)], stroke=RULE, width=2)
    for code, x in place.items():
        canvas.mark(x, y - 6, size=4, colour=RULE)
        letter = say("blank") if code == "missing" else code
        used = code in set(cell["code"])
        colour = INK if used else QUIET
        style: dict[str, Any] = {"size": size, "colour": colour, "align": "center", "bold": used}
        canvas.text(x, y + 11, letter, **style, shows=f"head:paradigm+code={paradigm}+{code}")
    for row in rows(cell):
        given: dict[str, Any] = {
            "colour": PARADIGMS[paradigm],
            "filled": bool(row.preferred),
            "width": 2,
        }
        tag = shows("codes", row, look="paradigm+preferred", column="paradigm+code")
        canvas.mark(place[row.code], y - 6, size=13, **given, shows=tag)


def _describe(codes: pd.DataFrame, paradigms: pd.DataFrame) -> str:
    parts = []
    for row in rows(paradigms):
        mine = codes[codes["paradigm"] == row.paradigm]
        cells = []
        for dimension, cell in mine.groupby("dimension", sort=False):
            first = [CODES[c] for c in cell.loc[cell["preferred"], "code"]]
            other = [CODES[c] for c in cell.loc[~cell["preferred"].astype(bool), "code"]]
            more = say("or", other=join(other)) if other else ""
            cells.append(f"{dimension} {join(first) if first else say('unsettled')}{more}")
        parts.append(f"{row.short} {row.label}: {', '.join(cells)}")
    return say(
        "codes_paradigms_regime_dimensions", paradigms=len(paradigms), parts="; ".join(parts)
    )
