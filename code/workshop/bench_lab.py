"""The same figure with plain `ipywidgets.interact`: what a move costs when a kernel redraws it.

A notebook of two cells in a JupyterLab of this machine: the chapter's own explorer, and the same
drawing made anew by Python for every move, as `interact` does. The same key moves both.
"""

import ast
import tempfile
from pathlib import Path

import nbformat
import pandas as pd
from playwright.sync_api import Page

from monograph.living.notebook import KERNEL
from monograph.records.repository import OPENED
from monograph.runner.chapters import Chapter
from workshop.bench_pages import PRESSES, summary
from workshop.browser import launched
from workshop.lab import lab, notebook_url

PAGE, FIGURE = "book/verdicts", "fig-verdicts-yours"
"""An explorer whose first control is a slider, which `interact` has too."""
KINDS = {"explore": ".cb-live svg", "interact": ".jp-RenderedSVG :is(svg, img)"}
"""Way -> where its drawing stands."""

TWICE = """
import copy, altair as alt, ipywidgets
from ipywidgets import interact
alt.renderers.enable("svg")  # asks no other host, as ours does not
def bench_draw(**held):
    spec = copy.deepcopy(shown.still.spec)
    for parameter in spec.get("params", []):
        parameter["value"] = held.get(parameter["name"], parameter.get("value"))
    spec["datasets"] = {**spec.get("datasets", {}), "rows": shown.still.live(**held)[0]}
    spec["width"] = 680
    return alt.Chart.from_dict(spec)
"""

# From a key until another drawing stands in the page and is painted.
WATCH = """(place) => {
  globalThis.cbTimes = [];
  const drawing = () => document.querySelector(place)?.outerHTML;
  let pressed = 0, last = drawing();
  addEventListener("keydown", () => { pressed = performance.now(); }, true);
  new MutationObserver(() => {
    const now = drawing();
    if (!pressed || !now || now === last) return;
    const from = pressed, drawn = performance.now() - from;
    [pressed, last] = [0, now];
    requestAnimationFrame(() => setTimeout(() => cbTimes.push([drawn, performance.now() - from])));
  }).observe(document.body, { childList: true, subtree: true, attributes: true });
}"""


def lab_latencies(root: Path, page: str, figure: str) -> pd.DataFrame:
    """Return, for one explorer whose first control is a slider, both ways in JupyterLab.

    Parameters
    ----------
    root
        The project's folder.
    page, figure
        Such as "book/regimes" and "fig-space".

    Returns
    -------
    DataFrame
        way ("explore" or "interact"), presses, drawn, median, p95 (ms, as `bench_pages`).

    Raises
    ------
    KeyError
        If the page has no such figure.
    """
    found = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, launched() as browser:
        place = Path(folder, "project")
        place.mkdir()
        for way in KINDS:
            write_notebook(Chapter(root, page), figure, way, place / OPENED / f"{way}.ipynb")
        with lab(place, Path(folder)) as address:
            for way, drawing in KINDS.items():
                tab = browser.new_page(viewport={"width": 1200, "height": 900})
                tab.goto(notebook_url(address, way))
                found.append({"way": way} | summary(_moved(tab, drawing)))
                tab.close()
    return pd.DataFrame(found)


def write_notebook(chapter: Chapter, figure: str, way: str, path: Path) -> None:
    """Write a notebook with the chapter's code up to the figure, and the figure one way.

    Raises
    ------
    KeyError
        If the chapter has no such figure.
    """
    before: list[str] = []
    for cell in chapter.code_cells:
        if cell.metadata.get("mystnb", {}).get("figure", {}).get("name") == figure:
            break
        before.append(cell.source)
    else:
        raise KeyError(f"{chapter.name} has no figure {figure!r}")
    lines = cell.source.split("\n")
    made = ast.parse(cell.source).body[-1].lineno - 1  # the explorer is what the cell ends with
    before.append("\n".join([*lines[:made], f"shown = {lines[made]}", *lines[made + 1 :], TWICE]))
    calls = {"explore": "shown", "interact": "interact(bench_draw, **shown.controls);"}
    cells = [nbformat.v4.new_code_cell(text) for text in ("\n".join(before), calls[way])]
    path.parent.mkdir(parents=True, exist_ok=True)
    # Without a kernel's name JupyterLab asks which, and waits.
    named = {"kernelspec": dict(KERNEL)}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=named), path)


def _moved(tab: Page, drawing: str) -> list[tuple[float, float]]:
    idle = "jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
    tab.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    tab.wait_for_function(idle, timeout=60_000)
    tab.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
    tab.locator(drawing).first.wait_for(timeout=60_000)
    tab.wait_for_timeout(2000)
    tab.evaluate(WATCH, drawing)
    tab.locator(".noUi-handle").first.focus()
    for nth in range(PRESSES):
        tab.keyboard.press(("ArrowRight", "ArrowLeft")[nth % 2])
        tab.wait_for_timeout(700)
    times: list[tuple[float, float]] = tab.evaluate("cbTimes")
    return times


def print_lab(root: Path) -> None:
    """Measure one explorer both ways, and print what was found."""
    found = lab_latencies(root, PAGE, FIGURE).round(1)
    print(f"\n{FIGURE} of {PAGE} in JupyterLab: from key to repaint (ms)")
    print(found.to_string(index=False), flush=True)
