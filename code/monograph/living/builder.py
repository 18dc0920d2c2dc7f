"""The notebooks without their pages: for an image that holds nothing else."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from monograph.living.page import FOLDER, write_notebook
from monograph.runner.chapters import BookError
from monograph.site.publish import set_pages, swap

ASKED_FOR = "notebooks"


class NotebookBuilder(StandaloneHTMLBuilder):
    """Resolves every page as for the web, and writes its notebook alone.

    By its name it is the builder of pages, for that is what decides how outputs are read.
    """

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Prepare nothing: no page will be set."""

    def copy_assets(self) -> None:
        """Copy nothing; MyST-NB finds the folder that it writes to."""
        Path(self.outdir, "_static").mkdir(exist_ok=True)

    def write_doc_serialized(self, docname: str, doctree: nodes.document) -> None:
        """Index nothing."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write the notebook of a page."""
        write_notebook(self.app, docname, doctree)

    def finish(self) -> None:
        """Leave it at that."""


def publish_notebooks(root: Path) -> Path:
    """Write the notebooks of executed chapters where the build of the pages leaves them.

    Raises
    ------
    BookError
        If Sphinx refuses the book. The last notebooks are untouched.
    """
    made = set_pages(root, ASKED_FOR) / FOLDER
    if not made.is_dir():
        raise BookError(f"{made}: no notebook was written")
    final = root / "_build/html" / FOLDER
    final.parent.mkdir(parents=True, exist_ok=True)
    return swap(made, final)


def setup(app: Sphinx) -> None:
    """Offer the builder."""
    app.registry.builders[ASKED_FOR] = NotebookBuilder
