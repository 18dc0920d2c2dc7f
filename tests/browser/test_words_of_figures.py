"""What figures say in the pages: typographic signs, percents alike, titles of one idea."""

import html
import re
from collections.abc import Iterator

import pytest

from .books import Site, pages

TAG = re.compile(r"<[^<>]*>")
DRAWING = re.compile(r'<svg class="cb-(?:wide|narrow)".*?</svg>', re.DOTALL)
TITLE = re.compile(r'<text [^>]*font-size="15px"[^>]*>(.*?)</text>', re.DOTALL)
LABEL = re.compile(r'role="img" aria-label="([^"]*)"')
FINDING = re.compile(r'<p class="cb-(?:finding|says)">(.*?)</p>', re.DOTALL)
WRONG = re.compile(r"""(?<=\w)'|'(?=\w)|"|\d[\s\u00a0\u202f]%""")


def plain(markup: str) -> str:
    return html.unescape(TAG.sub("", markup))


def said(page: str) -> Iterator[str]:
    """Yield what the figures of a page say: in their drawings, beside them, and aloud."""
    for drawing in DRAWING.findall(page):
        yield from map(plain, re.findall(r"<text.*?</text>", drawing, re.DOTALL))
    yield from map(html.unescape, LABEL.findall(page))
    yield from map(plain, FINDING.findall(page))


def titles(page: str) -> Iterator[str]:
    for drawing in DRAWING.findall(page):
        yield " ".join(map(plain, TITLE.findall(drawing)))
    yield from map(plain, re.findall(r'<p class="cb-finding">(.*?)</p>', page, re.DOTALL))


@pytest.mark.parametrize("page", pages())
def test_words_of_figures_are_set_as_a_printer_would(site: Site, page: str) -> None:
    text = (site.folder / f"{page}.html").read_text("utf-8")
    assert [words for words in said(text) if WRONG.search(words)] == []


@pytest.mark.parametrize("page", pages())
def test_a_title_has_one_colon_at_most(site: Site, page: str) -> None:
    text = (site.folder / f"{page}.html").read_text("utf-8")
    assert [title for title in titles(text) if title.count(":") > 1] == []
