"""Measure the published pages in a real browser: weight, time until alive, control to repaint.

Each page is opened cold, from a server on this machine that compresses as a host would. "Slow" is
the processor throttled fourfold. All times are in ms, as the page's own clock has them.
"""

import json
import statistics
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, CDPSession, Page

from workshop.browser import launched
from workshop.serving import served
from workshop.tracing import CATEGORIES, work

Presses: TypeAlias = list[tuple[float, float]]
"""For each: ms until the drawing was made, and until it was painted."""

# What the design allows.
KILOBYTES = {False: 400, True: 650}
"""Has the page explorers? -> kB (1000 bytes) that it may weigh, cold."""
REPAINT = {1: 10, 4: 40}
"""Throttle of the processor -> median ms from a key to the repaint."""

FIRST = {1: 800, 4: 2500}
"""Throttle of the processor -> ms until the explorer that a page is opened at takes input."""

PRESSES = 24
ROUNDS = 3
"""Times that all figures are visited in turn: what else a machine does meets one visit of three."""
HELD = 100
"""ms for which a key is held down, as by a finger.

A space bar acts when it is let go. Let go at once, or after three frames (50 ms), it would come
into a frame that shows it pressed, and what it does would wait for the next.
"""
WIDGET = "application/vnd.jupyter.widget-view+json"

# From a key to the frame after the one that shows its effect: what a reader waits for. The space
# bar ticks a box when it is let go: a browser does nothing before.
WATCH = """
globalThis.cbReady = []; globalThis.cbTimes = [];
let pressed = 0;
addEventListener("monograph:ready", () => cbReady.push(performance.now()), true);
const acts = ({ type, key }) => (key === " ") === (type === "keyup");
for (const kind of ["keydown", "keyup"]) {
  addEventListener(kind, (event) => { if (acts(event)) pressed = performance.now(); }, true);
}
addEventListener("monograph:shown", () => {
  if (!pressed) return;
  const from = pressed;
  const drawn = performance.now() - from;
  performance.mark("monograph-shown");
  pressed = 0;
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => cbTimes.push([drawn, performance.now() - from]);
    port2.postMessage(0);
  });
}, true);
"""
# The height of each figure with its controls and its still, before anything is drawn.
TALL = """
globalThis.cbTall = {};
const measured = () => Object.fromEntries(
  [...document.querySelectorAll("figure[id]")].map((f) => [f.id, f.getBoundingClientRect().height]),
);
addEventListener("DOMContentLoaded", async () => {
  await document.fonts.ready;
  cbTall = measured();
});
"""
FIRST_ALIVE = """async () => {
  const figure = document.querySelector("figure:has(.cb-still)");
  await document.fonts.ready;
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  const tall = figure.getBoundingClientRect().height;
  return { figure: figure.id, ready: cbReady[0], grown: tall - (cbTall[figure.id] ?? tall) };
}"""
ALIVE = """() => {
  const all = [...document.querySelectorAll(".cb-still")];
  for (const still of all) { // each comes near the window in its turn
    const figure = still.closest("figure") ?? still;
    if (!figure.querySelector(".cb-live svg")) { figure.scrollIntoView(); break; }
  }
  return all.length === cbReady.length;
}"""


def page_weights(browser: Browser, site: Path, pages: list[str] | None = None) -> pd.DataFrame:
    """Return what a reader's browser receives for some pages, or for each, cold.

    Returns
    -------
    DataFrame
        page, kilobytes (1000 bytes, compressed, with headers), explorers (how many), budget (kB)
        and verdict; the heaviest first.
    """
    found = []
    with served(site) as address:
        for page in _pages(site) if pages is None else pages:
            with _opened(browser, f"{address}/{page}.html") as (tab, weight):
                alive = tab.evaluate("cbReady.length")
                found.append({"page": page, "kilobytes": weight[0] / 1000, "explorers": alive})
    weights = pd.DataFrame(found).sort_values("kilobytes", ascending=False, ignore_index=True)
    budgets = [KILOBYTES[explorers > 0] for explorers in weights["explorers"]]
    return weights.assign(budget=budgets, verdict=_verdicts(weights["kilobytes"], budgets))


