"""With every page of the web, its notebook: made of the resolved page and the book's own run."""

import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from pybtex_docutils import Backend
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from monograph.living import trial
from monograph.living.notebook import begin, lead, name, notebook
from monograph.living.parts import Part, Try, misplaced, parts
from monograph.living.places import words_around
from monograph.living.prose import Fault, Prose
from monograph.living.trial import Trial, TrialError, read
from monograph.records.repository import OPENED
from monograph.runner.chapters import Chapter
from monograph.runner.store import Store
from monograph.site.edition import edition
from monograph.voices.role import voiced
from monograph.words import words_beside

say = words_beside(__file__)

LOGGER = logging.getLogger(__name__)
FOLDER = "notebooks"
"""Where notebooks lie in the built book."""
BUTTON = {
    "type": "link",
    "text": ".ipynb",
    "tooltip": say("tooltip"),
    "icon": "fas fa-code",
    "label": "download-notebook-button",
}


@dataclass(frozen=True)
class Surroundings:
    """What a notebook must know of the book around its page."""

    env: BuildEnvironment
    page: str
    address: str | None
    """Where the book is published."""
    document: nodes.document
    data: Path
    """The folder of the tables."""
    works: dict[str, Callable[[], nodes.citation]]
    """Place of a work in the book, such as "book/bibliography#id3" -> what makes its entry."""

    @cached_property
    def cited(self) -> dict[str, nodes.citation]:
        """Return the works that the page cites and does not list itself."""
        targets = (self._place(str(r.get("refuri", ""))) for r in self.document.findall(_link))
        own = f"{self.page}#"
        listed = dict.fromkeys(p for p in targets if p in self.works and not p.startswith(own))
        return {place: self.works[place]() for place in listed}

    def link(self, uri: str) -> str | None:
        """Return where a link of the page leads from its notebook; None for nowhere."""
        if uri.startswith(("#", "mailto:")) or "://" in uri:
            return uri
        place = self._place(uri)
        path, _, at = place.partition("#")
        # A notebook has no list of answers at its foot: a number is found where it is told.
        at = f"#{re.sub('^n-', 'at-', at)}" if at else ""
        if place in self.cited:
            return at
        if path in self.env.found_docs:
            there = posixpath.relpath(path, posixpath.dirname(self.page) or ".")
            return f"{name(there)}{at}"
        if self.address:
            return f"{self.address}{path}{at}"
        if path.startswith("data/"):
            return posixpath.relpath(path, posixpath.dirname(f"{OPENED}/{self.page}"))
        return None

    def _place(self, uri: str) -> str:
        path, _, at = uri.partition("#")
        here = posixpath.join(posixpath.dirname(self.page), path)
        known = posixpath.normpath(here).removesuffix(".html") if path else self.page
        return f"{known}#{at}" if at else known

    def number(self, node: nodes.Element) -> str:
        """Return the number of a section, figure, table or formula as the page prints it."""
        if isinstance(node, nodes.section):
            numbers = self.env.toc_secnumbers.get(self.page, {})
            top = isinstance(node.parent, nodes.document)
            keys = [f"#{id_}" for id_ in node["ids"]] + ([""] if top else [])
            found = next((numbers[key] for key in keys if numbers.get(key)), None)
            return f"{_dotted(found)}." if found else ""
        kinds: dict[type, str] = {nodes.figure: "figure", nodes.table: "table"}
        kind = kinds.get(type(node), "displaymath")
        numbers = self.env.toc_fignumbers.get(self.page, {}).get(kind, {})
        found = next((numbers[id_] for id_ in node["ids"] if id_ in numbers), None)
        if not found:
            return ""
        form = "(%s)" if kind == "displaymath" else str(self.env.config.numfig_format[kind])
        return form % _dotted(found)


