"""Tables that readers sort and search, by keyboard; without JavaScript they are plain tables."""

import pytest
from playwright.sync_api import FloatRect, Locator

from .books import Site, pages
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


ALL_BUT = 24
"""px by which a table may be wider than a phone: less is moved a little, more is made cards."""
CUT = """(most) => [...document.querySelectorAll("table.cb-table")]
  .filter((table) => {
    const box = table.closest(".pst-scrollable-table-container");
    return box && box.scrollWidth - box.clientWidth > most;
  })
  .map((table) => table.id)"""
WRAPPED = """() => [...document.querySelectorAll("table.cb-table td.text-right")]
  .filter((cell) => getComputedStyle(cell).whiteSpace !== "nowrap")
  .map((cell) => cell.textContent)"""


@pytest.mark.parametrize("page", [page for page in pages() if page.startswith("book/")])
def test_no_table_is_cut_and_no_interval_wraps(site: Site, visit: Visiting, page: str) -> None:
    with visit(site, page, window=(1280, 800)) as desk:
        assert desk.page.evaluate(CUT, 1) == []
        assert desk.page.evaluate(WRAPPED) == []
    with visit(site, page, window=(390, 800)) as phone:
        assert phone.page.evaluate(CUT, ALL_BUT) == []
