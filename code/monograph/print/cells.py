"""Outputs and code of cells in print: drawings with their words, code only where it teaches."""

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

FOLDED = {"hide-input", "hide-cell", "remove-input"}
DRAWING, WORDS = "image/svg+xml", "text/plain"
WIDGET = "application/vnd.jupyter.widget-view+json"
STILL = "A still, drawn with the values above it; online its controls move."
KINDS = (DRAWING, "image/png", "text/markdown", WORDS)
"""Forms of an output that print can show, the best first."""


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
                legend += addnodes.only("", note, expr="typst")


class Alternatives(SphinxPostTransform):
    """Give each drawing the words of its output, before MyST-NB chooses one form of it."""

    default_priority = 3  # type: ignore[assignment]
    builders = ("typst",)

    def run(self, **_: Any) -> None:  # noqa: ANN401
        """Work through the outputs of one document."""
        for bundle in self.document.findall(_is_bundle):
            forms = {form["mime_type"]: form for form in bundle.children}
            if DRAWING in forms and WORDS in forms:
                for image in forms[DRAWING].findall(nodes.image):
                    image["alt"] = forms[WORDS].astext()


class PrintCells(SphinxPostTransform):
    """Drop the code that the page folds away."""

    default_priority = 6  # type: ignore[assignment]
    builders = ("typst",)

    def run(self, **_: Any) -> None:  # noqa: ANN401
        """Work through the code cells of one document."""
        for cell in list(self.document.findall(_is_cell)):
            tags = set((cell.get("cell_metadata") or {}).get("tags", []))
            for part in list(cell.children):
                if tags & FOLDED and part.get("nb_element") == "cell_code_source":
                    cell.remove(part)


def _is_bundle(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and node.get("nb_element") == "mime_bundle"


def _is_cell(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def _prefer(_: Sphinx, config: Config) -> None:
    """Tell MyST-NB, which knows nothing of this builder, what it can show."""
    own = [("typst", kind, rank) for rank, kind in enumerate(KINDS)]
    config.nb_mime_priority_overrides = [*config.nb_mime_priority_overrides, *own]


def setup(app: Sphinx) -> None:
    """Register all."""
    app.connect("config-inited", _prefer, priority=100)
    app.add_transform(Stills)
    app.add_post_transform(Alternatives)
    app.add_post_transform(PrintCells)
