"""From set pages to the printed edition: typeset until nothing moves, check, finish, publish."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path

from monograph.print import tex
from monograph.print.system import LackingError
from monograph.print.texlog import error, faults
from monograph.records.editions import pdf_path, stem
from monograph.records.facts import Facts, read_facts
from monograph.runner.chapters import BookError
from monograph.site.finish import finish
from monograph.site.publish import set_pages, swap

AUXILIARY = (".aux", ".toc", ".lof", ".lot", ".out", ".ind")
"""What one run leaves for the next; when all of it stays the same, the book is set."""
MOST_RUNS = 6


def publish_pdf(root: Path, say: Callable[[str], None]) -> Path:
    """Set the pages as LaTeX, typeset them, and put the PDF in place of the last one.

    Raises
    ------
    BookError
        If the pages or the typesetter fail, or leave something that must not be published. Without
        a typesetter the LaTeX source is made all the same, and the message says how to get one.
    """
    lacking = ""
    try:
        tex.ensure(say)
    except LackingError as fault:
        lacking = str(fault)
    source = swap(set_pages(root, "latex"), root / "_build" / "latex")
    if lacking:
        raise BookError(f"{lacking}\nThe LaTeX source is made: {source}")
    facts = read_facts(root)
    raw = typeset(source, stem(facts), stamp(facts), say)
    final = pdf_path(root)
    final.parent.mkdir(parents=True, exist_ok=True)
    new = final.with_suffix(".new")
    finish(raw, new, facts, stamp(facts))
    new.replace(final)
    return final


def stamp(facts: Facts) -> datetime:
    """Return the moment that the PDF bears: the day of its version, or SOURCE_DATE_EPOCH."""
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    if stated:
        return datetime.fromtimestamp(int(stated), UTC)
    return datetime.combine(facts.date, time(), UTC)


def typeset(folder: Path, name: str, when: datetime, say: Callable[[str], None]) -> Path:
    """Run XeLaTeX in a folder until nothing moves; return the PDF that it makes of `name`.tex.

    Raises
    ------
    BookError
        If it fails, never comes to rest, or its log names a fault. The message says where.
    """
    source = (folder / f"{name}.tex").read_text("utf-8")
    for suffix in AUXILIARY:  # those of a killed run would be believed
        (folder / f"{name}{suffix}").unlink(missing_ok=True)
    before = ""
    for number in range(1, MOST_RUNS + 1):
        say(f"  XeLaTeX, run {number}")
        _run(folder, when, "xelatex", "-no-pdf", "-interaction=batchmode", "-halt-on-error", name)
        if not (folder / f"{name}.xdv").is_file() or _failed(folder, name):
            raise BookError(error(_log(folder, name), source))
        _sort_index(folder, name, when)
        after = _digest(folder, name)
        if after == before:
            break
        before = after
    else:
        raise BookError(f"The pages still move after {MOST_RUNS} runs of XeLaTeX.")
    found = faults(_log(folder, name), source)
    if found:
        raise BookError("\n".join(["The printed edition is not fit to publish:", *found]))
    say("  writing the PDF")
    _run(folder, when, "xdvipdfmx", "-q", "-E", "-o", f"{name}.pdf", f"{name}.xdv")
    return folder / f"{name}.pdf"


def _run(folder: Path, when: datetime, *command: str) -> int:
    pinned = {
        "SOURCE_DATE_EPOCH": str(int(when.timestamp())),
        "FORCE_SOURCE_DATE": "1",
        "TZ": "UTC",
    }
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **pinned, "max_print_line": "1000"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode


def _sort_index(folder: Path, name: str, when: datetime) -> None:
    if (folder / f"{name}.idx").is_file():
        _run(folder, when, "makeindex", "-q", "-s", "python.ist", f"{name}.idx")


def _failed(folder: Path, name: str) -> bool:
    return "\n! " in _log(folder, name)


def _log(folder: Path, name: str) -> str:
    path = folder / f"{name}.log"
    return path.read_text("utf-8", errors="replace") if path.is_file() else ""


def _digest(folder: Path, name: str) -> str:
    digest = hashlib.sha256()
    for suffix in AUXILIARY:
        path = folder / f"{name}{suffix}"
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()
