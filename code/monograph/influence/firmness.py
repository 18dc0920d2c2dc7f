"""How firm each held sentence is: the single changes that make it false, the smallest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from monograph.influence.chart import Change, Chart

HAIR = 0.05
"""A sentence that a number breaks by at most this share of its range hangs by a hair."""


@dataclass(frozen=True)
class Firmness:
    """What is known of one sentence.

    Parameters
    ----------
    breaks
        The smallest change of each cell that makes it false, the smallest first.
    tried
        How many cells were tried.
    """

    breaks: tuple[Change, ...]
    tried: int

    @property
    def by_a_hair(self) -> bool:
        """Whether a small change of a number is enough."""
        return bool(self.breaks) and float(self.breaks[0].size) <= HAIR


def firmness(chart: Chart, sentences: Iterable[str]) -> dict[str, Firmness]:
    """Return what the map of a chapter says of each of its sentences, by address."""
    tried = len({change.cell for change in chart.changes})
    found: dict[str, dict[tuple[str, str, str], Change]] = {name: {} for name in sentences}
    for change in chart.changes:
        for sentence in change.sentences.split():
            least = found.get(sentence, {}).get(change.cell)
            if sentence in found and (least is None or _size(change) < _size(least)):
                found[sentence][change.cell] = change
    return {
        name: Firmness(tuple(sorted(cells.values(), key=_size)), tried)
        for name, cells in found.items()
    }


def moved_by(chart: Chart) -> dict[str, list[Cell3]]:
    """Return the cells that each told number hangs on, as the map found: key -> cells."""
    found: dict[str, dict[Cell3, None]] = {}
    for change in chart.changes:
        for number in change.numbers.split():
            found.setdefault(number, {})[change.cell] = None
    return {number: list(cells) for number, cells in found.items()}


def idle(charts: Mapping[str, Chart], read_by: Mapping[str, Iterable[str]]) -> list[Cell3]:
    """Return the cells that nothing hangs on: tried in every chapter that reads their table.

    Parameters
    ----------
    charts
        The map, chapter by chapter.
    read_by
        Table -> the chapters that read it. A table that is not tried in all of them tells nothing.
    """
    moved: dict[Cell3, bool] = {}
    for name, chart in charts.items():
        for change in chart.changes:
            whole = all(
                change.table in charts[each].tried if each in charts else False
                for each in read_by.get(change.table, (name,))
            )
            if whole:
                something = bool(change.numbers or change.sentences or change.displays)
                stays = moved.get(change.cell, False)
                moved[change.cell] = stays or something or bool(change.stopped)
    return sorted(cell for cell, something in moved.items() if not something)


Cell3 = tuple[str, str, str]
"""Table, row, column."""


def _size(change: Change) -> tuple[float, str, str, str, str]:
    return (float(change.size), *change.cell, change.value)
