"""The browser itself: it opens the page that is asked for, and nothing beside it or of before."""

import re

import pytest
from playwright.sync_api import Browser, Error

from .books import Site
from .conftest import Visiting
from .visits import DESK, LASTS, PHONE

WITHOUT = re.compile(r"--disable-features=(\S+)")


def test_a_window_holds_the_page_and_no_other(browser: Browser) -> None:
    """What the browser would load beside each page costs as much as the page."""
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto("data:text/html,<title>alone</title>")
        session = browser.new_browser_cdp_session()
        held = session.send("Target.getTargets", {"filter": [{}]})["targetInfos"]
    finally:
        context.close()
    assert [target["url"] for target in held if target["type"] == "browser_ui"] == []


def test_what_playwright_leaves_out_of_the_browser_is_left_out(browser: Browser) -> None:
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto("chrome://version")
        command = page.locator("#command_line").inner_text()
    finally:
        context.close()
    playwrights, *_, ours = (found.split(",") for found in WITHOUT.findall(command))
    assert set(playwrights) <= set(ours)


@pytest.mark.parametrize("host", ["example.org", "127.0.0.2"])
def test_no_other_host_is_reached(browser: Browser, host: str) -> None:
    """Whatever a page asks for: not even the address of a host is looked up."""
    context = browser.new_context()
    try:
        page = context.new_page()
        with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
            page.goto(f"http://{host}/")
    finally:
        context.close()


LEAVE = """() => {
  document.cookie = "left=1";
  localStorage.left = sessionStorage.left = 1;
  addEventListener("pagehide", () => { localStorage.late = sessionStorage.late = 1; });
  document.documentElement.dataset.left = 1;
  open("about:blank");
}"""
FOUND = """async () => {
  const { state } = await navigator.permissions.query({ name: "clipboard-read" });
  const kept = [localStorage, sessionStorage].flatMap(({ left, late }) => [left, late]);
  const media = ["print", "(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)"];
  return {
    kept: [...kept, ...document.cookie.split("; "), document.documentElement.dataset.left],
    media: media.filter((query) => matchMedia(query).matches),
    allowed: state === "granted",
    pointed: document.querySelectorAll(":hover").length > 0,
    size: [innerWidth, innerHeight],
    scrolled: scrollY,
  };
}"""
NOTHING = {"kept": [], "media": [], "allowed": False, "pointed": False, "scrolled": 0}


def test_a_visit_finds_nothing_that_another_has_left(mini: Site, visit: Visiting) -> None:
    """Though it comes in the same window."""
    rights = ["clipboard-read", "clipboard-write"]
    with visit(mini, "book/pair", window=PHONE, permissions=rights, color_scheme="dark") as left:
        left.page.emulate_media(media="print", reduced_motion="reduce")
        left.page.evaluate(LEAVE)
        left.page.mouse.move(100, 200)
        left.page.mouse.wheel(0, 300)
    with visit(mini, "book/pair") as found:
        assert found.page is left.page
        assert found.page.context.pages == [found.page]
        seen = found.page.evaluate(FOUND)
        seen["kept"] = [kept for kept in seen["kept"] if kept]
        assert seen == {**NOTHING, "size": [*DESK]}
        found.page.evaluate("localStorage.mine = sessionStorage.mine = 1")
        found.page.reload()
        assert found.page.evaluate("[localStorage.mine, sessionStorage.mine]") == ["1", "1"]
        assert left.noted == found.noted == []


CAME = """() => performance.getEntriesByType("resource")
  .reduce((bytes, { transferSize }) => bytes + transferSize, 0)"""


def test_scripts_and_styles_are_kept_for_the_next_visit_but_not_for_a_new_window(
    mini: Site, visit: Visiting
) -> None:
    for _ in range(2):
        with visit(mini, "book/pair") as seen:
            came = seen.page.evaluate(CAME)
    assert came == 0
    with visit(mini, "book/pair", alone=True) as new:
        assert new.page.evaluate(CAME) > 100_000


def test_what_would_stay_in_a_window_is_refused(mini: Site, visit: Visiting) -> None:
    with visit(mini, "book/pair") as seen:
        for name in LASTS:
            with pytest.raises(AssertionError, match="alone=True"):
                getattr(seen.page, name)("")
