"""Whether the book's sources are text: asked of all of them before any work is done."""

import codecs
import json
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "data/datapackage.json"

READ = (
    *("_toc.yml", "_config.yml", "CITATION.cff", PACKAGE),
    *("book/**/*.md", "book/**/*.bib", "code/*/**/*.py", "code/*/**/*.toml"),
)
"""What is read as text, by the patterns of its paths. Tables say for themselves what they are."""


def hidden(path: Path, root: Path) -> bool:
    """Tell whether a file under `root` is a system's or an editor's own, which nobody wrote.

    Archives of a Mac bring `._name`, an editor its lock `.#name`, an office program `~$name`.
    """
    return any(part.startswith((".", "~$")) for part in path.relative_to(root).parts)


def unread(root: Path) -> list[str]:
    """Return what cannot be read of the sources under `root`, one sentence a file."""
    paths = (path for pattern in READ for path in sorted(root.glob(pattern)))
    found = (_fault(path) for path in paths if path.is_file() and not hidden(path, root))
    return [words for words in found if words]


def _fault(path: Path) -> str | None:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        what = f"byte 0x{content[fault.start]:02X} is not UTF-8"
        return f"{path}:{line}: {what}; save the file as UTF-8{_seems(content)}"
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return f"{path}:{line}: holds a null byte, which no text has; take it out"
    return next(_not_json(path, text), None) if path.suffix == ".json" else None


def _seems(content: bytes) -> str:
    """Say which encoding the file seems to have, without acting on it."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in content:
        return " (it reads as UTF-16)"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return " (it reads as GB18030, that of Chinese Windows)"


def _not_json(path: Path, text: str) -> Iterator[str]:
    if text.startswith("\ufeff"):
        yield f"{path}:1: begins with a byte order mark; save it as UTF-8 without one"
        return
    try:
        json.loads(text)
    except json.JSONDecodeError as fault:
        yield f"{path}:{fault.lineno}:{fault.colno}: not JSON: {fault.msg}"
