"""Printed from the browser: a running head, a folio, stills, code folded, no page left empty."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
import pytest

from ..covering import some, some_pages
from .answers import figures_with_widgets
from .books import Site, pages
from .conftest import Visiting

FULL = 1 / 3
"""The share of a page that is filled at least, if it is not the last."""
MARGIN = 0.063
"""Of the page's height, above and below: where head and folio stand."""

SAID = "(name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()"

SHOWN = "(all) => all.map((one) => one.innerText.replace(/[\\s#¶]/g, '')).filter(Boolean)"
"""Words without blanks, as of a page of paper."""

IN_PRINT = [page for page in pages() if page.startswith("book/")]
WITH_FIGURES = ["book/cluster", "book/history", "book/hypotheses", "book/evidence"]
POINTS, LEAST = 11, 6
"""The text has 9 points; of a figure its title is the largest thing, its ticks are the smallest."""


DRAWN = "Drawn with "
"""What a still says before the values of its state."""
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

    def large(self, points: float) -> str:
        """Return the text that is set larger than so many points, its words one after another."""
        found = [
            text.get_text_range(count=1, index=nth)
            for page in self.pages
            for text in [page.get_textpage()]
            for nth in range(text.count_chars())
            if _size(text, nth) > points
        ]
        return "".join("".join(found).split())

    def small(self, points: float) -> list[str]:
        """Return the letters that are set smaller than so many points."""
        return [
            text.get_text_range(count=1, index=nth)
            for page in self.pages
            for text in [page.get_textpage()]
            for nth in range(text.count_chars())
            if 0 < _size(text, nth) < points
        ]


def _size(text: pypdfium2.PdfTextPage, nth: int) -> float:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text.raw, nth, matrix)
    scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
    return float(raw.FPDFText_GetFontSize(text.raw, nth) * scale)


@pytest.mark.parametrize("page", some(WITH_FIGURES, WITH_FIGURES[-1:]))
def test_on_a_sheet_nothing_is_larger_than_the_text_but_headings_nor_too_small_to_read(
    site: Site, visit: Visiting, page: str, tmp_path: Path
) -> None:
    """The column of an A4 sheet is narrower than a page's: the phone's form would be blown up."""
    with visit(site, page) as seen:
        path = tmp_path / "printed.pdf"
        seen.page.pdf(path=str(path), format="A4")
        headings = seen.page.locator(".bd-article :is(h1, h2, h3)").all_text_contents()
    said = "".join("".join(headings).replace("#", "").split())
    assert Printed(path).large(POINTS) == said
    assert "".join(Printed(path).small(LEAST)).strip() == ""


@pytest.mark.parametrize(
    "page",
    some_pages(IN_PRINT, "Chinese prose", ample=("explorers", "figures", "rows", "formulas")),
)
def test_a_page_prints_with_head_and_folio_and_leaves_no_page_empty(
    site: Site, visit: Visiting, page: str, tmp_path: Path
) -> None:
    figures = figures_with_widgets(site.chapters[page])
    with visit(site, page) as seen:
        path = tmp_path / "printed.pdf"
        seen.page.pdf(path=str(path), prefer_css_page_size=True)
        stills = [seen.page.locator(f"#{name} .cb-values").inner_text() for name in figures]
        captions = seen.page.locator(".bd-article caption").evaluate_all(SHOWN)
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
    sheets = ["".join(printed.words(nth, 0, 1).split()) for nth in range(len(printed.pages))]
    for caption in captions:
        assert any(caption in sheet for sheet in sheets), f"parted: {caption}"
    for figure, states in zip(figures, stills, strict=True):
        assert states.startswith(DRAWN), figure
        value = states.removeprefix(DRAWN).split(";")[0].rstrip(".")
        assert " ".join(value.split()) in text, figure
        assert "Copy link to this state" not in text
