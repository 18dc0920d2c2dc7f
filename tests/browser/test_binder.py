"""What a reader on Binder gets: the button's own path opens a notebook, which runs to its end.

No engine makes an image here: workshop/binder.py says what stands in its place, and what differs.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Error

from monograph.records.repository import Repository
from monograph.runner.chapters import Chapter, chapters, executable
from monograph.runner.saved_widgets import VIEW
from monograph.runner.store import Store
from workshop.binder import BinderError, Home, carry_out, plan, size
from workshop.lab import TOKEN, running
from workshop.lock import pins

from .answers import explorers_of
from .books import REAL, Site, a_chapter, build, locked
from .test_lab import SECONDS, ask, moved, run_all
from .visits import Visit, opened

pytestmark = pytest.mark.xdist_group("binder")  # one environment, one worker
MADE = pytest.mark.whole(because="the environment of an image is made, which takes a minute")

MOVED = a_chapter()
LAUNCHED = [p.name for p in chapters(REAL) if "{code-cell}" in p.path.read_text("utf-8")]
SCROLL_TO = """async (place) => {
  const { content } = jupyterapp.shell.currentWidget;
  content.activeCellIndex = place;
  const enough = new Promise((resolve) => setTimeout(resolve, 2_000)); // as in test_lab
  await Promise.race([content.scrollToItem(place, "start"), enough]);
}"""
RAN = """() => {
  const { content, sessionContext } = jupyterapp.shell.currentWidget;
  const cells = content.model.sharedModel.cells.filter((c) => c.cell_type === "code");
  return sessionContext.session?.kernel?.status === "idle"
    && cells.every((c) => !c.source.trim() || c.execution_count !== null);
}"""
SEEN = "--JupyterNotebookApp.expose_app_in_browser=True"
"""As `workshop.lab` has it for JupyterLab: Jupyter Notebook, which the button opens, is another."""
PATIENCE = 20
"""How often a cell is scrolled to."""
NOTEBOOK = "() => jupyterapp.shell.currentWidget.context.model.toJSON()"


@pytest.fixture(scope="module")
def home() -> Iterator[Home]:
    """Give the environment that Binder would make of the repository as it stands."""
    folder = REAL / "_build/binder"
    with locked(REAL / "_build/binder-lock"):
        build(REAL)
        yield carry_out(REAL, plan(REAL), folder, REAL / "_build/executed")


@contextmanager
def launched_lab(home: Home, scratch: Path) -> Iterator[str]:
    """Start the environment's own Jupyter, as a reader gets it: nobody has used it before."""
    shutil.rmtree(home.folder / ".jupyter/lab", ignore_errors=True)
    python = home.environment / "bin/python"
    with running(python, home.folder, home.variables(), scratch, [SEEN]) as address:
        yield address


def path_of_button(page: str) -> str:
    """Return what the button opens, once Binder has started the server."""
    launch = Repository("github.com", "owner/name", "main").launch(page)
    (path,) = parse_qs(urlsplit(launch).query)["urlpath"]
    return path


def ran_to_the_end(visit: Visit) -> dict[str, Any]:
    """Wait until every cell has run; return the notebook."""
    visit.page.wait_for_function(RAN, timeout=SECONDS)
    notebook: dict[str, Any] = visit.page.evaluate(NOTEBOOK)
    return notebook


def complaints(notebook: dict[str, Any]) -> list[str]:
    """Return what went wrong in a notebook's cells."""
    outputs = [out for cell in notebook["cells"] for out in cell.get("outputs", [])]
    found = [f"{o['ename']}: {o['evalue']}" for o in outputs if o["output_type"] == "error"]
    return found + [str(o["text"]) for o in outputs if o.get("name") == "stderr"]


def drawings(notebook: dict[str, Any]) -> dict[str, str]:
    """Return the name of each figure and the drawing that its cell shows."""
    found = {}
    for cell in notebook["cells"]:
        name = cell["metadata"].get("name", "")
        for out in cell.get("outputs", []):
            svg = out.get("data", {}).get("image/svg+xml")
            if name.startswith("fig-") and svg:
                found[name] = svg if isinstance(svg, str) else "".join(svg)
    return found


def explorers_in(chapter: str) -> list[str]:
    """Return the calls of explorers in the source of a chapter."""
    return re.findall(r"\bexplorers\.\w+\(", (REAL / f"{chapter}.md").read_text("utf-8"))


TOLD = """
import json
from monograph.voices.listening import listener
print(json.dumps([sorted(listener().now), listener().moved, listener().fallen]))
"""


def told_in(chapter: str) -> set[str]:
    """Return the names of the numbers that the book's own run of a chapter told."""
    cells = Store(REAL).executed(Chapter(REAL, chapter)).cells
    outputs = [out for cell in cells for out in cell.get("outputs", [])]
    told = [out["metadata"].get("scrapbook") for out in outputs if "metadata" in out]
    return {scrap["name"] for scrap in told if scrap}


