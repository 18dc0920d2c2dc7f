"""What of the stored map can be believed: charts that are not stale, and changes that are allowed.

A chart is believed while the code and the data that it was made from are as they were. A change in
it that its table would not allow is a fault: somebody wrote it by hand, or the map is another's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from monograph.influence.cells import Cell, Entry, cells, ladders, others
from monograph.influence.chart import FOLDER, Change, Chart, file_name, stored
from monograph.influence.stamp import moved_on
from monograph.runner.chapters import Chapter
from monograph.tables.library import Library


def believed(root: Path) -> dict[str, Chart]:
    """Return the charts of the chapters that are as they were when these were made."""
    return {
        name: chart
        for name, chart in stored(root).items()
        if (root / f"{name}.md").is_file() and not moved_on(chart.made_from, Chapter(root, name))
    }


def faults(root: Path) -> Iterator[str]:
    """Yield each change of a believed chart that its table does not allow, with file and line."""
    library = Library(root / "data")
    names = library.names()
    tables = {}
    for chapter, chart in believed(root).items():
        for line, change in enumerate(chart.changes, 2):
            if change.table in names and change.table not in tables:
                entry, frame = library.entry(change.table), library.load(change.table)
                tables[change.table] = _Offered.of(entry, frame)
            if fault := _fault(tables.get(change.table), change):
                yield f"{FOLDER}/{file_name(chapter)}.csv:{line}: {fault}"


@dataclass(frozen=True)
class _Offered:
    """The input cells of a table, and what else each may hold."""

    cells: dict[tuple[str, str], Cell]
    fields: dict[str, Entry]
    frame: pd.DataFrame

    @classmethod
    def of(cls, entry: Entry, frame: pd.DataFrame) -> _Offered:
        found = {(cell.key, cell.column): cell for cell in cells(entry, frame)}
        return cls(found, {field["name"]: field for field in entry["schema"]["fields"]}, frame)


def _fault(table: _Offered | None, change: Change) -> str:
    if table is None:
        return f"there is no table {change.table}"
    cell = table.cells.get((change.row, change.column))
    if cell is None:
        return f"data/{change.table}.csv has no input cell {change.row}, {change.column}"
    if in_words(cell.was) != change.was:
        return f"the cell holds {in_words(cell.was)}, not {change.was}"
    field = table.fields[change.column]
    offered = [in_words(each) for each in others(field, cell.was)]
    if offered:
        wrong = change.value not in offered
        return f"{change.value} is none of {', '.join(offered)}" if wrong else ""
    return _outside(change.value, [way.end for way in ladders(field, table.frame, cell)], cell)


def _outside(value: str, ends: list[float], cell: Cell) -> str:
    try:
        number = float(value)
    except ValueError:
        return f"{value!r} is no number"
    low, high = min([*ends, float(cell.was)]), max([*ends, float(cell.was)])
    inside = low - 1e-9 <= number <= high + 1e-9
    return "" if inside else f"{value} lies outside {low:g} to {high:g}"


def in_words(value: Any) -> str:  # noqa: ANN401  (whatever a cell holds)
    """Return what a cell holds as the table's file would say it."""
    if isinstance(value, float):
        return f"{value:.10g}"
    text = str(value)
    return text.lower() if text in {"True", "False"} else text
