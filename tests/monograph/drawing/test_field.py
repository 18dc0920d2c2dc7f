"""The picture of a book's numbers: as many marks as numbers, on the sheet, the largest that fit."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monograph.drawing.field import described, field
from monograph.drawing.theme import VOICES

CHAPTERS = st.lists(st.lists(st.sampled_from([*VOICES]), max_size=40), max_size=12)
SIDE = st.floats(50, 2000)
_START = re.compile(r"M([\d.]+),([\d.]+)")


def starts(drawn: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in _START.findall(drawn)]


@given(chapters=CHAPTERS, width=SIDE, height=SIDE)
def test_there_is_a_mark_for_each_number_and_all_lie_on_the_sheet(
    chapters: list[list[str]], width: float, height: float
) -> None:
    drawn = starts(field(chapters, width, height))
    assert len(drawn) == sum(map(len, chapters))
    assert all(0 <= x <= width and 0 <= y <= height for x, y in drawn)
    assert len(set(drawn)) == len(drawn)


def test_each_voice_has_its_colour_on_either_ground() -> None:
    for dark in (False, True):
        drawn = field([[*VOICES]], 100, 100, dark=dark)
        for voice in VOICES.values():
            assert (voice.colour.dark if dark else voice.colour.light) in drawn


def test_a_gap_parts_two_chapters() -> None:
    together, apart = (starts(field(c, 600, 10)) for c in ([["paper"] * 4], [["paper"] * 2] * 2))
    steps = [b[0] - a[0] for a, b in pairwise(apart)]
    assert len(together) == len(apart) == 4
    assert steps[1] == pytest.approx(2 * steps[0])


def test_a_book_without_numbers_has_no_picture() -> None:
    assert field([[], []], 100, 100) == described([[], []]) == ""


def test_a_voice_that_nobody_has_is_refused() -> None:
    with pytest.raises(ValueError, match="no voice is called rumour: there are paper"):
        field([["rumour"]], 100, 100)


def test_the_words_count_the_marks() -> None:
    said = described([["paper", "computed"], ["assumed", "computed"]])
    assert said.startswith("4 numbers")
    for part in ("1 circle, the paper says", "2 diamonds, we compute", "1 square, we assume"):
        assert part in said
