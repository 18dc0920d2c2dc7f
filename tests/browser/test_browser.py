"""The browser itself: it opens the page that is asked for, and nothing beside it."""

import re

import pytest
from playwright.sync_api import Browser, Error

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
