"""The words by which a reader finds a number of the prose again."""

from docutils import nodes

from monograph.living.places import words_around


def around(before: list[nodes.Node], after: list[nodes.Node]) -> tuple[str, str]:
    number = nodes.inline("", "", nodes.reference("", "61"))
    nodes.paragraph("", "", *before, number, *after)
    return words_around(number)


def test_long_sentences_are_cut_at_words() -> None:
    said = around(
        [nodes.Text("First. One two three four five six seven (")],
        [nodes.Text(") eight nine ten eleven twelve.")],
    )
    assert said == ("… three four five six seven (", ") eight nine ten eleven …")


def test_what_is_no_text_is_left_out_and_a_formula_is_dots() -> None:
    said = around(
        [nodes.math("", "\\beta"), nodes.raw("", "<a>", format="html"), nodes.Text(" is ")], []
    )
    assert said == ("… is ", "")


def test_a_number_set_in_is_found_by_its_whole_paragraph() -> None:
    number = nodes.inline("", "61")
    nodes.paragraph("", "", nodes.Text("Of "), nodes.emphasis("", "", number), nodes.Text(" firms"))
    assert words_around(number) == ("Of ", " firms")
