"""Tables that readers sort and search, by keyboard; without JavaScript they are plain tables."""

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import FloatRect, Locator

from ..covering import some
from .books import Site
from .conftest import Visiting
from .visits import Visit

PAGE, TOWNS = "book/rows", "#tab-towns"


def first_column(visit: Visit) -> list[str]:
    """Return the first cell of every row that is shown."""
    cells = visit.page.locator(f"{TOWNS} tbody tr:visible td:first-child")
    return [text.strip() for text in cells.all_inner_texts()]


def test_a_column_is_sorted_by_keyboard_up_and_down(mini: Site, visit: Visiting) -> None:
    with visit(mini, PAGE) as seen:
        head = seen.page.locator(f"{TOWNS} th", has_text="Firms")
        head.get_by_role("button").press("Enter")
        assert first_column(seen) == ["Qinggang", "Shamen", "Chumen"]  # as numbers: 87, 310, 1,200
        assert head.get_attribute("aria-sort") == "ascending"
        seen.page.keyboard.press("Enter")
        assert first_column(seen) == ["Chumen", "Shamen", "Qinggang"]
        assert head.get_attribute("aria-sort") == "descending"


def test_one_column_at_a_time_is_sorted(mini: Site, visit: Visiting) -> None:
    with visit(mini, PAGE) as seen:
        for name in ("Firms", "Town"):
            seen.page.get_by_role("button", name=name).press("Enter")
        assert first_column(seen) == ["Chumen", "Qinggang", "Shamen"]
        assert seen.page.locator(f"{TOWNS} th[aria-sort]").all_inner_texts() == ["Town"]


def test_rows_are_searched_and_the_count_is_read_out(mini: Site, visit: Visiting) -> None:
    with visit(mini, PAGE) as seen:
        seen.page.get_by_label("Search these rows").press_sequentially("MEN 1,2")
        assert first_column(seen) == ["Chumen"]
        count = seen.page.get_by_role("search").get_by_role("status")
        assert count.inner_text() == "1 of 3 rows"
        seen.page.keyboard.press("Control+a")
        seen.page.keyboard.press("Delete")
        assert len(first_column(seen)) == 3


def test_without_javascript_it_is_a_plain_table(mini: Site, visit: Visiting) -> None:
    with visit(mini, PAGE, java_script_enabled=False) as seen:
        assert len(first_column(seen)) == 3
        assert not seen.page.locator(f"{TOWNS} button, .cb-search").count()


def test_a_link_to_a_hidden_row_shows_it(site: Site, visit: Visiting) -> None:
    with visit(site, "book/facts") as seen:
        fact = seen.page.locator("table.cb-searchable [id^=fact-f]").last
        place = fact.get_attribute("id")
        boxes = seen.page.get_by_label("Search these rows")
        for nth in range(boxes.count()):
            boxes.nth(nth).fill("no row has this")
        row = seen.page.locator(f"tr:has(#{place})")
        assert not row.is_visible()
        seen.page.evaluate("(to) => { location.hash = to; }", place)
        row.wait_for(state="visible")


def test_on_a_phone_a_row_of_many_columns_is_a_card(mini: Site, visit: Visiting) -> None:
    """Each cell bears its heading, nothing lies out of sight, and it is still read as a table."""
    with visit(mini, PAGE, window=(360, 740)) as seen:
        wide = seen.page.locator("#tab-wide")
        heads = "(cell) => getComputedStyle(cell, '::before').content"
        cells = wide.locator("tbody tr").first.locator("td")
        said = [cells.nth(n).evaluate(heads).strip('"') for n in range(1, cells.count())]
        assert said == ["What was found", "Place", "Against"]
        assert all(box["x"] + box["width"] <= 360 for box in boxes(cells))
        assert seen.page.get_by_role("cell", name="Table 2").count() == 2
        assert "cb-carded" not in (seen.page.locator(TOWNS).get_attribute("class") or "")


def boxes(cells: Locator) -> list[FloatRect]:
    found = [cells.nth(n).bounding_box() for n in range(cells.count())]
    return [box for box in found if box]


CELLS = """(id) => [...document.getElementById(id).rows].map(
  (row) => [...row.cells].map((cell) => cell.innerText.replace(/\\s+/g, " ").trim()))"""
SELECT = "(id) => getSelection().selectAllChildren(document.getElementById(id).parentElement)"
COPIED = """async (kind) => {
  const [item] = await navigator.clipboard.read();
  return (await item.getType(kind)).text();
}"""
RIGHTS = ["clipboard-read", "clipboard-write"]


