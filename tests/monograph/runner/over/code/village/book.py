"""The one import of a chapter: what any book offers, and what this one adds."""

import os
from pathlib import Path

from monograph.book import WHERE, attach

__getattr__, __dir__ = attach(WHERE)


def note_run(chapter: str) -> None:
    """Leave a mark outside the project, where no build looks: one line for each kernel."""
    with Path(os.environ["SMALL_BOOK_RUNS"]).open("a", encoding="utf-8") as file:
        file.write(f"{chapter}\n")
