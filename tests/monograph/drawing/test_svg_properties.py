"""Whatever Vega draws, its picture and its words survive being made small, and put in a page."""

import math
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import vl_convert
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monograph.drawing.svg import inline, minimised, scaled, standalone
from monograph.drawing.theme import COLOURS, INK

NEAR = 0.05
"""px: a mark may be moved by a hundredth at most for every group around it."""

TRICKS = [
    *(f'"{colour.light}"' for colour in COLOURS[:2]),
    *(' aria-label="k"', 'id="q"', "url(#z)", "12.34567", ' role="a"', "<g></g>", "&amp;", "阀门"),
]
"""Words that look like what is rewritten."""

WORDS = st.lists(
    st.one_of(st.sampled_from(TRICKS), st.text("aé <>&\"'阀.01", min_size=1, max_size=4)),
    max_size=3,
).map("".join)
PLACES = st.floats(-300, 900, allow_nan=False).map(lambda x: round(x, 6))
INKS = st.sampled_from([colour.light for colour in COLOURS])
MARKS = st.lists(st.tuples(PLACES, PLACES, WORDS, INKS), min_size=1, max_size=4)

CASES = settings(  # how fast the machine is, is nothing that these tests are about
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)


def drawn(marks: list[tuple[float, float, str, str]], *, clip: bool) -> str:
    """Return what Vega draws: a point and words at each place, both in one ink."""
    rows = [{"x": x, "y": y, "w": words, "c": ink} for x, y, words, ink in marks]
    at = {name: {"field": name, "type": "quantitative", "scale": None} for name in ("x", "y")}
    told: dict[str, Any] = {**at, "color": {"field": "c", "scale": None}}
    text = {"mark": {"type": "text", "clip": clip}, "encoding": {**told, "text": {"field": "w"}}}
    point = {"mark": {"type": "point", "filled": True}, "encoding": told}
    spec = {"width": 600, "height": 300, "data": {"values": rows}, "layer": [text, point]}
    return str(vl_convert.vegalite_to_svg(spec))


def tree(svg: str) -> ElementTree.Element:
    """Parse an SVG; a page's needs no namespace, and has none."""
    spaced = svg.replace("<svg ", '<svg xmlns:xlink="http://www.w3.org/1999/xlink" ', 1)
    root = ElementTree.fromstring(svg if "xmlns:xlink" in svg else spaced)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def words(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in tree(svg).iter("text")]


def marks_of(
    element: ElementTree.Element, x: float = 0, y: float = 0
) -> Iterator[tuple[float, float, str, str]]:
    """Yield place, kind and colour of every word and every point."""
    moved = re.match(r"translate\(([^,]+),([^)]+)\)", element.get("transform", ""))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    at = re.match(r"M([^,]+),([-.\d]+)", element.get("d", "")) or (0, 0, 0)
    own_x, own_y = (float(element.get(way) or at[n]) for n, way in ((1, "x"), (2, "y")))
    if element.tag in {"text", "path"} and element.get("fill") and element.get("d") != "":
        yield x + own_x, y + own_y, element.tag, element.get("fill", "")
    for child in element:
        yield from marks_of(child, x, y)


def same_picture(one: str, other: str) -> None:
    mine, theirs = list(marks_of(tree(one))), list(marks_of(tree(other)))
    assert [mark[2] for mark in mine] == [mark[2] for mark in theirs]
    for (x, y, *_), (u, v, *_) in zip(mine, theirs, strict=True):
        assert math.hypot(x - u, y - v) < NEAR


@CASES
@given(MARKS, st.booleans())
def test_what_is_small_shows_the_same(marks: Any, clip: bool) -> None:  # noqa: ANN401
    svg = drawn(marks, clip=clip)
    small = minimised(svg)
    assert len(small) < len(svg)
    assert words(small) == words(svg)
    same_picture(small, svg)
    assert [m[3] for m in marks_of(tree(small))] == [m[3] for m in marks_of(tree(svg))]
    assert minimised(small) == small
    assert words(minimised(svg, tagged=True)) == words(svg)


@CASES
@given(MARKS, st.booleans())
def test_page_and_file_show_the_same(marks: Any, clip: bool) -> None:  # noqa: ANN401
    small = minimised(drawn(marks, clip=clip))
    page, alone = inline(small, "wide"), standalone(small)
    assert words(page) == words(alone) == words(small)
    same_picture(page, small)
    same_picture(alone, small)
    inks = [ink for *_, ink in marks_of(tree(small))]
    assert [ink for *_, ink in marks_of(tree(alone))] == inks
    by_light = {colour.light: f"var({colour.variable},{colour.light})" for colour in COLOURS}
    by_light[INK.light] = "currentColor"
    assert [ink for *_, ink in marks_of(tree(page))] == [by_light[ink] for ink in inks]


@CASES
@given(MARKS)
def test_ids_are_known_and_the_same_in_every_run(marks: Any) -> None:  # noqa: ANN401
    """Vega counts ids up from the start of the process: twice drawn is twice counted."""
    first, again = (minimised(drawn(marks, clip=True)) for _ in range(2))
    for form in (lambda svg: inline(svg, "wide"), standalone):
        assert form(first) == form(again)
        page = tree(form(first))
        own = [element.get("id") for element in page.iter() if element.get("id")]
        used = {element.get("clip-path") for element in page.iter()} - {None}
        assert len(set(own)) == len(own)
        assert used == {f"url(#{name})" for name in own}


@CASES
@given(MARKS, st.floats(0.1, 3))
def test_what_is_scaled_is_its_sheet_alone(marks: Any, share: float) -> None:  # noqa: ANN401
    alone = standalone(minimised(drawn(marks, clip=False)))
    found, root = tree(scaled(alone, share)), tree(alone)
    for side in ("width", "height"):
        wanted = share * float(root.get(side, ""))
        assert math.isclose(float(found.get(side, "")), wanted, rel_tol=1e-4)
    assert found.get("viewBox") == root.get("viewBox")
    assert words(scaled(alone, share)) == words(alone)
    same_picture(scaled(alone, share), alone)
