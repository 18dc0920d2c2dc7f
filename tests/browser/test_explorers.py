"""Every explorer of the book: whatever its controls show, the figure holds what Python returns."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from monograph.alive.says import finding

from ..covering import some_explorers
from .answers import explorers_of, figures_with_widgets
from .arithmetic import arithmetic
from .books import Site, with_explorers
from .conftest import Visiting
from .gates import (
    keys_for,
    life_faults,
    link_faults,
    look,
    move_faults,
    press,
    state_faults,
    width_faults,
    words_in_the_way,
)
from .visits import Visit, opened

# One worker runs all tests of a page: its code is run once to know what Python answers.
GROUPS = some_explorers(with_explorers())
ALL_KINDS = pytest.mark.parametrize("page", GROUPS)


@pytest.fixture(scope="module", params=GROUPS)
def alive(site: Site, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Give each page with explorers at a desk, all of them alive, to several tests in turn."""
    with opened(browser, site.url(request.param), request.param, base=site.address) as visit:
        assert life_faults(visit, figures_with_widgets(site.chapters[request.param])) == []
        yield visit


@pytest.fixture
def seen(alive: Visit, site: Site) -> Visit:
    """Give such a page with every figure as it opens."""
    for figure in figures_with_widgets(site.chapters[alive.name]):
        reset = alive.page.locator(f"#{figure}").get_by_role("button", name="Reset")
        if reset.is_enabled():
            reset.press("Enter")
    alive.page.wait_for_function("!location.hash.includes('?')")  # it follows a little later
    return alive


def test_no_other_page_holds_widgets(site: Site) -> None:
    others = set(site.chapters) - set(with_explorers())
    assert [name for name in others if figures_with_widgets(site.chapters[name])] == []


TOLD_BY_THE_CHART = {
    ("fig-actors", "text, named"): "name and amount are two lines of one label",
    ("fig-argument", "a transform of its own"): "gathers the arrows of a look",
    ("fig-argument", "shape, path"): "joins them into one path",
    ("fig-ifthen-brush", "filter by code"): "looks up the letter that a point has for a pattern",
    ("fig-ifthen-brush", "a transform of its own"): "gathers the points of a letter",
    ("fig-ifthen-brush", "shape, path"): "joins their places into one path",
    ("fig-ifthen-brush", "text, short"): "two counts behind their names; as words in the rows they "
    "would be a sentence a state, on the heaviest page",
    ("fig-evidence-weighing", "a transform of its own"): "gathers the rows of a look",
    (
        "fig-evidence-weighing",
        "shape, path",
    ): "joins their ranges, or their midpoints, into one path",
    ("fig-cooperation-overlap", "a transform of its own"): "gathers the dots of a look",
    ("fig-cooperation-overlap", "shape, path"): "joins them into one path",
    ("fig-survey-mean", "a transform of its own"): "gathers the means of a look",
    ("fig-survey-mean", "shape, path"): "joins their stems, or their dots, into one path",
}
"""Figure and place -> why the chart's own expressions may tell it."""


@ALL_KINDS
def test_charts_compute_places_and_nothing_else(site: Site, page: str) -> None:
    for figure, explorer in explorers_of(site.chapters[page]).items():
        found = {fault.partition(":")[0]: fault for fault in arithmetic(explorer.still.spec)}
        allowed = {place for name, place in TOLD_BY_THE_CHART if name == figure}
        assert set(found) == allowed, [found.get(place, place) for place in {*found} ^ allowed]


def test_every_control_moves_its_figure_and_no_other(site: Site, seen: Visit) -> None:
    chapter = site.chapters[seen.name]
    explorers = explorers_of(chapter)
    assert list(explorers) == figures_with_widgets(chapter) != []
    for figure, explorer in explorers.items():
        others = {name: other for name, other in explorers.items() if name != figure}
        before = {name: look(seen, name, other) for name, other in others.items()}
        assert move_faults(seen, figure, explorer) == []
        after = {name: look(seen, name, other) for name, other in others.items()}
        assert after == before, f"{seen.name}: moving {figure} moved another figure"
    assert seen.noted == []


LOOKS = """(svg) => [...svg.querySelectorAll(":is(path, text, line):not([visibility=hidden])")]
  .map((mark) => mark.outerHTML)
  .sort()"""


