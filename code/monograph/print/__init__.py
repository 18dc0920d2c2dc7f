"""The printed edition: from Sphinx's pages to a tagged PDF, set by Typst."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # who looks for places of figures needs no Sphinx
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Switch the parts on; all act in the printed edition's own build only."""
    from monograph.print import builder, cells, front, terms

    for part in (builder, cells, front, terms):
        part.setup(app)
