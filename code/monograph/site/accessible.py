"""Mend in the written pages what theme and extensions get wrong for screen readers.

The book's own markup is right where it is made. These few places are not ours: a template that
cannot be overridden piecewise, a translator of another extension. Each mend is one replacement,
and the browser tests hold the result against axe-core.
"""

import re

from sphinx.application import Sphinx

from monograph.site.written import rewrite
from monograph.words import words_beside

say = words_beside(__file__)

MENDS = (
    # The label must hold the words that are shown ("Show code"); without one, it is those words.
    (re.compile(r'<summary aria-label="Toggle hidden content">'), "<summary>"),
    # Likewise: its name is what it shows. The keys beside it are a hint for the eye.
    (re.compile(r'(<button class="btn search-button-field[^>]*?) aria-label="Search"'), r"\1"),
    (
        re.compile(r'<span class="search-button__kbd-shortcut">'),
        '<span class="search-button__kbd-shortcut" aria-hidden="true">',
    ),
    # All of a page stands in landmarks; the side bar with title, search and contents is one.
    (
        re.compile(r'<div id="pst-primary-sidebar" class="'),
        r'<div id="pst-primary-sidebar" role="complementary" '
        rf'aria-label="{say("side_bar")}" class="',
    ),
    # A deprecated role on an element that may not have it, in a list whose items are none.
    (re.compile(r' role="doc-biblioentry"'), ' role="listitem"'),
)


def mend(html: str) -> str:
    """Return a page with every mend made."""
    for pattern, replacement in MENDS:
        html = pattern.sub(replacement, html)
    return html


def _mend_pages(app: Sphinx) -> None:
    rewrite(app, mend)


def setup(app: Sphinx) -> None:
    """Mend each page as it is written."""
    app.connect("builder-inited", _mend_pages)
