"""Nothing on a page moves when a figure comes alive, nor before, while the page is being read."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from ..covering import some_explorers
from .answers import figures_with_widgets
from .books import Site, with_explorers
from .visits import DESK, PHONE

SHIFTS = """
globalThis.cbShifts = [];
new PerformanceObserver((list) => {
  const named = ({ node }) => node?.className || node?.nodeName;
  for (const { startTime, value, sources } of list.getEntries())
    cbShifts.push([startTime, value, sources.map(named)]);
}).observe({ type: "layout-shift", buffered: true });
"""
# Where every block stands, and what a figure shows: its controls, finding, drawing and words.
BOXES = """async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  const boxes = {};
  const note = (name, element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    boxes[name] = [left + scrollX, top + scrollY, width, height];
  };
  const shown = (element) => element.checkVisibility({ checkVisibilityCSS: true });
  const blocks = document.querySelectorAll(".bd-article section > *, .bd-article figure");
  blocks.forEach((block, nth) => note(`${nth} ${block.tagName} ${block.id}`, block));
  for (const figure of document.querySelectorAll("figure:has(.cb-still)")) {
    const parts = ".cb-control, .cb-toolbar, .cb-note, .cb-fold > summary";
    figure.querySelectorAll(parts).forEach((part, nth) => note(`${figure.id} part ${nth}`, part));
    for (const kind of [".cb-finding", ".cb-says", "svg"]) {
      const seen = [...figure.querySelectorAll(kind)].filter(shown);
      boxes[`${figure.id} has ${kind}`] = [seen.length];
      if (seen[0]) note(`${figure.id} ${kind}`, seen[0]);
    }
  }
  return boxes;
}"""
ALIVE = "(id) => document.querySelector(`#${id} .cb-still.cb-replaced`)"


TYPEFACES = "**/*.woff2"


@contextmanager
def _held(
    browser: Browser, url: str, window: tuple[int, int], without: str = ""
) -> Iterator[tuple[Page, Any]]:
    """Open a page whose library does not come until it is let go; give the page and how.

    What it asks for `without` is not there.
    """
    size: Any = {"width": window[0], "height": window[1]}
    context = browser.new_context(viewport=size)
    try:
        page = context.new_page()
        page.add_init_script(SHIFTS)
        if without:
            page.route(without, lambda route: route.abort())
        waiting: list[Route] = []
        page.route("**/vega.js*", lambda route: waiting.append(route))
        page.goto(url, wait_until="domcontentloaded")

        def let_go() -> None:
            page.wait_for_timeout(300)  # until it is asked for
            for route in waiting:
                route.continue_()

        yield page, let_go
    finally:
        context.close()


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("page", some_explorers(with_explorers()))
def test_nothing_moves_when_a_figure_comes_alive(
    site: Site, browser: Browser, page: str, window: tuple[int, int]
) -> None:
    for figure in figures_with_widgets(site.chapters[page]):
        with _held(browser, site.url(page), window) as (seen, let_go):
            seen.evaluate("(id) => document.getElementById(id).scrollIntoView()", figure)
            before = seen.evaluate(BOXES)
            since = seen.evaluate("performance.now()")  # typefaces come when they come
            assert not seen.locator(f"#{figure} .cb-live svg").count()
            let_go()
            seen.wait_for_function(ALIVE, arg=figure)
            after = seen.evaluate(BOXES)
            assert before[f"{figure} svg"]
            assert before.keys() == after.keys()
            moved = {
                name: (box, after[name])
                for name, box in before.items()
                if any(abs(a - b) > 1 for a, b in zip(box, after[name], strict=True))
            }
            assert not moved, json.dumps(moved, indent=1)
            assert [shift for shift in seen.evaluate("cbShifts") if shift[0] > since] == []


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("page", some_explorers(with_explorers()))
def test_nothing_moves_while_a_page_is_read(
    site: Site, browser: Browser, page: str, window: tuple[int, int]
) -> None:
    """Without typefaces: when these come hangs on the machine, and a page asks for them first."""
    with _held(browser, site.url(page), window, without=TYPEFACES) as (seen, _):
        seen.evaluate(BOXES)
        seen.wait_for_timeout(300)
        assert seen.evaluate("cbShifts") == []
