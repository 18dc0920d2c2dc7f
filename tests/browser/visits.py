"""A page as one reader opens it, with everything noted that a good page does not do."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, Response

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

    def broke(self, fault: Error) -> None:
        """Note that a script failed."""
        self.note(f"script fails: {fault}")

    def failed(self, request: Request) -> None:
        """Note a request without an answer; a page that is left may drop its own."""
        if request.failure != "net::ERR_ABORTED":
            self.note(f"no answer for {request.url}: {request.failure}")


class Window:
    """A window of a browser, in a context of its own: a reader's, who reaches no other host."""

    def __init__(self, browser: Browser, **context: Any) -> None:  # noqa: ANN401  (Playwright's)
        self.context = browser.new_context(**context)
        self.page = self.context.new_page()
        self._visit: Visit | None = None
        self.page.add_init_script(VIEWS)
        self.context.on("request", self._pass_on(Visit.asked))
        self.page.on("console", self._pass_on(Visit.hear))
        self.page.on("pageerror", self._pass_on(Visit.broke))
        self.page.on("response", self._pass_on(Visit.answered))
        self.page.on("requestfailed", self._pass_on(Visit.failed))

    def _pass_on(self, note: Callable[[Visit, Any], None]) -> Callable[[Any], None]:
        return lambda event: note(self._visit, event) if self._visit else None

    def show(self, url: str, name: str, base: str) -> Visit:
        """Open a page in it."""
        self._visit = Visit(self.page, name, base)
        self.page.goto(url, wait_until="load")
        return self._visit

    def leave(self) -> None:
        """Leave the page, and as little as can be."""
        self.page.goto("about:blank")
        self.page.mouse.move(-1, -1)
        self.context.clear_cookies()
        self.context.clear_permissions()
        self._visit = None
        for other in self.context.pages[1:]:
            other.close()

    def close(self) -> None:
        """Close it, and forget what the reader has left."""
        self.context.close()


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
    """Open a page for a reader of its own, in a new window."""
    own = Window(browser, viewport=_size(window), **context)
    try:
        yield own.show(url, name, base)
    finally:
        own.close()


FORGET = "try { sessionStorage.clear(); localStorage.clear(); } catch {}"
MEDIA: dict[str, Any] = {
    "color_scheme": "light",
    "reduced_motion": "no-preference",
    "forced_colors": "none",
}
"""What a reader prefers unless something is said, and what a window can be told at any time."""


LASTS = ("add_init_script", "expose_binding", "expose_function", "route")
"""What cannot be taken back from a window, or could be forgotten to."""


class Windows:
    """A window that is used again: to open one takes a third of what it takes to open a page.

    Nothing of one visit is left to the next but the process that drew it.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: Window | None = None

    @contextmanager
    def opened(
        self,
        url: str,
        name: str,
        *,
        base: str,
        window: tuple[int, int] = DESK,
        permissions: Sequence[str] = (),
        **media: Any,  # noqa: ANN401  (as in `MEDIA`)
    ) -> Iterator[Visit]:
        """Open a page for a reader of its own, who leaves the window as it was."""
        own, self._free = self._free or self._one_more(), None
        try:
            own.page.set_viewport_size(_size(window))
            own.page.emulate_media(media="null", **{**MEDIA, **media})
            own.context.grant_permissions(permissions)
            with _forgetting(own):
                visit = own.show(url, name, base)
            yield visit
            own.leave()
        except BaseException:
            own.close()
            raise
        if self._free:  # of two visits at a time
            own.close()
        self._free = self._free or own

    def _one_more(self) -> Window:
        made = Window(self._browser)
        for name in LASTS:
            setattr(made.page, name, _refuse)
        return made


def _refuse(*_: object, **__: object) -> None:
    raise AssertionError("the next visit would have it, too: visit the page with `alone=True`")


@contextmanager
def _forgetting(window: Window) -> Iterator[None]:
    """Have the first page that is opened forget what others kept: they may do so as they close."""
    session = window.context.new_cdp_session(window.page)
    session.send("Page.enable")
    session.send("Page.addScriptToEvaluateOnNewDocument", {"source": FORGET})
    yield
    session.detach()  # and the script with it


def _size(window: tuple[int, int]) -> Any:  # noqa: ANN401  (Playwright's dictionary)
    return {"width": window[0], "height": window[1]}
