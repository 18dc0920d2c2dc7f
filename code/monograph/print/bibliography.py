"""The list of works stands on its own page, where the page has it, not at the end of the book."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.latex.nodes import thebibliography
from sphinx.transforms.post_transforms import SphinxPostTransform

PLACE = "book-works"


class Place(SphinxPostTransform):
    """Remember where the list stands, before Sphinx gathers its entries at the end."""

    default_priority = 740  # type: ignore[assignment]
    builders = ("latex",)

    def run(self, **_: Any) -> None:  # noqa: ANN401
        """Put a mark before the first entry."""
        first = next(self.document.findall(nodes.citation), None)
        if first is not None:
            first.parent.insert(first.parent.index(first), nodes.container(ids=[PLACE]))


class PutBack(SphinxPostTransform):
    """Put the gathered list at the mark."""

    # BibliographyTransform gathers at 750
    default_priority = 760  # type: ignore[assignment]
    builders = ("latex",)

    def run(self, **_: Any) -> None:  # noqa: ANN401
        """Move it."""
        gathered = list(self.document.findall(thebibliography))
        mark = next((n for n in self.document.findall(nodes.container) if PLACE in n["ids"]), None)
        if mark is None:
            return
        for works in gathered:
            works.parent.remove(works)
        mark.replace_self(gathered)


def setup(app: Sphinx) -> None:
    """Register both."""
    app.add_post_transform(Place)
    app.add_post_transform(PutBack)
