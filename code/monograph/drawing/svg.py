"""Make Vega's SVG small, unique in its page, and able to follow the page's colours.

Two readers, two forms: `inline` for a web page (colours are the page's custom properties with
the printed colour as fallback, text takes the colour of the text around it), and `standalone`
for a file of its own and for print (literal colours, named fonts).
"""

import hashlib
import re
from typing import Any

from monograph.drawing.engine import to_svg
from monograph.drawing.standing import hundredths, standing
from monograph.drawing.text import CHINESE_TAG, RUN
from monograph.drawing.theme import CHINESE, COLOURS, FONT, INK

LEAST = 0.1
"""px: a line that is shorter is a point."""

_NOISE = re.compile(
    r' (?:(?:role|class|aria-(?!label)[a-z]+|font-family|stroke-linejoin)="[^"]*"'
    r'|opacity="1"|transform="translate\(0,0\)")'
)
_ENDS = re.compile(r' stroke-linecap="[^"]*"')
_DOT = re.compile(r' d="M(-?[\d.]+),(-?[\d.]+)L(-?[\d.]+),\2[M"]')
"""A line that goes nowhere: all that is seen of it is its ends."""
_TAGS = re.compile(r' aria-label="[^"]*"')
_EMPTY = re.compile(
    r'<path [^>]*d=""[^>]*/>|<path d="M0,0h[\d.]+v[\d.]+h-[\d.]+Z"/>'
    r'|<rect [^>]*fill="transparent"/>'
)
_BARE_GROUP = re.compile(r"<g>((?:<(?!/?g[ >])[^>]*>[^<]*)*)</g>")
_LONG = re.compile(r"-?\d*\.\d{3,}(?:e-?\d+)?")
_TAG = re.compile(r"<[^>]+>")
_ROOT = re.compile(r"<svg[^>]*?width=\"([\d.]+)\" height=\"([\d.]+)\"[^>]*>")
_VIEW_BOX = re.compile(r'^<svg [^>]*viewBox="0 0 [\d.]+ ([\d.]+)"')
_WORDS = re.compile(r">[^<]+<")
_ID = re.compile(r'(\bid="|url\(#|href="#)([^")]+)')


def render(spec: dict[str, Any], *, tagged: bool = False) -> str:
    """Return Vega's SVG of a Vega-Lite specification, minimised.

    What its marks stand for (see `ink`) is kept as their `aria-label` where `tagged` asks for it.
    The picture is the same: a published one is read out as a whole, by its figure's words.
    """
    return minimised(to_svg(spec), tagged=tagged)


def minimised(svg: str, *, tagged: bool = False) -> str:
    """Return Vega's SVG with what no reader sees left out, and coordinates to a hundredth of a px.

    Words are never touched: what is rewritten stands within tags. The ends of lines are not seen,
    but where a path is of points.

    Examples
    --------
    >>> minimised('<path d="M1,2L9,2" stroke-width="7" stroke-linecap="round"/>')
    '<path d="M1,2L9,2" stroke-width="7"/>'
    >>> minimised('<path d="M1,2L1.01,2M3,4L3.01,4" stroke-width="7" stroke-linecap="round"/>')
    '<path d="M1,2L1.01,2M3,4L3.01,4" stroke-width="7" stroke-linecap="round"/>'
    """

    def small(tag: re.Match[str]) -> str:
        kept = tag[0] if tagged else _TAGS.sub("", tag[0])
        seen = kept if _goes_nowhere(kept) else _ENDS.sub("", kept)
        return _NOISE.sub("", _LONG.sub(_shorter, seen))  # what is rounded to nothing is noise

    svg, before = _EMPTY.sub("", _TAG.sub(small, svg)), ""
    while svg != before:
        svg, before = _BARE_GROUP.sub(r"\1", svg), svg
    return svg


def _goes_nowhere(tag: str) -> bool:
    dot = _DOT.search(tag)
    return dot is not None and abs(float(dot[1]) - float(dot[3])) < LEAST


def _shorter(number: re.Match[str]) -> str:
    return hundredths(float(number[0]))


def _split(svg: str) -> tuple[str, str, str]:
    """Return width, height and content of an SVG."""
    root = _ROOT.search(svg)
    if root is None:
        raise ValueError(f"not an SVG of Vega: {svg[:60]!r}")
    return root[1], root[2], svg[root.end() :]


def _own_ids(content: str) -> str:
    """Rename ids by a digest of the content and their order: unique in a page, alike in every run.

    Vega counts them up from the start of the process.
    """
    known: dict[str, int] = {}
    for _, name in (found for tag in _TAG.findall(content) for found in _ID.findall(tag)):
        known.setdefault(name, len(known))

    def renamed(before: str) -> str:
        def new(found: re.Match[str]) -> str:
            return f"{found[1]}{before}{known[found[2]]}"

        return _TAG.sub(lambda tag: _ID.sub(new, tag[0]), content)

    digest = hashlib.sha256(renamed("").encode()).hexdigest()[:8]
    return renamed(f"f{digest}-")


def inline(svg: str, form: str) -> str:
    """Return the SVG for a web page, its class cb-`form` ("wide" or "narrow")."""
    width, height, content = _split(svg)
    content = standing(_TAG.sub(lambda tag: _themed(tag[0]), content))
    root = f'<svg class="cb-{form}" viewBox="0 0 {width} {height}" aria-hidden="true">'
    return root + _own_ids(content)


def tall(inlined: str) -> str:
    """Return an inlined SVG that keeps its height in a column of any width, at the left.

    A figure that moves keeps its own, and takes the place of this one.

    Examples
    --------
    >>> tall('<svg class="cb-wide" viewBox="0 0 680 280" aria-hidden="true"></svg>')[:63]
    '<svg style="height:280px" preserveAspectRatio="xMinYMin" class='
    """
    root = _VIEW_BOX.search(inlined)
    if root is None:
        raise ValueError(f"not an inlined SVG: {inlined[:60]!r}")
    kept = f'<svg style="height:{root[1]}px" preserveAspectRatio="xMinYMin"'
    return kept + inlined.removeprefix("<svg")


def _themed(tag: str) -> str:
    """Return a tag with the page's own colours in place of the printed ones."""
    for colour in COLOURS:
        themed = "currentColor" if colour is INK else f"var({colour.variable},{colour.light})"
        tag = tag.replace(f'"{colour.light}"', f'"{themed}"')
    return tag


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
