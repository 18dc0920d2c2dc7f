"""The picture that stands for the book where a link to it is shared: title and landing figure."""

from __future__ import annotations

import re
import textwrap
from html import escape
from pathlib import Path

import vl_convert

from monograph.drawing.svg import register_fonts
from monograph.drawing.theme import ACCENTS, FONT, GROUND, INK, QUIET
from monograph.records.facts import Facts

WIDTH, HEIGHT = 1200, 630
"""What sites that show such pictures ask for, in px."""
MARGIN = 56
TOP = 238  # where the figure begins
BAND = 12

_ROOT = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


def card(facts: Facts, figure: str = "") -> str:
    """Return the picture as SVG; `figure` is the SVG of a drawing, below the title."""
    third = WIDTH / 3
    bands = "".join(
        f'<rect x="{nth * third}" width="{third}" height="{BAND}" fill="{colour.light}"/>'
        for nth, colour in enumerate(ACCENTS)
    )
    lines = textwrap.wrap(facts.subtitle, 62)
    said = "".join(
        f'<text x="{MARGIN}" y="{152 + 34 * nth}" font-size="26" fill="{QUIET.light}">'
        f"{escape(line)}</text>"
        for nth, line in enumerate(lines)
    )
    title = (
        f'<text x="{MARGIN}" y="102" font-size="58" font-weight="600" fill="{INK.light}">'
        f"{escape(facts.title)}</text>"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{WIDTH}" height="{HEIGHT}" font-family="{FONT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{GROUND.light}"/>'
        f"{bands}{title}{said}{_placed(figure)}</svg>"
    )


def _placed(figure: str) -> str:
    """Return a drawing as part of another one, as wide as the card, cut at its lower edge."""
    if not figure:
        return ""
    size = _ROOT.match(figure)
    if size is None:
        raise ValueError(f"not a drawing of a known size: {figure[:60]!r}")
    content = figure[figure.index(">") + 1 :]
    return (
        f'<svg x="{MARGIN}" y="{TOP}" width="{WIDTH - 2 * MARGIN}" height="{HEIGHT - TOP - 24}" '
        f'viewBox="0 0 {size[1]} {size[2]}" preserveAspectRatio="xMidYMin slice">{content}'
    )


def write_card(facts: Facts, site: Path) -> None:
    """Write `_static/card.png` of a set book, with the drawing of its landing page if it has one.

    The drawing's own title is a finding, and stays.
    """
    drawing = site / "figures/fig-landing.svg"
    register_fonts()
    svg = card(facts, drawing.read_text("utf-8") if drawing.is_file() else "")
    (site / "_static/card.png").write_bytes(vl_convert.svg_to_png(svg))
