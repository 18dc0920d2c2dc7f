"""A number of the prose shows whose it is, and leads back to where it comes from."""

import json

import pytest

from monograph.voices.number import Voice

from ..conftest import Book

# text -> voice, title, link; in the order of the page.
VOICES = {
    "21.31": ("paper", "The paper says: Table 5, row 6", "facts.html#fact-f001"),
    "21.3 %": ("paper", "The paper says: Table 5, row 6", "facts.html#fact-f001"),
    "9": ("computed", "We recover from print: what is left of 61", "#n-rest"),
    "21.3%": ("computed", "We compute: 13 < 61 & more", "#n-share"),
    "6.8": (
        "assumed",
        "We assume: the years of the survey",
        "facts.html#assumption-exchange-rate",
    ),
    "25,000": (
        "external",
        "Another source says: a yearbook",
        "facts.html#assumption-output-of-county",
    ),
}

# In print, the mark goes round the number or round its link.
PRINTED = {
    "21.31": 'voiced(voice: "paper", {',
    "9": 'voiced(voice: "computed", {"9"})',
    "21.3%": 'voiced(voice: "computed", {"21.3%"})',
    "6.8": 'voiced(voice: "assumed", {',
    "25,000": 'voiced(voice: "external", {',
}


def test_every_number_is_marked_once_and_in_order(book: Book) -> None:
    shown = [number.get_text() for number in book.page("voices").select("article .cb-n")]
    assert shown == list(VOICES)


@pytest.mark.parametrize("text", VOICES)
def test_a_number_has_its_voice_its_reason_and_its_origin(book: Book, text: str) -> None:
    voice, title, link = VOICES[text]
    (number,) = [n for n in book.page("voices").select("article .cb-n") if n.get_text() == text]
    assert number["class"] == ["cb-n", f"cb-n-{voice}"]
    assert number["title"] == title
    links = [number] if number.name == "a" else number.select("a")
    assert [anchor["href"] for anchor in links] == [link]


@pytest.mark.parametrize("text", VOICES)
def test_the_origin_of_a_number_is_there(book: Book, text: str) -> None:
    page, _, anchor = VOICES[text][2].rpartition("#")
    name = page.removesuffix(".html") or "voices"
    assert book.page(name).find(id=anchor) is not None


@pytest.mark.parametrize("text", PRINTED)
def test_print_marks_the_same_voices(book: Book, text: str) -> None:
    chapter = book.code("voices")
    before, found, _ = chapter.partition(PRINTED[text])
    assert found, f"{PRINTED[text]} is missing"
    assert text in chapter[len(before) : len(before) + 150]


def test_every_voice_has_its_mark_in_print_once(book: Book) -> None:
    facts = json.loads((book.root / "_build/typst/facts.json").read_text("utf-8"))
    assert {voice.mark for voice in Voice} == facts["voices"].keys()
    assert len({(look["colour"], look["line"]) for look in facts["voices"].values()}) == 4


def test_numbers_in_captions_are_marked_too(book: Book) -> None:
    for selector in ("#fig-first figcaption .cb-n", "#tab-first caption .cb-n"):
        number = book.one("drawings", selector)
        assert (number.get_text(), number["href"]) == ("2", "#n-two")
