"""Numbers and links answer beside themselves: by keyboard, mouse and finger, on every page."""

import pytest
from playwright.sync_api import Page

from ..covering import some, some_pages
from .books import Site, pages
from .conftest import Visiting
from .gates import axe_faults, width_faults
from .visits import DESK, NARROWEST

WITH_NUMBERS = pytest.mark.parametrize(
    "page", some_pages(pages(), "Chinese prose", ample=("numbers", "rows"))
)
PANEL = "#cb-preview"

# Focuses each traced number in turn, as Tab would, and returns those that stay silent.
SILENT = """() => {
  const silent = [];
  for (const number of document.querySelectorAll(".bd-article [data-n]")) {
    if (number.closest(".cb-preview, .cb-answers, details:not([open]), [hidden]")) continue;
    const link = number.matches("a") ? number : number.querySelector("a");
    if (!link) { silent.push(number.textContent + ": no link"); continue; }
    if (!link.checkVisibility()) continue;
    link.focus({ focusVisible: true });
    const panel = document.querySelector("#cb-preview");
    const said = panel ? panel.textContent.trim() : "";
    if (!said.includes(number.textContent.trim())) silent.push(`${number.textContent}: ${said}`);
    const bare = /(We compute|We recover from print)\\.?$/;
    const first = panel && panel.querySelector("p");
    if (first && bare.test(first.textContent.trim())) {
      silent.push(`${number.textContent}: says only whose it is`);
    }
  }
  document.activeElement.blur();
  return silent;
}"""


def panel(page: Page) -> int:
    return page.locator(PANEL).count()


@WITH_NUMBERS
def test_every_traced_number_answers_by_keyboard(site: Site, visit: Visiting, page: str) -> None:
    with visit(site, page, window=DESK) as seen:
        # Focus by script shows a ring only once the reader has used the keyboard.
        seen.page.keyboard.press("Tab")
        assert seen.page.evaluate(SILENT) == []
        assert seen.noted == []


# How far a comma, or what else closes, stands from the download before it.
GAPS = """() => {
  document.querySelector(".cb-answers").open = true;
  return [...document.querySelectorAll(".cb-answers .cb-data")]
    .filter((link) => /^[,.;:)]/.test(link.nextSibling?.data ?? ""))
    .map((link) => {
      const sign = document.createRange();
      sign.setStart(link.nextSibling, 0);
      sign.setEnd(link.nextSibling, 1);
      const [{ left, top }, box] = [sign.getBoundingClientRect(), link.getBoundingClientRect()];
      return top > box.bottom ? 0 : left - box.right; // on the next line
    });
}"""


@pytest.mark.parametrize("page", some(["book/cluster", "book/evidence"], ["book/cluster"]))
def test_no_space_stands_before_the_comma_between_downloads(
    site: Site, visit: Visiting, page: str
) -> None:
    with visit(site, page, window=DESK) as seen:
        gaps = seen.page.evaluate(GAPS)
        assert gaps
        assert max(gaps) < 0.5


@WITH_NUMBERS
def test_an_open_preview_is_accessible_and_fits_a_phone(
    site: Site, visit: Visiting, page: str
) -> None:
    with visit(site, page, window=NARROWEST, reduced_motion="reduce") as seen:
        link = seen.page.locator(".bd-article :is(a[data-n], [data-n] a)").first
        if not link.count():
            return
        seen.page.keyboard.press("Tab")
        link.focus()
        assert panel(seen.page) == 1
        assert axe_faults(seen, within=PANEL) == []  # the rest of the page: test_pages
        assert width_faults(seen) == []


def a_number(page: Page) -> object:
    return page.locator(".bd-article a[data-n]").first


def test_escape_closes_and_the_focus_stays(site: Site, visit: Visiting) -> None:
    with visit(site, "book/survey", window=DESK) as seen:
        seen.page.keyboard.press("Tab")
        link = seen.page.locator(".bd-article a[data-n]").first
        link.focus()
        assert panel(seen.page) == 1
        seen.page.keyboard.press("Tab")  # into the preview
        assert seen.page.evaluate("document.activeElement.closest('#cb-preview') !== null")
        seen.page.keyboard.press("Escape")
        assert panel(seen.page) == 0
        assert link.evaluate("link => link === document.activeElement")


