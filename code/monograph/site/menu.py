"""The menu of what a page can be taken along as: in words, and not in endings of files."""

from typing import Any

from sphinx.application import Sphinx

from monograph.words import words_beside

say = words_beside(__file__)

WORDS = say.each("buttons")
"""The theme's name of a button -> what it says."""


def named(buttons: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a page's buttons, those of the download menu in words.

    Examples
    --------
    >>> menu = {"type": "group", "buttons": [{"label": "download-source-button", "text": ".md"}]}
    >>> named([menu])[0]["buttons"][0]["text"]
    'Source (.md)'
    """
    found = []
    for button in buttons:
        inside = {"buttons": named(button["buttons"])} if button.get("buttons") else {}
        words = WORDS.get(str(button.get("label")))
        found.append(button | inside | ({"text": words, "tooltip": words} if words else {}))
    return found


def _name(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:  # noqa: ANN401
    if "header_buttons" in context:
        context["header_buttons"] = named(context["header_buttons"])


def setup(app: Sphinx) -> None:
    """Name the buttons of each page."""
    app.connect("html-page-context", _name, priority=910)  # when all are there
