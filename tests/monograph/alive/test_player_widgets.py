"""The player of the page and the builder agree on what can be played; the rest is refused."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

import monograph.alive
from monograph.runner.chapters import BookError, Chapter
from monograph.runner.saved_widgets import PLAYED, STATE, VIEW, refuse_unplayable, unplayable

PLAYER = Path(monograph.alive.__file__).parent / "scripts/player/views.js"


def model(name: str, *children: str) -> dict[str, Any]:
    return {"model_name": name, "state": {"children": [f"IPY_MODEL_{c}" for c in children]}}


def notebook(**held: dict[str, Any]) -> Any:  # noqa: ANN401  (a notebook node)
    """Return a notebook whose only figure shows the widget `top`."""
    output = nbformat.v4.new_output("display_data", {VIEW: {"model_id": "top"}})
    named = {"mystnb": {"figure": {"name": "fig-fun"}}}
    cell = nbformat.v4.new_code_cell("f()", outputs=[output], metadata=named)
    cells = [nbformat.v4.new_markdown_cell("Text"), cell]
    return nbformat.v4.new_notebook(cells=cells, metadata={"widgets": {STATE: {"state": held}}})


def test_the_builder_knows_exactly_what_the_player_can_show() -> None:
    (table,) = re.findall(r"const VIEWS = \{(.*?)\};", PLAYER.read_text("utf-8"), re.S)
    assert set(re.findall(r"^\s*(\w+):", table, re.M)) == PLAYED


def test_what_can_be_played_passes() -> None:
    held = {
        "top": model("VBoxModel", "a", "b"),
        "a": model("IntSliderModel"),
        "b": model("AnyModel"),
    }
    assert list(unplayable(notebook(**held))) == []


def test_an_unplayable_widget_is_named_with_page_and_figure() -> None:
    held = {"top": model("VBoxModel", "in"), "in": model("HBoxModel", "x"), "x": model("TabModel")}
    chapter = Chapter(Path("/book"), "book/survey")
    with pytest.raises(BookError, match=r"^/book/book/survey.md: fig-fun shows a Tab, which"):
        refuse_unplayable(chapter, notebook(**held))


def test_only_what_is_shown_matters() -> None:
    held = {"top": model("IntSliderModel"), "x": model("TabModel"), "l": model("LayoutModel")}
    refuse_unplayable(Chapter(Path("/book"), "book/survey"), notebook(**held))


def test_a_widget_without_saved_state_is_named() -> None:
    assert list(unplayable(notebook())) == [("fig-fun", "widget whose state was not saved")]


def test_a_notebook_without_widgets_passes() -> None:
    refuse_unplayable(Chapter(Path("/book"), "book/facts"), nbformat.v4.new_notebook())
