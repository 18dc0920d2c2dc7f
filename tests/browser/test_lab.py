"""In a real JupyterLab the same cell is alive, and a moved control is answered by Python.

A server and its window take as long to start as all that is asked in them. So each book has one of
either: tests open notebook after notebook in it, as a reader does.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Locator

from monograph.records.repository import OPENED
from monograph.runner.chapters import chapters
from workshop.lab import lab, notebook_url, running
from workshop.notebooks import CONFIG, MADE, command, lay, options, trust, variables

from ..book.chapters.said import MARKUP, article, run_together, words_of
from ..covering import some
from .answers import explorers_of
from .books import REAL, Site, a_chapter
from .visits import Visit, opened

SECONDS = 120_000  # ms: a kernel starts and a whole chapter runs, on a busy machine
OURS = """async (code) => {
  const { kernel } = jupyterapp.shell.currentWidget.sessionContext.session;
  const reply = kernel.requestExecute({ code, store_history: false });
  let said = "";
  reply.onIOPub = ({ content }) => { if (content.text) said += content.text; };
  // A reply that is lost while the page connects anew never comes.
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error("no reply")), 40_000));
  await Promise.race([reply.done, late]);
  return said;
}"""
STATES = """
import json, ipywidgets.widgets.widget as _w
print(json.dumps([w.state() for w in _w._instances.values() if type(w).__name__ == "VegaFigure"]))
"""
SCROLL = """async (element) => {
  const { content } = jupyterapp.shell.currentWidget;
  const place = Number(element.closest(".jp-Cell").dataset.windowedListIndex);
  content.activeCellIndex = place;
  // Its promise need not be kept while cells are laid out: whoever asked looks for himself.
  const enough = new Promise((resolve) => setTimeout(resolve, 2_000));
  await Promise.race([content.scrollToItem(place, "start"), enough]);
}"""
RUN_ALL = """async (limit) => {
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error("still running")), limit));
  await Promise.race([jupyterapp.commands.execute("notebook:run-all-cells"), late]);
}"""
ROWS = """(box) => { try { return cbViews.get(box).data("rows"); } catch { return null; } }"""


def run_all(visit: Visit) -> None:
    """Run the notebook from the first cell to the last, as a reader would."""
    # The first cell may lie far above what is looked at.
    visit.page.wait_for_selector(".jp-Notebook .jp-Cell", state="attached", timeout=SECONDS)
    visit.page.wait_for_function(
        "jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'",
        timeout=SECONDS,
    )
    visit.page.evaluate(RUN_ALL, SECONDS)


def ask(visit: Visit, code: str) -> str:
    """Return what the kernel of the open notebook prints when it runs some code."""
    for _ in range(2):
        with suppress(Error):
            return str(visit.page.evaluate(OURS, code))
    return str(visit.page.evaluate(OURS, code))


def move(visit: Visit, explorer: Locator) -> None:
    """Move the first slider by keyboard; without one, choose another entry of the first menu.

    JupyterLab keeps the arrow keys to itself when a menu has the focus, to walk through the cells:
    in it, menus are for the mouse. (In the published page the keys are the menu's.)
    """
    slider, menu = explorer.locator(".noUi-handle"), explorer.locator("select:not([multiple])")
    if slider.count():
        slider.first.focus()
        visit.page.keyboard.press("ArrowRight")
    else:
        chosen = menu.first.evaluate("(e) => e.selectedIndex")
        menu.first.select_option(index=chosen - 1 if chosen else 1)


def moved(visit: Visit, nth: int) -> tuple[dict[str, Any], dict[str, Any], Any]:
    """Move the first control of the nth explorer; return its states in Python, and its rows."""
    explorer = visit.page.locator(".cb-explorer").nth(nth)
    box = explorer.locator(".cb-live")
    explorer.wait_for(state="attached", timeout=SECONDS)
    # What is far off, JupyterLab does not lay out; a reader would scroll to it.
    explorer.evaluate(SCROLL)
    explorer.locator(".cb-live svg").wait_for(timeout=30_000)
    before = json.loads(ask(visit, STATES))[nth]
    move(visit, explorer)
    explorer.locator(".cb-live[data-answered-by=python]").wait_for(timeout=20_000)
    after = json.loads(ask(visit, STATES))[nth]
    return before, after, box.evaluate(ROWS)


def lay_out(site: Site, root: Path) -> Path:
    """Lay out a book's notebooks where JupyterLab may write; return the folder of the project."""
    for name in ("code", "data", "book"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).symlink_to(site.root / name)
    (root / MADE).parent.mkdir(parents=True)
    (root / MADE).symlink_to(site.root / MADE)
    (root / "_build/executed").symlink_to(site.root / "_build/executed")
    assert lay(root) == []
    return root


TURN = """async (path) => {
  const { commands, shell } = jupyterapp;
  for (const open of [...shell.widgets("main")]) {
    await open.sessionContext?.shutdown();
    if (open.context) open.context.model.dirty = false; // or it asks whether to save
    open.close();
    // It is gone some time later: until then, to open the same notebook shows the one that goes.
    for (let wait = 0; !open.isDisposed; wait++) {
      if (wait > 400) throw new Error(`${open.id} does not close`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  await commands.execute("docmanager:open", { path, factory: "Notebook" });
}"""


class Desk:
    """The one window on the JupyterLab of a book, closed until a notebook is asked for."""

    def __init__(self, browser: Browser, site: Site, root: Path, address: str) -> None:
        self.site, self.root, self.address = site, root, address
        self._browser, self._until_the_end = browser, ExitStack()
        self._seen: Visit | None = None

    def turn_to(self, name: str) -> Visit:
        """Open a notebook as it was laid out, with a new kernel, in place of what was open."""
        if self._seen is None:
            url = notebook_url(self.address, name)
            window = opened(self._browser, url, name, base=self.address)
            self._seen = self._until_the_end.enter_context(window)
            return self._seen
        self._seen.name = name
        self._seen.noted.clear()
        self._seen.page.evaluate(TURN, f"{OPENED}/{name}.ipynb")
        return self._seen

    def leave(self) -> None:
        """Close the window."""
        self._until_the_end.close()


@contextmanager
def sat_at(browser: Browser, site: Site, root: Path, address: str) -> Iterator[Desk]:
    """Give the desk on a running JupyterLab; close its window in the end."""
    desk = Desk(browser, site, root, address)
    try:
        yield desk
    finally:
        desk.leave()


@pytest.fixture(scope="module")
def at_home(
    browser: Browser, mini: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """Give the small book in what `make lab` opens, and with nothing that a user has chosen."""
    root, scratch = (
        lay_out(mini, tmp_path_factory.mktemp("home") / "project"),
        tmp_path_factory.mktemp("scratch"),
    )
    trust(root, root / CONFIG)
    own = {"HOME": str(scratch), "JUPYTER_CONFIG_DIR": str(scratch / "nobodys")}
    python, its = Path(sys.executable), variables(root) | own
    with (
        running(python, root, its, scratch, options(root)) as address,
        sat_at(browser, mini, root, address) as desk,
    ):
        yield desk


@pytest.fixture(scope="module")
def at_work(
    browser: Browser, site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """Give the real book in a JupyterLab."""
    root = lay_out(site, tmp_path_factory.mktemp("work") / "project")
    with (
        lab(root, tmp_path_factory.mktemp("scratch")) as address,
        sat_at(browser, site, root, address) as desk,
    ):
        yield desk


@pytest.mark.parametrize("name", some(["book/pair", a_chapter()], ["book/pair"]))
def test_a_moved_control_is_answered_by_python(name: str, request: pytest.FixtureRequest) -> None:
    desk: Desk = request.getfixturevalue("at_home" if name == "book/pair" else "at_work")
    (explorer, *_) = explorers_of(desk.site.chapters[name]).values()
    seen = desk.turn_to(name)
    run_all(seen)
    before, after, rows = moved(seen, 0)
    assert before != after
    assert rows == json.loads(json.dumps(explorer.still.live(**after)[0]))
    assert [fault for fault in seen.noted if "asks another host" in fault] == []


SAID = """() => {
  const { content } = jupyterapp.shell.currentWidget;
  const ours = content.widgets.filter((cell) => !cell.model.getMetadata("monograph"));
  return ours.map((cell) => {
    const prose = cell.model.type === "markdown";
    const shown = cell.node.querySelector(prose ? ".jp-MarkdownOutput" : ".jp-Cell-outputArea");
    const copy = shown.cloneNode(true);
    const aside = "script, style, img, mjx-container, .jp-InternalAnchorLink, .jp-OutputPrompt";
    for (const node of copy.querySelectorAll(aside)) node.remove();
    return copy.textContent;
  }).join("\\n");
}"""
LAID = """(formulas) => {
  const cells = jupyterapp.shell.currentWidget?.content?.widgets ?? [];
  const ours = cells.filter((cell) => !cell.model.getMetadata("monograph"));
  const prose = ours.filter((cell) => cell.model.type === "markdown");
  const laid = prose.filter((cell) => cell.node.querySelector(".jp-MarkdownOutput > *"));
  const each = ours.map((cell) => cell.node.querySelectorAll("mjx-container").length);
  const all = laid.length === prose.length && each.reduce((a, b) => a + b, 0) === formulas;
  return cells.length > 0 && all;
}"""
"""Tells whether all prose is there, with so many formulas: JupyterLab lays it out bit by bit."""
WHOLE = """() => {
  const { content } = jupyterapp.shell.currentWidget;
  content.notebookConfig = { ...content.notebookConfig, windowingMode: "none" };
}"""
"""Lets JupyterLab lay out the cells that are far off, too."""


@pytest.mark.parametrize("read", some([page.name for page in chapters(REAL)], ["book/hypotheses"]))
def test_in_jupyterlab_a_notebook_says_what_its_page_says(at_work: Desk, read: str) -> None:
    page = article(read)
    formulas, words = len(page.select("math")), words_of(page)
    seen = at_work.turn_to(read)
    seen.page.wait_for_selector(".jp-RenderedMarkdown", timeout=SECONDS)
    seen.page.evaluate(WHOLE)
    seen.page.wait_for_function(LAID, arg=formulas, timeout=SECONDS)
    said = seen.page.evaluate(SAID)
    assert run_together(said) == run_together(words)
    assert not MARKUP.search(said), MARKUP.search(said)


TOP = """async () => {
  const { content } = jupyterapp.shell.currentWidget;
  content.activeCellIndex = 0;
  await content.scrollToItem(0, "start");
}"""
CHANGE = """(code) => {
  const { content } = jupyterapp.shell.currentWidget;
  const cells = content.model.sharedModel.cells;
  const place = cells.findIndex((cell) => cell.source.includes(code[0]));
  cells[place].setSource(cells[place].source.replace(code[0], code[1]));
  content.activeCellIndex = place;
  content.deselectAll();
  return jupyterapp.commands.execute("notebook:run-all-below");
}"""


FACES = """() => [...document.fonts].filter((face) => /Source Sans 3/.test(face.family))
  .map((face) => face.weight)"""


def test_a_changed_cell_moves_the_sentence_and_names_what_fell(at_work: Desk) -> None:
    seen = at_work.turn_to("book/cluster")
    number = seen.page.locator(".cb-told-book-cluster--ratio").first
    number.wait_for(timeout=SECONDS)
    printed = number.inner_text()
    run_all(seen)
    seen.page.get_by_text("Every number is the page's").wait_for(state="attached", timeout=SECONDS)
    faces = seen.page.evaluate(FACES)
    assert sorted(faces) == ["400", "600"], "drawings are set in another typeface"
    seen.page.evaluate(TOP)
    assert number.inner_text() == printed
    seen.page.evaluate(CHANGE, ["floor = cb.cluster.sample_floor(sample)", "floor = 5.0"])
    seen.page.get_by_text("No longer true").first.wait_for(state="attached", timeout=SECONDS)
    seen.page.evaluate(TOP)  # what is far off has left the page
    number.locator("del").wait_for(state="attached", timeout=30_000)
    assert number.locator("del").inner_text() == printed
    assert number.inner_text() != printed


def test_make_lab_opens_a_chapter_that_reads_like_its_page(at_home: Desk) -> None:
    """Its explorers move before any cell has run, and nobody in Python answers."""
    seen = at_home.turn_to("book/pair")
    explorer = seen.page.locator(".cb-explorer").first
    explorer.locator(".cb-live svg").wait_for(timeout=SECONDS)
    shown = " ".join(seen.page.locator(".jp-RenderedMarkdown").all_inner_texts())
    rows = explorer.locator(".cb-live").evaluate(ROWS)
    move(seen, explorer)
    seen.page.wait_for_function(
        f"([box, was]) => JSON.stringify(({ROWS})(box)) !== JSON.stringify(was)",
        arg=[explorer.locator(".cb-live").element_handle(), rows],
    )
    assert not seen.page.locator("[data-answered-by]").count()
    marks = explorer.evaluate("(e) => getComputedStyle(e, '::before').display")
    assert marks == "none", "JupyterLab marks the explorer as broken"
    assert "The first asks Python" in shown
    assert not MARKUP.search(shown), MARKUP.search(shown)
    assert {f"--notebook-dir={at_home.root}", *options(at_home.root)} <= set(command(at_home.root))
    # What else JupyterLab says of itself and of its extensions is not the book's.
    assert [fault for fault in seen.noted if "asks another host" in fault] == []
