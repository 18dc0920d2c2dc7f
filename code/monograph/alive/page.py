"""Widgets in the published page: the book's own player, from the book's own files."""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

STATIC = Path(__file__).parent / "static"


def _configure(_: Sphinx, config: Config) -> None:
    """Let MyST-NB load the player, and nothing else, on pages that hold widgets."""
    config.nb_ipywidgets_js = {"player.js": {"defer": "defer"}}
    config.html_static_path.append(str(STATIC))


def setup(app: Sphinx) -> None:
    """Configure before MyST-NB reads its configuration."""
    app.connect("config-inited", _configure, priority=100)
