"""Open the built pages in Firefox and move every explorer: `python -m workshop.firefox [page …]`.

Firefox is driven by its own port for WebDriver BiDi (https://w3c.github.io/webdriver-bidi/): no
driver, no other package. The tests in `tests/browser` hold Chromium to what Python answers; here
one thing is asked: that in another engine every explorer comes alive, follows its keys, and that
no page reports an error.
"""

import itertools
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from websocket import WebSocket, create_connection  # JupyterLab's server brings it along

from workshop.serving import served
from workshop.system import LackingError, install

NAMES = ("firefox-esr", "firefox")
SECONDS = 60
"""How long Firefox may take for one answer."""
READY = """(id) => new Promise((over) => {
  const held = document.getElementById(id);
  held.scrollIntoView();
  const until = Date.now() + 20000;
  const look = () => {
    if (held.querySelector(".cb-live svg") && held.querySelector(".cb-replaced")) over(true);
    else if (Date.now() > until) over(false);
    else setTimeout(look, 50);
  };
  look();
})"""
FIGURES = """async () => {
  // As the page was sent: what was in the window at once is alive by now, and no longer a still.
  const sent = await (await fetch(location.href)).text();
  const page = new DOMParser().parseFromString(sent, "text/html");
  return [...page.querySelectorAll(".cb-still")].map((e) => e.closest("[id^=fig-]").id);
}"""
OPEN = "() => [location.origin + location.pathname, document.readyState]"
LOADED = "() => document.fonts.ready.then(() => true)"
"""Before a page is left: Firefox calls a typeface that is still on its way a failure."""
CONTROL = "#%s .cb-controls > .cb-control"
FOCUS = """(selector, nth) => {
  const control = document.querySelectorAll(selector)[nth];
  for (const fold of document.querySelectorAll("details:has(.cb-controls)")) fold.open = true;
  const one = control.querySelector("input[type=radio]:checked")
    ?? control.querySelector("input, select, button");
  one.focus();
  return document.activeElement === one ? (one.multiple ? "several" : one.type) : "";
}"""
LOOK = """(id) => {
  const held = document.getElementById(id);
  const controls = [...held.querySelectorAll(".cb-controls input, .cb-controls select")];
  return JSON.stringify([
    controls.map((c) => [c.value, c.checked, c.selectedIndex]),
    held.querySelector(".cb-live svg").outerHTML,
    held.querySelector(".cb-played .cb-finding")?.textContent,
    held.querySelector(".cb-played .cb-says")?.textContent,
  ]);
}"""
CLICK = "click"
"""Boxes and buttons: without a window in front, Firefox lets no key press them."""
PLACE = """() => {
  const held = document.activeElement;
  held.scrollIntoView({ block: "center", behavior: "instant" });
  const { left, top, width, height } = held.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
}"""
KEYS = {
    "range": ("\ue014", "\ue012", "\ue010"),  # arrow right, arrow left, end
    "number": ("\ue013", "\ue015"),  # arrow up, arrow down
    "checkbox": (CLICK,),
    "radio": ("\ue014", "\ue012"),  # WebKit goes from the last one to no other
    "select-one": ("\ue015", "\ue013"),
    "several": ("\ue010", "\ue011"),  # end, home
    "text": ("5",),
    "button": (CLICK,),
}
"""Kind of control -> keys of which at least one must move it, as WebDriver writes them."""


class Driven(Protocol):
    """A browser that is driven here."""

    @property
    def complaints(self) -> list[str]:
        """Return what the open page complained of."""

    def open(self, address: str) -> None:
        """Open a page, and wait until it has loaded."""

    def call(self, function: str, *arguments: str | int) -> Any:  # noqa: ANN401  (JSON)
        """Call a function in the page; return what it gives."""

    def press(self, key: str) -> None:
        """Press and let go a key."""

    def click(self, x: int, y: int) -> None:
        """Click at a place of the window, in px."""


