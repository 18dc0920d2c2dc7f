"""Sentences that say in words what the data say today, and the conditions under which they hold.

A number in the prose follows the data by itself; "the strict rule supports none" does not. A
chapter therefore names, beside the numbers that it tells, each such sentence by its first words,
with the condition that makes it true. When the data change and the condition fails, the chapter
stops and names what must be written anew.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

from monograph.voices.listening import listener

HOLDS = "cb.holds"
"""How a chapter calls `holds`."""


class SentenceError(Exception):
    """A sentence of the prose is no longer true of the data."""


def holds(conditions: Mapping[str, object]) -> None:
    """Hold that sentences of a chapter's prose are true of its data; show nothing.

    Where a reader listens, the sentences that are false are named to her, and nothing stops.

    Parameters
    ----------
    conditions
        The first words of each sentence, as they stand in the source of the chapter, and whether
        the sentence is true: a bool, of Python or NumPy. The finding above a figure, whose words
        are drawn, is held by the figure's name: "{title}`fig-tree`".

    Raises
    ------
    TypeError
        If a condition is neither true nor false, such as a column of truth values.
    SentenceError
        If one or more are false; all of these sentences are named.
    """
    for sentence, condition in conditions.items():
        if type(condition).__name__ not in {"bool", "bool_"}:  # NumPy's, without asking for NumPy
            kind = type(condition).__name__
            message = f"The condition of {sentence!r} is a {kind}, not a bool: say .all() or any()."
            raise TypeError(message)
    reader = listener()
    if reader is not None:
        reader.held({sentence: bool(condition) for sentence, condition in conditions.items()})
        return
    false = [sentence for sentence, condition in conditions.items() if not condition]
    if false:
        which = "\n".join(f"  {sentence} …" for sentence in false)
        message = f"the data no longer bear out what the prose says; write anew:\n{which}"
        raise SentenceError(message)


def quoted(cells: Iterable[str]) -> Iterator[str]:
    """Yield the sentences that the code of cells holds, in order; nothing is run.

    Examples
    --------
    >>> list(quoted(['cb.holds({"They are few": firms < 8})']))
    ['They are few']
    """
    named = HOLDS.rpartition(".")[2]
    for source in cells:
        if named not in source:
            continue  # most cells, and to parse them all takes a while
        try:
            tree = ast.parse(source)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == HOLDS and node.args:
                keys = getattr(node.args[0], "keys", ())
                yield from (str(key.value) for key in keys if isinstance(key, ast.Constant))


def titled(sentence: str) -> str:
    """Return the name of the figure whose title is held; "" of a sentence.

    Examples
    --------
    >>> titled("{title}`fig-tree`")
    'fig-tree'
    >>> titled("See {numref}`fig-tree`")
    ''
    """
    found = re.fullmatch(r"\{title\}`([\w-]+)`", sentence)
    return found[1] if found else ""


def address(sentence: str) -> str:
    """Return the id of a held sentence on its page: from its first words, not from where it stands.

    Examples
    --------
    >>> address("Of the {n}`sharp` tests")
    's-of-the-n-sharp-tests'
    """
    return "s-" + re.sub(r"[^a-z0-9]+", "-", sentence.lower()).strip("-")
