"""What docutils knows of a page, as Markdown that any notebook program shows."""

import re

import pytest
from docutils import nodes
from markdown_it import MarkdownIt

from monograph.living.parts import Code, Text, misplaced, parts
from monograph.living.prose import Prose, escaped
from monograph.voices.role import voiced


def prose() -> Prose:
    return Prose("book/one", lambda uri: uri.replace(".html", ".ipynb"), lambda _: "")


def shown(node: nodes.Node) -> str:
    """Return a block as a notebook program shows it: HTML."""
    parser = MarkdownIt("commonmark").enable("table")
    return parser.render("\n\n".join(prose().blocks([node])))


def words(node: nodes.Node) -> str:
    return re.sub(r"<[^>]+>", "", shown(node)).strip()


@pytest.mark.parametrize(
    "text",
    [
        *("a*b*c", "_x_", "[1] and `x`", "<b>", "&amp;", "~~no~~", "1. is no list", "# no head"),
        *(
            "- no list",
            "+ 1",
            "> 5 firms",
            "a | b",
            "US$1 and US$2",
            "---",
            "===",
            "\\*",
            "{n}`key`",
            "1) no",
        ),
    ],
)
def test_a_text_is_shown_as_it_is(text: str) -> None:
    entity = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    said = "".join(entity.get(sign, sign) for sign in text)
    html = shown(nodes.paragraph("", text)).replace("<span>$</span>", "$")
    assert html == f"<p>{said}</p>\n"


@pytest.mark.parametrize(
    ("before", "inside", "after"),
    [("a ", "b", " c"), ("a", "b", "c"), ("阀", "玉环", "，"), ("", "b.", "c"), ("(", "b", ")")],
)
@pytest.mark.parametrize(("kind", "tag"), [(nodes.emphasis, "em"), (nodes.strong, "strong")])
def test_words_are_marked_wherever_they_stand(
    before: str, inside: str, after: str, kind: type[nodes.Element], tag: str
) -> None:
    paragraph = nodes.paragraph("", "", nodes.Text(before), kind("", inside), nodes.Text(after))
    assert shown(paragraph) == f"<p>{before}<{tag}>{inside}</{tag}>{after}</p>\n"


def test_a_told_number_keeps_its_voice_its_key_and_its_way_back() -> None:
    number = voiced("61", "", voice="paper", title='The paper says: "§2"', key="valid")
    number += nodes.reference("", "61", refuri="facts.html#fact-f010")
    assert prose().inline([number]) == (
        '<span class="cb-n cb-n-paper cb-told-book-one--valid" '
        'title="The paper says: &quot;§2&quot;">[61](facts.ipynb#fact-f010)</span>'
    )


def test_a_mark_that_the_page_raises_is_raised() -> None:
    mark = nodes.reference("", "", nodes.inline("", "¶", classes=["cb-firm"]), refuri="firm.html")
    assert prose().inline([nodes.Text("It holds."), mark]) == "It holds.[<sup>¶</sup>](firm.ipynb)"


def test_a_passage_in_a_voice_is_set_in_under_its_title() -> None:
    box = nodes.admonition("", nodes.title("", "We assume"), nodes.paragraph("", "Much."))
    assert shown(box) == (
        "<blockquote>\n<p><strong>We assume</strong></p>\n<p>Much.</p>\n</blockquote>\n"
    )


def test_lists_hold_lists() -> None:
    inner = nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "deep")))
    outer = nodes.enumerated_list("", nodes.list_item("", nodes.paragraph("", "top"), inner))
    assert shown(outer).replace("\n", "") == ("<ol><li><p>top</p><ul><li>deep</li></ul></li></ol>")


def test_a_formula_keeps_its_signs_and_its_number() -> None:
    made = Prose("one", lambda uri: uri, lambda _: "(3.1)")
    block = nodes.math_block("", "a_1 < b")
    assert list(made.blocks([block])) == ["$$\na_1 < b \\tag{3.1}\n$$"]


def test_a_table_is_one_of_pipes_whose_cells_hold_links() -> None:
    def row(*cells: nodes.Node) -> nodes.row:
        return nodes.row("", *[nodes.entry("", nodes.paragraph("", "", c)) for c in cells])

    group = nodes.tgroup("", nodes.thead("", row(nodes.Text("a"), nodes.Text("b|c"))))
    group += nodes.tbody("", row(nodes.reference("", "x", refuri="y.html"), nodes.Text("2")))
    html = shown(nodes.table("", group)).replace("\n", "")
    assert html.replace(' style="text-align:left"', "") == (
        "<table><thead><tr><th>a</th><th>b|c</th></tr></thead>"
        '<tbody><tr><td><a href="y.ipynb">x</a></td><td>2</td></tr></tbody></table>'
    )


def test_what_has_no_form_is_noted_and_not_dropped_in_silence() -> None:
    made = prose()
    list(made.blocks([nodes.topic("", nodes.paragraph("", "x"))]))
    made.inline([nodes.problematic("", "x")])
    assert [fault.words for fault in made.faults] == [
        "a notebook has no form for <topic>",
        "a notebook has no form for <problematic> in a line",
    ]


def test_each_heading_begins_a_cell_and_code_keeps_its_place() -> None:
    cell = nodes.container("", nb_element="cell_code", cell_index=3)
    below = nodes.section("", nodes.title("", "Two"), nodes.paragraph("", "second"))
    top = nodes.section("", nodes.title("", "One"), nodes.paragraph("", "first"), cell, below)
    document = nodes.document(None, None)
    document += top
    assert parts(document, prose()) == [
        Text("# One", title=True),
        Text("first"),
        Code(3),
        Text("## Two\n\nsecond"),
    ]
    assert list(misplaced(document)) == []


def test_code_inside_of_other_text_is_refused() -> None:
    document = nodes.document(None, None)
    document += nodes.admonition("", nodes.container("", nb_element="cell_code", cell_index=1))
    assert [fault.words for fault in misplaced(document)] == [
        "a notebook has no form for a code cell inside of other text"
    ]


def test_escaping_leaves_plain_words_alone() -> None:
    assert escaped("Plain words, 12.5 % (of 61) & more.") == "Plain words, 12.5 % (of 61) & more."
