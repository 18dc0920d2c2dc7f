"""What a page says, as it is compared with what its notebook says."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

from ...browser.books import REAL

BUILT = REAL / "_build/html"
ONLY_ON_PAGES = (
    *("details", "script", "math", ".cell_input", ".cb-still", ".cb-unmoved", ".cb-figure"),
    ".cb-explorer",
    *(
        ".cb-launch",
        ".cb-cite",
        ".cb-moved",
        ".cb-here",
        ".headerlink",
        ".toctree-wrapper",
        ".eqno",
    ),
    *('.cb-data[href*="/figures/"]', "[hidden]"),
)
"""Apparatus of a page, and what is compared otherwise: drawings, code and formulas."""
MARKUP = re.compile(r"\{[\w:-]+\}`|^\s*(?::::|```\{|~~~)|\{(?:numref|ref|n|cite)\b", re.MULTILINE)


def article(name: str) -> BeautifulSoup:
    """Return the body of a page such as "book/survey"."""
    text = (BUILT / f"{name}.html").read_text("utf-8")
    return BeautifulSoup(text, "html.parser").select_one("article")


def words_of(page: BeautifulSoup) -> str:
    """Return the words of a page's body, its apparatus, formulas and drawings left out."""
    for aside in page.select(", ".join(ONLY_ON_PAGES)):
        aside.decompose()
    return str(page.get_text())


def run_together(text: str) -> str:
    """Return a text without blanks, which every program sets in its own way."""
    return re.sub(r"\s+", "", text)
