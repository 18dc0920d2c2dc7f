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
            "https://mybinder.org/v2/gh/owner/name/main?urlpath=lab/tree/_build/notebooks/book/pair.ipynb"
        )
        assert seen.noted == []


def test_four_styles_are_offered() -> None:
    assert [write for _, write in STYLES] == [apa, gbt7714, bibtex, ris]