def make(around: Surroundings, executed: Any) -> tuple[Any, list[Any]]:  # noqa: ANN401
    """Return the notebook of a page, and what has no form in it."""
    prose = Prose(around.page, around.link, around.number)
    held = parts(around.document, prose)
    tries, wrong = _tries(held, around.data)
    closing = []
    if around.cited:
        # By their words: the numbers that the book's own list gives them say nothing here.
        entries = sorted(around.cited.values(), key=lambda entry: entry.astext().casefold())
        listed = ("".join(prose.blocks([entry])) for entry in entries)
        closing = ["\n\n".join([f"## {say('works')}", *listed])]
    page = lead(around.address, around.page)
    intro = say("quiet", page=page) if executed is None else say("intro", page=page)
    code = "" if executed is None else _begin(around, executed)
    if wrong:
        held = [part for part in held if not isinstance(part, Try)]
    made = notebook(held, executed, intro=intro, begin=code, tries=tries, closing=closing)
    return made, [*prose.faults, *misplaced(around.document), *wrong]


def _tries(held: Sequence[Part], data: Path) -> tuple[list[Trial], list[Fault]]:
    """Return what a reader can try, and what is wrong with it."""
    found, wrong = [], []
    for part in held:
        if isinstance(part, Try):
            try:
                found.append(read(part.node, data))
            except TrialError as fault:
                wrong.append(Fault(part.node, str(fault)))
    return found, wrong


def _begin(around: Surroundings, executed: Any) -> str:  # noqa: ANN401
    """Return the code that begins a session, with the numbers that the page prints."""
    numbers = list(around.document.findall(voiced))
    told = {node["key"]: node.astext() for node in numbers}
    words = {node["key"]: words_around(node) for node in reversed(numbers)}  # where it stands first
    code = (cell.source for cell in executed.cells if cell.cell_type == "code")
    drawn = around.document.findall(nodes.figure)
    figures = {id_: around.number(node) for node in drawn for id_ in node["ids"]}
    return begin(around.page, told, code, figures, words)


def _with_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if doctree is not None and app.builder.name == "html":
        write_notebook(app, page, doctree)
        _offer(app, page, context)


def write_notebook(app: Sphinx, page: str, doctree: nodes.document) -> None:
    """Write the notebook of a resolved page; warn of what it has no form for."""
    root = Path(app.srcdir)
    chapter = Chapter(root, page)
    runs = chapter.path.is_file() and chapter.notebook is not None and chapter.code_cells
    address = edition(app).address
    around = Surroundings(app.env, page, address, doctree, root / "data", _works(app))
    made, faults = make(around, Store(root).executed(chapter) if runs else None)
    for fault in faults:
        LOGGER.warning("%s", fault.words, location=fault.node)
    path = Path(app.outdir, FOLDER, name(page))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.v4.writes(made) + "\n", "utf-8")  # it was found to be valid


def _offer(app: Sphinx, page: str, context: dict[str, Any]) -> None:
    """Put the notebook first into the menu of downloads."""
    up = "../" * page.count("/")
    link = dict(BUTTON, url=f"{up}{FOLDER}/{name(page)}")
    for group in context.get("header_buttons", []):
        if group.get("label") == "download-buttons":
            group["buttons"].insert(0, link)


def _works(app: Sphinx) -> dict[str, Callable[[], nodes.citation]]:
    """Return what makes the entries of the book's lists of works, by their place.

    They are written anew: the page that lists them shares its own with the whole build.
    """
    cited = app.env.get_domain("cite").citations if "cite" in app.env.domains else []  # type: ignore[attr-defined]
    return {
        f"{each.bibliography_key.docname}#{each.citation_id}": partial(_entry, each)
        for each in cited
    }


def _entry(work: Any) -> nodes.citation:  # noqa: ANN401  (a citation of sphinxcontrib-bibtex)
    entry = nodes.citation("", Backend().paragraph(work.formatted_entry))
    entry["ids"] = [work.citation_id]
    return entry


def _dotted(number: Any) -> str:  # noqa: ANN401
    return ".".join(map(str, number))


def _link(node: nodes.Node) -> bool:
    return isinstance(node, nodes.reference)


def setup(app: Sphinx) -> None:
    """Write a notebook with each page."""
    trial.setup(app)
    app.connect("html-page-context", _with_page, priority=900)
