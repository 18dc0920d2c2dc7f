"""Citations are unfolded and copied by keyboard; the launch button is there for everybody."""

import pytest

from monograph.records.exchange import bibtex, ris
from monograph.records.facts import read_facts
from monograph.records.styles import apa, gbt7714
from monograph.site.citing import STYLES

from .books import REAL, Site, a_chapter
from .conftest import Visiting
from .gates import axe_faults, width_faults
from .visits import DESK, NARROWEST, Visit

RIGHTS = ["clipboard-read", "clipboard-write"]
CHAPTER = a_chapter()
SUMMARY = "details.cb-cite > summary"


def copied(visit: Visit, place: int) -> str:
    """Press the nth button that copies, by keyboard; return what is then in the clipboard."""
    button = visit.page.locator(".cb-citation button.copybtn").nth(place)
    button.focus()
    assert button.evaluate("(e) => parseFloat(getComputedStyle(e).outlineWidth)") >= 2
    assert button.evaluate("(e) => Math.min(e.offsetWidth, e.offsetHeight)") >= 24
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function(
        "(nth) => document.querySelectorAll('.cb-citation button.copybtn')[nth]"
        ".classList.contains('success')",
        arg=place,
    )
    text: str = visit.page.evaluate("navigator.clipboard.readText()")
    return text.rstrip("\n")


@pytest.mark.parametrize("page", [CHAPTER, "book/cite"])
def test_every_citation_is_copied_by_keyboard_as_it_stands(
    site: Site, visit: Visiting, page: str
) -> None:
    with visit(site, page, permissions=RIGHTS) as seen:
        if page == CHAPTER:
            seen.page.locator(SUMMARY).press("Enter")
        shown = [
            text.rstrip("\n") for text in seen.page.locator(".cb-citation pre").all_inner_texts()
        ]
        assert len(shown) == len(STYLES)
        assert [copied(seen, place) for place in range(len(shown))] == shown
        assert f"ersion {read_facts(REAL).version}" in shown[0]
        assert seen.noted == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_against_an_unfolded_citation_or_the_button(
    stated: Site, visit: Visiting, scheme: str
) -> None:
    options = {"color_scheme": scheme, "reduced_motion": "reduce"}
    for window in (DESK, NARROWEST):
        with visit(stated, "book/pair", window=window, **options) as seen:
            seen.page.locator(SUMMARY).press("Enter")
            seen.page.locator(".cb-citation pre").first.wait_for()
            assert axe_faults(seen) == []
            assert width_faults(seen) == []
            assert seen.noted == []


def test_the_button_is_a_link_that_a_keyboard_reaches(stated: Site, visit: Visiting) -> None:
    with visit(stated, "book/pair") as seen:
        button = seen.page.get_by_role("link", name="Launch", exact=True)
        button.focus()
        assert button.evaluate("(e) => document.activeElement === e")
        assert button.get_attribute("href") == (
            "https://mybinder.org/v2/gh/owner/name/main?urlpath=notebooks/_build/notebooks/book/pair.ipynb"
        )
        assert seen.noted == []


def test_four_styles_are_offered() -> None:
    assert [write for _, write in STYLES] == [apa, gbt7714, bibtex, ris]


PLACE = "https://example.org/books/valves/book/rows.html"
SENTENCE = "“The largest of 3 towns has 1,200 firms.”"
PLACES = {
    "a number": (".cb-held a[data-n]", f"{PLACE}#n-towns", SENTENCE),
    "a sentence": (
        ".cb-held a:has(.cb-firm)",
        f"{PLACE}#s-the-largest-of-n-towns-towns",
        SENTENCE,
    ),
    "a table": ("#tab-towns caption a.headerlink", f"{PLACE}#tab-towns", "Towns and their firms.”"),
}


def cited(visit: Visit, place: str, style: int) -> str:
    """Focus a link, go into its preview by Tab, and press the nth button that copies."""
    visit.page.keyboard.press("Tab")
    visit.page.locator(place).first.focus()
    button = visit.page.locator("#cb-preview .cb-cite-this button").nth(style)
    for _ in range(12):
        visit.page.keyboard.press("Tab")
        if button.evaluate("(e) => document.activeElement === e"):
            break
    assert button.evaluate("(e) => Math.min(e.offsetWidth, e.offsetHeight)") >= 24
    visit.page.keyboard.press("Enter")
    visit.page.locator("#cb-preview [role=status]", has_text="Copied").wait_for()
    text: str = visit.page.evaluate("navigator.clipboard.readText()")
    return text


@pytest.mark.parametrize("what", PLACES)
def test_words_are_cited_as_they_stand_with_chapter_version_and_address(
    stated: Site, visit: Visiting, what: str
) -> None:
    place, address, words = PLACES[what]
    with visit(stated, "book/rows", permissions=RIGHTS, reduced_motion="reduce") as seen:
        for style in range(len(STYLES)):
            text = cited(seen, place, style)
            assert address in text
            assert words in text
            assert "A table to sort and to search" in text
            assert read_facts(REAL).version in text
            assert text.count(PLACE) == 1
        assert axe_faults(seen) == []
        assert seen.noted == []


def test_a_figure_is_cited_in_the_state_in_which_it_stands(stated: Site, visit: Visiting) -> None:
    page = "https://example.org/books/valves/book/pair.html"
    with visit(stated, "book/pair", permissions=RIGHTS) as seen:
        seen.page.locator("#fig-bars input").first.focus()
        seen.page.keyboard.press("ArrowRight")
        seen.page.wait_for_function("location.hash.includes('fig-bars?')")
        state = next(
            part
            for part in seen.page.evaluate("location.hash.slice(1)").split("!")
            if part.startswith("fig-bars?")
        )
        assert f"{page}#{state}" in cited(seen, "#fig-bars figcaption a.headerlink", 0)
        assert seen.noted == []
