"""The builder: every page of the book, in reading order, as code for Typst."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util import logging

from monograph.drawing.svg import FONTS
from monograph.print import matter
from monograph.print.faults import Fault
from monograph.print.pages import Page
from monograph.print.translator import PageTranslator
from monograph.print.typesetting import MAIN, TYPEFACES

LOGGER = logging.getLogger(__name__)
HERE = Path(__file__).parent
TEMPLATE = "monograph.typ"


class TypstBuilder(Builder):
    """Writes the book as Typst's code: one file a page, one that sets them in order."""

    name = "typst"
    format = "typst"
    epilog = "The code is in %(outdir)s."
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg"]
    default_translator_class = PageTranslator
    allow_parallel = True

    def get_outdated_docs(self) -> str:
        """Return that the book is always written whole."""
        return "the whole book"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return a page's place, as the translator knows places of other pages."""
        return f"@{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same, from wherever."""
        return self.get_target_uri(to)

    def write(self, *_: object) -> None:
        """Write the whole book.

        What cannot be set is warned of, with its place; all of it, not only the first.
        """
        out = Path(self.outdir)
        shutil.rmtree(out, ignore_errors=True)
        (out / "pictures").mkdir(parents=True)
        shutil.copyfile(HERE / TEMPLATE, out / TEMPLATE)
        self._lay_typefaces(out / TYPEFACES)
        written = [self._page(page) for page in self._pages(out)]
        for fault in sorted({fault for page in written for fault in self._faults(page, written)}):
            LOGGER.warning("%s", fault.words, location=fault.place)
        order = matter.order(self.env)
        main = ['#import "monograph.typ": *', '#show: book']
        main += matter.sequence(order, _file)
        (out / MAIN).write_text("\n".join([*main, ""]), "utf-8")
        self.app.emit("typst-written", out)

    def _lay_typefaces(self, folder: Path) -> None:
        folder.mkdir()
        for held in (Path(self.srcdir, self.config.print_typefaces), FONTS):
            for path in sorted(held.glob("*.[ot]tf")):
                shutil.copyfile(path, folder / path.name)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Nothing is to be prepared."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Pages are written together."""

    def _pages(self, out: Path) -> Iterator[Page]:
        for part in matter.order(self.env):
            for name in part.pages:
                origins = self.app.emit("typst-origin", name)
                origin = next(filter(None, origins), {})
                yield Page(self.env, name, part.level, out / "pictures", origin)

    def _page(self, page: Page) -> PageTranslator:
        doctree = self.env.get_doctree(page.name)
        doctree["docname"] = page.name
        for tree in list(doctree.findall(_is_toctree)):
            tree.parent.remove(tree)
        self.env.resolve_references(doctree, page.name, self)
        writer = self.create_translator(doctree, self, page)
        doctree.walkabout(writer)
        code = ['#import "../monograph.typ": *', "#{", *writer.lines, "}", ""]
        path = Path(self.outdir, _file(page.name))
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(code), "utf-8")
        return writer  # type: ignore[return-value]

    def _faults(
        self, page: PageTranslator, written: Iterable[PageTranslator]
    ) -> Iterator[Fault]:
        yield from page.faults
        known = {label for writer in written for label in writer.labels}
        for label, place in page.wanted:
            if label not in known:
                yield Fault(place, f"nothing is called {label!r}")


def _is_toctree(node: nodes.Node) -> bool:
    return isinstance(node, nodes.compound) and "toctree-wrapper" in node["classes"]


def _file(page: str) -> str:
    return f"pages/{page.replace('/', '-')}.typ"


def write_json(out: Path, name: str, what: object) -> None:
    """Write data for the template."""
    text = json.dumps(what, ensure_ascii=False, indent=1, sort_keys=True)
    (out / name).write_text(text + "\n", "utf-8")


def setup(app: Sphinx) -> None:
    """Offer the builder, and the two moments at which a book adds what it knows."""
    app.add_builder(TypstBuilder)
    app.add_config_value("print_typefaces", "book/_typefaces", "env")
    app.add_event("typst-origin")
    app.add_event("typst-written")
