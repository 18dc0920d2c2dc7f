"""The book opened from a folder, with no server: what works there, and what does not.

What does not work from file:// is named here: copying to the clipboard, where the page says instead
that the link stands in the address bar.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ..covering import some_explorers
from .answers import explorers_of, figures_with_widgets
from .books import Site, with_explorers
from .gates import life_faults, move_faults
from .visits import opened


def test_explorers_are_alive(mini: Site, browser: Browser) -> None:
    name = "book/pair"
    explorers = explorers_of(mini.chapters[name])
    url = f"file://{mini.folder}/{name}.html"
    with opened(browser, url, name, base=f"file://{mini.folder}") as seen:
        assert life_faults(seen, list(explorers)) == []
        for figure, explorer in explorers.items():
            assert move_faults(seen, figure, explorer) == []
        assert seen.noted == []


@pytest.mark.parametrize("name", some_explorers(with_explorers()))
def test_every_explorer_opens_alive_and_asks_nobody(
    site: Site, browser: Browser, name: str
) -> None:
    url, base = f"file://{site.folder}/{name}.html", f"file://{Path(site.folder)}"
    with opened(browser, url, name, base=base) as seen:
        assert life_faults(seen, figures_with_widgets(site.chapters[name])) == []
        assert seen.noted == []


def test_search_finds_pages(mini: Site, browser: Browser) -> None:
    url = f"file://{mini.folder}/search.html?q=产业集群"
    with opened(browser, url, "search", base=f"file://{mini.folder}") as seen:
        seen.page.locator("#search-results li .context", has_text="产业集群").first.wait_for()
