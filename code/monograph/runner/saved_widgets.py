"""Which widgets a published page can play; a page with another is refused.

A page without a kernel plays saved widgets with the book's own player. A widget that the player has
no view for would leave its figure a still, and nobody would be told.
"""

from collections.abc import Iterator
from typing import Any

from monograph.runner.chapters import BookError, Chapter

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"

PLAYED = frozenset(
    {
        *(
            "AccordionModel",
            "AnyModel",
            "BoxModel",
            "HBoxModel",
            "VBoxModel",
            "HTMLModel",
            "LabelModel",
        ),
        *("IntSliderModel", "FloatSliderModel", "FloatLogSliderModel", "SelectionSliderModel"),
        *("DropdownModel", "SelectModel", "SelectMultipleModel"),
        *("RadioButtonsModel", "ToggleButtonsModel", "CheckboxModel", "ToggleButtonModel"),
        *("IntTextModel", "FloatTextModel", "BoundedIntTextModel", "BoundedFloatTextModel"),
        *("TextModel", "PlayModel"),
    }
)
"""The widgets that player.js has a view for: a test holds the two lists together."""


def refuse_unplayable(chapter: Chapter, notebook: Any) -> None:  # noqa: ANN401  (a notebook node)
    """Let a chapter pass only if the page can play every widget that it shows.

    Raises
    ------
    BookError
        Naming the page, the figure and the widget.
    """
    found = list(unplayable(notebook))
    if found:
        figure, widget = found[0]
        raise BookError(
            f"{chapter.path}: {figure} shows a {widget.removesuffix('Model')}, which the book's "
            f"player cannot play. It plays: "
            f"{', '.join(sorted(name.removesuffix('Model') for name in PLAYED))}"
        )


def unplayable(notebook: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Yield figure and model name of every shown widget that the player has no view for."""
    held = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    for number, cell in enumerate(notebook.cells):
        name = cell.metadata.get("mystnb", {}).get("figure", {}).get("name", f"cell {number}")
        for output in cell.get("outputs", []):
            view = output.get("data", {}).get(VIEW)
            for model in _shown(held, view["model_id"]) if view else ():
                if model not in PLAYED:
                    yield name, model


def _shown(held: dict[str, Any], model_id: str) -> Iterator[str]:
    """Yield the model names of a widget and of all that it holds."""
    if model_id not in held:
        yield "widget whose state was not saved"
        return
    yield held[model_id]["model_name"]
    for child in held[model_id]["state"].get("children", []):
        yield from _shown(held, str(child).removeprefix("IPY_MODEL_"))
