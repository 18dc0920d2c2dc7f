"""A page as one reader opens it, with everything noted that a good page does not do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

# Vega's view of each figure, which the page hands to whoever hears that it is drawn.
VIEWS = """globalThis.cbViews = new WeakMap();
addEventListener("monograph:ready", ({ target, detail }) =>
  cbViews.set(target.querySelector(".cb-live"), detail), true);"""

DESK, PHONE, NARROWEST = (1280, 900), (390, 844), (360, 740)
"""Widths and heights of windows, in px."""


@dataclass
class Visit:
    """An open page, and what went wrong on it so far."""

    page: Page
    name: str
    """As in _toc.yml."""
    base: str
    noted: list[str] = field(default_factory=list)

    def note(self, fault: str) -> None:
        """Keep a fault with the page's name."""
        self.noted.append(f"{self.name}: {fault}")

    def asked(self, request: Request) -> None:
        """Note what the page wants of the rest of the world: the browser reaches nobody there."""
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.note(f"asks another host for {request.url}")

    def hear(self, message: ConsoleMessage) -> None:
        """Note what the page complains of; a browser looks for an icon of the host by itself."""
        if message.location.get("url", "").endswith("/favicon.ico"):
            return
        if message.type in {"error", "warning"}:
            self.note(f"console {message.type}: {message.text}")

    def answered(self, response: Response) -> None:
        """Note what the book does not have."""
        if response.status >= 400:
            self.note(f"{response.status} for {response.url}")

    def failed(self, request: Request) -> None:
        """Note a request without an answer; a page that is left may drop its own."""
        if request.failure != "net::ERR_ABORTED":
            self.note(f"no answer for {request.url}: {request.failure}")


@contextmanager
def opened(
    browser: Browser,
    url: str,
    name: str,
    *,
    base: str,
    window: tuple[int, int] = DESK,
    **context: Any,  # noqa: ANN401  (Playwright's options of a browser context)
) -> Iterator[Visit]:
    """Open a page for a reader of its own, who reaches no other host."""
    size: Any = {"width": window[0], "height": window[1]}
    own = browser.new_context(viewport=size, **context)
    try:
        page = own.new_page()
        page.add_init_script(VIEWS)
        visit = Visit(page, name, base)
        own.on("request", visit.asked)
        page.on("console", visit.hear)
        page.on("pageerror", lambda fault: visit.note(f"script fails: {fault}"))
        page.on("response", visit.answered)
        page.on("requestfailed", visit.failed)
        page.goto(url, wait_until="load")
        yield visit
    finally:
        own.close()