def ready_times(browser: Browser, site: Path, repeats: int = 3) -> pd.DataFrame:
    """Return when the last explorer of each page takes input: the median of some cold openings.

    Returns
    -------
    DataFrame
        page, throttle, explorers, painted (first contentful paint), ready.
    """
    found = []
    with served(site) as address:
        for page in _with_widgets(site):
            for throttle in REPAINT:
                runs = [_times(browser, f"{address}/{page}.html", throttle) for _ in range(repeats)]
                middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
                found.append({"page": page, "throttle": throttle, **middle})
    return pd.DataFrame(found)


def first_times(browser: Browser, site: Path, repeats: int = 3) -> pd.DataFrame:
    """Return when the first explorer of each page takes input, where the page is opened at it.

    Returns
    -------
    DataFrame
        page, figure, throttle, ready (median of some cold openings), grown (px that the figure
        grows when it comes alive), budget (of ready) and verdict; the slowest first.
    """
    found = []
    with served(site) as address:
        for page in _with_widgets(site):
            at = f"{address}/{page}.html#{_first_figure(site / f'{page}.html')}"
            for throttle in FIRST:
                runs = [_first(browser, at, throttle) for _ in range(repeats)]
                middle = {k: statistics.median(run[k] for run in runs) for k in ("ready", "grown")}
                found.append(
                    {"page": page, "figure": runs[0]["figure"], "throttle": throttle, **middle}
                )
    times = pd.DataFrame(found).sort_values("ready", ascending=False, ignore_index=True)
    budgets = [FIRST[throttle] for throttle in times["throttle"]]
    return times.assign(budget=budgets, verdict=_verdicts(times["ready"], budgets))


def _first_figure(page: Path) -> str:
    """Return the id of the first figure of a page that has an explorer."""
    html = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    (figure, *_) = html.select("figure:has(.cb-still)")
    return str(figure["id"])


def _first(browser: Browser, url: str, throttle: int) -> dict[str, Any]:
    """Open a page cold at its first explorer; return when that takes input."""
    with _cold(browser, throttle, TALL) as (tab, _):
        tab.goto(url, wait_until="load")
        tab.wait_for_function("cbReady.length > 0", timeout=60_000)
        return dict(tab.evaluate(FIRST_ALIVE))


def latencies(browser: Browser, site: Path) -> pd.DataFrame:
    """Return, for each explorer, the time from a key on its first control to the repaint.

    Returns
    -------
    DataFrame
        page, figure, throttle, presses (in all rounds), drawn (median until the drawing is made),
        median and p95 (until it is painted, the wait for the next frame included), work (median
        processor time of the page's main thread, waiting left out; presses of their own, for
        tracing costs time), budget (of the median) and verdict; the slowest first.
    """
    found: dict[tuple[str, str, int], Presses] = defaultdict(list)
    worked = {}
    with served(site) as address:
        visits = [(page, throttle) for page in _with_widgets(site) for throttle in REPAINT]
        for nth, (page, throttle) in enumerate(visits * ROUNDS):
            with _opened(browser, f"{address}/{page}.html", throttle) as (tab, _):
                for figure in _figures(tab):
                    found[page, figure, throttle] += _pressed(tab, figure)
                    if nth < len(visits):
                        worked[page, figure, throttle] = _worked(tab, figure)
    rows = [
        dict(zip(("page", "figure", "throttle"), at, strict=True)) | summary(presses) | worked[at]
        for at, presses in found.items()
    ]
    times = pd.DataFrame(rows).sort_values("median", ascending=False, ignore_index=True)
    budgets = [REPAINT[throttle] for throttle in times["throttle"]]
    return times.assign(budget=budgets, verdict=_verdicts(times["median"], budgets))


def verdict(measured: float, budget: float) -> str:
    """Return "pass", or "OVER" if more than the budget was measured."""
    return "pass" if measured <= budget else "OVER"


def _verdicts(measured: pd.Series, budgets: list[int]) -> list[str]:
    return [verdict(value, budget) for value, budget in zip(measured, budgets, strict=True)]


def summary(times: Presses) -> dict[str, float]:
    """Return how many there are, and medians and the time that 95% do not exceed.

    Parameters
    ----------
    times
        For each press: until the drawing was made, until it was painted.

    Examples
    --------
    >>> summary([(1.0, 3.0), (2.0, 4.0), (3.0, 5.0)])
    {'presses': 3, 'drawn': 2.0, 'median': 4.0, 'p95': 5.0}
    """
    drawn = statistics.median(first for first, _ in times)
    ordered = sorted(painted for _, painted in times)
    last = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    middle = statistics.median(ordered)
    return {"presses": len(times), "drawn": drawn, "median": middle, "p95": last}


