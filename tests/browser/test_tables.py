"""Tables that readers sort and search, by keyboard; without JavaScript they are plain tables."""

from __future__ import annotations

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