def test_a_mouse_can_reach_the_preview_and_leave_it(site: Site, visit: Visiting) -> None:
    with visit(site, "book/survey", window=DESK) as seen:
        seen.page.locator(".bd-article a[data-n]").first.hover()
        seen.page.wait_for_selector(PANEL)
        seen.page.locator(PANEL).hover()
        seen.page.wait_for_timeout(500)
        assert panel(seen.page) == 1
        seen.page.mouse.move(2, 2)
        seen.page.wait_for_selector(PANEL, state="detached")


def test_a_first_tap_shows_and_a_second_follows(site: Site, visit: Visiting) -> None:
    with visit(site, "book/survey", window=NARROWEST, has_touch=True) as seen:
        link = seen.page.locator(".bd-article a[data-n]").first
        before = seen.page.url
        link.tap()
        assert (panel(seen.page), seen.page.url) == (1, before)
        link.tap()
        seen.page.wait_for_url("**#n-*")
        assert seen.page.locator("details.cb-answers[open] li:target").count() == 1


def test_a_tap_opens_a_chapter_and_shows_a_term_with_the_way_there(
    site: Site, visit: Visiting
) -> None:
    with visit(site, "book/regimes", window=NARROWEST, has_touch=True) as seen:
        seen.page.locator('.bd-article a.reference.internal[href*="html#term-"]').first.tap()
        onward = seen.page.locator(f"{PANEL} a.cb-onward")
        assert onward.text_content() == "Go there"
        onward.tap()
        seen.page.wait_for_url("**/glossary.html#term-*")
    with visit(site, "book/regimes", window=NARROWEST, has_touch=True) as seen:
        seen.page.locator('.bd-article a.reference.internal[href*="#ch-comparison"]').first.tap()
        seen.page.wait_for_url("**/comparison.html#ch-comparison")


@pytest.mark.parametrize(
    ("page", "href"),
    [("book/survey", "#fig-"), ("book/survey", "#tab-"), ("book/regimes", "glossary.html#term-")],
)
def test_references_and_terms_are_previewed(
    site: Site, visit: Visiting, page: str, href: str
) -> None:
    with visit(site, page, window=DESK) as seen:
        link = seen.page.locator(f'.bd-article a.reference.internal[href*="{href}"]').first
        link.hover()
        seen.page.wait_for_selector(PANEL)
        assert len(seen.page.locator(PANEL).inner_text()) > 20


# Opens the preview of each link of a list, and returns those of which a part is under the page.
COVERED = """() => {
  const covered = [];
  const links = document.querySelectorAll(".bd-article li :is(a[data-n], [data-n] a, a.reference)");
  for (const link of links) {
    if (!link.checkVisibility()) continue;
    link.scrollIntoView({ block: "center" });
    link.focus({ focusVisible: true });
    const panel = document.querySelector("#cb-preview");
    if (!panel) continue;
    const { left, right, top, bottom } = panel.getBoundingClientRect();
    const lies = [left + 9, right - 9].flatMap((x) => [top + 9, bottom - 9].map((y) => [x, y]));
    const under = lies.filter(([x, y]) => !panel.contains(document.elementFromPoint(x, y)));
    covered.push([link.textContent, under.length]);
  }
  return covered;
}"""


@pytest.mark.parametrize("page", some(["book/survey", "book/evidence"], ["book/survey"]))
def test_a_preview_of_a_list_stands_over_what_follows(
    site: Site, visit: Visiting, page: str
) -> None:
    with visit(site, page, window=DESK) as seen:
        seen.page.keyboard.press("Tab")
        found = seen.page.evaluate(COVERED)
        assert found
        assert [words for words, corners in found if corners] == []


