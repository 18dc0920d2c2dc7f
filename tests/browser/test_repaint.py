"""A figure that moves has itself painted anew, and nothing else of its page."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser

from workshop.tracing import CATEGORIES, SHOWN, laid_out, relayered, styled

from ..covering import some_explorers
from .books import Site, with_explorers
from .conftest import Visiting
from .gates import life_faults, press
from .visits import DESK, Visit

MOVED = "fig-cooperation-overlap"
PAGE = "book/cooperation"

ORDER = """
globalThis.cbOrder = [];
const put = history.replaceState.bind(history);
history.replaceState = (...given) => { cbOrder.push("written"); put(...given); };
addEventListener("monograph:shown", () => cbOrder.push("shown"), true);
"""
TALL = """async () => {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  return document.documentElement.scrollHeight;
}"""
# Blocks that a change within a figure must not have painted anew, be it that they are shifted. What
# has a transform, of whatever effect, is painted from its own corner.
OPEN_BLOCKS = """() => {
  const kinds = ":is(section, p, ul, ol, dl, div):not(.cell)";
  const blocks = document.querySelectorAll(`.bd-article section > ${kinds}`);
  const outputs = document.querySelectorAll(".bd-article .cell_output");
  const open = (block) => getComputedStyle(block).transform === "none";
  return {
    blocks: blocks.length,
    outputs: outputs.length,
    open: [...blocks, ...outputs].filter(open).map((block) => block.textContent.slice(0, 60)),
  };
}"""


@pytest.mark.parametrize("page", some_explorers(with_explorers()))
def test_every_block_beside_a_figure_is_painted_for_itself(
    site: Site, visit: Visiting, page: str
) -> None:
    with visit(site, page) as seen:
        found = seen.page.evaluate(OPEN_BLOCKS)
        assert found["blocks"]
        assert found["outputs"]
        assert found["open"] == []


def test_a_figure_moves_before_its_address_is_written(site: Site, visit: Visiting) -> None:
    with visit(site, PAGE) as seen:
        assert life_faults(seen, [MOVED]) == []
        seen.page.evaluate(ORDER)
        seen.page.wait_for_timeout(200)
        press(seen, MOVED, 0, ["ArrowRight"])
        seen.page.wait_for_function("location.hash && cbOrder.includes('written')")
        assert seen.page.evaluate("cbOrder") == ["shown", "written"]
        assert seen.noted == []


def test_what_stands_below_a_figure_does_not_jump_back(site: Site, visit: Visiting) -> None:
    """Words keep the room that they once took, in a column of this width."""
    with visit(site, PAGE, window=DESK) as seen:
        assert life_faults(seen, [MOVED]) == []
        heights = [seen.page.evaluate(TALL)]
        for key in ("ArrowRight", "ArrowLeft", "ArrowRight"):
            press(seen, MOVED, 0, [key])
            heights.append(seen.page.evaluate(TALL))
        assert len(set(heights)) == 1
        seen.page.set_viewport_size({"width": DESK[0] - 300, "height": DESK[1]})
        seen.page.evaluate(TALL)
        seen.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        # This state's words need less room than those that the page opens with.
        assert seen.page.evaluate(TALL) < heights[0]
        assert seen.noted == []


MARKS = """(figure) => {
  globalThis.cbMade = [];
  globalThis.cbSame = [];
  new MutationObserver((seen) => {
    for (const { addedNodes, attributeName: name, oldValue, target } of seen) {
      const made = [...addedNodes].filter((node) => node.closest?.("svg"));
      cbMade.push(...made.map((node) => node.tagName));
      const same = name && target.getAttribute(name) === oldValue;
      if (same && target.closest("svg > g *")) cbSame.push(name);
    }
  }).observe(document.querySelector(`#${figure} .cb-live`), {
    subtree: true, childList: true, attributes: true, attributeOldValue: true,
  });
}"""
# What is drawn and not hidden.
SEEN = """(figure) => {
  const drawn = document.querySelector(`#${figure} .cb-live svg`).cloneNode(true);
  for (const hidden of drawn.querySelectorAll("[visibility=hidden]")) hidden.remove();
  return drawn.outerHTML;
}"""


ROWS_KEPT = [
    ("book/question", "fig-argument", "ArrowDown", "ArrowUp"),
    ("book/evidence", "fig-evidence-weighing", "ArrowRight", "ArrowLeft"),
]


@pytest.mark.parametrize(("page", "figure", "there", "back"), ROWS_KEPT)
def test_a_state_that_was_shown_makes_no_mark(
    site: Site, visit: Visiting, page: str, figure: str, there: str, back: str
) -> None:
    """A mark that is made, or a line of its words, costs many times one that changes."""
    with visit(site, page) as seen:
        assert life_faults(seen, [figure]) == []
        press(seen, figure, 0, [there])
        press(seen, figure, 0, [back])
        seen.page.evaluate(MARKS, figure)
        drawn = seen.page.locator(f"#{figure} .cb-live svg")
        before = drawn.inner_html()
        press(seen, figure, 0, [there])
        assert drawn.inner_html() != before
        press(seen, figure, 0, [back])
        assert seen.page.evaluate("cbMade") == []


def test_a_look_that_stays_is_not_set(site: Site, visit: Visiting) -> None:
    """Dashes are an array, and Vega knows an array only by its identity."""
    with visit(site, "book/question") as seen:
        assert life_faults(seen, ["fig-argument"]) == []
        assert seen.page.locator("#fig-argument .cb-live [stroke-dasharray]").count()
        seen.page.evaluate(MARKS, "fig-argument")
        press(seen, "fig-argument", 0, ["ArrowDown"])
        assert seen.page.evaluate("cbSame") == []


# How many boxes a figure has, and how many of them its last state had Vega look at.
BOXES = """(figure) => {
  const view = cbViews.get(document.querySelector(`#${figure} .cb-live`));
  const looked = [];
  const walk = (item) => {
    if (item.mark?.marktype === "rect") looked.push(item._update ?? 0);
    for (const part of item.items ?? []) walk(part);
  };
  walk(view.scenegraph().root);
  return { all: looked.length, last: looked.filter((at) => at === Math.max(...looked)).length };
}"""


def test_only_rows_that_another_state_changes_are_drawn_anew(site: Site, visit: Visiting) -> None:
    """A box looks up its role, and most keep theirs."""
    with visit(site, "book/question") as seen:
        assert life_faults(seen, ["fig-argument"]) == []
        press(seen, "fig-argument", 0, ["ArrowDown"])
        boxes = seen.page.evaluate(BOXES, "fig-argument")
        assert 0 < boxes["last"] < boxes["all"]


# How many elements draw what is one path a look, and what of each another state sets.
PATHS = """(figure) => {
  const paths = document.querySelectorAll(`#${figure} .cb-live .mark-path path`);
  globalThis.cbSet = new Set();
  const watch = new MutationObserver((seen) => {
    for (const { attributeName } of seen) cbSet.add(attributeName);
  });
  for (const path of paths) watch.observe(path, { attributes: true });
  return paths.length;
}"""
MEAN, WEIGHING = "fig-survey-mean", "fig-evidence-weighing"
LOOKS = [
    ("book/question", "fig-argument", ["ArrowDown"], 5),  # of lines three, of heads two
    (PAGE, MOVED, ["ArrowDown"], 2),  # of dots
    ("book/survey", MEAN, ["End", "4", "Enter"], 4),  # of stems two, of dots two
    ("book/evidence", WEIGHING, ["ArrowRight"], 8),  # of posteriors six, of items two
]


@pytest.mark.parametrize(("page", "figure", "keys", "looks"), LOOKS)
def test_marks_of_one_look_are_one_path(
    site: Site, visit: Visiting, page: str, figure: str, keys: list[str], looks: int
) -> None:
    """For a browser to style, lay out and paint, and for Vega to go through."""
    with visit(site, page) as seen:
        assert life_faults(seen, [figure]) == []
        assert seen.page.evaluate(PATHS, figure) == looks
        press(seen, figure, 0, keys)
        changed = set(seen.page.evaluate("[...cbSet]"))
        assert {"d"} <= changed <= {"d", "visibility"}  # a look may have no mark
        assert seen.page.locator(f"#{figure} .cb-live .mark-group").count() == 1


def test_a_mean_tells_more_of_itself_wherever_its_base_is_touched(
    site: Site, visit: Visiting
) -> None:
    """What is drawn as one path has no marks to touch: a column over each base answers for them."""
    with visit(site, "book/survey") as seen:
        assert life_faults(seen, [MEAN]) == []
        columns = seen.page.locator(f"#{MEAN} .cb-live .mark-rect path[fill=transparent]")
        bases = re.findall(
            r"of (\d+) bases", seen.page.locator(f"#{MEAN} .cb-played .cb-finding").inner_text()
        )
        assert bases == [str(columns.count())]
        found = []
        for nth in (0, 1, columns.count() - 1):
            columns.nth(nth).hover(position={"x": 2, "y": 2})
            told = seen.page.locator("#vg-tooltip-element").inner_text()
            found += [int(firms) - nth for firms in re.findall(r"over (\d+) firms", told)]
        assert found == [found[0]] * 3


def test_a_row_of_the_weighing_tells_of_itself_from_end_to_end(site: Site, visit: Visiting) -> None:
    """As a column of the means does; that of an item also turns its switch."""
    with visit(site, "book/evidence") as seen:
        assert life_faults(seen, [WEIGHING]) == []
        rows = seen.page.locator(f"#{WEIGHING} .cb-live .mark-rect path[fill=transparent]")
        told = []
        for nth in range(rows.count()):
            wide = rows.nth(nth).evaluate("(row) => row.getBBox().width")
            said = []
            for x in (1, wide / 2, wide - 1):
                rows.nth(nth).hover(position={"x": x, "y": 11})
                said.append(seen.page.locator("#vg-tooltip-element").inner_text())
            assert said == [said[0]] * 3
            told.append(said[0])
        words = seen.page.locator(f"#{WEIGHING} .cb-live .mark-text text").all_text_contents()
        for item in (text.split()[0] for text in words if text.startswith("H1.")):
            assert len([said for said in told if item in said]) == 1, item
        assert len([said for said in told if "posterior" in said.casefold()]) == 3 + 5
        assert len(set(told)) == len(told) - 1  # H1 stands among the three, and among its rivals


# Marks, in motion or still, that are moved to where they stand, and not turned there.
TAKEN_THERE = """() =>
  [...document.querySelectorAll(".bd-article figure svg :is(line, path, text)")]
  .map((mark) => mark.getAttribute("transform"))
  .filter((way) => way?.startsWith("translate") && !way.includes("rotate"))"""
# Marks in motion that are see-through as a whole.
CLEAR = """() =>
  [...document.querySelectorAll(".cb-live svg *")]
  .filter((mark) => getComputedStyle(mark).opacity < 1)
  .map((mark) => mark.outerHTML)"""
# Marks of a figure that stand elsewhere than their items, and how many were looked at: of lines the
# ends, of points the middle, of words the end at which they are aligned; in px.
ASTRAY = """(figure) => {
  const live = document.querySelector(`#${figure} .cb-live`);
  const { left, top } = live.querySelector("svg").getBoundingClientRect();
  const [right, down] = cbViews.get(live).origin();
  const found = { asked: 0, astray: [] };
  const apart = (mark, item, box) => {
    const { x = 0, y = 0, x2 = x, y2 = y } = item;
    const [from, to] = [box.left - left - right, box.right - left - right];
    const [high, low] = [box.top - top - down, box.bottom - top - down];
    if (mark === "rule") {
      const across = [Math.min(x, x2) - from, Math.max(x, x2) - to];
      const along = [Math.min(y, y2) - high, Math.max(y, y2) - low];
      return Math.max(...across.map(Math.abs), ...along.map(Math.abs));
    }
    if (mark === "symbol") return Math.hypot((from + to) / 2 - x, (high + low) / 2 - y);
    const words = { right: to, center: (from + to) / 2 }[item.align] ?? from;
    return Math.abs(words - x - (item.dx ?? 0));
  };
  const walk = (item) => {
    const { marktype } = item.mark ?? {};
    const even = ["circle", "square", "diamond"].includes(item.shape ?? "circle");
    const plain = marktype === "symbol" ? even : ["rule", "text"].includes(marktype);
    const box = plain && !item.angle && item._svg?.getBoundingClientRect();
    if (box && (box.width || box.height)) {
      found.asked += 1;
      if (apart(marktype, item, box) > 1.5) found.astray.push(item._svg.outerHTML);
    }
    for (const part of item.items ?? []) walk(part);
  };
  walk(cbViews.get(live).scenegraph().root);
  return found;
}"""


@pytest.mark.parametrize("page", some_explorers(with_explorers()))
def test_marks_stand_by_their_coordinates_where_their_items_are(
    site: Site, visit: Visiting, page: str
) -> None:
    """What is moved there is a space of its own; a browser hands on all of them with each frame.

    What is see-through as a whole is another, where its fill or its stroke would do.
    """
    with visit(site, page) as seen:
        figures = seen.page.eval_on_selector_all(
            "figure:has(.cb-played)", "all => all.map(f => f.id)"
        )
        assert figures
        assert life_faults(seen, figures) == []
        for figure in figures:
            for keys in ([], ["ArrowRight"], ["ArrowDown"]):
                press(seen, figure, 0, keys)
                found = seen.page.evaluate(ASTRAY, figure)
                assert found["asked"], figure
                assert found["astray"] == [], figure
        assert seen.page.evaluate(TAKEN_THERE) == []
        assert seen.page.evaluate(CLEAR) == []


# Kinds of marks in a figure of which Vega knows how far they reach.
MEASURED = """(figure) => {
  const view = cbViews.get(document.querySelector(`#${figure} .cb-live`));
  const found = new Set();
  const walk = (item) => {
    if (item.mark && !item.bounds.empty()) found.add(item.mark.marktype);
    for (const part of item.items ?? []) walk(part);
  };
  walk(view.scenegraph().root);
  return [...found];
}"""


@pytest.mark.parametrize(
    ("page", "figure"), [("book/ifthen", "fig-ifthen-brush"), ("book/ifthen", "fig-ifthen-grid")]
)
def test_no_mark_of_a_figure_laid_out_by_hand_is_measured(
    site: Site, visit: Visiting, page: str, figure: str
) -> None:
    """Nobody asks how far it reaches: neither its words nor its path."""
    with visit(site, page) as seen:
        assert life_faults(seen, [figure]) == []
        press(seen, figure, 0, ["ArrowDown"])
        assert seen.page.evaluate(MEASURED, figure) == ["group"]
        assert seen.noted == []


LEAVING = [("book/boolean", "fig-boolean-cases"), ("book/history", "fig-timeline")]


@pytest.mark.parametrize(("page", "figure"), LEAVING)
def test_marks_that_return_are_those_that_left(
    site: Site, visit: Visiting, page: str, figure: str
) -> None:
    """Also where the figure's height changes with them, as a timeline's does."""
    with visit(site, page) as seen:
        assert life_faults(seen, [figure]) == []
        states = [seen.page.evaluate(SEEN, figure)]
        for nth in range(4):
            if nth == 2:
                seen.page.evaluate(MARKS, figure)
            press(seen, figure, 0, [" "])
            states.append(seen.page.evaluate(SEEN, figure))
        assert states[0] == states[2] == states[4]
        assert states[1] == states[3] != states[0]
        assert seen.page.evaluate("cbMade") == []
        assert seen.noted == []


# The lines of each text of a figure, as they stand.
STOOD = """(figure) => {
  const texts = document.querySelectorAll(`#${figure} .cb-live svg text`);
  const words = (line) => [line, line.textContent];
  globalThis.cbStood = new Map(
    [...texts].map((text) => [text, [...text.querySelectorAll("tspan")].map(words)]),
  );
}"""
# Of those that have as many lines as they had: lines with other words, and lines made anew.
REWORDED = """() => {
  const found = { reworded: 0, made: 0 };
  for (const [text, before] of cbStood) {
    const lines = [...text.querySelectorAll("tspan")];
    if (lines.length !== before.length) continue;
    for (const [nth, line] of lines.entries()) {
      if (line !== before[nth][0]) found.made += 1;
      else if (line.textContent !== before[nth][1]) found.reworded += 1;
    }
  }
  return found;
}"""


def test_other_words_of_as_many_lines_make_no_line(site: Site, visit: Visiting) -> None:
    with visit(site, "book/evidence") as seen:
        assert life_faults(seen, [WEIGHING]) == []
        seen.page.evaluate(STOOD, WEIGHING)
        press(seen, WEIGHING, 0, ["ArrowRight"])
        found = seen.page.evaluate(REWORDED)
        assert found["reworded"]
        assert not found["made"]


MOST_STYLED = 200
"""Elements that a key may have a browser style anew, be it that a few marks of a figure change."""
NOTED = f"""
addEventListener("monograph:shown", () => performance.mark("{SHOWN}"), true);
"""


@pytest.mark.parametrize(
    ("page", "figure"),
    [(PAGE, MOVED), ("book/question", "fig-argument"), ("book/ifthen", "fig-ifthen-brush")],
)
def test_a_key_has_little_of_the_page_styled_anew(
    site: Site, visit: Visiting, browser: Browser, page: str, figure: str
) -> None:
    with visit(site, page) as seen:
        assert life_faults(seen, [figure]) == []
        seen.page.evaluate(NOTED)
        press(seen, figure, 0, ["ArrowDown"])
        counts = styled(_traced(browser, seen, figure, ["ArrowUp", "ArrowDown", "ArrowUp"]))
        assert len(counts) == 3
        assert max(counts) < MOST_STYLED


# Of a timeline: how tall its sheet and its box are, how far what is seen of it reaches, in px, and
# whether a pointer below its box still meets it.
SHEET = """() => {
  const live = document.querySelector("#fig-timeline .cb-live");
  const svg = live.querySelector("svg");
  const box = svg.parentElement.getBoundingClientRect();
  const marks = [...svg.querySelectorAll(":is(line, path, text)")];
  const seen = marks.filter((mark) => !mark.closest("[visibility=hidden]"));
  const reach = Math.max(...seen.map((mark) => mark.getBoundingClientRect().bottom - box.top));
  window.scrollBy(0, box.bottom - innerHeight / 2);
  const below = svg.parentElement.getBoundingClientRect().bottom + 12;
  return {
    sheet: Number(svg.getAttribute("height")),
    box: box.height,
    reach,
    met: svg.contains(document.elementFromPoint(box.left + 40, below)),
  };
}"""


def test_a_sheet_keeps_its_size_and_its_box_shows_what_is_drawn_on(
    site: Site, visit: Visiting, browser: Browser
) -> None:
    """In a sheet of another size a browser lays out all words again, though none has changed."""
    with visit(site, "book/history") as seen:
        assert life_faults(seen, ["fig-timeline"]) == []
        seen.page.evaluate(NOTED)
        states = [seen.page.evaluate(SHEET)]
        roots = laid_out(_traced(browser, seen, "fig-timeline", [" "]))
        states.append(seen.page.evaluate(SHEET))
        press(seen, "fig-timeline", 0, [" "])
        states.append(seen.page.evaluate(SHEET))
        assert states[0] == states[2]
        assert [state["sheet"] for state in states] == [states[0]["box"]] * 3
        assert states[1]["box"] < states[0]["box"] - 100
        assert [
            state for state in states if state["reach"] > state["box"] + 8 or state["met"]
        ] == []
        assert roots == [{"#document"}]  # what stands below moves; no sheet is laid out


# How far words that have just changed reach out of their place when their frame is painted, in px.
OUTSIDE = """async ([figure, words]) => {
  const place = document.querySelector(`#${figure} .cb-played .cb-says`);
  place.firstChild.textContent = words;
  await new Promise(requestAnimationFrame);
  await new Promise((done) => { // a task comes after the frame
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  });
  return place.firstChild.offsetHeight - place.clientHeight;
}"""
ROOMY = [("book/evidence", WEIGHING), ("book/structure", "fig-actors")]


@pytest.mark.parametrize(("page", "figure"), ROOMY)
def test_other_words_have_nothing_laid_out_around_them(
    site: Site, visit: Visiting, browser: Browser, page: str, figure: str
) -> None:
    """Neither those of the drawing nor the finding and what stands below: the page keeps room."""
    keys = ["ArrowDown", "ArrowUp"]
    with visit(site, page) as seen:
        assert life_faults(seen, [figure]) == []
        seen.page.evaluate(NOTED)
        for key in keys:  # the longer of two findings has its room after this
            press(seen, figure, 0, [key])
            seen.page.wait_for_timeout(100)
        roots = set().union(*laid_out(_traced(browser, seen, figure, keys)))
        kinds = {root.partition(" ")[0] for root in roots}
        assert "svg" in kinds
        assert kinds <= {"svg", "P"}, roots


def test_words_that_take_more_room_are_given_it_at_once(site: Site, visit: Visiting) -> None:
    """In the frame that first shows them, and in a column that has become narrower."""
    with visit(site, "book/evidence") as seen:
        assert life_faults(seen, [WEIGHING]) == []
        place = seen.page.locator(f"#{WEIGHING} .cb-played .cb-says")
        for words in ("longer " * 200, "even longer " * 300):
            assert seen.page.evaluate(OUTSIDE, [WEIGHING, words]) <= 0
        seen.page.set_viewport_size({"width": 500, "height": 900})
        seen.page.evaluate(TALL)
        assert place.evaluate("(p) => p.firstChild.offsetHeight - p.clientHeight") <= 0


def _traced(
    browser: Browser, seen: Visit, figure: str, keys: list[str], *more: str
) -> list[dict[str, Any]]:
    """Return what a browser notes, of more kinds too, while keys move the first control."""
    browser.start_tracing(page=seen.page, categories=[*CATEGORIES, *more])
    try:
        for key in keys:
            press(seen, figure, 0, [key])
            seen.page.wait_for_timeout(100)
    finally:
        traced = browser.stop_tracing()
    return json.loads(traced)["traceEvents"]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("page", "figure"), [("book/evidence", WEIGHING), ("book/structure", "fig-actors")]
)
def test_another_choice_leaves_the_layers_of_a_page_as_they_are(
    site: Site, visit: Visiting, browser: Browser, page: str, figure: str
) -> None:
    """What is see-through as a whole is a layer; one that then reaches elsewhere is put in anew."""
    with visit(site, page) as seen:
        assert life_faults(seen, [figure]) == []
        seen.page.evaluate(NOTED)
        press(seen, figure, 0, ["ArrowRight"])
        found = _traced(browser, seen, figure, ["ArrowLeft", "ArrowRight", "ArrowLeft"], "blink")
        assert relayered(found) == [False] * 3


HEARD = """
globalThis.cbHeard = [];
globalThis.cbShown = 0;
addEventListener("monograph:shown", () => { cbShown += 1; }, true);
for (const kind of ["keydown", "click"]) { // as early as the theme's own
  addEventListener(kind, ({ type, key }) => cbHeard.push(key ?? type), true);
}
"""


def test_keys_that_move_a_control_are_heard_by_no_other_script(site: Site, visit: Visiting) -> None:
    with visit(site, "book/verdicts") as seen:
        assert life_faults(seen, ["fig-verdicts-scope"]) == []
        seen.page.evaluate(HEARD)
        press(seen, "fig-verdicts-scope", 0, ["ArrowRight"])
        seen.page.wait_for_function("cbShown === 1")
        assert seen.page.evaluate("cbHeard") == []
        for key in ("Escape", "Control+ArrowRight"):  # what closes a preview, what others may use
            seen.page.keyboard.press(key)
        assert "Escape" in seen.page.evaluate("cbHeard")
        assert "ArrowRight" in seen.page.evaluate("cbHeard")


TAKEN = """
globalThis.cbTaken = [];
for (const kind of ["change", "monograph:shown"]) {
  addEventListener(kind, ({ type }) => cbTaken.push(type), true);
}
"""


def test_a_figure_has_moved_before_a_menu_tells_of_its_change(site: Site, visit: Visiting) -> None:
    """Between "input" and "change" a browser lays out the page: what it must lay out stands."""
    with visit(site, PAGE) as seen:
        assert life_faults(seen, [MOVED]) == []
        seen.page.evaluate(TAKEN)
        press(seen, MOVED, 0, ["ArrowDown"])
        seen.page.wait_for_function("cbTaken.length >= 2")
        assert seen.page.evaluate("cbTaken") == ["monograph:shown", "change"]


def test_the_key_that_takes_an_entry_is_heard_by_no_other_script(
    site: Site, visit: Visiting
) -> None:
    with visit(site, "book/survey") as seen:
        assert life_faults(seen, [MEAN]) == []
        seen.page.evaluate(HEARD)
        press(seen, MEAN, 0, ["End", "1", "Enter"])
        seen.page.wait_for_function("cbShown === 1")
        assert seen.page.evaluate("cbHeard") == ["End", "1"]
