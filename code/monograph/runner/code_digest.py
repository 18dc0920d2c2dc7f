"""A digest of code that words do not change: what a stored output or result was made by.

Chapters and stored experiments ask it alike whether the code that made them is still the same.
"""

import ast
import hashlib
import io
import json
import sys
import tokenize
from contextlib import suppress
from functools import cache
from pathlib import Path

_LAYOUT = {tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER}
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
"""Where statements hold statements."""
_SHAPE = {tokenize.INDENT: ">", tokenize.DEDENT: "<", tokenize.NEWLINE: "\n"}


def code_digest(source: str) -> str:
    r"""Return a digest of Python code, without its comments, docstrings and layout.

    Parameters
    ----------
    source
        Of a module or a cell.

    Returns
    -------
    str
        64 hexadecimal digits. Of a text that is no Python, its digest as it stands: whoever runs
        it is told of the fault, and a mended text is another.

    Examples
    --------
    >>> code_digest("x = 1  # one\n") == code_digest("\nx  =  1\n")
    True
    >>> code_digest("x = 1\n") == code_digest("x = 2\n")
    False
    """
    try:
        words = _standing_texts(ast.parse(source))
        tokens = _tokens(source)
    except (SyntaxError, tokenize.TokenError, ValueError):
        return hashlib.sha256(source.encode()).hexdigest()
    parts = [""]
    for token in tokens:
        if token.type in _LAYOUT or token.start in words:
            continue
        # A line on which only a text stood is no line.
        if token.type != tokenize.NEWLINE or parts[-1] not in ("", *_SHAPE.values()):
            parts.append(_SHAPE.get(token.type, token.string))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class Remembered:
    """Digests of code, kept in a file by the bytes that they are of: only edited code is parsed.

    What another Python or another version of this module kept is not believed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._by = hashlib.sha256(sys.version.encode() + Path(__file__).read_bytes()).hexdigest()
        self._known: dict[str, str] = {}
        self._asked: dict[str, str] = {}
        with suppress(OSError, ValueError, AttributeError):
            kept = json.loads(path.read_text("utf-8"))
            self._known = dict(kept["digests"]) if kept.get("by") == self._by else {}

    def of(self, code: bytes) -> str:
        """Return the digest of a module's bytes."""
        key = hashlib.sha256(code).hexdigest()
        if key not in self._asked:
            self._asked[key] = self._known.get(key) or _parsed(code)
        return self._asked[key]

    def keep(self) -> None:
        """Write down, whole or not at all, what was asked for; forget what was not."""
        if self._asked == self._known:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        new = self._path.with_name(self._path.name + ".new")
        new.write_text(json.dumps({"by": self._by, "digests": self._asked}), "utf-8")
        new.replace(self._path)


@cache
def _parsed(code: bytes) -> str:
    """Parse a module once in a build: from clean, each chapter that ran asks for the same ones."""
    return code_digest(code.decode(errors="replace"))


def _tokens(source: str) -> list[tokenize.TokenInfo]:
    """Return the tokens, a formatted text as one: from Python 3.12 on it is told in its parts."""
    told = tokenize.generate_tokens(io.StringIO(source).readline)
    if not hasattr(tokenize, "FSTRING_START"):
        return list(told)
    lines = list(io.StringIO(source))  # as the tokens count them: not parted at a form feed
    found: list[tokenize.TokenInfo] = []
    open_: list[tuple[int, int]] = []
    for token in told:
        name = tokenize.tok_name[token.type]
        if name.endswith("STRING_START"):
            open_.append(token.start)
        elif name.endswith("STRING_END"):
            start = open_.pop()
            if not open_:
                whole = _between(lines, start, token.end)
                place = (tokenize.STRING, whole, start, token.end, token.line)
                found.append(tokenize.TokenInfo(*place))
        elif not open_:
            found.append(token)
    return found


def _between(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return a text from one place (line from 1, column from 0) to another."""
    (first, left), (last, right) = start, end
    if first == last:
        return lines[first - 1][left:right]
    middle = lines[first : last - 1]
    return "".join([lines[first - 1][left:], *middle, lines[last - 1][:right]])


def _standing_texts(tree: ast.AST) -> set[tuple[int, int]]:
    """Return where texts start that stand alone: docstrings of any kind, by line and column.

    Only statements are gone through: in an expression, of which most of a tree is, none stands.
    """
    found, blocks = set(), [tree]
    while blocks:
        block = blocks.pop()
        for each in (each for name in _BLOCKS for each in getattr(block, name, ())):
            if not isinstance(each, ast.Expr):
                blocks.append(each)
            elif isinstance(each.value, ast.Constant) and isinstance(each.value.value, str):
                found.add((each.lineno, each.col_offset))
    return found
