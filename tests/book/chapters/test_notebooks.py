"""Every page's notebook says what the page says, numbers included, and nothing of its markup."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter

from monograph.runner.chapters import Chapter, chapters, executable

from ...browser.books import REAL, build
from ...covering import some_pages
from .said import BUILT, MARKUP, article, run_together, words_of

PAGES = [page.name for page in chapters(REAL)]
READ = pytest.mark.parametrize(
    "name", some_pages(PAGES, "numbers", "formulas", "rows", "Chinese prose")
)
ONLY_IN_NOTEBOOKS = (
    "script, style, .anchor-link, .jp-InputPrompt, .jp-OutputPrompt, .jp-CodeCell .highlight, img"
)
DOLLAR = "\N{FULLWIDTH DOLLAR SIGN}"
"""For one that begins no formula."""
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$]+\$", re.DOTALL)


@pytest.fixture(scope="session", autouse=True)
def _built() -> None:
    build(REAL)


def notebook(name: str) -> Any:  # noqa: ANN401
    return nbformat.read(BUILT / "notebooks" / f"{name}.ipynb", as_version=4)


def of_page(name: str) -> Any:  # noqa: ANN401
    """Return a page's notebook without what it says beyond the page."""
    held = notebook(name)
    held.cells = [cell for cell in held.cells if cell.metadata.get("monograph") != "notebook"]
    return held


def rendered(held: Any) -> BeautifulSoup:  # noqa: ANN401
    """Return a notebook as nbconvert shows it, without its code and drawings."""
    html, _ = HTMLExporter().from_notebook_node(held)
    shown = BeautifulSoup(html, "html.parser").body
    for aside in shown.select(ONLY_IN_NOTEBOOKS):
        aside.decompose()
    for sign in shown.find_all(string="$"):
        sign.replace_with(DOLLAR)
    return shown


@pytest.mark.filterwarnings("ignore:Alternative text is missing")
@READ
def test_the_notebook_says_what_the_page_says(name: str) -> None:
    page = article(name)
    said = rendered(of_page(name)).get_text()
    formulas, words = len(page.select("math")), words_of(page).replace("$", DOLLAR)
    assert run_together(FORMULA.sub("", said)) == run_together(words)
    assert len(FORMULA.findall(said)) == formulas
    assert not MARKUP.search(said), MARKUP.search(said)


@READ
def test_every_told_number_can_be_found(name: str) -> None:
    numbers = [
        number
        for number in article(name).select(".cb-n")  # a cell tells them, and not the build
        if number.find_parent(attrs={"data-n": True}) or number.has_attr("data-n")
    ]
    told = rendered(of_page(name)).select(".cb-n")
    assert [n.get_text() for n in told] == [n.get_text() for n in numbers]
    own = f"cb-told-{name.replace('/', '-')}--"
    assert all(any(c.startswith(own) for c in n["class"]) for n in told)
    assert [n["title"] for n in told] == [n["title"] for n in numbers]


@pytest.mark.parametrize("page", executable(chapters(REAL)), ids=lambda page: page.name)
def test_its_code_is_the_pages_and_its_figures_are_there(page: Chapter) -> None:
    held = of_page(page.name)  # without the cells that begin and end a reader's session
    code = [cell for cell in held.cells if cell.cell_type == "code"]
    assert [cell.source for cell in code] == [cell.source for cell in page.code_cells]
    folded = [cell.metadata.get("jupyter", {}).get("source_hidden", False) for cell in code]
    assert folded == ["hide-input" in c.metadata.get("tags", []) for c in page.code_cells]
    figures = re.findall(r"name: (fig-[\w-]+)", page.path.read_text("utf-8"))
    outputs = [out.get("data", {}) for cell in code for out in cell.outputs]
    drawn = [data["text/html"] for data in outputs if "data:image/svg" in data.get("text/html", "")]
    assert len(drawn) == len(figures)
    assert all(re.search(r'alt="[^"]{20,}"', picture) for picture in drawn)


def test_links_lead_to_what_is_there() -> None:
    places = {name: set(re.findall(r'<a id="([^"]+)">', text(name))) for name in PAGES}
    lost = []
    for name in PAGES:
        for address in re.findall(r"(?<!\\)\]\(([^)\s]+)\)", text(name)):
            path, _, at = address.partition("#")
            if "://" in address or address.startswith("mailto:"):
                continue
            there = (Path(name).parent / path).as_posix().removesuffix(".ipynb") if path else name
            if path.endswith(".csv"):
                there = ""
                found = (REAL / "_build/notebooks" / Path(name).parent / path).resolve().is_file()
            else:
                found = there in places and (not at or at in places[there])
            lost += [] if found else [f"{name}: {address}"]
    assert lost == []


def text(name: str) -> str:
    """Return all Markdown of a notebook."""
    cells = notebook(name).cells
    outputs = [out.get("data", {}) for cell in cells for out in cell.get("outputs", [])]
    tables = [data["text/markdown"] for data in outputs if "text/markdown" in data]
    return "\n\n".join([cell.source for cell in cells if cell.cell_type == "markdown"] + tables)


def test_works_that_are_cited_stand_at_the_end() -> None:
    cited = text("book/cluster").partition("## Works cited")[2]
    assert "Hoeffding" in cited
