"""The builder: every page of the book, in reading order, as code for Typst."""

from __future__ import annotations

import json
import pickle
import shutil
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pybtex.plugin
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import LoggingReporter
from sphinx.util.parallel import ParallelTasks, SerialTasks, parallel_available

from monograph.drawing.engine import FONTS
from monograph.print import matter
from monograph.print.faults import Fault
from monograph.print.pages import Page
from monograph.print.places import PLACES_FILE, read_places
from monograph.print.translator import PageTranslator
from monograph.print.typesetting import MAIN, TYPEFACES

LOGGER = logging.getLogger(__name__)
HERE = Path(__file__).parent
TEMPLATE = "design.typ"


class TypstBuilder(Builder):
    """Writes the book as Typst's code: one file a page, one that sets them in order."""

    name = "typst"
    format = "typst"
    epilog = "The code is in %(outdir)s."
    supported_image_types = [  # noqa: RUF012  (as Sphinx has it)
        "image/svg+xml",
        "image/png",
        "image/jpeg",
    ]
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
        (out / "pages").mkdir()
        shutil.copyfile(HERE / TEMPLATE, out / TEMPLATE)
        self._lay_typefaces(out / TYPEFACES)
        for fault in sorted(faults(self._write_pages(list(self._pages(out))))):
            LOGGER.warning("%s", fault.words, location=fault.place)
        order = matter.order(self.env)
        main = ['#import "design.typ": *', "#show: book"]
        main += matter.sequence(order, _file)
        (out / MAIN).write_text("\n".join([*main, ""]), "utf-8")
        self.app.emit("typst-written", out)

    def _lay_typefaces(self, folder: Path) -> None:
        folder.mkdir()
        # Latin for every book; the signs of this one's other languages from its own folder.
        own = Path(self.srcdir, self.config.print_typefaces)
        for held in (FONTS, HERE / "fonts", own):
            for path in sorted(held.glob("*.[ot]tf")):
                # A book's own form of a face of the drawings stands in its place.
                if held == own or not [*own.glob(f"{path.stem}.[ot]tf")]:
                    shutil.copyfile(path, folder / path.name)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Nothing is to be prepared."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Pages are written together."""

    def _pages(self, out: Path) -> Iterator[Page]:
        places = read_places(Path(self.srcdir, self.config.print_places))
        for part in matter.order(self.env):
            for name in part.pages:
                origins = self.app.emit("typst-origin", name)
                origin: dict[str, str] = next(filter(None, origins), {})
                yield Page(self.env, name, part.level, out / "pictures", origin, places)

    def _write_pages(self, pages: list[Page]) -> list[Written]:
        """Write all pages, in as many processes as there are processors; return what was noted.

        Not in one a page: to fork costs more than to write most of them, and each would read anew
        the pages that numbered references lead to.
        """
        _use_plugins_once()
        jobs = self.app.parallel if parallel_available else 1
        tasks = ParallelTasks(jobs) if jobs > 1 else SerialTasks()
        found: list[Written] = []
        for part in filter(None, (pages[nth::jobs] for nth in range(jobs))):
            tasks.add_task(self._write_some, part, lambda *held: found.extend(held[-1]))
        tasks.join()
        return found

    def _write_some(self, pages: list[Page]) -> list[Written]:
        return [self._write_page(page) for page in pages]

    def _write_page(self, page: Page) -> Written:
        doctree: nodes.document = pickle.loads(self.env._pickled_doctree_cache[page.name])
        doctree.settings.env = self.env
        doctree.reporter = LoggingReporter(self.env.doc2path(page.name))
        for tree in list(doctree.findall(_is_toctree)):
            tree.parent.remove(tree)
        self.env.resolve_references(doctree, page.name, self)
        writer: Any = self.create_translator(doctree, self, page)
        doctree.walkabout(writer)
        run = page.places.get(page.name)
        runs = [f"show: {run}"] if run else []
        code = ['#import "../design.typ": *', "#{", *runs, *writer.lines, "}", ""]
        Path(self.outdir, _file(page.name)).write_text("\n".join(code), "utf-8")
        return Written(writer.faults, writer.wanted, writer.labels)


@dataclass(frozen=True)
class Written:
    """What was noted while a page was written."""

    faults: list[Fault]
    wanted: list[tuple[str, str]]
    """Labels that the page refers to, each with the place that does."""
    labels: set[str]
    """Labels that it holds."""


def faults(written: list[Written]) -> set[Fault]:
    """Return the faults of all pages, references to nothing among them."""
    known = set().union(*(page.labels for page in written))
    lost = {
        Fault(place, f"nothing is called {label!r}")
        for page in written
        for label, place in page.wanted
        if label not in known
    }
    return lost.union(*(page.faults for page in written))


def _use_plugins_once() -> None:
    """Let Pybtex look up its plugins once; it reads all installed packages for each citation."""
    if not hasattr(pybtex.plugin.find_plugin, "cache_info"):
        pybtex.plugin.find_plugin = cache(pybtex.plugin.find_plugin)
    pybtex.plugin.find_plugin("pybtex.backends", "plaintext")


def _read_once(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Keep the pages that were read: for each numbered reference Sphinx would read one anew.

    What is kept is looked at and never changed. It must not stand in the environment itself, which
    Sphinx stores.
    """
    if app.builder.name == TypstBuilder.name:
        read = BuildEnvironment.get_doctree
        BuildEnvironment.get_doctree = cache(read)  # type: ignore[method-assign]

        def let_go(*_: object) -> None:
            BuildEnvironment.get_doctree = read  # type: ignore[method-assign]

        app.connect("build-finished", let_go)
    return []


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
    app.add_config_value("print_places", PLACES_FILE, "env")
    app.add_event("typst-origin")
    app.add_event("typst-written")
    app.connect("env-get-updated", _read_once, priority=0)  # all is read, nothing numbered yet
