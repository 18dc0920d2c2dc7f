"""The browser that tests and measurements drive: the machine's own, or the distribution's.

Playwright brings no browser of its own here: it would fetch one from another host.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = ("apt-get", "install", "-y", "--no-install-recommends", "chromium")

ARGUMENTS = (
    "--no-sandbox",  # a container's root user cannot make one
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # The browser's own calls home: what a page asks for is what is counted.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowserError(RuntimeError):
    """There is no browser: the message says which command installs one."""


def executable() -> str:
    """Return the path of the machine's Chromium; install it where that can be done.

    Raises
    ------
    NoBrowserError
        If there is none and this user cannot install one.
    """
    found = _found()
    if found is None and _may_install():
        subprocess.run(INSTALL, check=False, stdout=subprocess.DEVNULL)
        found = _found()
    if found is None:
        raise NoBrowserError(
            "The browser tests need Chromium. On Debian or Ubuntu run, as root: "
            f"{' '.join(INSTALL)}; elsewhere install Chromium or Chrome so that one of "
            f"{', '.join(NAMES)} is on the PATH."
        )
    return found


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the browser, headless; close it in the end.

    Raises
    ------
    NoBrowserError
        If there is none.
    """
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def _found() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _may_install() -> bool:
    return os.geteuid() == 0 and Path("/etc/debian_version").exists()
