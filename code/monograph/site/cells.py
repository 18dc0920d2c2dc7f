"""A cell of a table holds its words, not a paragraph of them.

Browsers copy a paragraph with blank lines around it, also out of a cell: a table that is pasted as
text fell apart, a cell a line.
"""

import re

from sphinx.application import Sphinx

from monograph.site.written import rewrite

_CELL = re.compile(r"(<t[dh]\b[^>]*>)<p>((?:(?!</?p\b|<t[dh]\b).)*)</p>\s*(?=</t[dh]>)", re.DOTALL)


def unwrapped(page: str) -> str:
    """Return a page in which a cell's only paragraph is none.

    Examples
    --------
    >>> unwrapped('<tr><td class="text-right"><p>3.28</p></td></tr>')
    '<tr><td class="text-right">3.28</td></tr>'
    >>> unwrapped("<td><p>One.</p><p>Two.</p></td>")
    '<td><p>One.</p><p>Two.</p></td>'
    """
    return _CELL.sub(r"\1\2", page)


def _mend(app: Sphinx) -> None:
    rewrite(app, unwrapped)


def setup(app: Sphinx) -> None:
    """Let each page be rewritten so."""
    app.connect("builder-inited", _mend)
