"""Citations are unfolded and copied by keyboard; the launch button is there for everybody."""

import pytest

from monograph.records.exchange import bibtex, ris
from monograph.records.facts import read_facts
from monograph.records.styles import apa, gbt7714
from monograph.site.citing import STYLES

from ..covering import some
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


@pytest.mark.parametrize("page", some([CHAPTER, "book/cite"], [CHAPTER]))
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


@pytest.mark.parametrize("scheme", some(["light", "dark"], ["dark"]))
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


FOUND = """([place, from, to]) => {
  const walker = document.createTreeWalker(document.querySelector(place), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const first = node.data.indexOf(from), last = node.data.indexOf(to);
    if (first >= 0 && range.collapsed) range.setStart(node, first);
    if (last >= 0) { range.setEnd(node, last + to.length); break; }
  }
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
  const lines = [...range.getClientRects()].filter((line) => line.width);
  const [first, last] = [lines[0], lines.at(-1)];
  return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
}"""
OFFER = "#cb-preview[aria-label='Cite the marked words']"


def mark(visit: Visit, place: str, first: str, last: str) -> None:
    """Mark words with the mouse, from the start of some to the end of others."""
    left, top, right, bottom = visit.page.evaluate(FOUND, [place, first, last])
    visit.page.mouse.move(left, top)
    visit.page.mouse.down()
    visit.page.mouse.move(right, bottom, steps=5)
    visit.page.mouse.up()


MARKED = [
    (("casting (", "hot forging"), "“casting (砂型铸造) and hot forging”", "casting%20("),
    (("ot forging", "two wa"), "“hot forging (红冲锻造) are two ways”", "hot%20forging%20("),
    (("水暖", "集群"), "“水暖阀门产业集群”", "%E6%B0%B4"),
]


@pytest.mark.parametrize(
    ("marked", "words", "led"),
    some(MARKED, MARKED[:1]),
)
def test_words_that_are_marked_are_cited_whole_in_every_style(
    stated: Site, visit: Visiting, marked: tuple[str, str], words: str, led: str
) -> None:
    with visit(stated, "book/rows", permissions=RIGHTS, reduced_motion="reduce") as seen:
        mark(seen, ".bd-article", *marked)
        seen.page.locator(OFFER).wait_for()
        assert axe_faults(seen) == []
        for style in range(len(STYLES)):
            seen.page.keyboard.press("Tab")
            seen.page.keyboard.press("Enter")
            seen.page.locator(f"{OFFER} [role=status]", has_text=STYLES[style][0]).wait_for()
            text = seen.page.evaluate("navigator.clipboard.readText()")
            assert words in text
            assert f"{PLACE}#a-table-to-sort-and-to-search:~:text={led}" in text
        seen.page.keyboard.press("Escape")
        assert seen.page.locator(OFFER).count() == 0
        assert seen.noted == []


def test_nothing_is_offered_for_two_words(stated: Site, visit: Visiting) -> None:
    with visit(stated, "book/rows", permissions=RIGHTS) as seen:
        mark(seen, ".bd-article", "Sand", "casting")
        seen.page.wait_for_timeout(600)
        assert seen.page.evaluate("getSelection().toString()") == "Sand casting"
        assert seen.page.locator(OFFER).count() == 0


def test_the_address_of_marked_words_leads_to_them(site: Site, visit: Visiting) -> None:
    with visit(site, "book/hypotheses", permissions=RIGHTS) as seen:
        page = seen.page
        page.evaluate(
            "(e) => getSelection().selectAllChildren([...document.querySelectorAll(e)].at(-1))",
            ".bd-article > section > section > p",
        )
        page.locator(f"{OFFER} button").first.click()
        page.locator(f"{OFFER} [role=status]", has_text="Copied").wait_for()
        address = page.evaluate("navigator.clipboard.readText()").split()[-1]
        assert ":~:text=" in address
        page.goto("about:blank")
        page.goto(address.replace("#", "?again#"))
        page.wait_for_function(
            """(e) => {
                const { top } = [...document.querySelectorAll(e)].at(-1).getBoundingClientRect();
                return top > 0 && top < innerHeight;
            }""",
            arg=".bd-article > section > section > p",
        )
