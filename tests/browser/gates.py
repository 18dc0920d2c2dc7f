"""What a good page keeps to: each function returns the faults of one, naming page and figure."""

import json
from operator import eq
from pathlib import Path
from typing import Any

from playwright.sync_api import Error

from monograph.alive.explore import Explorer

from .answers import answer, link, some_states, value_of
from .visits import Visit

HERE = Path(__file__).parent
LOOK = (HERE / "page_side.js").read_text("utf-8")
AXE = (HERE / "vendor/axe.min.js").read_text("utf-8")
AUDIT = """async ([tags, within]) => {
  const only = tags.length ? { runOnly: { type: "tag", values: tags } } : {};
  const everything = [...document.body.querySelectorAll("*")];
  const fresh = () => everything.filter((e) => e.checkVisibility() && !cbKnown.has(e));
  let where = document;
  if (within) {
    const asked = new Set(within === "new" ? fresh() : document.querySelectorAll(within));
    // What stands in one of them is looked at with it.
    const include = [...asked].filter((e) => !asked.has(e.parentElement));
    if (!include.length) return [];
    where = { include };
  }
  const { violations } = await axe.run(where, { resultTypes: ["violations"], ...only });
  return violations.map((v) => [v.id, v.impact, v.help,
    v.nodes.map((n) => `${n.target.join(" ")}: ${n.html.slice(0, 120)}`)]);
}"""
TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const scrolls = (e) => getComputedStyle(e).overflowX !== "visible";
  const held = (e) =>
    e.parentElement !== document.body && (scrolls(e.parentElement) || held(e.parentElement));
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > room + 1 && !held(e))
    .map((e) => `<${e.tagName.toLowerCase()} id="${e.id}" class="${e.className}">`);
}"""
CUT = """() => [...document.querySelectorAll("article table")].flatMap((table) => {
  if (!table.checkVisibility()) return [];
  const box = table.closest(".pst-scrollable-table-container") ?? table.parentElement;
  const over = table.getBoundingClientRect().width - box.getBoundingClientRect().width;
  const wider = Math.max(over, box.scrollWidth - box.clientWidth);
  const heads = table.matches(".cb-carded") ? "" : ", th"; // those of cards stand in the cells
  const cut = [...table.querySelectorAll(`caption, td${heads}`)]
    .filter((cell) => cell.scrollWidth > cell.clientWidth)
    .map((cell) => `${table.id}: runs past its cell: ${cell.textContent.trim().slice(0, 60)}`);
  return [...(wider > 0.1 ? [`${table.id}: ${wider} px wider than its box`] : []), ...cut];
})"""
WRAPPED = """() => [...document.querySelectorAll("table.cb-table td.text-right")]
  .filter((cell) => getComputedStyle(cell).whiteSpace !== "nowrap")
  .map((cell) => cell.textContent)"""
SIGNS = """() => [...document.querySelectorAll("i[class*='fa-']")]
  .filter((sign) => !getComputedStyle(sign, "::before").fontFamily.includes("Font Awesome"))
  .map((sign) => sign.className)"""
# Words of a drawing that run out of it, or lie on other words, on a line or on a mark; in px by how
# much. What says the same at the same place is one word and its halo.
IN_THE_WAY = """(figure) => {
  const box = document.querySelector(`#${figure} .cb-live`);
  const room = box.getBoundingClientRect();
  const [SIDE, OVER, DOWN, LARGE] = [9, 2, 3, 400];
  const seen = (e) => getComputedStyle(e).visibility !== "hidden";
  const lines = [...box.querySelectorAll("svg text")].filter(seen).flatMap((text) =>
    (text.children.length ? [...text.children] : [text]).map((line) => ({
      text, words: line.textContent.trim(), at: line.getBoundingClientRect(),
    }))).filter(({ words, at }) => words && at.width);
  const marks = [...box.querySelectorAll("svg :is(.mark-symbol path, .mark-rule line)")]
    .filter((e) => seen(e) && ["stroke", "fill"].some((ink) => getComputedStyle(e)[ink] !== "none"))
    .map((e) => e.getBoundingClientRect())
    .filter(({ width, height }) => Math.max(width, height) < LARGE);
  const across = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > OVER;
  const meet = (a, b) =>
    across(a, b) && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > DOWN;
  return lines.flatMap(({ text, words, at }, nth) => [
    ...(at.left < room.left - SIDE || at.right > room.right + SIDE ? [`${words}: is cut`] : []),
    ...lines.slice(nth + 1)
      .filter((other) => other.text !== text && other.words !== words && meet(at, other.at))
      .map((other) => `${words}: lies on ${other.words}`),
    ...marks.filter((mark) => meet(at, mark)).map(() => `${words}: lies on a mark`),
  ]);
}"""
STILLS = """(figures) => figures.filter((id) => !document.querySelector(
  `#${id} .cb-still.cb-replaced`) || !document.querySelector(`#${id} .cb-live svg`))"""

Seen = dict[str, Any]


def remember_visible(visit: Visit) -> None:
    """Take note of the elements that are visible now: `axe_faults(…, within="new")` leaves them."""
    visit.page.evaluate(
        "globalThis.cbKnown = new WeakSet("
        "[...document.body.querySelectorAll('*')].filter((e) => e.checkVisibility())); 0"
    )


def axe_faults(visit: Visit, *tags: str, within: str = "") -> list[str]:
    """Return what axe-core holds against the page as it is now: its default rules, or some tags.

    Against the whole page; or `within` the element of a selector; or, "new", within what was not
    visible when `remember_visible` was called.
    """
    if not visit.page.evaluate("Boolean(window.axe)"):
        visit.page.evaluate(f"{AXE};0")
    return [
        f"{visit.name}: axe {rule} ({impact}): {help_}: {len(places)} times, first {places[0]}"
        for rule, impact, help_, places in visit.page.evaluate(AUDIT, [list(tags), within])
    ]


def width_faults(visit: Visit) -> list[str]:
    """Return what makes the page scroll sideways."""
    found = visit.page.evaluate(TOO_WIDE)
    return [f"{visit.name}: wider than the window: {', '.join(found[:5])}"] if found else []


def sign_faults(visit: Visit) -> list[str]:
    """Return the signs of buttons that are set in a typeface of text, which has none of them."""
    return [f"{name}: not in the typeface of signs" for name in visit.page.evaluate(SIGNS)]


def table_faults(visit: Visit) -> list[str]:
    """Return the tables that are wider than their boxes, by however little, and all that is cut.

    What runs past a cell counts, on a card too; and so does an interval that wraps.
    """
    visit.page.evaluate("document.fonts.ready.then(() => 0)")  # in another typeface all is wider
    cut = [f"{visit.name}, {fault}" for fault in visit.page.evaluate(CUT)]
    return cut + [f"{visit.name}: {words} wraps" for words in visit.page.evaluate(WRAPPED)]


def life_faults(visit: Visit, figures: list[str], seconds: float = 15) -> list[str]:
    """Return the figures that still show their still, after waiting for them; [] if all live.

    What is folded away is opened, as a reader would who moves every control.
    """
    visit.page.evaluate(
        "for (const fold of document.querySelectorAll('.cb-fold')) fold.open = true"
    )
    # A figure is drawn when it comes near the window.
    for name in figures:
        visit.page.evaluate("(id) => document.getElementById(id)?.scrollIntoView()", name)
        visit.page.wait_for_timeout(50)
    try:
        visit.page.wait_for_function(
            f"(figures) => ({STILLS})(figures).length === 0", arg=figures, timeout=seconds * 1000
        )
    except Error:
        stuck = visit.page.evaluate(STILLS, figures)
        said = "; ".join(visit.noted) or "no message"
        return [f"{visit.name}, {name}: stays a still ({said})" for name in stuck]
    return []


def words_in_the_way(visit: Visit, figure: str) -> list[str]:
    """Return the words of a figure that cannot be read where they stand."""
    return [f"{visit.name}, {figure}: {fault}" for fault in visit.page.evaluate(IN_THE_WAY, figure)]


def look(visit: Visit, figure: str, explorer: Explorer) -> Seen:
    """Return what the reader sees of a figure, once it has settled.

    `values` holds what the page's own controls show, as Python would hold it.
    """
    asked = {"figure": figure, "names": list(explorer.controls)}
    seen: Seen | None = visit.page.evaluate(LOOK, asked)
    assert seen is not None, f"{visit.name}, {figure}: stays a still"
    named = [name for name, _ in seen["controls"]]
    assert len(named) == len(explorer.controls), f"{visit.name}, {figure}: shows {named}"
    seen["values"] = {
        name: value_of(control, shown) if shown is not None else seen["signals"][name]
        for (name, control), (_, shown) in zip(
            explorer.controls.items(), seen["controls"], strict=True
        )
    }
    return seen


def state_faults(visit: Visit, figure: str, explorer: Explorer, seen: Seen, when: str) -> list[str]:
    """Return where the figure differs from what Python answers to the state its controls show."""
    place, values = f"{visit.name}, {figure}: {when}", seen["values"]
    found = [
        f"{place} the control {name} shows {values[name]!r}, the figure holds {held!r}"
        for name, held in seen["signals"].items()
        if not _same(held, values[name])
    ]
    answered = answer(explorer, values)
    if answered is None:
        return found if seen["says"] else [*found, f"{place} the figure says nothing"]
    rows, says = json.loads(json.dumps(answered))
    if says and seen["says"] != says:
        found.append(f"{place} the figure says {seen['says']!r}, Python {says!r}; {values}")
    if seen["rows"] is None:
        # The chart's own expressions compute it and call their columns as they like.
        return found if says else [*found, f"{place} Python says nothing to compare with"]
    held = seen["rows"]
    # What was packed is the very number; what the page computes may differ in the last digit.
    alike = _same if explorer.figure.module else eq
    if len(held) != len(rows):
        found.append(f"{place} the figure holds {len(held)} rows, Python {len(rows)}; {values}")
    for ours, theirs in zip(held, rows, strict=False):
        if not all(alike(ours.get(key), value) for key, value in theirs.items()):
            found.append(f"{place} the figure holds {ours}, Python returns {theirs}; {values}")
            break
    return found


def move_faults(visit: Visit, figure: str, explorer: Explorer) -> list[str]:
    """Move every control by keyboard; return where the figure does not follow.

    Each from the state in which the page opens: what one control did may leave another nothing.
    """
    seen = look(visit, figure, explorer)
    found = state_faults(visit, figure, explorer, seen, "when opened")
    reset = visit.page.locator(f"#{figure}").get_by_role("button", name="Reset")
    for nth, (name, control) in enumerate(explorer.controls.items()):
        if nth and reset.is_enabled():
            reset.press("Enter")
            seen = look(visit, figure, explorer)
        forms = {_form(seen)}
        for keys in keys_for(visit, figure, nth):
            press(visit, figure, nth, keys)
            visit.page.wait_for_timeout(2 * getattr(control, "interval", 0))  # of a Play button
            seen = look(visit, figure, explorer)
            after = f"after {' '.join(keys)} on {control.description!r}"
            found += state_faults(visit, figure, explorer, seen, after)
            forms.add(_form(seen))
        if len(forms) == 1:
            found.append(f"{visit.name}, {figure}: moving {name} changes nothing")
    return found


# The page hears of a new fragment some time later: wait until it has. Of the one it has already,
# it never hears.
FOLLOW = """(fragment) => new Promise((followed, failed) => {
  if (new URL(fragment, location.href).hash === location.hash) return followed();
  setTimeout(() => failed(new Error(`the page does not hear of ${fragment}`)), 10000);
  addEventListener("hashchange", () => setTimeout(followed), { once: true });
  location.hash = fragment;
})"""


def link_faults(visit: Visit, figure: str, explorer: Explorer, count: int) -> list[str]:
    """Follow links to states drawn at random; return where the figure differs from Python."""
    found = []
    for state in some_states(explorer, count, seed=len(figure)):
        asked = link(figure, explorer, state)
        visit.page.evaluate(FOLLOW, asked)
        seen = look(visit, figure, explorer)
        found += state_faults(visit, figure, explorer, seen, f"at the link {asked}")
        missed = {n: seen["values"][n] for n, v in state.items() if not _same(seen["values"][n], v)}
        if missed or seen["note"]:
            place = f"{visit.name}, {figure}: the link {asked}"
            found.append(f"{place} leads to {missed}; the page says {seen['note']!r}")
    return found


def keys_for(visit: Visit, figure: str, nth: int) -> list[list[str]]:
    """Return the keys that move the nth control, move by move, by what kind of control it is."""
    handle = _handle(visit, figure, nth)
    kind = handle.evaluate("(e) => e.multiple ? 'several' : e.type || e.tagName.toLowerCase()")
    moves = {
        "range": [["ArrowRight"], ["ArrowLeft"], ["End"], ["Home"]],
        "number": [["ArrowUp"], ["ArrowDown"], ["ArrowDown"]],
        "checkbox": [["Space"], ["Space"]],
        "radio": [["ArrowRight"], ["ArrowRight"]],
        "select-one": [["ArrowDown"], ["ArrowUp"], ["End"], ["Home"]],
        "several": [["End"], ["Shift+ArrowUp"], ["Home"]],
        "text": [["End", "5", "Enter"], ["End", "Backspace", "Enter"]],
        "button": [["Enter"], ["Enter"]],
    }
    return moves[kind]


def press(visit: Visit, figure: str, nth: int, keys: list[str]) -> None:
    """Focus the nth control and press keys."""
    _handle(visit, figure, nth).focus()
    for key in keys:
        visit.page.keyboard.press(key)


def _handle(visit: Visit, figure: str, nth: int) -> Any:  # noqa: ANN401  (a locator)
    control = visit.page.locator(f"#{figure} .cb-controls > .cb-control").nth(nth)
    control.evaluate(
        "(held) => { const fold = held.closest('details'); if (fold) fold.open = true; }"
    )
    checked = control.locator("input[type=radio]:checked")
    return checked if checked.count() else control.locator("input, select, button").first


def _form(seen: Seen) -> tuple[str, str]:
    return seen["drawing"], seen["says"]


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401  (JSON)
    numbers = (int, float)
    if isinstance(one, numbers) and isinstance(other, numbers):
        return abs(one - other) <= 1e-9 * max(1, abs(other))
    return bool(one == other)
