"""Tables: every character arrives, every number is written one way, no frame is touched."""

import html
import random
import re
from itertools import product

import numpy as np
import pandas as pd
import pytest
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from monograph.drawing.markup import escape
from monograph.drawing.table import BLANK, Markup, Table, table

EXTENSIONS = {
    "amsmath",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "linkify",
    "replacements",
    "smartquotes",
    "strikethrough",
    "substitution",
    "tasklist",
}
NASTY = "|`$_*<>[]{}\\\"'#-+~=!&;:/.()@%^ \n\tab1é阀门…—"
WHOLE = [
    "https://example.org/a_b",
    "www.example.org",
    "me@example.org",
    "{n}`hire`",
    "{{ name }}",
    "$x$ and $$y$$",
    "&amp; &#124; &lt;",
    "<b>bold</b><!-- no -->",
    "[a](b) ![c](d) [^1]",
    "(c) (tm) ... -- ---",
    "# head",
    "- item",
    "1. item",
    "+++",
    "a\\|b\\\\",
    "`a``b",
    "~~~{note}",
    "~~gone~~ _so_ __so__ **so**",
    "line\nbreak\r\nhere",
    "'single' \"double\"",
    "13.33 % of 60 (§3.2) 较高",
]


@pytest.fixture(scope="module")
def parser() -> MarkdownIt:
    """Return MyST's own parser, with every extension on that could eat a character."""
    return create_md_parser(MdParserConfig(enable_extensions=EXTENSIONS), RendererHTML)


def read_back(parser: MarkdownIt, made: Table) -> str:
    """Return the first cell of a table as a browser would show it."""
    inner = made.markdown().split("\n\n", 1)[1].rsplit("\n~~~", 1)[0]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", parser.render(inner), re.DOTALL)
    assert len(cells) == len(made.headings), made.markdown()
    assert "<" not in cells[0], cells[0]
    return html.unescape(cells[0])


def one(text: str) -> Table:
    return table(pd.DataFrame({"a": [text], "b": ["next"]}))


@pytest.mark.parametrize("text", WHOLE)
def test_what_looks_like_markup_arrives_as_text(text: str, parser: MarkdownIt) -> None:
    assert read_back(parser, one(text)) == " ".join(text.split())


def test_any_two_signs_arrive(parser: MarkdownIt) -> None:
    """Exhaustive: every pair of the signs that Markdown knows, between letters and alone."""
    for first, second in product(NASTY, repeat=2):
        for text in (f"{first}{second}", f"x{first}y{second}z"):
            assert read_back(parser, one(text)) == (" ".join(text.split()) or BLANK), repr(text)


def test_any_text_arrives(parser: MarkdownIt) -> None:
    draw = random.Random(20260601)
    for _ in range(400):
        text = "".join(draw.choices(NASTY, k=draw.randint(1, 24)))
        assert read_back(parser, one(text)) == (" ".join(text.split()) or BLANK), repr(text)


@pytest.mark.parametrize("text", WHOLE)
def test_the_html_form_shows_the_same(text: str) -> None:
    cells = re.findall(r"<td[^>]*>(.*?)</td>", one(text).html(), re.DOTALL)

    assert html.unescape(cells[0]) == text
    assert "<" not in cells[0]


def test_markup_passes_but_keeps_the_table_whole(parser: MarkdownIt) -> None:
    made = one(Markup("*so* | **so**\nmore"))
    inner = made.markdown().split("\n\n", 1)[1].rsplit("\n~~~", 1)[0]

    assert "<em>so</em> | <strong>so</strong> more</td>" in parser.render(inner)
    assert "| {n}`hire` | next |" in one(Markup("{n}`hire`")).markdown()
    assert ">hire<" in one(Markup("{n}`hire`")).html()


