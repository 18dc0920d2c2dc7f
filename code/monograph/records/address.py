"""Where the published book stands: one setting, never a guess."""

import os
from urllib.parse import urlsplit

from monograph.records.facts import CitationError, Facts

SETTING = "BOOK_URL"
"""Environment variable: where this build will be published; else `url` in CITATION.cff."""


def public_url(facts: Facts) -> str | None:
    """Return the book's public address with a slash at the end; None if nobody has stated one.

    Raises
    ------
    CitationError
        If what is stated is no address of the web.
    """
    stated = os.environ.get(SETTING, "").strip() or facts.url
    if not stated:
        return None
    parts = urlsplit(stated)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        words = "the book's address must be like https://example.org/book/"
        raise CitationError(f"{SETTING} or url in CITATION.cff: {stated!r}: {words}")
    return f"{stated.rstrip('/')}/"
