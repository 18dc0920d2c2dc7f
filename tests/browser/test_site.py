"""What is published: the zip, unpacked and opened with no network, and the page for dead ends."""

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from monograph.records.editions import stem
from monograph.records.facts import read_facts
from monograph.site.folder import make_site
from workshop.serving import served

from ..covering import some
from .answers import figures_with_widgets
from .books import Site, locked, with_explorers
from .gates import axe_faults, life_faults, width_faults
from .visits import DESK, NARROWEST, opened

NAME = stem(read_facts(Path(__file__).parents[2]))
LINKS = """() => [...document.querySelectorAll("a[href]")].map((a) => a.href)"""


@pytest.fixture(scope="module")
def published(site: Site) -> Path:
    """Give the folder to publish, made from the real book."""
    with locked(site.root / "_build"):
        return make_site(site.root)


@pytest.fixture(scope="module")
def unpacked(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the zip's folder, where nothing else is."""
    place = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(published / f"{NAME}.zip") as packed:
        packed.extractall(place)
    (folder,) = place.iterdir()
    yield folder
    shutil.rmtree(place)


def test_the_zip_opens_at_the_landing_page_and_leads_everywhere(
    unpacked: Path, browser: Browser
) -> None:
    base = f"file://{unpacked}"
    with opened(browser, f"{base}/index.html", "zip", base=base, offline=True) as seen:
        seen.page.wait_for_url("**/book/index.html")
        links = [link.partition("#")[0] for link in seen.page.evaluate(LINKS)]
        local = {link.removeprefix("file://") for link in links if link.startswith("file://")}
        assert len(local) > 20
        assert sorted(path for path in local if not Path(path).is_file()) == []
        assert seen.noted == []


@pytest.mark.parametrize("page", some(with_explorers()[:2], with_explorers()[1:2]))
def test_explorers_in_the_zip_are_alive(
    site: Site, unpacked: Path, browser: Browser, page: str
) -> None:
    base = f"file://{unpacked}"
    with opened(browser, f"{base}/{page}.html", page, base=base, offline=True) as seen:
        assert life_faults(seen, figures_with_widgets(site.chapters[page])) == []
        assert seen.noted == []


def test_search_and_copying_work_in_the_zip(unpacked: Path, browser: Browser) -> None:
    base, rights = f"file://{unpacked}", ["clipboard-read", "clipboard-write"]
    url = f"{base}/search.html?q=valves"
    with opened(browser, url, "search", base=base, offline=True) as seen:
        seen.page.locator("#search-results li a").first.wait_for()
    url = f"{base}/book/cite.html"
    with opened(browser, url, "cite", base=base, offline=True, permissions=rights) as seen:
        seen.page.locator(".cb-citation button.copybtn").first.press("Enter")
        seen.page.locator(".cb-citation button.copybtn.success").first.wait_for()
        assert "Sand Casting" in seen.page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("path", ["nothing.html", "book/nothing.html", "a/b/c/d/"])
def test_a_dead_end_leads_back_from_any_depth(published: Path, browser: Browser, path: str) -> None:
    """A host shows 404.html at the address that was asked for."""
    page = (published / "404.html").read_text("utf-8")

    def answer(route: Route) -> None:
        route.fulfill(body=page, content_type="text/html")

    with served(published) as address:
        url, options = f"{address}/404.html", {"color_scheme": "dark", "reduced_motion": "reduce"}
        with opened(browser, url, path, base=address, **options) as seen:
            seen.page.route(f"{address}/{path}", answer)
            for width, height in (DESK, NARROWEST):
                seen.page.set_viewport_size({"width": width, "height": height})
                seen.page.goto(f"{address}/{path}")
                assert axe_faults(seen) == []
                assert width_faults(seen) == []
                links = seen.page.evaluate(LINKS)
                lost = [
                    link
                    for link in links
                    if not (published / link.removeprefix(f"{address}/")).is_file()
                ]
                assert lost == []
                seen.page.get_by_role("searchbox").fill("valves")
                seen.page.keyboard.press("Enter")
                seen.page.wait_for_url(f"{address}/search.html?q=valves")
                seen.page.locator("#search-results li a").first.wait_for()
                assert seen.noted == []
