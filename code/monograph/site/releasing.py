"""Write down what a version says, as its pages stand: `python -m monograph.site.releasing`."""

import re
import sys
from pathlib import Path

from monograph.records.facts import CitationError, read_facts
from monograph.records.releases import Release, ReleaseError, Said, write
from monograph.runner.chapters import BookError, Chapter, chapters
from monograph.site.moved import said

_ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_ID = re.compile(r"\sid=\"([^\"]+)\"")
_PASSING = re.compile(r"(at|code|cell|cb|mg|pst|id\d)(-|$)|main-content$|searchbox$")
"""Ids that are not given out: places of a number in its text, of code, and the theme's own."""


def lasting(html: str) -> tuple[str, ...]:
    """Return the ids of a page that a reader may link to for good."""
    article = _ARTICLE.search(html)
    ids = _ID.findall(_DRAWING.sub("", article[0])) if article else []
    return tuple(dict.fromkeys(id_ for id_ in ids if not _PASSING.match(id_)))


def released(root: Path) -> Release:
    """Return what the built book says.

    Raises
    ------
    BookError
        If a page has not been built.
    """
    facts = read_facts(root)
    pages = {page.name: _page(root, page) for page in chapters(root)}
    return Release(facts.title, facts.version, facts.date.isoformat(), pages)


def _page(root: Path, page: Chapter) -> Said:
    path = root / "_build/html" / f"{page.name}.html"
    if not path.is_file():
        raise BookError(f"{path}: not built; run `make book` first")
    now = said(page) if page.notebook is not None else Said()
    return Said(now.told, now.held, {}, lasting(path.read_text("utf-8")))


def main(root: Path) -> int:
    """Write the release; return the exit status."""
    try:
        path = write(root, released(root))
    except (BookError, CitationError, ReleaseError) as fault:
        print(fault, file=sys.stderr)
        return 1
    print(f"Written: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
