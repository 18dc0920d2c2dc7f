"""The source line of a table."""

from monograph.tables.errors import DataError
from monograph.tables.parts import Part

CLASSES = ("transcribed", "recovered", "assumed", "coded", "external")
"""How a table came about: typed from print, inferred from it, assumed by us, judged by us, or taken
over from another source."""


def source_line(entry: Part) -> str:
    """Return where the table of `entry` is from, and how it came about.

    Raises
    ------
    DataError
        If the entry names no source, or none of `CLASSES`.
    """
    sources = entry["sources"]
    listed = sources if isinstance(sources.value, list) else ()
    titles = [source["title"].value for source in listed]
    if not titles or not all(isinstance(title, str) and title for title in titles):
        sources.fault("the table needs sources, each with a title")
    kind = entry["class"]
    if kind.value not in CLASSES:
        kind.fault("the table has no class", f"one of: {', '.join(CLASSES)}")
    if entry.problems:
        raise DataError(entry.problems)
    return f"Source: {'; '.join(_joined(titles))} ({kind.value})."


def _joined(titles: list[str]) -> list[str]:
    """Return `titles` with the places in one work put together.

    Examples
    --------
    >>> _joined(["Paper, Table 3", "Paper, §2.2", "Yearbook"])
    ['Paper, Table 3, §2.2', 'Yearbook']
    """
    works: dict[str, str] = {}
    for title in titles:
        work, _, _ = title.rpartition(", ")
        key = work or title
        works[key] = works[key] + title.removeprefix(work) if key in works else title
    return list(works.values())