def all_alive(visit: Visit, notebook: dict[str, Any]) -> int:
    """Scroll to each explorer and wait until it is drawn; return how many there are."""
    places = [
        place
        for place, cell in enumerate(notebook["cells"])
        for out in cell.get("outputs", [])
        if VIEW in out.get("data", {})
    ]
    for place in places:
        drawn = visit.page.locator(f'.jp-Cell[data-windowed-list-index="{place}"] .cb-live svg')
        # What is far off, JupyterLab does not lay out; a reader would scroll to it, and again when
        # cells above it that are laid out late push it away.
        for _ in range(PATIENCE):
            visit.page.evaluate(SCROLL_TO, place)
            with suppress(Error):
                drawn.first.wait_for(timeout=3_000)
                break
        else:
            raise AssertionError(f"{visit.name}: the explorer of cell {place} is not drawn")
    return len(places)


def figures_of(chapter: str) -> list[str]:
    """Return the names of the figures that the source of a chapter asks for."""
    return sorted(re.findall(r"name: (fig-[\w-]+)", (REAL / f"{chapter}.md").read_text("utf-8")))


def test_these_tests_share_a_worker(request: pytest.FixtureRequest) -> None:
    """Two workers would wait for each other's environment until the limit kills them."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@binder"), "xdist does not keep groups together"


def test_repo2docker_plans_what_the_lock_says() -> None:
    """The release that Binder runs is the one that `make lab` opens and the tests drive."""
    planned = plan(REAL)
    ours = pins(REAL / "requirements-build.txt")
    assert planned.python == "3.11"
    assert planned.base["jupyterlab"] == ours["jupyterlab"]
    assert planned.steps[-1].endswith("binder/postBuild")
    # An image keeps what a later step deletes: packages come and go in the last one.
    assert [step for step in planned.steps if "pip install" in step] == []
    installing = (REAL / "binder/postBuild").read_text("utf-8").replace("\\\n", " ")
    assert re.search(r"pip install .* --requirement +requirements\.txt", installing)


@MADE
def test_the_image_is_smaller_than_that_of_the_first_edition(home: Home) -> None:
    assert size(home.environment) < 1_000e6  # 1,126 MB in 0.1.0


def test_a_plan_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    shutil.copytree(REAL / "binder", tmp_path / "binder")
    (tmp_path / "binder/runtime.txt").write_text("python-3.99\n", "utf-8")
    with pytest.raises(BinderError, match=r"repo2docker refuses [\s\S]*3\.99"):
        plan(tmp_path)


@MADE
def test_the_packages_fit_together(home: Home) -> None:
    assert "No broken requirements" in home.run("pip check")
    asked = pins(REAL / "requirements.txt")
    script = "from importlib.metadata import version; print(version('{}'))"
    for name in ("altair", "pandas", "scipy", "ipywidgets", "numba", "vl-convert-python"):
        assert home.run(f'python -c "{script.format(name)}"').strip() == asked[name]


@MADE
def test_a_step_that_fails_stops_with_its_name(home: Home) -> None:
    with pytest.raises(BinderError, match=r"(?s)this step of the image fails: \./nothing.*nothing"):
        home.run("./nothing")


def test_every_chapter_with_code_is_launched() -> None:
    """The others are told by their text: each worker would have to read every chapter."""
    assert [page.name for page in executable(chapters(REAL))] == LAUNCHED


@MADE
@pytest.mark.parametrize("chapter", LAUNCHED)
def test_the_button_opens_a_notebook_that_runs_to_its_end(
    site: Site, home: Home, browser: Browser, tmp_path: Path, chapter: str
) -> None:
    with launched_lab(home, tmp_path) as address:
        url = f"{address}/{path_of_button(chapter)}?token={TOKEN}"
        with opened(browser, url, chapter, base=address) as seen:
            seen.page.wait_for_selector(".jp-Notebook .jp-MarkdownCell h1", timeout=SECONDS)
            as_opened = seen.page.evaluate(NOTEBOOK)
            assert all_alive(seen, as_opened) == len(explorers_in(chapter)), "before a cell has run"
            run_all(seen)
            notebook = ran_to_the_end(seen)
            assert complaints(notebook) == []
            shown = drawings(notebook)
            assert sorted(shown) == figures_of(chapter)
            for name, drawn in shown.items():
                published = (site.folder / f"figures/{name}.svg").read_text("utf-8")
                assert drawn == published, f"{name} is another drawing than the page's"
            keys, moved_ones, fallen = json.loads(ask(seen, TOLD))
            assert set(keys) == told_in(chapter)
            assert [moved_ones, fallen] == [[], []], "unchanged code gives other numbers"
            assert all_alive(seen, notebook) == len(explorers_in(chapter))
            if chapter == MOVED:
                (explorer, *_) = explorers_of(Chapter(REAL, chapter)).values()
                before, after, rows = moved(seen, 0)
                assert before != after
                assert rows == json.loads(json.dumps(explorer.still.live(**after)[0]))
            assert [fault for fault in seen.noted if "asks another host" in fault] == []