# Shows the words of each link in turn, and returns the Chinese that no element says to be Chinese.
UNMARKED = r"""() => {
  const found = new Set();
  for (const link of document.querySelectorAll(".bd-article a.reference.internal")) {
    if (!link.checkVisibility()) continue;
    link.focus({ focusVisible: true });
    const panel = document.querySelector("#cb-preview");
    const texts = panel ? document.createTreeWalker(panel, NodeFilter.SHOW_TEXT) : null;
    while (texts?.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      if (/\p{Script=Han}/u.test(data) && !parentElement.closest("[lang^=zh]")) found.add(data);
    }
  }
  return [...found];
}"""


@pytest.mark.parametrize("page", ["book/regimes", "book/hypotheses", "book/cite"])
def test_chinese_in_a_preview_says_that_it_is(site: Site, visit: Visiting, page: str) -> None:
    with visit(site, page, window=DESK) as seen:
        seen.page.keyboard.press("Tab")
        assert seen.page.evaluate(UNMARKED) == []


def test_without_script_the_link_still_answers(site: Site, visit: Visiting) -> None:
    with visit(site, "book/survey", window=DESK, java_script_enabled=False) as seen:
        for link in seen.page.locator(".bd-article a[data-n]").all()[:5]:
            id_ = str(link.get_attribute("href"))
            assert seen.page.locator(id_).count() == 1
            assert len(seen.page.locator(id_).text_content() or "") > 20


# Terms and numbers: [what is drawn under it, what stands after it].
TOLD = """(selector) => {
  const link = document.querySelector(selector);
  const under = getComputedStyle(link.matches("a.cb-n") ? link : link.closest(".cb-n") ?? link);
  const line = under.textDecorationLine === "none" ? "none" : under.textDecorationStyle;
  return [line, getComputedStyle(link, "::after").content];
}"""


@pytest.mark.parametrize("high_contrast", [False, True])
def test_a_term_is_told_from_a_number_and_from_text_by_more_than_colour(
    site: Site, visit: Visiting, high_contrast: bool
) -> None:
    contrast = {"forced_colors": "active"} if high_contrast else {}
    with visit(site, "book/evidence", **contrast) as seen:
        line, mark = seen.page.evaluate(TOLD, ".bd-article .cb-term > a")
        assert line == "none"
        assert mark.startswith('"°"')
        line, mark = seen.page.evaluate(TOLD, ".bd-article .cb-n-computed")
        assert (line, mark) == ("solid", "none")


ENGLISH = [
    "We compute",
    "paper says",
    "rests on",
    "show the code",
    "back to",
    "answers",
    "Copy",
    "It moves",
]


def test_a_page_in_chinese_answers_in_chinese(site: Site, visit: Visiting) -> None:
    with visit(site, "book/chinese", window=DESK) as seen:
        seen.page.keyboard.press("Tab")
        for link in seen.page.locator(".bd-article section :is(a[data-n], [data-n] a)").all():
            link.focus()
            said = seen.page.locator(PANEL).inner_text()
            assert [words for words in ENGLISH if words in said] == []
            assert "查看代码" in said
        listed = seen.page.locator(".cb-answers")
        assert listed.get_attribute("lang") == "zh-Hans"
        assert listed.locator("summary").inner_text() == "数字的出处"


def test_a_mark_stays_with_its_sentence_and_offers_the_way_to_its_row(
    site: Site, visit: Visiting
) -> None:
    with visit(site, "book/cluster", window=DESK) as seen:
        mark = seen.page.locator(".cb-held a:has(.cb-firm)[href*='firm.html']").first
        row = mark.get_attribute("href")
        mark.click()
        held = mark.evaluate("link => link.closest('.cb-held').id")
        assert seen.page.evaluate("location.hash") == f"#{held}"
        assert seen.page.url.split("#")[0] == site.url("book/cluster")
        # The page has moved under the pointer: without the focus the preview would close.
        assert mark.evaluate("link => link === document.activeElement")
        assert seen.page.locator(f"{PANEL} a.cb-onward").get_attribute("href") == row
