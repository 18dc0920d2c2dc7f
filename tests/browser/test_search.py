"""The book is searched in both its languages, on the page, with no service behind it."""

import re

import pytest

from ..covering import some
from .books import Site
from .conftest import Visiting
from .gates import life_faults

OF_THE_BOOK = [
    ("forging", "book/comparison"),
    ("tacit", "book/question"),
    ("红冲锻造", "book/glossary"),
    ("水暖阀门", "book/facts"),
    ("产业集群", "book/facts"),
]


def found(site: Site, visit: Visiting, query: str) -> list[str]:
    """Return the pages that a search lists, without what follows #."""
    with visit(site, "search", f"?q={query}") as seen:
        seen.page.wait_for_function(
            "() => /finished|found|did not match/"
            ".test(document.querySelector('.search-summary')?.textContent)"
        )
        addresses = seen.page.locator("#search-results li a").evaluate_all(
            "(links) => links.map((link) => new URL(link.href).pathname)"
        )
        assert seen.noted == []
    return [address.removeprefix("/").removesuffix(".html") for address in addresses]


@pytest.mark.parametrize(
    "query",
    some(
        [
            "forging",
            "forged",
            "valves",
            "砂型铸造",
            "铸造",
            "产业集群",
            "水暖阀门产业集群",
            "阀",
            "hot 红冲",
        ],
        ["forged", "铸造", "阀", "hot 红冲"],
    ),
)
def test_a_term_of_the_text_is_found_on_its_page(mini: Site, visit: Visiting, query: str) -> None:
    assert "book/rows" in found(mini, visit, query)


@pytest.mark.parametrize(
    "query", some(["锻造铸型", "半导体", "blast furnace", "，"], ["锻造铸型", "，"])
)
def test_what_no_page_holds_is_not_found(mini: Site, visit: Visiting, query: str) -> None:
    assert found(mini, visit, query) == []


@pytest.mark.parametrize(("query", "page"), some(OF_THE_BOOK, [OF_THE_BOOK[1], OF_THE_BOOK[-1]]))
def test_the_book_finds_its_terms(site: Site, visit: Visiting, query: str, page: str) -> None:
    assert page in found(site, visit, query)


FIRST = [
    ("gatekeeper", "book/glossary.html#term-gatekeeper"),
    ("the survey", "book/survey.html"),
    ("active links", "book/hypotheses.html#h2-change-needs-active-links-and-conversion"),
    ("整体植入", "book/glossary.html#term-"),
]
"""What is asked -> the address of the first result, or how it begins."""


def listed(site: Site, visit: Visiting, query: str) -> list[tuple[str, str]]:
    """Return address and words of each result, in order; of the first link of each."""
    with visit(site, "search", f"?q={query}") as seen:
        seen.page.wait_for_function(
            "() => /finished|did not match/"
            ".test(document.querySelector('.search-summary')?.textContent)"
        )
        found = seen.page.locator("#search-results > ul > li").evaluate_all(
            "(items) => items.map((item) => [item.querySelector('a').getAttribute('href'),"
            " item.textContent])"
        )
    return [(address, words) for address, words in found]


@pytest.mark.parametrize(("query", "first"), some(FIRST, [FIRST[0], FIRST[-1]]))
def test_what_treats_of_the_words_comes_first(
    site: Site, visit: Visiting, query: str, first: str
) -> None:
    assert listed(site, visit, query)[0][0].startswith(first)


@pytest.mark.parametrize("query", some(["技术范式", "吸收能力", "水暖阀门"], ["吸收能力"]))
def test_a_chinese_term_leads_to_where_it_stands_as_a_whole(
    site: Site, visit: Visiting, query: str
) -> None:
    """Pages that have only its pairs of signs come after, and quote nothing."""
    held = [query in words for _, words in listed(site, visit, query)]
    assert held[:3] == [True] * 3
    assert held == sorted(held, reverse=True)


def test_a_number_is_no_part_of_another(site: Site, visit: Visiting) -> None:
    (_, words), *_ = listed(site, visit, "3.1")
    assert re.search(r"(?<![\d.§])3\.1(?![\d.])", words)


def test_prose_is_quoted_and_no_figure(site: Site, visit: Visiting) -> None:
    for address, words in listed(site, visit, "gatekeeper"):
        assert "100% isolated" not in words, address


def test_the_index_answers_where_the_text_does_not_come(mini: Site, visit: Visiting) -> None:
    with visit(mini, "book/pair", alone=True) as seen:
        seen.page.route("**/passages.js", lambda route: route.abort())
        seen.page.goto(mini.url("search") + "?q=阀门")
        seen.page.locator("#search-results li a", has_text="table to sort").wait_for()


def test_the_search_box_of_a_page_leads_to_the_results(mini: Site, visit: Visiting) -> None:
    with visit(mini, "book/pair") as seen:
        seen.page.keyboard.press("Control+k")
        seen.page.locator("input[name=q]:focus").wait_for()
        seen.page.keyboard.type("阀门")
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_url("**/search.html?q=*")
        seen.page.locator("#search-results li a", has_text="table to sort").wait_for()


@pytest.mark.parametrize(
    ("typed", "printed"),
    some(
        [("２７９６", "2796"), ("2 796", "2796"), ("2\u202f796", "2796"), ("５０％", "50%")],
        [("２７９６", "2796"), ("2 796", "2796")],
    ),
)
def test_a_number_is_found_however_it_is_typed(
    site: Site, visit: Visiting, typed: str, printed: str
) -> None:
    there = found(site, visit, printed)
    assert there
    assert found(site, visit, typed) == there


REFUSED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("storage is blocked", "SecurityError"); },
});"""


def test_pages_live_where_storage_is_refused(mini: Site, visit: Visiting) -> None:
    """As where a reader blocks cookies: the search finds, and explorers move."""
    with visit(mini, "book/pair", alone=True) as seen:
        seen.page.add_init_script(REFUSED)
        seen.page.goto(mini.url("search") + "?q=阀门")
        seen.page.locator("#search-results li a", has_text="table to sort").wait_for()
        seen.page.goto(mini.url("book/pair"))
        assert life_faults(seen, ["fig-bars", "fig-line"]) == []