def test_a_figure_that_comes_back_is_drawn_as_it_was(site: Site, seen: Visit) -> None:
    """Marks that change their looks, and serve other rows, must keep nothing of what they were."""
    for figure in explorers_of(site.chapters[seen.name]):
        drawn = seen.page.locator(f"#{figure} .cb-live svg")
        before = drawn.evaluate(LOOKS)
        for keys in keys_for(seen, figure, 0):
            press(seen, figure, 0, keys)
        seen.page.locator(f"#{figure}").get_by_role("button", name="Reset").press("Enter")
        assert drawn.evaluate(LOOKS) == before, figure
    assert seen.noted == []


def test_links_lead_to_the_states_that_they_name(site: Site, seen: Visit) -> None:
    for figure, explorer in explorers_of(site.chapters[seen.name]).items():
        opening = look(seen, figure, explorer)
        assert link_faults(seen, figure, explorer, 12) == []
        reset = seen.page.locator(f"#{figure}").get_by_role("button", name="Reset")
        reset.press("Enter")
        assert look(seen, figure, explorer)["values"] == opening["values"]
    assert seen.noted == []


def test_every_challenge_is_met_by_its_answer(site: Site, seen: Visit) -> None:
    for figure, explorer in explorers_of(site.chapters[seen.name]).items():
        buttons = seen.page.locator(f"#{figure} .cb-challenges button")
        assert buttons.all_text_contents() == [words for words, _ in explorer.figure.challenges]
        opening = look(seen, figure, explorer)["values"]
        for nth, challenge in enumerate(explorer.asked):
            buttons.nth(nth).press("Enter")
            now = look(seen, figure, explorer)
            assert now["values"] == opening | dict(challenge.state), challenge.words
            assert challenge.finds in finding(now["says"])
            assert state_faults(seen, figure, explorer, now, challenge.words) == []
            assert now["note"].startswith("One answer. Changed: ")
    assert seen.noted == []


NAMED = """(moved) => {
  const address = decodeURIComponent(location.hash);
  return moved.every(([figure, name]) => address.includes(figure) && address.includes(`${name}=`));
}"""
"""Whether the address names what was moved."""


def test_a_moved_page_reloads_in_the_same_state(site: Site, seen: Visit) -> None:
    explorers = explorers_of(site.chapters[seen.name])
    for figure in explorers:
        press(seen, figure, 0, keys_for(seen, figure, 0)[0])
    held = [look(seen, *each)["values"] for each in explorers.items()]
    moved = [
        [figure, name]
        for (figure, explorer), values in zip(explorers.items(), held, strict=True)
        for name, control in explorer.controls.items()
        if values[name] != control.value
    ]
    assert moved
    seen.page.wait_for_function(NAMED, arg=moved)  # it is written a little later
    seen.page.reload(wait_until="load")
    assert life_faults(seen, list(explorers)) == []
    assert [look(seen, *each)["values"] for each in explorers.items()] == held


SMALL = (390, 800)
"""px: the window of a phone."""
IN_SIGHT = """(id) => {
  const seen = document.querySelector(`#${id} .cb-played .cb-finding`).getBoundingClientRect();
  const middle = document.elementFromPoint(seen.left + 20, seen.top + seen.height / 2);
  return seen.top >= 0 && seen.bottom <= innerHeight + 1 && Boolean(middle?.closest(".cb-finding"));
}"""


@ALL_KINDS
def test_on_a_phone_the_finding_is_in_sight_while_a_control_is_moved(
    site: Site, visit: Visiting, page: str
) -> None:
    chapter = site.chapters[page]
    figures = figures_with_widgets(chapter)
    with visit(site, page, window=SMALL) as seen:
        assert life_faults(seen, figures) == []
        for figure, explorer in explorers_of(chapter).items():
            assert finding(look(seen, figure, explorer)["says"]), f"{figure} has no finding"
            first = seen.page.locator(f"#{figure} .cb-controls > .cb-control").first
            assert first.evaluate("(held) => !held.closest('details')")
            for nth in range(len(explorer.controls)):
                press(seen, figure, nth, ["Shift"])
                assert seen.page.evaluate(IN_SIGHT, figure), f"{figure}, control {nth}"