@pytest.mark.parametrize("page", some(["book/survey", "book/facts"], ["book/facts"]))
def test_a_copied_table_stays_a_table_with_its_heads_and_numbers(
    site: Site, visit: Visiting, page: str
) -> None:
    with visit(site, page, permissions=RIGHTS) as seen:
        name = seen.page.locator("table.cb-table[id]").first.get_attribute("id")
        shown = seen.page.evaluate(CELLS, name)
        assert any(char.isdigit() for row in shown for cell in row for char in cell)
        seen.page.evaluate(SELECT, name)
        seen.page.keyboard.press("Control+c")
        copied = BeautifulSoup(seen.page.evaluate(COPIED, "text/html"), "html.parser").table
        assert copied is not None, "no table is copied"
        rows = [
            [" ".join(cell.get_text().split()) for cell in row.select("th, td")]
            for row in copied.select("tr")
        ]
        assert rows == shown
        assert len(copied.select("th")) >= len(shown[0]), "its heads are no heads"
        plain = seen.page.evaluate(COPIED, "text/plain")
        lines = [
            [" ".join(cell.split()) for cell in line.split("\t")] for line in plain.splitlines()
        ]
        assert shown[0] in lines  # after the caption
        assert shown[-1] in lines


BESIDE = """() => [...document.querySelectorAll(".cb-carded td + td")].filter((cell) => {
  const lefts = [...cell.children].filter((one) => one.offsetParent).map((one) => one.offsetLeft);
  return new Set(lefts.map(Math.round)).size > 1 && cell.querySelector(":scope > p + p");
}).map((cell) => cell.textContent.slice(0, 60))"""


def test_all_paragraphs_of_a_card_stand_beside_its_label(site: Site, visit: Visiting) -> None:
    with visit(site, "book/firm", window=(390, 800)) as seen:
        assert seen.page.locator(".cb-carded td > p + p").count()
        assert seen.page.evaluate(BESIDE) == []


TALL = """() => [...document.querySelectorAll(".cb-carded .cb-short:not(:first-child)")]
  .filter((cell) => cell.clientHeight > 2 * parseFloat(getComputedStyle(cell).lineHeight))
  .map((cell) => `${cell.dataset.label}: ${cell.textContent.trim()}`)"""


@pytest.mark.parametrize("page", some(["book/evidence", "book/ifthen"], ["book/evidence"]))
def test_cells_of_a_card_that_share_a_line_are_of_one_line(
    site: Site, visit: Visiting, page: str
) -> None:
    with visit(site, page, window=(360, 740)) as seen:
        assert seen.page.locator(".cb-carded .cb-short").count()
        assert seen.page.evaluate(TALL) == []


LOWER = """() => [...document.querySelectorAll(".cb-carded td:not(:first-child, .cb-short)")]
  .filter((cell) => {
    const words = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT,
      (node) => node.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
    const range = document.createRange();
    if (!words.nextNode()) return false;
    range.selectNodeContents(words.currentNode);
    const line = parseFloat(getComputedStyle(cell).lineHeight);
    return range.getClientRects()[0].top - cell.getBoundingClientRect().top > line / 2;
  }).map((cell) => cell.textContent.trim().slice(0, 60))"""


@pytest.mark.parametrize(
    "page", some(["book/firm", "book/tensions", "book/facts"], ["book/tensions"])
)
def test_the_first_words_of_a_card_stand_on_the_line_of_their_label(
    site: Site, visit: Visiting, page: str
) -> None:
    with visit(site, page, window=(390, 800)) as seen:
        assert seen.page.locator(".cb-carded td + td").count()
        assert seen.page.evaluate(LOWER) == []


PARTED = """() => [...document.querySelectorAll(".cb-carded td + td")].filter((cell) =>
  cell.childNodes.length > 1 &&
  [...cell.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
).map((cell) => cell.textContent.slice(0, 60))"""


@pytest.mark.parametrize("page", some(["book/comparison", "book/evidence"], ["book/comparison"]))
def test_words_and_chinese_in_a_card_run_on(site: Site, visit: Visiting, page: str) -> None:
    with visit(site, page, window=(390, 800)) as seen:
        assert seen.page.locator(".cb-carded td + td [lang]").count()
        assert seen.page.evaluate(PARTED) == []
