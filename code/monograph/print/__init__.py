"""The printed edition: what Sphinx's LaTeX builder needs to set a monograph."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what installs TeX lies in this package, and runs before Sphinx is there
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Switch the parts on; all but the index's terms act on the LaTeX builder only."""
    from monograph.print import (
        bibliography,
        cells,
        configuration,
        front,
        matter,
        tables,
        terms,
    )

    for part in (configuration, front, matter, cells, tables, bibliography, terms):
        part.setup(app)
