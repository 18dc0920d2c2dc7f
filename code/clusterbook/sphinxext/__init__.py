"""What the Sphinx build needs: numbers with a voice, captions and sources, formulas, fresh pages."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Switch everything on; `_config.yml` names this package as an extension."""
    from clusterbook import __version__
    from clusterbook.sphinxext import captions, formulas, numbers, pages, rows

    for part in (numbers, rows, captions, formulas, pages):
        part.setup(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
