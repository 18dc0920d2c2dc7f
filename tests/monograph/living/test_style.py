"""What a notebook brings along so that drawings look as they were laid out."""

import pytest
from fontTools.ttLib import TTFont

from monograph.drawing.text import ASCII, OTHERS, measure
from monograph.living.style import WEIGHTS, faces, style, with_faces


@pytest.mark.parametrize(("weight", "bold"), [(400, False), (600, True)])
def test_labels_are_as_wide_as_they_were_measured(weight: int, bold: bool) -> None:
    font = TTFont(WEIGHTS[weight])
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    for sign in [*map(chr, ASCII), *OTHERS]:
        assert measure(sign, 1000, bold=bold) == widths[glyphs[ord(sign)]][0], sign


def test_the_style_can_stand_in_a_line_of_a_script() -> None:
    assert ".cb-challenges" in style()
    assert not set('"\\\n') & set(style())


def test_a_drawing_with_words_brings_its_typeface_first_of_all() -> None:
    drawn = with_faces('<svg width="9"><defs/><text>a</text></svg>')
    assert drawn == f'<svg width="9"><style>{faces()}</style><defs/><text>a</text></svg>'
    assert with_faces("<svg><defs/></svg>") == "<svg><defs/></svg>"
