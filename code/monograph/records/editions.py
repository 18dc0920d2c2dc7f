"""The forms in which the book is published, and where a build leaves them."""

import re
from pathlib import Path

from monograph.records.facts import Facts, read_facts


def stem(facts: Facts) -> str:
    """Return the name of the book's files: its title in lower case, words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", facts.title.lower()).strip("-")


def pdf_path(root: Path) -> Path:
    """Return where `make pdf` leaves the printed edition of a project's folder.

    Raises
    ------
    CitationError
        If CITATION.cff cannot be read.
    """
    return root / "_build" / "pdf" / f"{stem(read_facts(root))}.pdf"
