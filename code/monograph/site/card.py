"""The picture that stands for the book: the card that is shown where a link to it is shared.

It has the drawing of the printed edition's cover: every number of the book, as a mark.
"""

import textwrap
from html import escape
from pathlib import Path

import vl_convert

from monograph.drawing.engine import register_fonts
from monograph.drawing.field import Chapters, field
from monograph.drawing.theme import ACCENTS, FONT, GROUND, INK, QUIET
from monograph.records.facts import Facts
from monograph.runner.chapters import chapters, executable
from monograph.site.moved import told

WIDTH, HEIGHT = 1200, 630
"""What sites that show such pictures ask for, in px."""
MARGIN = 56
TOP = 238  # where the marks begin
BAND = 12


def voices(root: Path) -> Chapters:
    """Return the voices of the numbers that each chapter of a book tells, as executed."""
    pages = executable(chapters(root))
    return [[number["voice"] for _, number in told(page)] for page in pages]


def card(facts: Facts, numbers: Chapters = ()) -> str:
    """Return the picture as SVG, with the voices of the book's numbers below the title."""
    third = WIDTH / 3
    bands = "".join(
        f'<rect x="{nth * third}" width="{third}" height="{BAND}" fill="{colour.light}"/>'
        for nth, colour in enumerate(ACCENTS)
    )
    lines = textwrap.wrap(facts.subtitle, 62)
    said = "".join(
        f'<text x="{MARGIN}" y="{152 + 34 * nth}" font-size="26" fill="{QUIET.dark}">'
        f"{escape(line)}</text>"
        for nth, line in enumerate(lines)
    )
    title = (
        f'<text x="{MARGIN}" y="102" font-size="58" font-weight="600" fill="{INK.dark}">'
        f"{escape(facts.title)}</text>"
    )
    marks = field(numbers, WIDTH - 2 * MARGIN, HEIGHT - TOP - MARGIN, dark=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" '
        f'width="{WIDTH}" height="{HEIGHT}" font-family="{FONT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{GROUND.dark}"/>'
        f'{bands}{title}{said}<g transform="translate({MARGIN} {TOP})">{marks}</g></svg>'
    )


def write_card(root: Path, facts: Facts, site: Path) -> None:
    """Write `_static/card.png` of a set book."""
    register_fonts()
    (site / "_static/card.png").write_bytes(vl_convert.svg_to_png(card(facts, voices(root))))
