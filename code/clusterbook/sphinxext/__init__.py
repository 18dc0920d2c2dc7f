"""What Sphinx needs for the book: numbers with a voice, captions, citations, fresh pages."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Switch everything on; `_config.yml` names this package as an extension."""
    from clusterbook import __version__
    from clusterbook.sphinxext import (
        accessible,
        assets,
        captions,
        citing,
        edition,
        formulas,
        heads,
        launching,
        numbering,
        numbers,
        pages,
        rows,
        search,
        typeset,
        widgets,
    )

    parts = (
        *(numbers, rows, captions, numbering, formulas, pages, search, widgets, assets, accessible),
        *(edition, heads, launching, citing, typeset),
    )
    for part in parts:
        part.setup(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
