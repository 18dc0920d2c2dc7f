"""A figure that moves has itself painted anew, and nothing else of its page."""

import json

import pytest
from playwright.sync_api import Browser

from workshop.tracing import CATEGORIES, SHOWN, styled

from ..covering import some_explorers
from .books import Site, with_explorers
from .conftest import Visiting
from .gates import life_faults, press
from .visits import DESK

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


MARKS = """
globalThis.cbMade = [];
new MutationObserver((seen) => {
  const made = seen.flatMap(({ addedNodes }) => [...addedNodes]);
  cbMade.push(...made.filter((node) => node.closest?.("svg")).map((node) => node.tagName));
}).observe(document.querySelector("#fig-argument .cb-live"), { subtree: true, childList: true });
"""


def test_another_state_of_the_argument_makes_no_mark(site: Site, visit: Visiting) -> None:
    """A mark that is made costs many times one that changes its look."""
    with visit(site, "book/question") as seen:
        assert life_faults(seen, ["fig-argument"]) == []
        seen.page.evaluate(MARKS)
        drawn = seen.page.locator("#fig-argument .cb-live svg")
        before = drawn.inner_html()
        press(seen, "fig-argument", 0, ["ArrowDown"])
        assert drawn.inner_html() != before
        assert seen.page.evaluate("cbMade") == []


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
        browser.start_tracing(page=seen.page, categories=list(CATEGORIES))
        try:
            for key in ("ArrowUp", "ArrowDown", "ArrowUp"):
                press(seen, figure, 0, [key])
                seen.page.wait_for_timeout(100)
        finally:
            traced = browser.stop_tracing()
        counts = styled(json.loads(traced)["traceEvents"])
        assert len(counts) == 3
        assert max(counts) < MOST_STYLED


HEARD = """
globalThis.cbHeard = [];
globalThis.cbShown = 0;
addEventListener("monograph:shown", () => { cbShown += 1; }, true);
for (const kind of ["keydown", "click"]) {
  document.addEventListener(kind, ({ type, key }) => cbHeard.push(key ?? type), true);
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
