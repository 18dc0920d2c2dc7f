"""A number that is clicked answers: on the page, with no script."""

import pytest

from ..conftest import Book

ANSWERS = {
    "hire": ("21.31", "The paper says: Table 5, row 6", "facts.html#fact-f001"),
    "rest": ("9", "We recover from print: what is left of 61", None),
    "share": ("21.3%", "We compute: 13 < 61 & more", None),
    "rate": ("6.8", "We assume: the years of the survey", "facts.html#assumption-exchange-rate"),
}


@pytest.mark.parametrize("key", ANSWERS)
def test_the_answer_says_whose_a_number_is_and_why(book: Book, key: str) -> None:
    text, words, _ = ANSWERS[key]
    said = book.one("voices", f".cb-answers #n-{key} > p:first-child").get_text(" ", strip=True)
    assert said.replace(" · ", " ") == f"{text} {words}"


@pytest.mark.parametrize("key", [key for key in ANSWERS if ANSWERS[key][2]])
def test_an_input_leads_to_its_row(book: Book, key: str) -> None:
    page, _, anchor = str(ANSWERS[key][2]).partition("#")
    links = book.page("voices").select(f"#n-{key} .cb-inputs a")
    assert [link["href"] for link in links] == [f"{page}#{anchor}"]
    assert book.page(page.removesuffix(".html")).find(id=anchor) is not None


@pytest.mark.parametrize("key", ANSWERS)
def test_an_answer_leads_to_the_code_and_back(book: Book, key: str) -> None:
    page = book.page("voices")
    code, back = (link["href"][1:] for link in page.select(f"#n-{key} .cb-ways a"))
    assert "cb.tell(" in page.find(id=code).get_text()
    assert page.find(id=back)["data-n"] == f"n-{key}"
    assert page.find(id=back).get_text() == ANSWERS[key][0]


def test_the_code_of_a_computed_value_is_shown(book: Book) -> None:
    assert book.one("voices", "#n-share .cb-expression").get_text() == "13 / 61"


def test_a_row_names_the_chapters_that_use_it(book: Book) -> None:
    row = book.page("facts").find(id="fact-f001").find_parent("p")
    link = row.select_one(".cb-used a")
    page, _, anchor = link["href"].partition("#")
    assert (page, anchor) == ("voices.html", "at-hire")
    assert book.page("voices").find(id=anchor).get_text() == "21.31"


def test_a_page_without_numbers_has_no_answers(book: Book) -> None:
    assert book.page("formulas").select(".cb-answers, #mg-previews") == []


def test_print_has_none(book: Book) -> None:
    assert "Where the numbers come from" not in "".join(
        map(book.code, ("voices", "facts", "drawings"))
    )
