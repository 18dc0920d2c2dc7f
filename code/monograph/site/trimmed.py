"""The theme's style sheet, cut to the classes that the book has.

The theme brings a whole library of components and 2,600 names of icons: a quarter of what a first
visit to a page would load. A rule whose classes stand in no page and in no script can match
nothing, and goes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Set
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import tinycss2

Node = Any
"""A token or a rule of tinycss2, which has no types."""

THEME, SHEET = "theme/pydata_sphinx_theme/static", "styles/pydata-sphinx-theme.css"

CLASSES = re.compile(r'class="(?<!\wclass=")([^"]*)"')
"""What stands before the name is asked last: a pattern that begins with letters is found faster."""
WORD = re.compile(r"[A-Za-z_][\w-]*")
CLASS = re.compile(r"\.(-?[A-Za-z_](?:[\w-]|\\.)*)")
CHOICE = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")
"""What stands in these need not be there for the selector to match."""


def trim_theme(folder: Path, last: Path | None = None) -> None:
    """Cut the theme's style sheet in a folder of set pages, and name its new digest in them.

    Always from the sheet as the theme has it: a page that is added brings back what it uses.

    Parameters
    ----------
    folder
        With the pages, and scripts under "_static".
    last
        The book as it was built last: if its sheet was cut to the same, it is taken over.
    """
    pages = {path: path.read_text("utf-8") for path in sorted(folder.rglob("*.html"))}
    scripts = (path.read_text("utf-8") for path in sorted((folder / "_static").rglob("*.js")))
    source = theme()
    words = used_words(pages.values(), scripts).intersection(CLASS.findall(source))
    made_from = (Path(__file__).read_text("utf-8"), source, *sorted(words))
    digest = hashlib.sha256(" ".join(made_from).encode()).hexdigest()[:20]
    target, mark = folder / "_static" / SHEET, f"/* Cut to the classes in use: {digest} */\n"
    known = last / "_static" / SHEET if last else target
    held = known.read_text("utf-8") if known.is_file() else ""
    cut = held if held.startswith(mark) else mark + trimmed(source, words)
    target.write_text(cut, "utf-8")
    # Else a browser that has visited keeps the sheet that lacks what a new page needs.
    link = re.compile(rf"({re.escape(SHEET)}\?digest=)[0-9a-f]+")
    for path, text in pages.items():
        named = link.sub(rf"\g<1>{digest}", text)
        if named != text:
            path.write_text(named, "utf-8")


def theme() -> str:
    """Return the theme's style sheet as it comes."""
    return files("pydata_sphinx_theme").joinpath(THEME, SHEET).read_text("utf-8")


class Style(NamedTuple):
    """A rule: its selectors, each with the classes that it asks for, and what it declares."""

    selectors: tuple[tuple[str, frozenset[str]], ...]
    body: str


class Group(NamedTuple):
    """Rules under a condition."""

    head: str
    rules: tuple[Rule, ...]


Rule = Style | Group | str
"""What is written as it stands, such as a typeface, is a text."""


@cache
def rules(sheet: str) -> tuple[Rule, ...]:
    """Return the rules of a style sheet; to part those of the theme takes a third of a second."""
    return tuple(_parted(tinycss2.parse_stylesheet(sheet, True, True)))


def used_words(pages: Iterable[str], scripts: Iterable[str]) -> set[str]:
    """Return the classes of the pages, and every word of the scripts, which may set classes."""
    words = {name for page in pages for found in CLASSES.findall(page) for name in found.split()}
    for script in scripts:
        words.update(WORD.findall(script))
    return words


def trimmed(sheet: str, words: Set[str]) -> str:
    """Return a style sheet without the rules that ask for a class that is not among the words.

    Examples
    --------
    >>> trimmed(".a,.b .c{top:0}@media print{.d{top:1px}.a:not(.e){top:2px}}", set("ac"))
    '.a{top:0}@media print{.a:not(.e){top:2px}}'
    """
    return "".join(_cut(rules(sheet), words))


def _parted(found: Iterable[Node]) -> Iterator[Rule]:
    for rule in found:
        kind = rule.type
        if kind == "qualified-rule":
            selectors = tuple((one, _classes(one)) for one in _selectors(rule.prelude))
            yield Style(selectors, tinycss2.serialize(rule.content))
        elif kind == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inner = tinycss2.parse_rule_list(rule.content, True, True)
            prelude = tinycss2.serialize(rule.prelude)
            yield Group(f"@{rule.at_keyword}{prelude}", tuple(_parted(inner)))
        elif kind == "at-rule":
            yield rule.serialize()
        else:
            raise ValueError(f"the theme's style sheet: not a rule at {rule!r}")


def _cut(found: Iterable[Rule], words: Set[str]) -> Iterator[str]:
    for rule in found:
        if isinstance(rule, str):
            yield rule
        elif isinstance(rule, Style):
            if kept := [one for one, classes in rule.selectors if classes <= words]:
                yield f"{','.join(kept)}{{{rule.body}}}"
        elif inner := "".join(_cut(rule.rules, words)):
            yield f"{rule.head}{{{inner}}}"


def _selectors(prelude: list[Node]) -> list[str]:
    """Divide a rule's selectors at the commas between them; those within brackets stay."""
    found: list[list[Node]] = [[]]
    for token in prelude:
        if token == ",":
            found.append([])
        else:
            found[-1].append(token)
    return [str(tinycss2.serialize(one)).strip() for one in found]


def _classes(selector: str) -> frozenset[str]:
    """Return the classes that must be there for a selector to match."""
    needed = CLASS.findall(CHOICE.sub("", selector))
    return frozenset(re.sub(r"\\(.)", r"\1", name) for name in needed)
