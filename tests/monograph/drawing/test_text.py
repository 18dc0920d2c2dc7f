"""Measuring, breaking and writing text."""

import pytest
from fontTools.ttLib import TTFont

from monograph.drawing.engine import FONTS
from monograph.drawing.text import ASCII, OTHERS, join, measure, number, runs, wrap


@pytest.mark.parametrize(("weight", "bold"), [("Regular", False), ("SemiBold", True)])
def test_widths_are_those_of_the_font(weight: str, bold: bool) -> None:
    """Exhaustive: every printable ASCII sign, and the others that labels use."""
    font = TTFont(FONTS / f"SourceSans3-{weight}.ttf")
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    for sign in [*map(chr, ASCII), *OTHERS]:
        assert measure(sign, 1000, bold=bold) == widths[glyphs[ord(sign)]][0], sign


def test_chinese_takes_a_full_square() -> None:
    assert measure("阀门", 12) == 24


@pytest.mark.parametrize("width", [40, 80, 160, 320])
def test_no_line_is_too_long_and_no_word_is_lost(width: float) -> None:
    words = "Special-purpose machinery makers 专用机械企业 in a very long sentence"
    lines = wrap(words, width, 12)

    longest = max(measure(piece, 12) for piece in ("machinery", "purpose-", "Special-"))
    assert all(measure(line, 12) <= max(width, longest) for line in lines)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


@pytest.mark.parametrize("width", [10, 40, 80, 160])
def test_no_line_ends_at_a_no_break_space(width: float) -> None:
    lines = wrap("Interval width\u00a0×: 1,\nPrior 5\u00a0%", width, 12)
    assert any("width\u00a0×:" in line for line in lines)
    assert any("5\u00a0%" in line for line in lines)


def test_runs_part_chinese_from_the_rest() -> None:
    assert runs("Valves 阀门, counted") == ["Valves ", "阀门", ", counted"]
    assert runs("阀门 valves") == ["阀门 ", "valves"]
    assert runs("valves only") == ["valves only"]


@pytest.mark.parametrize(
    ("value", "written"),
    [(2796, "2,796"), (-3.5, "−3.5"), (0.005, "0.01"), (1.0, "1"), (120, "120"), (-0.001, "0")],
)
def test_numbers_are_written_for_people(value: float, written: str) -> None:
    assert number(value) == written


def test_lists_are_joined_as_in_english() -> None:
    assert join(["a"]) == "a"
    assert join(["a", "b"]) == "a and b"
    assert join(["a", "b", "c"]) == "a, b and c"
