"""The printed edition as a reader's program reads it, and the pages to compare it with."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
from bs4 import BeautifulSoup, SoupStrainer
from numpy.typing import NDArray

MARKS = str.maketrans("‘’`", "'''")
"""Quotation marks: print has those of printers where a page may have those of a typewriter."""


def squeezed(text: str) -> str:
    """Return a text without white space and hyphens, which line breaks add, and raised figures.

    What is set lower or higher is copied as plain figures.
    """
    plain = unicodedata.normalize("NFKC", text).translate(MARKS)
    return re.sub(r"[\s\u00ad\u2010\u200b\ufffe\u0002-]+", "", plain)


HEAD, FOOT, SAME_LINE = 60.0, 60.0, 5.0
"""Points: above and below stand running heads and page numbers; boxes so near are of one line."""
INNER, OUTER = 56.7, 73.7
"""Points: margins beside the text, 20 and 26 mm; of a page on its side the latter, twice."""


def _margins(number: int, *, turned: bool) -> tuple[float, float]:
    """Return left and right margin of a page: the first is a right-hand one."""
    if turned:
        return OUTER, OUTER
    return (INNER, OUTER) if number % 2 == 0 else (OUTER, INNER)


@dataclass(frozen=True)
class Edition:
    """A PDF file."""

    path: Path

    @cached_property
    def pages(self) -> list[str]:
        """Return the text of each page, as it is copied."""
        document = pypdfium2.PdfDocument(self.path)
        found = []
        for page in document:
            sheet = page.get_textpage()
            found.append(sheet.get_text_bounded().replace("\r", ""))
            sheet.close()
            page.close()
        document.close()
        return found

    @cached_property
    def text(self) -> str:
        """Return all of it, squeezed."""
        return "".join(map(squeezed, self.pages))

    @cached_property
    def labels(self) -> list[str]:
        """Return what a reader's program calls each page."""
        document = pypdfium2.PdfDocument(self.path)
        found = [document.get_page_label(number) for number in range(len(document))]
        document.close()
        return found

    @cached_property
    def bookmarks(self) -> list[tuple[int, str, int]]:
        """Return depth, title and page (from 0) of each bookmark, in reading order."""
        document = pypdfium2.PdfDocument(self.path)
        found = []
        for mark in document.get_toc():
            place = mark.get_dest()
            found.append((mark.level, mark.get_title(), place.get_index() if place else -1))
        document.close()
        return found

    @cached_property
    def turned(self) -> set[int]:
        """Return the pages (from 0) that lie on their side."""
        document = pypdfium2.PdfDocument(self.path)
        found = {n for n, page in enumerate(document) if page.get_width() > page.get_height()}
        document.close()
        return found

    @cached_property
    def lines(self) -> list[int]:
        """Return how many lines of text each page has between its head and its foot."""
        document = pypdfium2.PdfDocument(self.path)
        found = []
        for page in document:
            sheet, height = page.get_textpage(), page.get_height()
            boxes = [sheet.get_rect(number) for number in range(sheet.count_rects())]
            middles = sorted((bottom + top) / 2 for _, bottom, _, top in boxes)
            inside = [y for y in middles if FOOT < y < height - HEAD]
            steps = [after - before > SAME_LINE for before, after in pairwise(inside)]
            found.append(sum(steps) + bool(inside))
            sheet.close()
            page.close()
        document.close()
        return found

    @cached_property
    def outside(self) -> list[float]:
        """Return how far the words of each page stand out of its text's width, in points."""
        document = pypdfium2.PdfDocument(self.path)
        found = []
        for number, page in enumerate(document):
            sheet, width = page.get_textpage(), page.get_width()
            boxes = [sheet.get_rect(box) for box in range(sheet.count_rects())]
            left, right = _margins(number, turned=number in self.turned)
            over = [max(left - box[0], box[2] - (width - right)) for box in boxes]
            found.append(max(over, default=0.0))
            sheet.close()
            page.close()
        document.close()
        return found

    @cached_property
    def ink(self) -> list[tuple[int, NDArray[np.intp], float]]:
        """Return of each page, drawn small: how many rows of dots, which hold ink, its points."""
        document = pypdfium2.PdfDocument(self.path)
        found = []
        for page in document:
            picture = page.render(scale=0.25, grayscale=True).to_numpy().squeeze()
            rows = np.flatnonzero((picture < 200).any(axis=1))
            found.append((len(picture), rows, page.get_height()))
            page.close()
        document.close()
        return found

    @cached_property
    def holes(self) -> list[float]:
        """Return the tallest empty stripe of each page above its last ink, as a share of it."""
        found = []
        for tall, rows, height in self.ink:
            top, foot = HEAD / height, 0.91
            inside = rows[(rows >= top * tall) & (rows < foot * tall)]
            edges = np.concatenate([[top * tall], inside])
            found.append(float(np.diff(edges).max(initial=0) / tall))
        return found

    @cached_property
    def fullness(self) -> list[float]:
        """Return how far down the sheet each page is filled: 0 at the top, 1 at the bottom."""
        found = []
        for tall, rows, _ in self.ink:
            inside = rows[rows < 0.91 * tall]  # below stand only page numbers
            found.append(float(inside.max() / tall) if len(inside) else 0.0)
        return found


@dataclass(frozen=True)
class Caption:
    """A caption as a page of the online edition shows it."""

    page: str
    number: str
    """Such as "Fig. 7.2"."""
    text: str


@cache
def article(site: Path, name: str) -> BeautifulSoup:
    """Return the article of a page of the online edition, read once. Not to be changed."""
    text = (site / f"{name}.html").read_text("utf-8")
    read = BeautifulSoup(text, "html.parser", parse_only=SoupStrainer("article"))
    for mark in read.select(".cb-firm, .cb-page-only"):  # not in print
        mark.decompose()
    return read


def captions(site: Path, names: list[str]) -> list[Caption]:
    """Return the captions of the online edition, in reading order."""
    found = []
    for name in names:
        for place in article(site, name).select("figcaption, caption"):
            number, text = place.select_one(".caption-number"), place.select_one(".caption-text")
            if number and text:
                found.append(Caption(name, number.get_text().strip(), text.get_text().strip()))
    return found


def fonts(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """Return name -> descriptor of each typeface that any page uses, also inside its drawings."""
    found: dict[str, pikepdf.Object] = {}
    for held in pdf.objects:
        if isinstance(held, pikepdf.Dictionary) and held.get("/Type") == "/Font":
            for font in held.get("/DescendantFonts", [held]):
                name = str(font.get("/BaseFont", "/unnamed"))
                found[name] = font.get("/FontDescriptor", pikepdf.Dictionary())
    return found
