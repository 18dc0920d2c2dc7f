"""The mechanism, on a small book of its own: what an explorer keeps to on any page."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from ..covering import some
from .answers import explorers_of
from .books import Site
from .conftest import Visiting
from .gates import (
    Seen,
    axe_faults,
    life_faults,
    link_faults,
    look,
    move_faults,
    press,
    width_faults,
)
from .visits import DESK, NARROWEST, PHONE, Visit, opened

PAIR, BARS, LINE = "book/pair", "fig-bars", "fig-line"
KINDS, ALL = "book/kinds", "fig-kinds"
STEEP, SIGN, KEPT = range(3)  # the controls of the bars
# As an arrow key held down. Browsers let a page write its address 200 times in 10 s and drop the
# rest (but not the one driven here, so the times are counted).
HELD_DOWN = """async (slider) => {
  let written = 0;
  const write = history.replaceState.bind(history);
  history.replaceState = (...given) => { written++; write(...given); };
  const started = performance.now();
  for (let nth = 0; nth <= 400; nth++) {
    slider.value = nth % 2 ? 4 : 5;
    slider.dispatchEvent(new Event("input"));
    await new Promise((next) => setTimeout(next, 2));
  }
  return [written, (performance.now() - started) / 1000];
}"""
FAR = "#fig-bars?steep=0.8&sign=downwards"


def seen_on(visit: Visit, site: Site, figure: str) -> Seen:
    """Return what stands on the page for one of its figures."""
    assert life_faults(visit, [figure]) == []
    return look(visit, figure, explorers_of(site.chapters[visit.name])[figure])


@pytest.fixture(scope="module")
def alive(mini: Site, browser: Browser) -> Iterator[Visit]:
    """Give the page of two figures, both alive, to several tests in turn."""
    with opened(browser, mini.url(PAIR), PAIR, base=mini.address) as visit:
        assert life_faults(visit, [BARS, LINE]) == []
        yield visit


@pytest.fixture
def pair(alive: Visit) -> Iterator[Visit]:
    """Give that page with both figures as they open."""
    for figure in (BARS, LINE):
        reset = alive.page.locator(f"#{figure}").get_by_role("button", name="Reset")
        if reset.is_enabled():
            reset.press("Enter")
    alive.page.wait_for_url(re.compile(r"pair\.html$"))
    alive.noted.clear()
    yield alive
    alive.page.emulate_media(media="screen")


@pytest.mark.parametrize(("page", "figure"), [(PAIR, BARS), (PAIR, LINE), (KINDS, ALL)])
def test_every_kind_of_control_moves_its_figure_by_keyboard(
    mini: Site, visit: Visiting, page: str, figure: str
) -> None:
    explorer = explorers_of(mini.chapters[page])[figure]
    with visit(mini, page) as seen:
        assert life_faults(seen, [figure]) == []
        assert move_faults(seen, figure, explorer) == []
        assert link_faults(seen, figure, explorer, 20) == []
        assert seen.noted == []


def test_two_figures_on_one_page_do_not_disturb_each_other(mini: Site, pair: Visit) -> None:
    explorers = explorers_of(mini.chapters[PAIR])
    for moved, other in ((BARS, LINE), (LINE, BARS)):
        before = seen_on(pair, mini, other)
        assert move_faults(pair, moved, explorers[moved]) == []
        assert seen_on(pair, mini, other) == before


def test_reset_restores_the_opening_state_and_clears_the_address(mini: Site, pair: Visit) -> None:
    opening = seen_on(pair, mini, BARS)
    press(pair, BARS, STEEP, ["End"])
    press(pair, BARS, SIGN, ["ArrowDown"])
    pair.page.wait_for_url("**#fig-bars?steep=0.9&sign=downwards")
    pair.page.locator(f"#{BARS}").get_by_role("button", name="Reset").press("Enter")
    back = seen_on(pair, mini, BARS)
    assert (back["values"], back["rows"]) == (opening["values"], opening["rows"])
    assert back["note"] == "Back at the first setting."
    pair.page.wait_for_url(re.compile(r"pair\.html$"))


def test_a_copied_link_restores_both_figures(mini: Site, visit: Visiting) -> None:
    rights = ["clipboard-read", "clipboard-write"]
    with visit(mini, PAIR, permissions=rights) as seen:
        seen_on(seen, mini, BARS)
        press(seen, BARS, STEEP, ["End"])
        press(seen, LINE, 1, ["Space"])
        seen.page.locator(f"#{BARS}").get_by_role("button", name="Copy link").press("Enter")
        left = [seen_on(seen, mini, figure)["values"] for figure in (BARS, LINE)]
        copied = seen.page.evaluate("navigator.clipboard.readText()")
    with visit(mini, PAIR, "#" + copied.partition("#")[2]) as other:
        assert [seen_on(other, mini, figure)["values"] for figure in (BARS, LINE)] == left
        assert left[1]["raised"] is True


def test_reloading_keeps_the_state(mini: Site, visit: Visiting) -> None:
    with visit(mini, PAIR) as seen:
        seen_on(seen, mini, BARS)
        press(seen, BARS, SIGN, ["ArrowDown"])
        left = seen_on(seen, mini, BARS)
        seen.page.wait_for_url("**#fig-bars?sign=downwards")
        seen.page.reload(wait_until="load")
        assert seen_on(seen, mini, BARS)["rows"] == left["rows"]


def test_an_arrow_key_held_down_keeps_figure_and_address_in_step(mini: Site, pair: Visit) -> None:
    seen_on(pair, mini, LINE)
    slider = pair.page.locator(f"#{LINE} input[type=range]")
    written, seconds = slider.evaluate(HELD_DOWN)
    assert written <= 20 * seconds + 1
    assert seen_on(pair, mini, LINE)["says"] == "The line ends at 50.0"
    pair.page.wait_for_url("**/pair.html#fig-line?slope=5")
    assert pair.noted == []


def test_back_and_forward_move_between_linked_states(mini: Site, visit: Visiting) -> None:
    with visit(mini, PAIR, "#fig-bars?steep=0.5") as seen:
        assert seen_on(seen, mini, BARS)["values"]["steep"] == 0.5
        seen.page.evaluate("(to) => { location.hash = to; }", FAR)
        assert seen_on(seen, mini, BARS)["values"]["steep"] == 0.8
        seen.page.go_back()
        back = seen_on(seen, mini, BARS)["values"]
        assert (back["steep"], back["sign"]) == (0.5, "up")
        seen.page.go_forward()
        forth = seen_on(seen, mini, BARS)["values"]
        assert (forth["steep"], forth["sign"]) == (0.8, "down")


def test_back_to_before_a_link_finds_the_state_before_it(mini: Site, visit: Visiting) -> None:
    with visit(mini, PAIR) as seen:
        opening = seen_on(seen, mini, BARS)["values"]
        seen.page.evaluate("(to) => { location.hash = to; }", FAR)
        assert seen_on(seen, mini, BARS)["values"]["steep"] == 0.8
        seen.page.go_back()
        assert seen_on(seen, mini, BARS)["values"] == opening


def test_a_link_within_the_page_keeps_the_state_and_the_address_names_both(
    mini: Site, visit: Visiting
) -> None:
    with visit(mini, PAIR) as seen:
        seen_on(seen, mini, BARS)
        press(seen, BARS, STEEP, ["End"])
        seen.page.wait_for_url("**#fig-bars?steep=0.9")
        seen.page.evaluate("location.hash = 'fig-line'")
        seen.page.wait_for_url("**#fig-line!fig-bars?steep=0.9")
        seen.page.reload(wait_until="load")
        assert seen_on(seen, mini, BARS)["values"]["steep"] == 0.9


KEPT_ADDRESSES = [
    ("fig-bars%3Fsteep=0.8", "fig-bars?steep=0.8"),
    ("fig-bars%3Fsteep%3D0.8%26sign%3Ddownwards", "fig-bars?steep=0.8&sign=downwards"),
    ("fig-bars?sign=downwards&amp;steep=0.8", "fig-bars?steep=0.8&sign=downwards"),
    ("fig-bars?steep=0.8.", "fig-bars?steep=0.8"),
    ("fig-bars?steep=0.80", "fig-bars?steep=0.8"),
    ("fig-bars?steep=99", "fig-bars"),
    ("fig-bars?steep=0.5&steep=0.8", "fig-bars"),
    ("fig-bars?unknown=1", "fig-bars"),
    ("fig-bars?kept=b&kept=a&kept=阀", "fig-bars?kept=a&kept=b&kept=%E9%98%80"),
]


@pytest.mark.parametrize(
    ("asked", "kept"),
    some(KEPT_ADDRESSES, [KEPT_ADDRESSES[n] for n in (1, 2, 5, 8)]),
)
def test_the_address_says_what_the_figure_shows_whatever_it_held(
    mini: Site, visit: Visiting, asked: str, kept: str
) -> None:
    with visit(mini, PAIR, f"#{asked}") as seen:
        shown = seen_on(seen, mini, BARS)
        assert seen.page.evaluate("location.hash") == f"#{kept}"
        refused = kept == "fig-bars"
        assert ("does not offer" in shown["note"]) == refused
        seen.page.reload(wait_until="load")
        assert seen_on(seen, mini, BARS)["values"] == shown["values"]


def test_a_figure_far_from_the_window_is_drawn_when_it_comes_near(
    mini: Site, visit: Visiting
) -> None:
    with visit(mini, PAIR, window=(1280, 120)) as seen:
        seen.page.wait_for_timeout(500)
        drawn = f"#{LINE} .cb-live svg"
        assert seen.page.locator(f"#{LINE} .cb-controls").count() == 1
        assert seen.page.locator(drawn).count() == 0
        seen.page.locator(f"#{LINE}").scroll_into_view_if_needed()
        seen.page.locator(drawn).wait_for(timeout=10_000)


STILL = """(id) => {
  const still = document.querySelector(`#${id} .cb-still`);
  still.classList.remove("cb-replaced");
  return [...still.querySelectorAll("svg")]
    .map((svg) => [svg.getBoundingClientRect().height, svg.viewBox.baseVal.height])
    .filter(([height]) => height); // of the two forms, the one that is shown
}"""


@pytest.mark.parametrize("window", [DESK, PHONE])
def test_a_still_that_waits_for_its_figure_is_as_high_as_that(
    mini: Site, visit: Visiting, window: tuple[int, int]
) -> None:
    """Scaled to its column it would be lower, and what follows would be pushed down."""
    with visit(mini, PAIR, window=window) as seen:
        for figure in (BARS, LINE):
            ((height, drawn),) = seen.page.evaluate(STILL, figure)
            assert height == pytest.approx(drawn), figure


def test_back_from_another_page_finds_the_state_that_was_left(mini: Site, visit: Visiting) -> None:
    with visit(mini, PAIR) as seen:
        seen_on(seen, mini, BARS)
        press(seen, BARS, STEEP, ["End"])
        seen.page.wait_for_url("**#fig-bars?steep=0.9")
        seen.page.goto(mini.url(KINDS))
        seen.page.go_back(wait_until="load")
        assert seen_on(seen, mini, BARS)["values"]["steep"] == 0.9


NOT_OFFERED = [
    ("steep=99", "Steepness 99"),
    ("steep=0.35", "Steepness 0.35"),
    ("steep=", "Steepness"),
    ("sign=sideways", "Direction sideways"),
    ("kept=a&kept=z", "Bars a and z"),
]


@pytest.mark.parametrize(
    ("asked", "named"),
    some(NOT_OFFERED, [NOT_OFFERED[0], NOT_OFFERED[-1]]),
)
def test_a_link_to_what_is_not_offered_falls_back_and_says_so(
    mini: Site, visit: Visiting, asked: str, named: str
) -> None:
    with visit(mini, PAIR, f"#{BARS}?{asked}") as seen:
        shown = seen_on(seen, mini, BARS)
        assert shown["values"] == {"steep": 0.3, "sign": "up", "kept": ["a", "b"]}
        assert named in shown["note"]
        assert "does not offer" in shown["note"]
        assert seen.noted == []


TO_NOTHING = ["#nothing", "#fig-nothing?x=1", "#fig-bars?unknown=1", "#?!"]


@pytest.mark.parametrize("fragment", some(TO_NOTHING, TO_NOTHING[:1]))
def test_a_link_to_nothing_disturbs_nothing(mini: Site, visit: Visiting, fragment: str) -> None:
    with visit(mini, PAIR, fragment) as seen:
        assert seen_on(seen, mini, BARS)["values"]["steep"] == 0.3
        assert seen.noted == []


def test_a_state_without_data_says_so(mini: Site, visit: Visiting) -> None:
    with visit(mini, PAIR, f"#{BARS}?kept=") as seen:
        shown = seen_on(seen, mini, BARS)
        assert (shown["rows"], shown["says"]) == ([], "This state has no data.")


BAD_ENTRIES = [
    ("Bounded whole", "12", "Enter a number from 1 to 9."),
    ("Bounded whole", "2.5", "Enter a number from 1 to 9 in steps of 1."),
    ("Bounded fraction", "", "Enter a number from 0 to 1."),
    ("Free number", "e", "Enter a number."),
]


@pytest.mark.parametrize(
    ("label", "typed", "complaint"),
    some(BAD_ENTRIES, [BAD_ENTRIES[1], BAD_ENTRIES[2]]),
)
def test_a_bad_entry_is_named_and_moves_nothing(
    mini: Site, visit: Visiting, label: str, typed: str, complaint: str
) -> None:
    with visit(mini, KINDS) as seen:
        before = seen_on(seen, mini, ALL)
        entry = seen.page.get_by_label(label, exact=True)
        entry.press("Control+a")
        seen.page.keyboard.type(typed) if typed else seen.page.keyboard.press("Delete")
        seen.page.keyboard.press("Tab")
        said = seen.page.locator(f"#{entry.get_attribute('aria-errormessage')}")
        assert said.text_content() == complaint
        assert entry.get_attribute("aria-invalid") == "true"
        assert seen_on(seen, mini, ALL)["signals"] == before["signals"]


def test_a_mended_entry_is_taken_and_the_complaint_goes(mini: Site, visit: Visiting) -> None:
    with visit(mini, KINDS) as seen:
        seen_on(seen, mini, ALL)
        entry = seen.page.get_by_label("Bounded whole", exact=True)
        for typed in ("12", "8"):
            entry.press("Control+a")
            seen.page.keyboard.type(typed)
            seen.page.keyboard.press("Enter")
        assert entry.get_attribute("aria-invalid") is None
        assert seen_on(seen, mini, ALL)["signals"]["bounded"] == 8


def test_what_changed_is_read_out(mini: Site, pair: Visit) -> None:
    seen_on(pair, mini, BARS)
    words = pair.page.locator(f"#{BARS} .cb-played .cb-says")
    assert words.get_attribute("role") == "status"
    press(pair, BARS, STEEP, ["ArrowRight"])
    assert seen_on(pair, mini, BARS)["says"] == "2 bars go up by 0.4 each."


def test_arrow_keys_tell_what_a_pointer_learns(mini: Site, pair: Visit) -> None:
    rows = seen_on(pair, mini, BARS)["rows"]
    marks = pair.page.locator(f"#{BARS} .cb-marks")
    heard = pair.page.locator(f"#{BARS} .cb-heard")
    tooltip = pair.page.locator("#vg-tooltip-element")
    assert (heard.get_attribute("role"), marks.get_attribute("role")) == ("option", "listbox")
    for key, at in (("ArrowRight", 0), ("ArrowDown", 1), ("ArrowLeft", 0), ("End", 1)):
        marks.press(key)
        row = rows[at]
        place = [heard.get_attribute(f"aria-{name}") for name in ("posinset", "setsize")]
        assert place == [str(at + 1), "2"]
        assert heard.text_content() == f"x: {row['x']}; y: {row['y']}"
        assert tooltip.is_visible()
        assert tooltip.inner_text().split() == ["x", row["x"], "y", str(row["y"])]
    marks.press("Escape")
    assert not tooltip.is_visible()
    assert pair.noted == []


def test_what_a_mark_tells_is_not_printed(mini: Site, pair: Visit) -> None:
    """A reader may ask for paper while a pointer rests on a figure."""
    seen_on(pair, mini, BARS)
    marks = pair.page.locator(f"#{BARS} .cb-marks")
    tooltip = pair.page.locator("#vg-tooltip-element")
    marks.press("ArrowRight")
    assert tooltip.is_visible()
    pair.page.emulate_media(media="print")
    assert not tooltip.is_visible()
    pair.page.emulate_media(media="null")
    marks.press("Escape")


def test_a_figure_whose_marks_tell_nothing_is_no_stop(mini: Site, pair: Visit) -> None:
    seen_on(pair, mini, LINE)
    assert pair.page.locator(f"#{LINE} .cb-marks").count() == 0


def test_focus_is_visible_on_every_control(mini: Site, visit: Visiting) -> None:
    with visit(mini, KINDS) as seen:
        seen_on(seen, mini, ALL)
        seen.page.locator(f"#{ALL} input").first.focus()
        for _ in range(19):  # seventeen controls and two buttons
            seen.page.keyboard.press("Tab")
            outlined = seen.page.evaluate(
                "[document.activeElement, document.activeElement.nextElementSibling]"
                ".filter(Boolean).some((e) => parseFloat(getComputedStyle(e).outlineWidth) >= 2)"
            )
            assert outlined, seen.page.evaluate("document.activeElement.outerHTML")


def test_the_figure_is_as_wide_as_its_column(mini: Site, visit: Visiting) -> None:
    with visit(mini, PAIR) as seen:
        for width, height in (DESK, PHONE, NARROWEST):
            seen.page.set_viewport_size({"width": width, "height": height})
            seen.page.wait_for_function(
                f"""() => {{
                  const box = document.querySelector("#{BARS} .cb-live");
                  const drawn = box?.querySelector("svg")?.getBoundingClientRect().width;
                  return Math.abs(drawn - box?.clientWidth) <= 2;
                }}""",
                timeout=5000,
            )
            assert width_faults(seen) == []


def test_light_and_dark_change_the_drawing_without_a_reload(mini: Site, visit: Visiting) -> None:
    with visit(mini, PAIR, color_scheme="light") as seen:
        seen_on(seen, mini, BARS)
        press(seen, BARS, STEEP, ["End"])
        colours = []
        for _ in range(3):  # light, dark and what the system says, in some order
            colours.append(
                seen.page.evaluate(f"""() => [
              document.documentElement.dataset.theme,
              getComputedStyle(document.querySelector("#{BARS} svg text")).fill,
              getComputedStyle(document.querySelector("#{BARS} .mark-rect path")).fill]""")
            )
            seen.page.locator("button.theme-switch-button:visible").first.press("Enter")
        by_theme = {theme: drawn for theme, *drawn in colours}
        assert set(by_theme) == {"light", "dark"}
        assert all(a != b for a, b in zip(by_theme["light"], by_theme["dark"], strict=True))
        assert seen_on(seen, mini, BARS)["values"]["steep"] == 0.9


SCHEMES = [(page, scheme) for page in (PAIR, KINDS, "book/rows") for scheme in ("light", "dark")]


@pytest.mark.parametrize(("page", "scheme"), some(SCHEMES, [(KINDS, "light"), (PAIR, "dark")]))
def test_axe_has_nothing_against_the_mechanism(
    mini: Site, visit: Visiting, page: str, scheme: str
) -> None:
    with visit(mini, page, color_scheme=scheme, reduced_motion="reduce") as seen:
        assert life_faults(seen, list(explorers_of(mini.chapters[page]))) == []
        assert axe_faults(seen) == []


def test_printing_shows_the_still_and_its_values(mini: Site, pair: Visit) -> None:
    seen_on(pair, mini, BARS)
    pair.page.emulate_media(media="print")
    assert not pair.page.locator(f"#{BARS} .cb-played").is_visible()
    still = pair.page.locator(f"#{BARS} .cb-still")
    assert still.locator("svg >> visible=true").count() == 1
    assert re.search(r"Steepness: 0\.3; Direction: upwards; Bars: a and b", still.inner_text())


def test_without_javascript_the_still_stands(mini: Site, visit: Visiting) -> None:
    with visit(mini, PAIR, java_script_enabled=False) as seen:
        for figure in (BARS, LINE):
            still = seen.page.locator(f"#{figure} .cb-still")
            assert still.locator("svg >> visible=true").count() == 1
        assert not seen.page.locator(".cb-played").count()
        assert "2 bars go up by 0.3 each." in seen.page.locator(f"#{BARS}").inner_text()


def test_playing_takes_one_step_a_press_where_less_motion_is_wanted(
    mini: Site, visit: Visiting
) -> None:
    with visit(mini, KINDS, reduced_motion="reduce") as seen:
        first = seen_on(seen, mini, ALL)["signals"]["playing"]
        step = seen.page.get_by_role("button", name="Next step: Years")
        for nth in (1, 2):
            step.press("Enter")
            seen.page.wait_for_timeout(400)
            assert seen_on(seen, mini, ALL)["signals"]["playing"] == first + nth


# What a button is called from now on: to look for a name may come after it.
NAMES = """(button) => {
  globalThis.cbNames = [];
  const note = () => cbNames.push(button.textContent);
  new MutationObserver(note).observe(button, { childList: true });
}"""


def test_playing_walks_through_the_years(mini: Site, visit: Visiting) -> None:
    with visit(mini, KINDS) as seen:
        seen_on(seen, mini, ALL)
        button = seen.page.get_by_role("button", name="Years")
        button.evaluate(NAMES)
        button.press("Enter")
        seen.page.wait_for_function("cbNames.length === 2")
        paused, over = seen.page.evaluate("cbNames")
        assert "Pause" in paused
        assert "Years" in over
        assert seen_on(seen, mini, ALL)["signals"]["playing"] == 3
