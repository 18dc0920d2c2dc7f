"""Printed from the browser: a running head, a folio, stills, code folded, no page left empty."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from .answers import explorers_of
from .books import Site, pages
from .conftest import Visiting

FULL = 1 / 3
"""The share of a page that is filled at least, if it is not the last."""
MARGIN = 0.063
"""Of the page's height, above and below: where head and folio stand."""

SAID = "(name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()"

IN_PRINT = [page for page in pages() if page.startswith("book/")]


DARK = 200
"""What is darker is ink: 0 black, 255 white."""


class Printed:
    """The pages of a PDF that a browser made."""

    def __init__(self, path: Path) -> None:
        self.pages = list(pypdfium2.PdfDocument(path))

    def words(self, nth: int, low: float, high: float) -> str:
        """Return the text between two heights, as shares of the page from its foot."""
        page = self.pages[nth]
        width, height = page.get_size()
        text = page.get_textpage().get_text_bounded(0, low * height, width, high * height)
        return " ".join(str(text).split())

    def filled(self, nth: int) -> float:
        """Return how far down the page its last ink reaches, as a share of the text's height."""
        grey = self.pages[nth].render(scale=0.4, grayscale=True).to_numpy().squeeze()
        inked = (grey < DARK).any(axis=1).nonzero()[0] / len(grey)
        body = [row for row in inked if MARGIN < row < 1 - MARGIN]
        return (max(body, default=MARGIN) - MARGIN) / (1 - 2 * MARGIN)


@pytest.mark.parametrize("page", IN_PRINT)
def test_a_page_prints_with_head_and_folio_and_leaves_no_page_empty(
    site: Site, visit: Visiting, page: str, tmp_path: Path
) -> None:
    with visit(site, page) as seen:
        path = tmp_path / "printed.pdf"
        seen.page.pdf(path=str(path), prefer_css_page_size=True)
        book, name = (
            seen.page.evaluate(SAID, f"--cb-{part}").strip('"') for part in ("book", "title")
        )
    printed = Printed(path)
    for nth in range(len(printed.pages)):
        head = printed.words(nth, 1 - MARGIN, 1)
        assert head == f"{name} {book}", nth
        assert re.fullmatch(str(nth + 1), printed.words(nth, 0, MARGIN)), nth
    found = [round(printed.filled(nth), 2) for nth in range(len(printed.pages) - 1)]
    assert all(share >= FULL for share in found), found
    text = " ".join(printed.words(nth, 0, 1) for nth in range(len(printed.pages)))
    assert "import clusterbook.book" not in text  # code is folded
    for figure, explorer in explorers_of(site.chapters[page]).items():
        value = explorer.still.values().split(";")[0]  # that the still states
        assert " ".join(value.split()) in text, figure
        assert "Copy link to this state" not in text
