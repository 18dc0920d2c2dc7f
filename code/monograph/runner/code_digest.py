"""A digest of code that words do not change: what a stored output or result was made by.

Chapters and stored experiments ask it alike whether the code that made them is still the same.
"""

from __future__ import annotations

import ast
import hashlib
import io
import tokenize

_LAYOUT = {tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER}
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
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
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


def _standing_texts(tree: ast.AST) -> set[tuple[int, int]]:
    """Return where texts start that stand alone: docstrings of any kind, by line and column."""
    return {
        (node.lineno, node.col_offset)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }
