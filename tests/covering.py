"""Which cases `make test` asks of a rule: some that cover what the rule is about.

The others are marked `whole`; `make test-whole`, and with it every push, asks them as well. Which
pages have the most of something is counted in the built book: a list typed here would rot.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

BUILT = Path(__file__).parents[1] / "_build/html"


def _count(pattern: str) -> Callable[[str], float]:
    return lambda html: len(re.findall(pattern, html))


MOST: Mapping[str, Callable[[str], float]] = {
    "numbers": _count(" data-n="),
    "sentences": _count("cb-held"),
    "rows": _count(r"<tr\b"),
    "figures": _count(r"<figure\b"),
    "explorers": _count(r"widget-view\+json"),
    "formulas": _count(r"<math\b"),
    "links": _count('class="reference internal'),
    "terms": _count("cb-term"),
    "code": _count('class="highlight'),
    "Chinese": _count(r'lang="zh'),
    "Chinese prose": lambda html: _count(r"[\u4e00-\u9fff]")(html) / len(html),
}
"""What a page can hold more of than others: how much of it stands in its HTML."""

MANY = 1 / 3
"""The share of the most that is many."""

COMPUTED = ("Bundled from in_page.js", '"axes"')
"""By what it is known that a page computes an explorer's rows, or unpacks them.

Every kind of control is on the small book's pages.
"""


def cover(traits: Mapping[str, Collection[str]], cost: Callable[[str], float]) -> set[str]:
    """Return cases that have every trait which some case has: few, and cheap ones.

    Examples
    --------
    >>> sorted(cover({"a": {"x"}, "b": {"x", "y"}, "c": {"z"}}, cost=len))
    ['b', 'c']
    """
    missing, chosen = {trait for held in traits.values() for trait in held}, set[str]()
    while missing:
        best = max(traits, key=lambda case: (len(missing & {*traits[case]}), -cost(case)))
        chosen.add(best)
        missing -= {*traits[best]}
    return chosen


def some(cases: Iterable[Any], asked: Collection[Any], group: bool = False) -> list[Any]:
    """Return all cases for `parametrize`, those not asked by `make test` left to the whole.

    `group` lets one worker run all that is asked of a case.
    """
    return [
        pytest.param(
            *(case if isinstance(case, tuple) else (case,)),
            marks=[
                *([] if case in asked else [pytest.mark.whole]),
                *([pytest.mark.xdist_group(str(case))] if group else []),
            ],
        )
        for case in cases
    ]


def some_pages(pages: Collection[str], *most: str, ample: Collection[str] = ()) -> list[Any]:
    """Return all pages for `parametrize`; asked are those with the most of some things.

    And the shortest, which has little of anything, of the book's and of those that Sphinx adds. Of
    a book that is not built nothing is known: then all are asked. Of `ample` things it is enough
    that a page holds many: where a rule is about their kind, the page with the most costs more and
    says no more.
    """
    things = most if most or ample else tuple(MOST)
    return some(pages, richest(tuple(pages), things, tuple(ample)))


def some_explorers(pages: Collection[str]) -> list[Any]:
    """Return all pages with explorers; asked are some that compute and unpack rows."""
    return some(pages, most_various(tuple(pages)), group=True)


@cache
def richest(
    pages: tuple[str, ...], most: tuple[str, ...], ample: tuple[str, ...] = ()
) -> frozenset[str]:
    """Return few pages: of each thing one that holds the most, and the shortest of each folder.

    Of an ample thing one that holds `MANY` of what the most is.
    """
    texts = {page: text for page in pages if (text := _text(page))}
    if set(texts) != set(pages):
        return frozenset(pages)
    traits: dict[str, set[str]] = {page: set() for page in pages}
    for thing in (*most, *ample):
        held = {page: MOST[thing](text) for page, text in texts.items()}
        least = max(held.values()) * (1 if thing in most else MANY)
        for page, count in held.items():
            if count and count >= least:
                traits[page].add(thing)
    for folder in {page.rpartition("/")[0] for page in pages}:
        there = [page for page in pages if page.rpartition("/")[0] == folder]
        traits[min(there, key=lambda page: len(texts[page]))].add(f"short in {folder}")
    return frozenset(cover(traits, lambda page: len(texts[page])))


@cache
def most_various(pages: tuple[str, ...]) -> frozenset[str]:
    """Return few pages, of which one computes the rows of a figure and one unpacks them."""
    texts = {page: text for page in pages if (text := _text(page))}
    if set(texts) != set(pages):
        return frozenset(pages)
    traits = {page: {mark for mark in COMPUTED if mark in text} for page, text in texts.items()}
    return frozenset(cover(traits, lambda page: len(texts[page])))


@cache
def _text(page: str) -> str:
    path = BUILT / f"{page}.html"
    return path.read_text("utf-8") if path.is_file() else ""
