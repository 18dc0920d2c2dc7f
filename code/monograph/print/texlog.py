"""What the typesetter complained of, with its place in the book."""

from __future__ import annotations

import re

TOO_WIDE = 5.0
"""Points: what sticks out further is seen."""

_WIDE = re.compile(
    r"Overfull \\hbox \(([\d.]+)pt too wide\)(?: detected at line (\d+)|.*?lines (\d+))"
)
_TALL = re.compile(r"Overfull \\vbox \(([\d.]+)pt too high\)")
_MISSING = re.compile(
    r"Missing character: There is no (.+?)(?: \(U\+\w+\))? in font \"?([^:;\"\[]*)"
)
_UNDEFINED = re.compile(r"(?:Reference|Citation) [`']([^']+)'.*? undefined")
_TWICE = re.compile(r"Label [`']([^']+)' multiply defined")
_PAGE = re.compile(r"\\label\{\\detokenize\{([^}]+)::doc\}\}")
_ERROR = re.compile(r"^! (.+)$", re.MULTILINE)
_LINE = re.compile(r"^l\.(\d+)", re.MULTILINE)


def unwrapped(log: str) -> str:
    """Return a log with the lines joined that TeX breaks at 79 characters."""
    lines = log.split("\n")
    found: list[str] = []
    joined = False
    for line in lines:
        if joined:
            found[-1] += line
        else:
            found.append(line)
        joined = len(line.encode()) >= 79 or len(line) >= 79
    return "\n".join(found)


def faults(log: str, source: str) -> list[str]:
    """Return what must not be published, each with the page of the book where it stands.

    Parameters
    ----------
    log
        The typesetter's log of its last run.
    source
        The LaTeX file that it read.
    """
    text = unwrapped(log)
    found = []
    for sign, font in dict.fromkeys(_MISSING.findall(text)):
        where = place(source, _line_with(source, sign))
        found.append(f"{where}: no typeface has {sign!r} (tried {font.strip() or 'the main one'})")
    for name in dict.fromkeys(_UNDEFINED.findall(text)):
        found.append(f"{place(source, _line_with(source, name))}: nothing is called {name!r}")
    found += [f"the label {name!r} stands twice" for name in dict.fromkeys(_TWICE.findall(text))]
    for width, *lines in _WIDE.findall(text):
        if float(width) > TOO_WIDE:
            number = int(next(filter(None, lines)))
            found.append(f"{place(source, number)}: a line is {width} pt too wide")
    for height in _TALL.findall(text):
        if float(height) > TOO_WIDE:
            found.append(f"a page is {height} pt too full")
    return found


def error(log: str, source: str) -> str:
    """Return the first error of a run that failed, with its place."""
    text = unwrapped(log)
    said, line = _ERROR.search(text), _LINE.search(text)
    where = place(source, int(line[1])) if line else "the book"
    return f"{where}: XeLaTeX says: {said[1] if said else 'nothing that explains it'}"


def place(source: str, line: int) -> str:
    """Return where a line of the LaTeX file comes from: the chapter's file and the words there."""
    lines = source.split("\n")[:line]
    pages = _PAGE.findall("\n".join(lines))
    words = next((" ".join(text.split()) for text in reversed(lines) if _is_words(text)), "")
    return f"{pages[-1]}.md, near {words[:60]!r}" if pages else f"the front matter, line {line}"


def _is_words(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith(("\\", "&", "%", "}"))


def _line_with(source: str, text: str) -> int:
    return source.count("\n", 0, max(source.find(text), 0)) + 1
