"""A chapter that is edited as a notebook and saved: what was not edited stays as it stood.

Jupytext opens a chapter's source as a notebook, and on saving lays the whole file out anew: options
of cells as blocks of YAML, long captions broken over lines, a header with its own version. Here the
text that it would write is read for what it says, and each cell that says what a cell of the file
said before keeps the very lines of that cell. `make lab` saves chapters so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from typing import Any

from jupytext.myst import get_parser, myst_to_notebook
from nbformat import NotebookNode

CODE, RAW = "{code-cell}", "{raw-cell}"
WRITTEN = re.compile(r"\A---\n(?:(?!---\n).*\n)*? +jupytext_version: ")
"""How what Jupytext writes begins, and nobody else's text."""
FILLED_IN = {"jupytext", "kernelspec", "lang", "language_info", "mystnb", "widgets"}
"""What Jupytext and JupyterLab write into the header, or leave out of it, by themselves."""


@dataclass(frozen=True)
class Piece:
    """One cell with the lines that it stands in."""

    kind: str
    source: str
    options: str
    """As JSON with its keys in order."""
    lines: tuple[str, ...]
    before: tuple[str, ...]
    """The lines between it and the cell above."""

    @property
    def says(self) -> tuple[str, str, str]:
        """Return all of it but its layout."""
        return self.kind, self.source, self.options


@dataclass(frozen=True)
class Text:
    """A chapter's source in its parts."""

    header: tuple[str, ...]
    facts: dict[str, Any]
    """What the header says."""
    pieces: list[Piece]
    after: tuple[str, ...]


def kept(before: str, saved: str) -> str:
    """Return a chapter's text once its notebook was saved: only what was edited differs.

    Parameters
    ----------
    before
        The file as it stands.
    saved
        What Jupytext would write.

    Returns
    -------
    str
        What says the same as `saved`, with the lines of `before` wherever they say it.
    """
    newline = "\r\n" if "\r\n" in before else "\n"
    old, new = _parts(before), _parts(saved)
    lines = [*(old.header if _same_facts(old, new) else new.header)]
    last: Piece | None = None
    follows = {id(b): a for a, b in zip([None, *old.pieces], old.pieces, strict=False)}
    for piece, origin in _aligned(old.pieces, new.pieces):
        stays = origin is not None and follows[id(origin)] is last
        # A mark between two cells of prose may carry options of the second.
        alike = origin is not None and (piece.kind == "code" or origin.options == piece.options)
        lines += origin.before if origin and stays and alike else piece.before
        lines += _laid_out(piece, origin)
        last = origin or piece
    ends = bool(old.pieces) and last is old.pieces[-1]
    lines += old.after if ends else ()
    return newline.join(lines) + newline


def _same_facts(old: Text, new: Text) -> bool:
    def own(text: Text) -> dict[str, Any]:
        return {key: value for key, value in text.facts.items() if key not in FILLED_IN}

    return own(old) == own(new)


def _aligned(old: list[Piece], new: list[Piece]) -> Iterator[tuple[Piece, Piece | None]]:
    """Yield each new cell with the old one that it is, or was before it was edited."""
    matcher = SequenceMatcher(None, [p.says for p in old], [p.says for p in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and b - a == d - c):
            yield from zip(new[c:d], old[a:b], strict=True)
        else:
            there: dict[tuple[str, str], list[Piece]] = {}
            for piece in old[a:b]:
                there.setdefault((piece.kind, piece.options), []).append(piece)
            for piece in new[c:d]:
                alike = there.get((piece.kind, piece.options))
                yield piece, alike.pop(0) if alike and piece.options != "{}" else None


def _laid_out(piece: Piece, origin: Piece | None) -> tuple[str, ...]:
    """Return the lines of a cell: the old ones, or with as much of them as still holds."""
    if origin is None:
        return piece.lines
    if origin.says == piece.says:
        return origin.lines
    if piece.kind == "markdown" or origin.kind != piece.kind:
        return piece.lines
    if origin.options == piece.options and origin.lines[-1] == piece.lines[-1]:
        body = origin.source.split("\n") if origin.source else []
        top = origin.lines[: len(origin.lines) - 1 - len(body)]
        return (*top, *piece.source.split("\n"), origin.lines[-1])
    return piece.lines


def _parts(text: str) -> Text:
    """Divide a chapter's source at its cells, as Jupytext does."""
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    notebook = myst_to_notebook("\n".join(lines))
    spans = list(_spans("\n".join(lines), lines))
    start = _header(lines)
    pieces, at = [], start
    for cell, (first, end) in zip_longest(notebook.cells, spans):
        pieces.append(_piece(cell, tuple(lines[first:end]), tuple(lines[at:first])))
        at = end
    facts = {k: v for k, v in notebook.metadata.items() if k != "source_map"}
    return Text(tuple(lines[:start]), facts, pieces, tuple(lines[at:]))


def _piece(cell: NotebookNode, lines: tuple[str, ...], before: tuple[str, ...]) -> Piece:
    options = json.dumps(cell.metadata, sort_keys=True)
    return Piece(cell.cell_type, cell.source, options, lines, before)


def _header(lines: list[str]) -> int:
    """Return how many lines the header takes."""
    if not lines or lines[0] != "---":
        return 0
    return next((n + 1 for n, line in enumerate(lines[1:], 1) if line == "---"), 0)


def _spans(text: str, lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the first line of each cell and the one after its last."""
    start, depth = _header(lines), 0
    for token in get_parser().parse(text + "\n"):
        depth += token.nesting
        if depth or token.type == "front_matter":
            continue
        cell = token.type == "fence" and token.info.startswith((CODE, RAW))
        if cell or token.type == "myst_block_break":
            yield from _prose(lines, start, token.map[0])
            if cell:
                yield token.map[0], token.map[1]
            start = token.map[1]
    yield from _prose(lines, start, len(lines))


def _prose(lines: list[str], first: int, end: int) -> Iterator[tuple[int, int]]:
    while first < end and not lines[first]:
        first += 1
    while end > first and not lines[end - 1].strip():
        end -= 1
    if first < end:
        yield first, end


def keep_layout(model: dict[str, Any], path: str, contents_manager: Any, **_: Any) -> None:  # noqa: ANN401
    """Put the layout of a chapter's file into what is about to be saved: a hook of Jupyter's.

    A text that was edited as text is saved as it is.
    """
    find: Callable[[str], str] = contents_manager._get_os_path
    file = Path(find(path))
    text = model.get("content")
    ours = model.get("type") == "file" and file.suffix == ".md" and file.is_file()
    if ours and isinstance(text, str) and WRITTEN.match(text):
        with file.open(encoding="utf-8", newline="") as there:
            model["content"] = kept(there.read(), text)
