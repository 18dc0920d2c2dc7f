"""VS Code's own renderer shows of every chapter what its page says."""

import warnings
from collections.abc import Iterator
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Browser, Page

from monograph.runner.chapters import chapters
from workshop.npm import NoPackageError
from workshop.serving import served
from workshop.vscode import lay_out

from ..book.chapters.said import MARKUP, article, run_together, words_of
from ..covering import some_pages
from .books import REAL, Site, locked

PAGES = [page.name for page in chapters(REAL)]
SAID = """(ours) => [...document.body.children].filter((_, nth) => ours[nth]).map((cell) => {
  const copy = cell.shadowRoot.getElementById("preview").cloneNode(true);
  for (const node of copy.querySelectorAll("style, img, .katex")) node.remove();
  return copy.textContent;
}).join("\\n")"""
COUNT = """(selector) => [...document.body.children]
  .flatMap((cell) => [...cell.shadowRoot.querySelectorAll(selector)]).length"""
LOST = """() => {
  const all = (selector) => [...document.body.children]
    .flatMap((cell) => [...cell.shadowRoot.querySelectorAll(selector)]);
  const places = new Set(all("[id]").map((node) => node.id));
  const links = all("a[href^='#']").map((node) => node.getAttribute("href").slice(1));
  return links.filter((place) => place && !places.has(place));
}"""


@pytest.fixture(scope="module")
def renderer(site: Site) -> Iterator[str]:
    """Serve the renderer; the book is built."""
    try:
        with locked(REAL / "_build/vscode-lock"):
            folder = lay_out(REAL / "_build/vscode")
    except NoPackageError as fault:
        warnings.warn(f"VS Code's renderer is not asked: {fault}", stacklevel=1)
        pytest.skip(str(fault))
    with served(folder) as address:
        yield address


def prose_of(notebook: Any) -> list[tuple[str, bool]]:  # noqa: ANN401
    """Return all Markdown that a notebook shows, and whether its page says it, too."""
    found = []
    for cell in notebook.cells:
        ours = not cell.metadata.get("monograph")
        if cell.cell_type == "markdown":
            found.append((cell.source, ours))
        else:
            data = [out.get("data", {}) for out in cell.outputs]
            found += [(each["text/markdown"], ours) for each in data if "text/markdown" in each]
    return found


def shown(browser: Browser, address: str, texts: list[str]) -> Page:
    """Open a page in which the renderer shows these texts."""
    page = browser.new_page()
    page.goto(f"{address}/index.html")
    page.wait_for_function("globalThis.ready", timeout=60_000)
    page.evaluate("(texts) => show(texts)", texts)
    return page


@pytest.mark.parametrize(
    "name", some_pages(PAGES, "Chinese prose", ample=("numbers", "formulas", "rows", "terms"))
)
def test_in_vs_code_a_notebook_says_what_its_page_says(
    browser: Browser, site: Site, renderer: str, name: str
) -> None:
    notebook = nbformat.read(site.folder / f"notebooks/{name}.ipynb", as_version=4)
    page = article(name)
    formulas, numbers, words = (
        len(page.select("math")),
        len(page.select(".cb-n[data-n], [data-n] .cb-n")),
        words_of(page),
    )
    texts, ours = zip(*prose_of(notebook), strict=True)
    seen = shown(browser, renderer, list(texts))
    try:
        said = seen.evaluate(SAID, ours)
        assert run_together(said) == run_together(words)
        assert not MARKUP.search(said), MARKUP.search(said)
        assert seen.evaluate(COUNT, ".katex") == formulas
        assert seen.evaluate(COUNT, ".katex-error") == 0
        assert seen.evaluate(COUNT, ".cb-n") == numbers
        assert seen.evaluate(LOST) == []
    finally:
        seen.close()
