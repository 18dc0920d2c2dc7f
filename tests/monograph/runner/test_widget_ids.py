"""Two runs of one chapter save the same widgets under the same names."""

import shutil
from pathlib import Path
from typing import Any

import nbformat

from monograph.runner.chapters import Chapter
from monograph.runner.execute import run
from monograph.runner.saved_widgets import STATE, VIEW
from monograph.runner.store import Store
from monograph.runner.widget_ids import in_order

from ...forking import lent

PAIR = Path(__file__).parents[2] / "browser/over/book/pair.md"
FIRST, SECOND, OTHER = "ab" * 16, "0c" * 16, "77" * 16


def saved(notebook: nbformat.NotebookNode) -> tuple[Any, list[Any]]:
    """Return all that a page takes from a run: the widgets and the outputs."""
    outputs = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]
    return notebook.metadata.widgets, outputs


def test_a_chapter_with_widgets_runs_twice_to_the_same_page(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    shutil.copyfile(PAIR, tmp_path / "book/pair.md")
    first, second = (
        saved(run(Chapter(tmp_path, "book/pair"), template=lent()).notebook) for _ in range(2)
    )
    assert first == second
    assert next(iter(first[0][STATE]["state"])) == "widget-0000"


def test_names_follow_the_order_of_making_and_reach_every_mention() -> None:
    state = {FIRST: {"state": {}}, SECOND: {"state": {"children": [f"IPY_MODEL_{FIRST}"]}}}
    view = nbformat.v4.new_output("display_data", data={VIEW: {"model_id": SECOND}})
    words = nbformat.v4.new_output("stream", text=f"{OTHER} is no widget")
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("1", outputs=[view, words])],
        metadata={"widgets": {STATE: {"state": state}}},
    )
    named = in_order(notebook)
    held = named.metadata.widgets[STATE]["state"]
    assert list(held) == ["widget-0000", "widget-0001"]
    assert held["widget-0001"]["state"]["children"] == ["IPY_MODEL_widget-0000"]
    assert named.cells[0].outputs[0].data[VIEW]["model_id"] == "widget-0001"
    assert OTHER in named.cells[0].outputs[1].text


def test_a_notebook_without_widgets_stays_as_it_is() -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(f"'{FIRST}'")])
    assert in_order(notebook) == notebook


def test_widgets_that_differ_in_what_they_hold_alone_are_set_anew(tmp_path: Path) -> None:
    """The outputs mention a widget by its turn; what it holds stands elsewhere in the notebook."""
    (tmp_path / "book").mkdir()
    chapter, store = Chapter(tmp_path, "book/pair"), Store(tmp_path)
    text, stamps = PAIR.read_text("utf-8"), []
    for most in ("max=5", "max=6"):  # the slider goes further; the drawing stays
        chapter.path.write_text(text.replace("max=5", most), "utf-8")
        store.put(chapter, run(Chapter(tmp_path, "book/pair"), template=lent()))
        record = store.record(chapter)
        assert record is not None
        stamps.append(record.outputs)
    assert stamps[0] != stamps[1]