WINDOWS = (652, 651, 592, 360, 320)
"""px: the least for the wide form of a sheet, less, and phones; 320 is a page enlarged fourfold."""
SETTLED = "async () => { for (let n = 0; n < 4; n++) await new Promise(requestAnimationFrame); }"


@ALL_KINDS
def test_every_word_of_a_figure_can_be_read_at_any_width(
    site: Site, visit: Visiting, page: str
) -> None:
    figures = figures_with_widgets(site.chapters[page])
    with visit(site, page, window=(WINDOWS[0], 900)) as seen:
        assert life_faults(seen, figures) == []
        for width in WINDOWS:
            seen.page.set_viewport_size({"width": width, "height": 900})
            seen.page.evaluate(SETTLED)
            found = [fault for name in figures for fault in words_in_the_way(seen, name)]
            assert (width, found) == (width, [])
            assert width_faults(seen) == []
        assert seen.noted == []


@ALL_KINDS
def test_print_and_a_page_without_javascript_show_the_still(
    site: Site, visit: Visiting, page: str
) -> None:
    figures = figures_with_widgets(site.chapters[page])
    with visit(site, page) as printed, visit(site, page, java_script_enabled=False) as plain:
        assert life_faults(printed, figures) == []
        printed.page.emulate_media(media="print")
        for name in figures:
            for seen in (printed, plain):
                still = seen.page.locator(f"#{name} .cb-still")
                assert still.locator(".cb-figure svg >> visible=true").count() == 1, name
                assert not seen.page.locator(f"#{name} .cb-played >> visible=true").count(), name
            assert printed.page.locator(f"#{name} .cb-values").is_visible(), name


WEIGHING = "fig-evidence-weighing"


def test_an_item_is_left_out_in_its_row(site: Site, visit: Visiting) -> None:
    """By a click on its label and by Enter on its mark; the control and the finding follow."""
    explorer = explorers_of(site.chapters["book/evidence"])[WEIGHING]
    with visit(site, "book/evidence") as seen:
        assert life_faults(seen, figures_with_widgets(site.chapters["book/evidence"])) == []
        opening = look(seen, WEIGHING, explorer)
        items = [row["item"] for row in opening["rows"] if row["block"] == "items"]
        names = [item.replace(".", "_") for item in items]
        seen.page.locator(f"#{WEIGHING} .cb-live svg text", has_text=items[0]).first.click()
        now = look(seen, WEIGHING, explorer)
        assert now["values"] == opening["values"] | {names[0]: False}
        assert now["says"] != opening["says"]
        marks = seen.page.locator(f"#{WEIGHING} .cb-marks")
        heard = seen.page.locator(f"#{WEIGHING} .cb-heard")
        marks.press("End")
        assert heard.text_content().endswith(". Enter: count it, or leave it out")
        marks.press("Enter")
        later = look(seen, WEIGHING, explorer)
        assert len([n for n in names if later["values"][n] != now["values"][n]]) == 1
        assert seen.noted == []


def test_keys_meet_a_box_and_its_words_as_one(site: Site, visit: Visiting) -> None:
    with visit(site, "book/question") as seen:
        assert life_faults(seen, ["fig-argument"]) == []
        boxes = seen.page.locator("#fig-argument .cb-live .mark-rect path").count()
        heard = seen.page.locator("#fig-argument .cb-heard")
        assert heard.get_attribute("aria-setsize") == str(boxes)


def test_a_slider_shows_the_range_that_is_assumed(site: Site, visit: Visiting) -> None:
    explorer = explorers_of(site.chapters["book/cluster"])["fig-cluster-ratio"]
    with visit(site, "book/cluster") as seen:
        assert life_faults(seen, figures_with_widgets(site.chapters["book/cluster"])) == []
        lines = seen.page.locator("#fig-cluster-ratio .cb-marked")
        assert lines.count() == len(explorer.controls)
        for nth, control in enumerate(explorer.controls.values()):
            ends = [(end - control.min) / (control.max - control.min) for end in control.marked]
            said = lines.nth(nth).evaluate(
                "(line) => ['--from', '--to'].map((end) => +line.style.getPropertyValue(end))"
            )
            assert said == pytest.approx(ends)
