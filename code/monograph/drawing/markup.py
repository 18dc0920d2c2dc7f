"""Text that any Markdown table can hold: every character reaches the reader as it was written."""

import html
import re

import pandas as pd

# With pyarrow installed, pandas would keep texts as Arrow does, and a Markup would come out plain.
pd.set_option("mode.string_storage", "python")

_SPACE = re.compile(r"(?:[^\S\u00a0]|[\x00-\x1f\x7f])+")
"""White space that may break: what was tied together by no-break spaces stays so."""


class Markup(str):
    """Inline MyST that is meant as such: roles, emphasis, links. It is not escaped."""

    __slots__ = ()


def escape(text: str) -> str:
    """Return MyST that shows exactly `text`, on one line, inside a cell of a pipe table.

    Every ASCII punctuation mark may be escaped by a backslash (CommonMark 2.4). A pipe and a
    backslash go as character references instead, because a table is cut at pipes before its cells
    are read. Runs of white space, line breaks too, become one space.
    """
    text = _SPACE.sub(" ", text).strip()
    return "".join(_ESCAPES.get(c, c) for c in text)


_ESCAPES = {c: f"\\{c}" for c in "!\"#$%&'()*+,-./:;<=>?@[]^_`{}~"} | {"|": "&#124;", "\\": "&#92;"}


def cell_markdown(value: str) -> str:
    """Return one cell as MyST: markup as it is but for pipes and line breaks, else escaped."""
    if isinstance(value, Markup):
        return _SPACE.sub(" ", value).strip().replace("|", r"\|")
    return escape(value)


def cell_html(value: str) -> str:
    """Return one cell as HTML; of markup, the words without its roles and marks."""
    if isinstance(value, Markup):
        words = re.sub(r"\{[\w:-]+\}`([^`]*)`", r"\1", value)
        return html.escape(re.sub(r"[*`]", "", words))
    return html.escape(value)
