"""Typst at work: from the written code to a tagged PDF, or to faults with chapter and line."""

import re
from datetime import datetime
from pathlib import Path
from typing import Literal

import typst

from monograph.print.faults import Fault, PrintError, origin

MAIN, TYPEFACES = "book.typ", "typefaces"
STANDARDS: tuple[Literal["ua-1"], Literal["a-2a"]] = ("ua-1", "a-2a")
"""PDF/UA-1: readable by those who cannot see it. PDF/A-2a: readable in fifty years."""

_LACKING = re.compile(r"the text `\"(.)\"` could not be displayed")
_PLACE = re.compile(r"┌─ (\S+?):(\d+):\d+")


def typeset(folder: Path, when: datetime) -> bytes:
    """Return the PDF of the code in a folder.

    The same code gives the same bytes: typefaces are those in the folder and those of the
    typesetter itself, and the file bears the moment that is given.

    Raises
    ------
    PrintError
        If Typst refuses the book, or warns: each fault with chapter and line.
    """
    compiler = typst.Compiler(
        folder / MAIN,
        root=folder,
        font_paths=[folder / TYPEFACES],
        ignore_system_fonts=True,
    )
    try:
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=[*STANDARDS], timestamp=int(when.timestamp())
        )
    except typst.TypstError as fault:
        raise PrintError("\n".join(map(str, faults(folder, fault.diagnostic)))) from None
    if warnings:
        raise PrintError("\n".join(f"Typst warns: {warning.message}" for warning in warnings))
    assert isinstance(pdf, bytes)
    return pdf


def faults(folder: Path, said: str) -> list[Fault]:
    """Return what Typst says is wrong, each with its place in the book.

    Parameters
    ----------
    folder
        The code.
    said
        Typst's diagnostics, in which a place is a line of the code; of a fault in the template the
        first place in a page that led to it counts.
    """
    found = []
    for part in re.split(r"(?m)^(?=error: )", said):
        message = part.partition("\n")[0].removeprefix("error: ").strip()
        sign = _LACKING.search(message)
        if sign:
            found += _with(folder, sign[1])
            continue
        places = [(Path(name).name, int(line)) for name, line in _PLACE.findall(part)]
        pages = [(name, line) for name, line in places if (folder / "pages" / name).is_file()]
        if pages:
            name, line = pages[0]
            found.append(Fault(origin(folder / "pages" / name, line), message))
        elif message:
            found.append(Fault(places[0][0] if places else "the book", message))
    return sorted(set(found))


def _with(folder: Path, sign: str) -> list[Fault]:
    """Return where a sign stands that no typeface has; Typst names the template, which sets it."""
    words = f"no typeface of print has {sign!r}"
    found = []
    for path in sorted((folder / "pages").glob("*.typ")):
        lines = path.read_text("utf-8").split("\n")
        found += [Fault(origin(path, n), words) for n, line in enumerate(lines, 1) if sign in line]
    return found or [Fault("the book's facts or glossary", words)]
