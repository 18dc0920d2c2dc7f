"""Make Vega's SVG small, unique in its page, and able to follow the page's colours.

Two readers, two forms: `inline` for a web page (colours are the page's custom properties with
the printed colour as fallback, text takes the colour of the text around it), and `standalone`
for a file of its own and for print (literal colours, named fonts).
"""

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

import vl_convert

from monograph.drawing.text import CHINESE_TAG, RUN
from monograph.drawing.theme import CHINESE, COLOURS, FONT, INK

FONTS = Path(__file__).parent / "fonts"

_NOISE = re.compile(
    r' (?:(?:role|class|aria-(?!label)[a-z]+|font-family|stroke-line(?:cap|join))="[^"]*"'
    r'|opacity="1"|transform="translate\(0,0\)")'
)
_TAGS = re.compile(r' aria-label="[^"]*"')
_EMPTY = re.compile(
    r'<path [^>]*d=""[^>]*/>|<path d="M0,0h[\d.]+v[\d.]+h-[\d.]+Z"/>'
    r'|<rect [^>]*fill="transparent"/>'
)
_BARE_GROUP = re.compile(r"<g>((?:<(?!/?g[ >])[^>]*>[^<]*)*)</g>")
_LONG = re.compile(r"-?\d*\.\d{3,}(?:e-?\d+)?")
_TAG = re.compile(r"<[^>]+>")
_ROOT = re.compile(r"<svg[^>]*?width=\"([\d.]+)\" height=\"([\d.]+)\"[^>]*>")
_WORDS = re.compile(r">[^<]+<")
_ID = re.compile(r'(\bid="|url\(#|href="#)')


@cache
def register_fonts() -> None:
    """Hand the folder of fonts to vl-convert, once, so that every machine draws alike."""
    if any(FONTS.glob("*.?tf")):
        vl_convert.register_font_directory(str(FONTS))


def render(spec: dict[str, Any], *, tagged: bool = False) -> str:
    """Return Vega's SVG of a Vega-Lite specification, minimised.

    What its marks stand for (see `ink`) is kept as their `aria-label` where `tagged` asks for it.
    The picture is the same: a published one is read out as a whole, by its figure's words.
    """
    register_fonts()
    svg: str = vl_convert.vegalite_to_svg(spec)
    svg = svg if tagged else _TAGS.sub("", svg)
    svg = _TAG.sub(lambda tag: _LONG.sub(_shorter, _NOISE.sub("", tag[0])), svg)
    svg, before = _EMPTY.sub("", svg), ""
    while svg != before:
        svg, before = _BARE_GROUP.sub(r"\1", svg), svg
    return svg


def _shorter(number: re.Match[str]) -> str:
    text = f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _split(svg: str) -> tuple[str, str, str]:
    """Return width, height and content of an SVG."""
    root = _ROOT.search(svg)
    if root is None:
        raise ValueError(f"not an SVG of Vega: {svg[:60]!r}")
    return root[1], root[2], svg[root.end() :]


def _own_ids(content: str) -> str:
    """Prefix ids with a digest of the content: unique in a page, the same in every run."""
    digest = hashlib.sha256(content.encode()).hexdigest()[:8]
    return _TAG.sub(lambda tag: _ID.sub(rf"\g<1>f{digest}-", tag[0]), content)


def inline(svg: str, form: str) -> str:
    """Return the SVG for a web page, its class cb-`form` ("wide" or "narrow")."""
    width, height, content = _split(svg)
    for colour in COLOURS:
        themed = "currentColor" if colour is INK else f"var({colour.variable},{colour.light})"
        content = content.replace(f'"{colour.light}"', f'"{themed}"')
    root = f'<svg class="cb-{form}" viewBox="0 0 {width} {height}" aria-hidden="true">'
    return root + _own_ids(f"{content}")


def standalone(svg: str) -> str:
    """Return the SVG as a file of its own, in the light colours."""
    width, height, content = _split(svg)
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="{FONT}">'
    )
    return root + _WORDS.sub(lambda words: RUN.sub(_chinese, words[0]), _own_ids(content))


def _chinese(run: re.Match[str]) -> str:
    """Mark a run of Chinese as such; in a page, the page does so for all its words.

    Outside browsers a sign that the first family lacks comes from any font, so its font is named.
    """
    return f'<tspan lang="{CHINESE_TAG}" font-family="{CHINESE}">{run[0]}</tspan>'


def height(svg: str) -> float:
    """Return the height of a drawing in px."""
    return float(_split(svg)[1])


def scaled(svg: str, share: float) -> str:
    """Return the drawing with its sheet, and all on it, at a share of its size."""
    size = re.compile(r' (width|height)="([\d.]+)"')
    return size.sub(lambda m: f' {m[1]}="{float(m[2]) * share:g}"', svg, count=2)