class Firefox:
    """A Firefox that answers one command at a time, and what its pages complained of."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.complaints: list[str] = []
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded", "network.responseCompleted"])
        self._tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **parameters: object) -> Any:  # noqa: ANN401  (JSON)
        """Send a command; return its result.

        Raises
        ------
        RuntimeError
            If Firefox refuses it.
        """
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            said = json.loads(self._socket.recv())
            if said.get("type") == "event":
                self._hear(said["method"], said["params"])
            elif said.get("id") == number:
                if "result" not in said:
                    raise RuntimeError(f"{method}: {said.get('message', said)}")
                return said["result"]

    def open(self, address: str) -> None:
        """Open a page, and wait until it has loaded."""
        self.ask("browsingContext.navigate", context=self._tab, url=address, wait="complete")
        # A page that writes its own address while it loads ends that wait before its time.
        until = time.monotonic() + SECONDS
        while self.call(OPEN) != [re.split("[?#]", address)[0], "complete"]:
            if time.monotonic() > until:
                raise RuntimeError(f"{address} has not loaded within {SECONDS} s")
            time.sleep(0.02)
        self.ask("browsingContext.activate", context=self._tab)  # keys go to what is in front

    def call(self, function: str, *arguments: str | int) -> Any:  # noqa: ANN401  (JSON)
        """Call a function in the page; return what it gives by way of JSON, None for nothing."""
        handed = [
            {"type": "string", "value": a} if isinstance(a, str) else {"type": "number", "value": a}
            for a in arguments
        ]
        said = self.ask(
            "script.callFunction",
            functionDeclaration=f"async (...all) => JSON.stringify(await ({function})(...all))",
            arguments=handed,
            target={"context": self._tab},
            awaitPromise=True,
        )
        if said["type"] != "success":
            raise RuntimeError(said["exceptionDetails"]["text"])
        return json.loads(said["result"].get("value", "null"))

    def press(self, key: str) -> None:
        """Press and let go a key."""
        keys = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        self.ask(
            "input.performActions",
            context=self._tab,
            actions=[{"type": "key", "id": "keyboard", "actions": keys}],
        )

    def click(self, x: int, y: int) -> None:
        """Click at a place of the window, in px."""
        moves = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self.ask(
            "input.performActions",
            context=self._tab,
            actions=[{"type": "pointer", "id": "mouse", "actions": moves}],
        )

    def _hear(self, event: str, told: dict[str, Any]) -> None:
        if event == "log.entryAdded" and told["level"] == "error":
            self.complaints.append(str(told["text"]))
        if event == "network.responseCompleted":
            answer, address = told["response"]["status"], told["response"]["url"]
            if answer >= 400 and not address.endswith("/favicon.ico"):  # for which no page asks
                self.complaints.append(f"{answer} for {address}")


def executable() -> str:
    """Return the path of the machine's Firefox; install it where that can be done.

    Raises
    ------
    LackingError
        If there is none and this user cannot install one: the message gives the command.
    """
    if found() is None:
        install(NAMES[0], why="Pages are looked at in Firefox too")
    path = found()
    if path is None:
        raise LackingError(f"Firefox is installed, but none of {', '.join(NAMES)} is on the PATH.")
    return path


def found() -> str | None:
    """Return the path of the machine's Firefox, None if it has none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def launched() -> Iterator[Firefox]:
    """Start Firefox without a window, with a profile of its own; end it in the end.

    Raises
    ------
    LackingError
        If there is none, or if it opens no port.
    """
    with tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True) as profile:
        command = [executable(), "--headless", "--no-remote", "--profile", profile]
        with subprocess.Popen(
            [*command, "--remote-debugging-port", "0"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                address = f"{_port(process)}/session"
                socket = create_connection(address, timeout=SECONDS, suppress_origin=True)
                try:
                    yield Firefox(socket)
                finally:
                    socket.close()
            finally:
                process.terminate()
                process.wait(SECONDS)


def _port(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if port := re.search(r"WebDriver BiDi listening on (\S+)", line):
            return port[1]
    raise LackingError("Firefox opens no port for WebDriver BiDi:\n" + "".join(said[-5:]))


def faults(browser: Driven, address: str) -> tuple[list[str], int]:
    """Open a page and move all its explorers.

    Returns
    -------
    faults, explorers
        One sentence a fault; the number of explorers on the page.
    """
    browser.complaints.clear()
    browser.open(address)
    figures: list[str] = browser.call(FIGURES) or []
    wrong = [fault for figure in figures for fault in _explorer_faults(browser, figure)]
    browser.call(LOADED)
    page = address.rpartition("/")[2]
    return [f"{page}: {fault}" for fault in [*wrong, *browser.complaints]], len(figures)


def _explorer_faults(browser: Driven, figure: str) -> list[str]:
    if not browser.call(READY, figure):
        return [f"{figure} stays a still"]
    selector = CONTROL % figure
    count = browser.call("(all) => document.querySelectorAll(all).length", selector)
    return [
        f"{figure}: control {nth + 1} moves nothing"
        for nth in range(count)
        if not _moves(browser, figure, selector, nth)
    ]


def _moves(browser: Driven, figure: str, selector: str, nth: int) -> bool:
    """Press keys on a control until what is seen of the figure is another."""
    before = browser.call(LOOK, figure)
    kind = browser.call(FOCUS, selector, nth)
    for key in KEYS.get(kind, ()):
        if key == CLICK:
            browser.click(*browser.call(PLACE))
        else:
            browser.press(key)
        until = time.monotonic() + 3
        while time.monotonic() < until:
            if browser.call(LOOK, figure) != before:
                return True
            time.sleep(0.02)
    return False


def look(launched: Callable[[], AbstractContextManager[Driven]]) -> int:
    """Look at the built book of the working directory in a browser; return the exit status."""
    site = Path.cwd() / "_build/html"
    pages = [Path(name) for name in sys.argv[1:]] or sorted(site.glob("book/*.html"))
    if not pages:
        print(f"{site}: missing; run `make book` first", file=sys.stderr)
        return 1
    wrong: list[str] = []
    explorers = 0
    try:
        with served(site) as address, launched() as browser:
            for page in pages:
                said, count = faults(browser, f"{address}/book/{page.stem}.html")
                print(f"{page.stem}: {count} explorers, {len(said)} faults", flush=True)
                wrong, explorers = [*wrong, *said], explorers + count
    except LackingError as fault:
        print(fault, file=sys.stderr)
        return 1
    print("\n".join([*wrong, f"{len(pages)} pages, {explorers} explorers, {len(wrong)} faults"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(look(launched))
