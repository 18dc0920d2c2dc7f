"""Open the built pages in WebKit and move every explorer: `python -m workshop.webkit [page …]`.

WebKit is the engine of Safari and of every browser on an iPhone. Debian has it for GTK, with its
own driver, which speaks WebDriver (https://www.w3.org/TR/webdriver2/) and needs a screen: a
virtual one. That driver reports no errors of a page; those after it has loaded are listened for.
What it asks of the pages is what `workshop.firefox` asks.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from workshop.firefox import SECONDS, look
from workshop.system import LackingError, install

PACKAGES = ("webkit2gtk-driver", "xvfb")
PROGRAMS = ("WebKitWebDriver", "Xvfb")
LISTEN = """() => {
  globalThis.complaints = [];
  // Nothing is thrown where an observer of sizes is only called again in the next frame.
  addEventListener("error", ({ error }) => error && complaints.push(String(error)));
  addEventListener("unhandledrejection", ({ reason }) => complaints.push(String(reason)));
  const said = console.error;
  console.error = (...all) => { complaints.push(all.join(" ")); said(...all); };
}"""
CALL = """
const [...all] = arguments;
const done = all.pop();
Promise.resolve((%s)(...all)).then((v) => done([v ?? null]), (fault) => done(String(fault)));
"""


class WebKit:
    """A WebKit that answers one command at a time."""

    def __init__(self, address: str) -> None:
        wanted = {
            "browserName": "MiniBrowser",
            "webkitgtk:browserOptions": {"args": ["--automation"]},
        }
        made = _ask("POST", f"{address}/session", {"capabilities": {"alwaysMatch": wanted}})
        self._session = f"{address}/session/{made['sessionId']}"
        self.version = str(made["capabilities"]["browserVersion"])
        self._ask("timeouts", script=SECONDS * 1000, pageLoad=SECONDS * 1000)

    @property
    def complaints(self) -> list[str]:
        """Return what the page that is open complained of since it had loaded."""
        return list(self.call("() => globalThis.complaints ?? []"))

    def open(self, address: str) -> None:
        """Open a page, and wait until it has loaded."""
        self._ask("url", url=address)
        self.call(LISTEN)

    def call(self, function: str, *arguments: str | int) -> Any:  # noqa: ANN401  (JSON)
        """Call a function in the page; return what it gives, None for nothing.

        Raises
        ------
        RuntimeError
            If it fails.
        """
        found = self._ask("execute/async", script=CALL % function, args=list(arguments))
        if isinstance(found, str):
            raise RuntimeError(found)
        return found[0]

    def press(self, key: str) -> None:
        """Press and let go a key."""
        keys = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        self._ask("actions", actions=[{"type": "key", "id": "keyboard", "actions": keys}])

    def click(self, x: int, y: int) -> None:
        """Click at a place of the window, in px."""
        moves = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._ask("actions", actions=[{"type": "pointer", "id": "mouse", "actions": moves}])

    def end(self) -> None:
        """Close the browser."""
        _ask("DELETE", self._session)

    def _ask(self, command: str, **parameters: object) -> Any:  # noqa: ANN401  (JSON)
        return _ask("POST", f"{self._session}/{command}", parameters)


def _ask(method: str, address: str, body: object = None) -> Any:  # noqa: ANN401  (JSON)
    content = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(address, content, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=2 * SECONDS) as answer:
            return json.load(answer)["value"]
    except urllib.error.HTTPError as fault:
        raise RuntimeError(f"WebKit's driver refuses {address}: {fault.read()!r}") from None


def found() -> bool:
    """Tell whether the machine has what is needed."""
    return all(map(shutil.which, PROGRAMS))


@contextmanager
def launched() -> Iterator[WebKit]:
    """Start WebKit on a screen that nobody sees; end it in the end.

    Raises
    ------
    LackingError
        If there is none, or if its driver does not answer.
    """
    if not found():
        install(*PACKAGES, why="Pages are looked at in WebKit too")
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        reading, writing = os.pipe()
        stack.callback(os.close, reading)
        screen = ("Xvfb", "-displayfd", str(writing), "-screen", "0", "1300x1000x24")
        _started(stack, screen, dict(os.environ), writing)
        os.close(writing)
        number = os.read(reading, 16).decode().strip()
        own = {"DISPLAY": f":{number}", "XDG_CACHE_HOME": home, "XDG_DATA_HOME": home}
        # A container's root user can make no sandbox, and there is no graphics card.
        own |= {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "LIBGL_ALWAYS_SOFTWARE": "1"}
        port = _free_port()
        _started(stack, ("WebKitWebDriver", f"--port={port}"), {**os.environ, **own})
        webkit = WebKit(_address(port))
        stack.callback(webkit.end)
        yield webkit


def _started(stack: ExitStack, command: tuple[str, ...], env: dict[str, str], *handed: int) -> None:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, env=env, pass_fds=handed)

    def end() -> None:
        process.terminate()
        process.wait(SECONDS)

    stack.callback(end)


def _address(port: int) -> str:
    address, until = f"http://127.0.0.1:{port}", time.monotonic() + SECONDS
    while time.monotonic() < until:
        with suppress(OSError, RuntimeError):
            _ask("GET", f"{address}/status")
            return address
        time.sleep(0.1)
    raise LackingError("WebKit's driver does not answer.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(look(launched))
