"""A drawing whose marks stand by their coordinates is the picture of them moved there."""

from io import BytesIO

import numpy as np
import pytest
import vl_convert
from PIL import Image

from monograph.drawing.standing import standing

SHAPES = ("circle", "square", "cross", "diamond", "triangle-up", "stroke", "wedge", "M-1,0.5H1V-1Z")
ROWS = [
    {
        "x": 31.37 + 40 * n,
        "y": 20.11 + 9 * n,
        "x2": 300.5 - 31 * n,
        "shape": shape,
        "w": f"{n}\n阀 b",
    }
    for n, shape in enumerate(SHAPES)
]
PLACE = {way: {"field": way, "type": "quantitative", "scale": None} for way in ("x", "y")}


def _drawn(mark: dict[str, object], **channels: object) -> str:
    spec = {
        "width": 400,
        "height": 150,
        "data": {"values": ROWS},
        "mark": mark,
        "encoding": {**PLACE, **channels},
    }
    return str(vl_convert.vegalite_to_svg(spec))


DRAWN = {
    "points": _drawn({"type": "point"}, shape={"field": "shape", "scale": None}),
    "words": _drawn(
        {"type": "text", "lineBreak": "\n", "align": "right", "dx": 3}, text={"field": "w"}
    ),
    "lines": _drawn({"type": "rule"}, x2={"field": "x2"}),
    "upright": _drawn({"type": "rule"}, y2={"value": 140}),
}
TURNED = _drawn({"type": "text", "angle": 30}, text={"field": "x"})


def _seen(svg: str) -> np.ndarray:
    png = Image.open(BytesIO(vl_convert.svg_to_png(svg, scale=4)))
    return np.asarray(png.convert("L"), dtype=int)


@pytest.mark.parametrize("kind", DRAWN)
def test_the_picture_is_the_same(kind: str) -> None:
    svg, stood = DRAWN[kind], standing(DRAWN[kind])
    assert svg.count("<g") == stood.count("<g")
    assert not [tag for tag in stood.split("<") if "translate" in tag and not tag.startswith("g")]
    apart = np.abs(_seen(svg) - _seen(stood))
    assert _seen(svg).min() < 200
    assert apart.max() < 32


def test_what_is_turned_is_left() -> None:
    assert standing(TURNED) == TURNED


def test_words_are_no_tags() -> None:
    svg = '<text transform="translate(1,2)">&lt;line transform="translate(3,4)"&gt;</text>'
    words = '&lt;line transform="translate(3,4)"&gt;</text>'
    assert standing(svg) == f'<text x="1" y="2">{words}'
