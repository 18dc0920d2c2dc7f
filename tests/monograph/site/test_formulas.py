"""Formulas are MathML, set by the browser: no script, no image, the same numbers as references."""

from ..conftest import Book

SQUARE = "<mrow><msup><mi>x</mi><mn>2</mn></msup></mrow>"
ROOT = "<mrow><mi>y</mi><mo>=</mo><msqrt><mrow><mi>x</mi></mrow></msqrt></mrow>"
LESS = "<mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>"


def test_formulas_are_mathml(book: Book) -> None:
    found = book.page("formulas").select("article math")
    assert [(math["display"], math.decode_contents()) for math in found] == [
        ("inline", SQUARE),
        ("block", ROOT),
        ("block", LESS),
    ]


def test_an_equation_has_the_number_by_which_the_text_refers_to_it(book: Book) -> None:
    number = book.one("formulas", "#equation-eq-root .eqno").get_text()
    reference = book.one("formulas", 'p a[href="#equation-eq-root"]').get_text()
    assert (number, reference) == ("(3.1)", "(3.1)")


def test_only_named_equations_are_numbered(book: Book) -> None:
    assert len(book.page("formulas").select("article .eqno")) == 1


def test_no_page_asks_for_a_formula_script(book: Book) -> None:
    for name in ("formulas", "voices"):
        scripts = [str(script).lower() for script in book.page(name).select("script[src]")]
        assert [script for script in scripts if "mathjax" in script or "katex" in script] == []


def test_print_sets_formulas_itself(book: Book) -> None:
    chapter = book.code("formulas")
    assert 'formula($attach(x, t: 2)$, alt: "x squared", whole: true)' in chapter
    assert 'number: "(3.1)"' in chapter
    assert 'link(label("book/formulas:equation-eq-root"), {"(3.1)"})' in chapter
