"""What Sphinx needs for the book: numbers with a voice, captions, citations, fresh pages."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sphinx.application import Sphinx

from monograph import __version__

PARTS = (
    "monograph.voices.role",
    *("monograph.site.rows", "monograph.site.captions", "monograph.site.numbering"),
    *("monograph.site.formulas", "monograph.site.pages", "monograph.site.search"),
    *("monograph.alive.page", "monograph.site.assets", "monograph.site.accessible"),
    *("monograph.site.answers", "monograph.site.previews", "monograph.site.languages"),
    *("monograph.site.edition", "monograph.site.heads", "monograph.site.launching"),
    *("monograph.site.citing", "monograph.print"),
)
"""The parts, in the order in which they are switched on: each is a module with a `setup`."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Switch everything on; `_config.yml` names this package as an extension."""
    for part in PARTS:
        import_module(part).setup(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
