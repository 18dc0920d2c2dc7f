"""The chapters of the book: which there are, and what each holds for a kernel to run."""

import codecs
import hashlib
import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml
from myst_nb.core.config import NbParserConfig
from myst_nb.core.read import MystMetadataParsingError, create_nb_reader
from myst_parser.config.main import MdParserConfig
from sphinx_external_toc.api import FileItem, GlobItem, SiteMap
from sphinx_external_toc.parsing import MalformedError, parse_toc_data

from monograph.runner.code_digest import code_digest

OTHERS = (".ipynb", ".rst")
"""Endings by which Sphinx knows pages too. Jupytext's pairing leaves a notebook beside its text."""


class BookError(Exception):
    """A fault in the book's sources, with its place."""


@dataclass(frozen=True)
class Chapter:
    """One page of the book, from its source file under the project's root."""

    root: Path
    name: str
    """As in _toc.yml, such as "book/survey"."""

    @property
    def path(self) -> Path:
        """Return the source file."""
        return self.root / f"{self.name}.md"

    @cached_property
    def notebook(self) -> Any:  # noqa: ANN401  (a notebook node)
        """Return the chapter as the Sphinx build will read it; None if it has no code.

        Raises
        ------
        BookError
            If the options of a cell cannot be read.
        """
        return _read(str(self.path), self.path.read_text("utf-8"))

    @property
    def code_cells(self) -> list[Any]:
        """Return the cells that a kernel runs."""
        return [cell for cell in self.notebook.cells if cell.cell_type == "code"]

    @cached_property
    def code_digest(self) -> str:
        """Return a digest of what a kernel would run: no prose, no captions, no comments."""
        code = json.dumps([code_digest(cell.source) for cell in self.code_cells])
        return hashlib.sha256(code.encode()).hexdigest()

    def line_of(self, cell: Any, offset: int = 1) -> int:  # noqa: ANN401
        """Return the line of the file on which line `offset` of a code cell stands."""
        cells = self.notebook.cells
        start = self.notebook.metadata["source_map"][cells.index(cell)]
        first = cell.source.splitlines()[0] if cell.source.strip() else ""
        lines = self.path.read_text("utf-8").splitlines()
        for number, line in enumerate(lines[start:], start=start + 1):
            if first and line.strip() == first.strip():
                return number + offset - 1
        return int(start) + 1


def check_config(path: Path) -> None:
    """Look at the configuration before any work: Sphinx reads it when all chapters have run.

    Raises
    ------
    BookError
        If it is missing, or holds no settings.
    """
    if not isinstance(_yaml(path, "configuration"), dict):
        raise BookError(f"{path}: holds no settings, such as `title: …`, each in a line of its own")


def chapters(root: Path) -> list[Chapter]:
    """Return the pages that _toc.yml names, in reading order.

    Raises
    ------
    BookError
        If _toc.yml is missing or malformed, or names a page that does not exist, or otherwise
        than pages are called, or two pages that would be one.
    """
    toc = root / "_toc.yml"
    try:
        site = parse_toc_data(_yaml(toc, "table of contents"))
    except MalformedError as fault:
        raise BookError(f"{toc}: {fault}") from None
    found = [Chapter(root, name) for name in _named(toc, site, site.root.docname)]
    _refuse_two_for_one(toc, found)
    for chapter in found:
        _refuse_unread(toc, chapter)
    return found


def _yaml(path: Path, what: str) -> Any:  # noqa: ANN401  (whatever its author wrote)
    try:
        return yaml.safe_load(path.read_text("utf-8"))
    except FileNotFoundError:
        raise BookError(f"{path}: there is no {what}") from None
    except yaml.YAMLError as fault:
        raise BookError(f"{path}: not YAML: {fault}") from None


def _refuse_two_for_one(toc: Path, pages: list[Chapter]) -> None:
    # What is made of a page lies in a folder without folders, and on disks of any system.
    called: dict[str, str] = {}
    for page in pages:
        other = called.setdefault(page.name.replace("/", "-").casefold(), page.name)
        if other != page.name:
            raise BookError(
                f"{toc}: the names of the chapters {other!r} and {page.name!r} differ in / and - "
                "or in capitals alone: one would be published for the other; rename one"
            )


def _refuse_unread(toc: Path, page: Chapter) -> None:
    plain = posixpath.normpath(page.name).removesuffix(".md")
    if plain != page.name and Chapter(page.root, plain).path.is_file():
        raise BookError(f"{toc}: names the chapter {page.name!r}; write {plain!r}")
    if not page.path.is_file():
        raise BookError(f"{toc}: names the chapter {page.name!r}, but {page.path} does not exist")
    for suffix in OTHERS:
        if (other := page.path.with_suffix(suffix)).is_file():
            raise BookError(
                f"{other}: lies beside {page.path.name}, and could be taken for the page; "
                "remove it (to edit a chapter as a notebook, `make lab` needs no second file)"
            )
    if page.path.read_bytes().startswith(codecs.BOM_UTF8):
        raise BookError(
            f"{page.path}:1: begins with a byte order mark, which hides that the page has "
            "code; save it as UTF-8 without one (`sed -i '1s/^\\xEF\\xBB\\xBF//'` does)"
        )


@lru_cache(maxsize=256)
def _read(path: str, text: str) -> Any:  # noqa: ANN401  (a notebook node; to be read, not changed)
    """Read a chapter once, whoever asks: the builder, its pages, their notebooks, the appendix."""
    reader = create_nb_reader(path, MdParserConfig(), NbParserConfig(), text)
    try:
        return reader.read(text) if reader else None
    except MystMetadataParsingError as fault:
        line = re.search(r"at line (\d+)", str(fault))
        place = f"{path}:{line[1]}" if line else path
        raise BookError(f"{place}: the options of this cell are not YAML") from None


def executable(pages: list[Chapter]) -> list[Chapter]:
    """Return the pages that have code to run."""
    return [page for page in pages if page.notebook is not None and page.code_cells]


def _named(toc: Path, site: SiteMap, page: str) -> Iterator[str]:
    """Yield a page and those below it: as Sphinx takes them, whatever the file's format is."""
    yield page
    for item in (item for tree in site[page].subtrees for item in tree.items):
        if isinstance(item, GlobItem):
            raise BookError(
                f"{toc}: glob: {item} leaves open which chapters there are, in which order; "
                "name each in a line of its own, `- file: …`"
            )
        if isinstance(item, FileItem):
            yield from _named(toc, site, str(item))