def test_the_directive_has_classes_but_no_caption() -> None:
    frame = pd.DataFrame({"a": [1], "b": ["x"]})
    made = table(frame, sortable=True, searchable=True, long=True, note="A *note*.")

    assert made.markdown().splitlines() == [
        "~~~{table}",
        ":class: cb-table cb-sortable cb-searchable cb-long",
        "",
        "| a | b |",
        "| ---: | :--- |",
        "| 1 | x |",
        "~~~",
        "",
        r"A \*note\*\.",
    ]
    assert table(frame).classes == ("cb-table",)


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [
        (2796, -1, "2,796"),
        (2796.0, -1, "2,796"),
        (1.5, -1, "1.5"),
        (np.int64(2796), -1, "2,796"),
        (np.float64(0.25), -1, "0.25"),
        (-3, -1, "−3"),
        (1989, None, "1989"),
        (1989.0, None, "1989"),
        (1 / 3, 2, "0.33"),
        (13, 1, "13.0"),
        (-1234.5, 1, "−1,234.5"),
        (True, -1, "yes"),
        (np.False_, -1, "no"),
        (None, -1, BLANK),
        (float("nan"), 2, BLANK),
        (pd.NA, None, BLANK),
        ("", -1, BLANK),
        ("13.33", 1, "13.33"),
    ],
)
def test_cells_are_written_one_way(value: object, digits: int | None, written: str) -> None:
    frame = pd.DataFrame({"a": pd.Series([value], dtype=object)})
    places: int | dict[str, int | None] = {"a": None} if digits is None else {}
    if digits is not None and digits >= 0:
        places = digits

    assert table(frame, digits=places).cells == ((written,),)


def test_columns_are_chosen_named_and_aligned() -> None:
    frame = pd.DataFrame({"a": [1.0, None], "b": ["x", "y"], "c": [True, False]})
    made = table(frame, columns={"b": "Name", "a": "Share"}, align={"b": "center"}, digits=1)

    assert made.headings == ("Name", "Share")
    assert made.align == ("center", "right")
    assert made.cells == (("x", "1.0"), ("y", BLANK))
    assert table(frame).align == ("right", "left", "left")
    assert made.text() == "Name\tShare\nx\t1.0\ny\t–"


@pytest.mark.parametrize(
    "cells",
    [
        ["0.25 (0.1 to 0.3)", "−2.6 (−3.2 to −2.1)"],
        ["7% to 23%", "<1% to 90%"],
        ["232/1,024", ""],
        ["82 + 82", "338"],
        ["0.85–0.98", "0.5–1"],
    ],
)
def test_numbers_with_their_intervals_stand_right(cells: list[str]) -> None:
    made = table(pd.DataFrame({"a": cells}))

    assert made.align == ("right",)
    assert [cell for (cell,) in made.cells] == [cell or BLANK for cell in cells]


def test_a_place_stays_together_on_its_way_to_the_page(parser: MarkdownIt) -> None:
    assert read_back(parser, one("Table 5, row 2")) == "Table\u00a05, row\u00a02"


@pytest.mark.parametrize(
    "cell", ["1981–1988, Figure 1", "2 of the three", "H1.1", "Table 5", "1 to"]
)
def test_words_with_numbers_in_them_stand_left(cell: str) -> None:
    assert table(pd.DataFrame({"a": [cell, "3"]})).align == ("left",)


def test_yes_and_no_may_be_ticks() -> None:
    made = table(pd.DataFrame({"a": [True, False], "b": ["x", "y"]}), ticked=True)

    assert made.cells == (("✓", "x"), ("·", "y"))
    assert made.align == ("center", "left")


def test_the_frame_stays_as_it_was() -> None:
    frame = pd.DataFrame({"a": [1, 2], "b": ["x|y", None]})
    before = frame.copy(deep=True)
    table(frame, digits=2, columns={"b": "B"})._repr_mimebundle_()

    pd.testing.assert_frame_equal(frame, before)


def test_faults_are_named() -> None:
    frame = pd.DataFrame({"a": [1], "b": [2]})
    with pytest.raises(ValueError, match=r"lacks the column 'c'; it has a, b"):
        table(frame, columns={"c": "C"})
    with pytest.raises(ValueError, match=r"align is 'middle'; allowed are left, right, center"):
        table(frame, align={"a": "middle"})
    with pytest.raises(ValueError, match=r"'b' is not shown; shown are a"):
        table(frame, columns={"a": "A"}, digits={"b": 1})


def test_an_escaped_cell_is_one_line() -> None:
    assert "\n" not in escape("a\nb\r\n\tc")