def _times(browser: Browser, url: str, throttle: int) -> dict[str, float]:
    with _opened(browser, url, throttle) as (tab, _):
        return dict(
            tab.evaluate(
                """() => ({ explorers: cbReady.length, ready: Math.max(...cbReady),
                painted: performance.getEntriesByName("first-contentful-paint")[0].startTime })"""
            )
        )


def _pressed(tab: Page, figure: str) -> Presses:
    """Press arrow keys on the first control of a figure, there and back; return the times."""
    control = tab.locator(f"#{figure} .cb-controls").locator("input, select").first
    checked = tab.locator(f"#{figure} .cb-control").first.locator("input[type=radio]:checked")
    (checked if checked.count() else control).focus()
    keys = _keys(control)
    tab.wait_for_timeout(300)
    tab.evaluate("cbTimes.length = 0")
    typed = "Enter" in keys  # only that takes what was typed: each second key moves the figure
    for nth in range(2 * PRESSES if typed else PRESSES):
        tab.keyboard.press(keys[nth % len(keys)], delay=HELD)
        tab.wait_for_timeout(60)
    tab.wait_for_timeout(300)
    times: Presses = tab.evaluate("cbTimes")
    if not times:
        raise RuntimeError(f"{tab.url}, {figure}: no key of {keys} moves its first control")
    return times


def _worked(tab: Page, figure: str) -> dict[str, float]:
    """Press the same keys under a trace; return the median work of a press, in ms."""
    browser = tab.context.browser
    if browser is None:
        raise RuntimeError("a page without a browser cannot be traced")
    browser.start_tracing(page=tab, categories=list(CATEGORIES))
    try:
        _pressed(tab, figure)
    finally:
        traced = browser.stop_tracing()
    return {"work": statistics.median(work(json.loads(traced)["traceEvents"]))}


def _keys(control: Any) -> tuple[str, ...]:  # noqa: ANN401  (a locator)
    kind = control.evaluate("(element) => element.type")
    if kind == "checkbox":
        return ("Space",)
    if kind == "text":
        return ("1", "Enter", "Backspace", "Enter")
    return ("ArrowRight", "ArrowLeft") if kind in {"range", "radio"} else ("ArrowDown", "ArrowUp")


@contextmanager
def _cold(browser: Browser, throttle: int = 1, watch: str = "") -> Iterator[tuple[Page, list[int]]]:
    """Give a tab that has seen nothing yet; count the bytes that it receives."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    try:
        tab = context.new_page()
        tab.add_init_script(WATCH + watch)
        session = context.new_cdp_session(tab)
        received = _count(session)
        session.send("Emulation.setCPUThrottlingRate", {"rate": throttle})
        yield tab, received
    finally:
        context.close()


@contextmanager
def _opened(browser: Browser, url: str, throttle: int = 1) -> Iterator[tuple[Page, list[int]]]:
    """Open a page cold and wait until it is alive; count the bytes that it has received."""
    with _cold(browser, throttle) as (tab, received):
        tab.goto(url, wait_until="load")
        tab.wait_for_function(ALIVE, timeout=60_000)
        tab.wait_for_timeout(200)  # fonts and the like, asked for by what was drawn last
        yield tab, received


def _count(session: CDPSession) -> list[int]:
    received = [0]

    def add(event: dict[str, Any]) -> None:
        received[0] += int(event["encodedDataLength"])

    session.send("Network.enable")
    session.on("Network.loadingFinished", add)
    return received


def _pages(site: Path) -> list[str]:
    return [f"book/{path.stem}" for path in sorted((site / "book").glob("*.html"))]


def _with_widgets(site: Path) -> list[str]:
    return [page for page in _pages(site) if WIDGET in (site / f"{page}.html").read_text("utf-8")]


def _figures(tab: Page) -> list[str]:
    found: list[str] = tab.locator("figure:has(.cb-played)").evaluate_all(
        "(all) => all.map((f) => f.id)"
    )
    return found


def print_pages(site: Path) -> None:
    """Measure the pages of a built book, and print what was found."""
    with launched() as browser:
        for title, measure in (
            ("Weight of a page, cold (kB)", page_weights),
            ("Until the explorer that a page is opened at takes input (ms)", first_times),
            ("Until the last explorer takes input (ms)", ready_times),
            ("From key to repaint (ms)", latencies),
        ):
            found = measure(browser, site)
            print(f"\n{title}\n{found.round(1).to_string(index=False)}", flush=True)
