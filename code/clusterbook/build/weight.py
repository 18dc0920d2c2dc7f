"""What a page weighs on its way to a reader who has nothing of the book yet."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

BUDGETS = {False: 400_000, True: 650_000}
"""Has the page an explorer? -> bytes it may weigh."""

_TAGS = re.compile(r"<(script|link|img|source)\b[^>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r"""\b(?:src|href)=["']([^"']+)["']""", re.IGNORECASE)
# Links that a browser follows by itself.
_LOADED = re.compile(r"""rel=["'](?:[^"']*\s)?(?:stylesheet|preload|icon|modulepreload)\b""")
_CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}", re.IGNORECASE)


def weight(site: Path, page: Path) -> int:
    """Return the gzip bytes of a page with the styles, scripts, fonts and images it refers to.

    An upper bound: a browser fetches a font only when the page has text in it.
    """
    files = {page, *loaded(site, page)}
    return sum(len(gzip.compress(path.read_bytes(), 6)) for path in files)


def has_explorer(page: Path) -> bool:
    """Tell whether a page holds an explorer."""
    return "cb-explorer" in page.read_text("utf-8")


def loaded(site: Path, page: Path) -> set[Path]:
    """Return the files of the site that a page loads, and those that these load.

    Raises
    ------
    FileNotFoundError
        If a page refers to a file that the site lacks.
    """
    found: set[Path] = set()
    waiting = list(_asked_by(page, _addresses(page.read_text("utf-8"))))
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        if not path.is_relative_to(site.resolve()) or not path.is_file():
            raise FileNotFoundError(f"{page.name} loads {path}, which the site lacks")
        found.add(path)
        if path.suffix == ".css":
            waiting += _asked_by(path, _css_addresses(path.read_text("utf-8")))
    return found


def _asked_by(asker: Path, addresses: Iterator[str]) -> Iterator[Path]:
    for address in addresses:
        parts = urlsplit(address)
        if not (parts.scheme or parts.netloc) and parts.path:
            yield (asker.parent / unquote(parts.path)).resolve()


def _addresses(page: str) -> Iterator[str]:
    for tag in _TAGS.finditer(page):
        address = _ADDRESS.search(tag[0])
        if address and (tag[1].lower() != "link" or _LOADED.search(tag[0])):
            yield address[1]


def _css_addresses(css: str) -> Iterator[str]:
    """Of each font face only the first form, which every current browser takes."""
    for face in _FONT_FACE.findall(css):
        yield from [first or second for first, second in _CSS_ADDRESS.findall(face)][:1]
    for first, second in _CSS_ADDRESS.findall(_FONT_FACE.sub("", css)):
        yield first or second
