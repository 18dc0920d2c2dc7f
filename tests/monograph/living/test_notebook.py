"""A page's parts and its run, put together as a notebook."""

import nbformat
from nbformat import v4

from monograph.living.notebook import OWN, lead, notebook
from monograph.living.parts import Code, Text


def executed(*outputs: object, tags: tuple[str, ...] = ()) -> object:
    cell = v4.new_code_cell("code", execution_count=7, outputs=list(outputs))
    cell.metadata["tags"] = list(tags)
    return v4.new_notebook(cells=[v4.new_markdown_cell("{n}`x`"), cell])


def shown(data: dict[str, str], **more: object) -> object:
    return v4.new_output("display_data", data=data, **more)


def test_code_is_folded_where_the_page_folds_it() -> None:
    folded = notebook([Code(1)], executed(tags=("hide-input",)), intro="")
    open_ = notebook([Code(1)], executed(), intro="")
    assert folded.cells[0].metadata == {"jupyter": {"source_hidden": True}}
    assert open_.cells[0].metadata == {}
    assert open_.cells[0].execution_count == 7


def test_told_numbers_are_in_the_prose_and_not_under_the_cell() -> None:
    told = shown({"text/plain": "x = 1"}, metadata={"scrapbook": {"name": "x"}})
    assert notebook([Code(1)], executed(told), intro="").cells[0].outputs == []


def test_a_drawing_is_a_picture_that_needs_no_trust() -> None:
    drawn = shown({"image/svg+xml": "<svg/>", "text/html": "<script>", "text/plain": 'a "b"'})
    (output,) = notebook([Code(1)], executed(drawn), intro="").cells[0].outputs
    assert output.data == {
        "text/html": '<img alt="a &quot;b&quot;" src="data:image/svg+xml;base64,PHN2Zy8+">',
        "text/plain": 'a "b"',
    }


def test_a_table_is_the_pages_own() -> None:
    table = shown({"text/markdown": "~~~{table}\n~~~", "text/html": "<table>", "text/plain": "t"})
    held = notebook([Code(1, ("| a |",))], executed(table), intro="").cells[0].outputs
    assert held[0].data == {"text/markdown": "| a |", "text/plain": "t"}


def test_what_the_page_does_not_say_is_marked(tmp_path: object) -> None:
    made = notebook([Text("# One", title=True), Text("a")], None, intro="in", closing=["end"])
    assert [cell.source for cell in made.cells] == ["# One", "in", "a", "end"]
    assert [cell.metadata == OWN for cell in made.cells] == [False, True, False, True]
    nbformat.validate(made)


def test_the_same_page_gives_the_same_bytes() -> None:
    twice = [nbformat.writes(notebook([Text("a"), Code(1)], executed(), intro="")) for _ in "12"]
    assert twice[0] == twice[1]


def test_the_way_back_is_a_link_only_where_there_is_an_address() -> None:
    assert lead("https://example.org", "a") == "[the page](https://example.org/a.html)"
    assert lead(None, "a") == "the page a.html"
