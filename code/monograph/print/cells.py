"""Code in print: only where a chapter shows it to teach; and what a still cannot do, said."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

FOLDED = {"hide-input", "hide-cell", "remove-input"}
WIDGET = "application/vnd.jupyter.widget-view+json"
STILL = "A still, drawn with the values above it; online its controls move."


class Stills(SphinxTransform):
    """Say under an explorer's figure that it moves elsewhere."""

    # After captions have their source lines (400), before Sphinx collects the pages.
    default_priority = 410  # type: ignore[assignment]  # docutils declares it as None

    def apply(self, **_: Any) -> None:  # noqa: ANN401
        """Find the figures whose output is a widget."""
        for figure in self.document.findall(nodes.figure):
            kinds = {child.get("mime_type") for child in figure.findall(nodes.Element)}
            if WIDGET in kinds:
                note = nodes.paragraph("", STILL, classes=["cb-source", "cb-still-note"])
                legend = next(figure.findall(nodes.legend), None)
                if legend is None:
                    legend = nodes.legend()
                    figure += legend
                legend += _in_print(note)


def _in_print(node: nodes.Element) -> nodes.Element:
    from sphinx.addnodes import only

    return only("", node, expr="latex")


class PrintCells(SphinxPostTransform):
    """Drop the code that the page folds away, and the frames that the page puts around cells."""

    # after MyST-NB has chosen the form of each output
    default_priority = 6  # type: ignore[assignment]
    builders = ("latex",)

    def run(self, **_: Any) -> None:  # noqa: ANN401
        """Work through the code cells of one document."""
        for cell in list(self.document.findall(_is_cell)):
            tags = set((cell.get("cell_metadata") or {}).get("tags", []))
            for part in list(cell.children):
                folded = tags & FOLDED and part.get("nb_element") == "cell_code_source"
                if folded:
                    cell.remove(part)
                else:
                    part["classes"] = []
            cell["classes"] = []


def _is_cell(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def setup(app: Sphinx) -> None:
    """Register both."""
    app.add_transform(Stills)
    app.add_post_transform(PrintCells)
