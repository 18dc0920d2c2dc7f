"""In a real JupyterLab the same cell is alive, and a moved control is answered by Python."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator

from monograph.runner.chapters import Chapter
from workshop.lab import lab, notebook_url, running
from workshop.notebooks import command, variables

from .answers import explorers_of
from .books import REAL, a_chapter, lay_out_minibook
from .visits import Visit, opened

SECONDS = 120_000  # ms: a kernel starts and a whole chapter runs, on a busy machine
OURS = """async (code) => {
  const { kernel } = jupyterapp.shell.currentWidget.sessionContext.session;
  const reply = kernel.requestExecute({ code, store_history: false });
  let said = "";
  reply.onIOPub = ({ content }) => { if (content.text) said += content.text; };
  await reply.done;
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
  await content.scrollToItem(place, "start");
}"""
ROWS = """(box) => { try { return cbViews.get(box).data("rows"); } catch { return null; } }"""


def run_all(visit: Visit) -> None:
    """Run the notebook from the first cell to the last, as a reader would."""
    visit.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=SECONDS)
    visit.page.wait_for_function(
        "jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'",
        timeout=SECONDS,
    )
    visit.page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")


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
    before = json.loads(visit.page.evaluate(OURS, STATES))[nth]
    move(visit, explorer)
    explorer.locator(".cb-live[data-answered-by=python]").wait_for(timeout=20_000)
    after = json.loads(visit.page.evaluate(OURS, STATES))[nth]
    return before, after, box.evaluate(ROWS)


def lay_out(root: Path, chapter: str) -> Chapter:
    """Put the small book, or a chapter of the real one, where JupyterLab may write."""
    lay_out_minibook(root)
    if not (root / f"{chapter}.md").exists():
        (root / f"{chapter}.md").write_bytes((REAL / f"{chapter}.md").read_bytes())
    return Chapter(root, chapter)


@pytest.mark.parametrize("name", ["book/pair", a_chapter()])
def test_a_moved_control_is_answered_by_python(browser: Browser, tmp_path: Path, name: str) -> None:
    chapter = lay_out(tmp_path / "project", name)
    (explorer, *_) = explorers_of(chapter).values()
    with (
        lab(chapter.root, tmp_path / "scratch") as address,
        opened(browser, notebook_url(address, name), name, base=address) as seen,
    ):
        run_all(seen)
        before, after, rows = moved(seen, 0)
    assert before != after
    assert rows == json.loads(json.dumps(explorer.still.live(**after)[0]))
    assert [fault for fault in seen.noted if "asks another host" in fault] == []


def test_make_lab_opens_a_chapter_as_a_notebook(browser: Browser, tmp_path: Path) -> None:
    """With the variables of `make lab`, and nothing else that a user may have chosen."""
    chapter = lay_out(tmp_path / "project", "book/pair")
    own = {"HOME": str(tmp_path), "JUPYTER_CONFIG_DIR": str(tmp_path / "nobodys")}
    with (
        running(Path(sys.executable), chapter.root, variables(chapter.root) | own, tmp_path) as at,
        opened(browser, notebook_url(at, chapter.name), chapter.name, base=at) as seen,
    ):
        seen.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=SECONDS)
    assert f"--notebook-dir={chapter.root}" in command(chapter.root)
