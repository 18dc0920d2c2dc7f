"""The browser, and the two books it opens: built where stale, served, closed in the end."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser

from workshop.serving import served

from .books import REAL, SMALL, STATED, Site, build, dress_up
from .visits import MEDIA, Visit, Windows, opened

Visiting = Callable[..., AbstractContextManager[Visit]]

KEPT = 3600
"""Seconds for which a window keeps scripts, and what was compiled of them, from visit to visit.

Nothing here changes once it is built. Each new window begins with nothing.
"""


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """Give the real book."""
    build(REAL)
    with served(REAL / "_build/html", kept=KEPT) as address:
        yield Site(REAL, REAL / "_build/html", address)


@pytest.fixture(scope="session")
def mini() -> Iterator[Site]:
    """Give the small book that holds every control, and two figures on one page."""
    dress_up()
    build(SMALL)
    with served(SMALL / "_build/html", kept=KEPT) as address:
        yield Site(SMALL, SMALL / "_build/html", address)


@pytest.fixture(scope="session")
def stated() -> Iterator[Site]:
    """Give the small book as it is built where an address and a repository are known."""
    dress_up()
    build(SMALL)
    dress_up(STATED)
    build(
        STATED,
        runs_of=SMALL,
        BOOK_URL="https://example.org/books/valves",
        BOOK_REPOSITORY="https://github.com/owner/name/tree/main",
    )
    with served(STATED / "_build/html", kept=KEPT) as address:
        yield Site(STATED, STATED / "_build/html", address)


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """Give the window that stays open from one visit to the next."""
    return Windows(browser)


@pytest.fixture
def visit(browser: Browser, windows: Windows) -> Visiting:
    """Give a function that opens a page of a site as a reader does who was never there before.

    What a window cannot be told later, such as that fingers touch it, has one of its own opened;
    and so has `alone`, of a visit that changes what pages are answered or begin with.
    """

    def visiting(
        site: Site, page: str, fragment: str = "", *, alone: bool = False, **options: object
    ) -> AbstractContextManager[Visit]:
        url = site.url(page) + fragment
        if alone or not {"window", "permissions", *MEDIA}.issuperset(options):
            return opened(browser, url, page, base=site.address, **options)
        return windows.opened(url, page, base=site.address, **options)

    return visiting
