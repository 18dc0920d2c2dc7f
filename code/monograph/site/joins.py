"""What a function that joins tables gives, and from which tables: read from its own source.

A chapter calls such a function by name, and a reader who asks where a number comes from should not
be given that name for an answer. Nothing is imported or run: the first line of its docstring says
what it gives, and the tables are those that it loads, itself or through others of its folder.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = "code/*/findings/*.py"
"""Where a book's joins are."""


@dataclass(frozen=True)
class Join:
    """One function that joins tables.

    Parameters
    ----------
    gives
        What it returns, within a sentence: "the least mean of the sample".
    tables
        Names of the tables that it loads, in order.
    place
        Label of the section that works it out step by step; "" if its docstring names none.
    """

    gives: str
    tables: tuple[str, ...]
    place: str = ""


@cache
def joins(root: Path) -> Mapping[str, Join]:
    """Return function -> what it joins, for every documented function of the book's `findings`."""
    found = {
        node.name: node
        for path in sorted(root.glob(FOLDER))
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    return {
        name: Join(
            _gives(words),
            tuple(dict.fromkeys(_tables(node, found, frozenset({name})))),
            _place(words),
        )
        for name, node in found.items()
        if (words := ast.get_docstring(node))
    }


def _gives(words: str) -> str:
    """Return a docstring's first line without its verb and its stop.

    Examples
    --------
    >>> _gives("Return the least mean: sales, firms.")
    'the least mean: sales, firms'
    """
    return words.partition("\n")[0].removeprefix("Return ").rstrip(".")


def _place(words: str) -> str:
    r"""Return the label that a docstring names under "See Also".

    Examples
    --------
    >>> _place("Return the mean.\n\nSee Also\n--------\nsec-mean\n    Step by step.")
    'sec-mean'
    """
    found = re.search(r"^See Also\n-+\n([\w-]+)", words, re.MULTILINE)
    return found[1] if found else ""


def _tables(
    function: ast.FunctionDef, known: Mapping[str, ast.FunctionDef], seen: frozenset[str]
) -> Iterator[str]:
    """Yield each table that a function loads, itself or through functions that it calls."""
    calls = [
        (node.lineno, node.col_offset, node.func.id, node.args)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    for _, _, called, args in sorted(calls, key=lambda call: call[:2]):
        if called == "load" and args and isinstance(args[0], ast.Constant):
            yield str(args[0].value)
        elif called in known and called not in seen:
            yield from _tables(known[called], known, seen | {called})
