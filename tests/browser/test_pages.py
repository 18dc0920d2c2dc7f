"""Every page of the book: it asks nobody else, nothing fails, and everybody can read it."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from workshop.bench_pages import page_weights

from ..covering import some_pages
from .answers import figures_with_widgets
from .books import Site, pages
from .conftest import Visiting
from .gates import (
    axe_faults,
    life_faults,
    remember_visible,
    sign_faults,
    table_faults,
    width_faults,
)
from .visits import DESK, NARROWEST, PHONE, Visit

CHAPTERS = [page for page in pages() if page.startswith("book/")]
ALL_KINDS = pytest.mark.parametrize(
    "page", some_pages(pages(), "Chinese prose", ample=("rows", "explorers", "formulas"))
)


def wait(visit: Visit, site: Site) -> list[str]:
    """Wait until the page's explorers are alive; return those that are not."""
    chapter = site.chapters.get(visit.name)
    return life_faults(visit, figures_with_widgets(chapter)) if chapter else []


@ALL_KINDS
def test_the_page_asks_no_other_host_and_nothing_fails(
    site: Site, visit: Visiting, page: str
) -> None:
    with visit(site, page, window=NARROWEST) as seen:
        assert wait(seen, site) == []
        assert width_faults(seen) == []
        assert table_faults(seen) == []
        assert seen.noted == []


@ALL_KINDS
def test_axe_has_nothing_against_the_page(site: Site, visit: Visiting, page: str) -> None:
    """At a desk and on a phone, in the light and in the dark; and no table is cut in either."""
    # Reduced motion: halfway through a transition a colour is neither the old one nor the new.
    with visit(site, page, window=DESK, color_scheme="light", reduced_motion="reduce") as seen:
        assert wait(seen, site) == []
        assert table_faults(seen) == []
        assert sign_faults(seen) == []
        found = axe_faults(seen)
        remember_visible(seen)
        scheme(seen, "dark")
        # What differs in the dark is colour, and nothing else: those rules are asked again.
        found += axe_faults(seen, "cat.color")
        scheme(seen, "light")
        seen.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        # The theme lets the keyboard reach what now scrolls, a moment after the window has changed.
        seen.page.wait_for_function(
            "() => ![...document.querySelectorAll('pre')]"
            ".some((code) => code.scrollWidth > code.clientWidth && code.tabIndex < 0)"
        )
        assert wait(seen, site) == []
        assert table_faults(seen) == []
        found += axe_faults(seen)
        scheme(seen, "dark")
        # The dark colours of what a desk shows, too, are known; how things lie on a phone, also.
        assert found + axe_faults(seen, "cat.color", within="new") == []


def scheme(visit: Visit, named: str) -> None:
    """Let the reader's system be light or dark, and wait until the page is."""
    visit.page.emulate_media(color_scheme=named, reduced_motion="reduce")  # type: ignore[arg-type]
    visit.page.wait_for_function(
        "(named) => document.documentElement.dataset.theme === named", arg=named
    )


@pytest.mark.parametrize("page", some_pages(CHAPTERS, "explorers", "figures", "Chinese", "numbers"))
def test_no_page_is_too_heavy_for_a_slow_line(browser: Browser, site: Site, page: str) -> None:
    """Budgets of the design: 0.4 MB, with explorers 0.65 MB, all that a first visit transfers."""
    weights = page_weights(browser, site.folder, [page])
    assert list(weights["page"]) == [page]
    heavy = weights[weights["kilobytes"] > weights["budget"]]
    assert heavy.empty, heavy.to_string(index=False)


# What a page asks for comes, set in it or not: so it is noted, and held back.
HOLD_BACK = """
globalThis.cbAsked = [];
const append = Element.prototype.append;
Element.prototype.append = function (...nodes) {
  const face = ({ rel, as, href }) => rel === "preload" && as === "font" && cbAsked.push(href);
  append.apply(this, nodes.filter((node) => !face(node)));
};
"""
FACES = r"""async () => {
  await document.fonts.ready;
  const names = (links) => [...new Set(links.map((link) => link.split("/").pop()))].sort();
  const came = performance.getEntriesByType("resource").map((entry) => entry.name);
  return [names(cbAsked), names(came.filter((name) => /_static\/fonts\/.*woff2$/.test(name)))];
}"""
FRAMED = "book/chinese"
"""Its frame speaks Chinese, too: what is set in its margins alone comes a moment later."""


@dataclass(frozen=True)
class Opening:
    """What a browser did to show a page for the first time."""

    page: str
    styled: int
    """How often it computed styles anew."""
    asked: list[str]
    """Names of the typefaces that the page asks for at once."""
    set_in: list[str]
    """Names of those that it is set in."""


OPENED = some_pages(CHAPTERS, "rows", "links", "Chinese", "formulas", "explorers")


@pytest.fixture(scope="module", params=OPENED)
def opening(site: Site, browser: Browser, request: pytest.FixtureRequest) -> Opening:
    """Open a page on a phone in a new window, and then let the window be a desk's."""
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    try:
        tab = context.new_page()
        tab.add_init_script(HOLD_BACK)
        session = context.new_cdp_session(tab)
        session.send("Performance.enable")
        tab.goto(site.url(request.param), wait_until="load")
        told = session.send("Performance.getMetrics")["metrics"]
        counted = {each["name"]: each["value"] for each in told}
        tab.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        return Opening(request.param, counted["RecalcStyleCount"], *tab.evaluate(FACES))
    finally:
        context.close()


SETS = 100
"""How often the styles of a page are computed anew at most, from its first byte until it stands."""


def test_a_page_is_not_styled_anew_for_each_of_its_cells(opening: Opening) -> None:
    """A script that asks how a cell looks after each that it has changed takes seconds to open."""
    assert opening.styled < SETS


def test_a_page_asks_at_once_for_the_typefaces_that_it_is_set_in_and_no_other(
    opening: Opening,
) -> None:
    assert set(opening.asked) <= set(opening.set_in)
    assert opening.asked == opening.set_in or opening.page == FRAMED
