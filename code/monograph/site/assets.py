"""Pages load what they use: no script or style of an extension that a page has no use for.

Extensions of Jupyter Book add their files to every page. Readers behind slow connections pay for
each of them before they see the first word.
"""

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

TEMPLATES = Path(__file__).parent / "templates"

USED_WITH = {
    "sphinx-design": 'class="sd-',
    "design-tabs": 'class="sd-',
    "togglebutton": "toggle",
    "toggleHint": "toggle",
    "toggleOpen": "toggle",
    "copybutton": '<div class="highlight',
    "clipboard": '<div class="highlight',
}
"""Part of a file's name or a script's text -> what stands in a page that needs it."""

NEVER = ("thebe",)
"""Thebe would run code through another host; live code is a launch away instead."""


def _keep_used(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Keep one copy of each script and style that this page uses.

    Extensions add some scripts twice, and the second copy raises an error in the browser.
    """
    body = str(context.get("body", ""))
    for kind in ("script_files", "css_files"):
        kept: dict[tuple[str, str], Any] = {}
        for file in context.get(kind, []):
            key = (_name(file), str(getattr(file, "attributes", {}).get("body") or ""))
            if needed(" ".join(key), body):
                kept.setdefault(key, file)
        context[kind] = list(kept.values())


def needed(file: str, body: str) -> bool:
    """Tell whether a page with this body has a use for a file (its name or its text)."""
    if any(name in file.lower() for name in NEVER):
        return False
    return all(mark in body for name, mark in USED_WITH.items() if name in file)


def _name(file: Any) -> str:  # noqa: ANN401  (a name, or one of Sphinx's file objects)
    return str(getattr(file, "filename", file) or "")


def _use_templates(app: Sphinx, config: Any) -> None:  # noqa: ANN401
    config.templates_path = [*config.templates_path, str(TEMPLATES)]


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.connect("config-inited", _use_templates)
    app.connect("html-page-context", _keep_used, priority=900)
