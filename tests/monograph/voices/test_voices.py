"""Every number has a voice, and an assumption has a reason."""

import dataclasses

import pytest

from monograph.voices.number import Number, Voice
from monograph.voices.telling import chosen


@pytest.mark.parametrize(
    ("voice", "phrase"),
    [
        (Voice.PAPER, "the paper says"),
        (Voice.RECOVERED, "we recover from print"),
        (Voice.COMPUTED, "we compute"),
        (Voice.ASSUMED, "we assume"),
        (Voice.EXTERNAL, "another source says"),
    ],
)
def test_each_voice_has_its_words(voice: Voice, phrase: str):
    assert voice.phrase == phrase


def test_no_voice_is_without_words():
    assert all(voice.phrase for voice in Voice)


def test_a_number_shows_its_text():
    assert str(Number("21.3 %", Voice.PAPER, trace="F178")) == "21.3 %"


def test_a_number_without_text_is_refused():
    with pytest.raises(ValueError, match="needs a text, got ' '"):
        Number(" ", Voice.PAPER)


def test_an_assumption_without_a_reason_is_refused():
    with pytest.raises(ValueError, match=r"the assumed number '6\.83' needs a reason"):
        Number("6.83", Voice.ASSUMED, trace="exchange_rate")


def test_what_a_book_sets_is_assumed_and_says_why():
    bound = chosen(0.9, "{:.1f}", why="a convention")
    assert bound.as_dict() == {
        "text": "0.9",
        "voice": "assumed",
        "title": "We assume: a convention",
        "trace": "",
    }
    with pytest.raises(ValueError, match="needs a reason"):
        chosen(0.9)


def test_a_number_cannot_be_changed():
    number = Number("61", Voice.PAPER)
    with pytest.raises(dataclasses.FrozenInstanceError):
        number.text = "62"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (-0.7, "{:.1f}", "−0.7"),
        (-3, "{:d} to 4", "−3 to 4"),
        (1007, "{}", "1,007"),
        (12345, "{:.0f} firms", "12,345 firms"),
        (2009, "{}", "2009"),
        ("1990s", "{}", "1990s"),
        ("ISO9002", "{}", "ISO9002"),
        (0.12345, "{:.5f}", "0.12345"),
        ("3-5", "{}", "3-5"),
    ],
)
def test_ours_are_written_as_people_write_numbers(value: object, form: str, text: str) -> None:
    """A true minus, and thousands separated; years, names and decimals stay as they are."""
    assert chosen(value, form, why="a test").text == text
