"""Widgets in the published page: the book's own player, from the book's own files."""

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

STATIC = Path(__file__).parent / "static"
WIDGET = "application/vnd.jupyter.widget-view+json"


def _configure(_: Sphinx, config: Config) -> None:
    """Let MyST-NB load the player, and nothing else, on pages that hold widgets."""
    # At once, not deferred: it makes each figure's controls where the page is read.
    config.nb_ipywidgets_js = {"player.js": {}}
    config.html_static_path.append(str(STATIC))


def _bring_library(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Let a page with widgets bring the library while it is read; the player asks for it there."""
    if WIDGET in str(context.get("body", "")):
        at = "../" * page.count("/") + "_static/vega.js"
        link = f'\n<link rel="preload" as="script" href="{at}" />'
        context["metatags"] = link + context.get("metatags", "")


def setup(app: Sphinx) -> None:
    """Configure before MyST-NB reads its configuration."""
    app.connect("config-inited", _configure, priority=100)
    app.connect("html-page-context", _bring_library)
