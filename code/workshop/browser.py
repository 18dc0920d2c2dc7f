"""The browser that tests and measurements drive: the machine's own, or the distribution's.

Playwright brings no browser of its own here: it would fetch one from another host.
"""

import ctypes
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from workshop.system import LackingError, install

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

WINDOW = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess")
"""What the browser makes ready for each new window, and nobody uses here.

Pages that show what an address bar suggests, and a process for the site that may come next; with
them a page takes more than twice the processor's time to open.
"""

UNWANTED = (
    *("AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"),
    *("DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades"),
    *("LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints"),
    *("PaintHolding", "PreconnectToSearch", "TcpPortRandomizationWin"),
    *("ThirdPartyStoragePartitioning", "msEdgeUpdateLaunchServicesPreferredVersion"),
    "msForceBrowserSignIn",
)
"""What Playwright leaves out of Chromium: of two such lists the last holds, so ours repeats it."""

ARGUMENTS = (
    "--no-sandbox",  # a container's root user cannot make one
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # The browser's own calls home: what a page asks for is what is counted.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No other host is reached, by whatever a page may ask for.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    f"--disable-features={','.join((*UNWANTED, *WINDOW))}",
)

DRIVER_NEEDS = ("libatomic.so.1", "libatomic1")
"""A library that Playwright's own program loads and a small system lacks, and its package."""


def executable() -> str:
    """Return the path of the machine's Chromium; install it where that can be done.

    Raises
    ------
    LackingError
        If there is none and this user cannot install one: the message gives the command.
    """
    library, package = DRIVER_NEEDS
    if sys.platform == "linux" and not _loads(library):
        install(package, why=f"The program that drives the browser needs {library}")
    found = _found()
    if found is None:
        install("chromium", why="The browser tests need Chromium or Chrome on the PATH")
        found = _found()
    if found is None:
        raise LackingError(f"Chromium is installed, but none of {', '.join(NAMES)} is on the PATH.")
    return found


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the browser, headless; close it in the end.

    Raises
    ------
    LackingError
        If there is none.
    """
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _found() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)
