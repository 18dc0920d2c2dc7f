"""What a panel says would make a sentence false does so; one step less does not.

One step less it is true, or the chapter refuses the value, as the map says it does: most shares
that could be printed fit no count of firms.

The change is made in a copy of the table's file, and the whole chapter is run on it, without the
shortcuts by which the map was made. What runs is forked from this process, where all is loaded.
"""

import csv
import os
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from monograph.alive.explore import sketching
from monograph.influence.abreast import Broken, abreast
from monograph.influence.belief import believed, in_words
from monograph.influence.cells import Cell, keys_of, ladders
from monograph.influence.chart import Change, Chart
from monograph.influence.firmness import firmness
from monograph.runner.chapters import Chapter
from monograph.tables.package import describe, filed
from monograph.voices.listening import listen
from monograph.voices.sentences import address, quoted

from ...covering import some

ROOT = Path(__file__).parents[3]
SEED, HOW_MANY, FEW = 20260404, 20, 3


def drawn() -> list[tuple[str, str, Change]]:
    """Return chapter, sentence and the smallest change of some sentences, drawn by the seed."""
    every = []
    for name, chart in sorted(believed(ROOT).items()):
        cells = [cell.source for cell in Chapter(ROOT, name).code_cells]
        keys = {address(key): key for key in quoted(cells)}
        every += [
            (name, keys[id_], firm.breaks[0])
            for id_, firm in firmness(chart, keys).items()
            if firm.breaks
        ]
    return random.Random(SEED).sample(every, min(HOW_MANY, len(every)))


class Hearing:
    """A listener that keeps whether sentences are true."""

    def __init__(self) -> None:
        self.sentences: dict[str, bool] = {}

    def told(self, numbers: object) -> None:
        """Hear numbers."""

    def held(self, sentences: dict[str, bool]) -> None:
        """Hear sentences."""
        self.sentences |= sentences


def copied(folder: Path, change: Change, value: str | None) -> None:
    """Link the data into a folder; copy the table of a change, with another value if one is given.

    The first of its bytes say whether a spreadsheet may take it for another encoding; they stay.
    """
    (folder / "data").mkdir(parents=True)
    for path in (ROOT / "data").iterdir():
        if path.name != f"{change.table}.csv":
            (folder / "data" / path.name).symlink_to(path)
    source = (ROOT / "data" / f"{change.table}.csv").read_text("utf-8-sig")
    lines = list(csv.reader(source.splitlines(keepends=True)))
    at = keys_of(describe(change.table), filed(change.table)).index(change.row) + 1
    column = lines[0].index(change.column)
    assert lines[at][column], f"{change} is of a blank cell"
    if value is not None:
        lines[at][column] = value
    with (folder / "data" / f"{change.table}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)


def run(name: str, folder: Path) -> Iterator[dict[str, bool]]:
    """Run a whole chapter in the folder; yield which of its sentences are true."""
    os.chdir(folder)
    hearing, names = Hearing(), {"__name__": "__main__"}
    listen(hearing)  # type: ignore[arg-type]
    stopped = ""
    with sketching():
        for cell in Chapter(ROOT, name).code_cells:
            try:
                exec(compile(cell.source, "<cell>", "exec"), names)
            except Exception as fault:  # what comes later may still be held
                stopped = stopped or f"{type(fault).__name__}: {fault}"
    yield hearing.sentences | ({f"stopped: {stopped}": True} if stopped else {})


def one_step_less(change: Change) -> str | None:
    """Return the value before the one that breaks, as text; None where that is as filed."""
    fields = {each["name"]: each for each in describe(change.table)["schema"]["fields"]}
    field, frame = fields[change.column], filed(change.table)
    row = keys_of(describe(change.table), frame).index(change.row)
    ways = ladders(field, frame, cell_of(change, row, frame))
    if not ways:
        return None
    for ladder in ways:
        for rung in range(1, len(ladder) + 1):
            if in_words(ladder.written(ladder.at(rung))) == change.value:
                return in_words(ladder.written(ladder.at(rung - 1))) if rung > 1 else None
    raise AssertionError(f"{change} lies on no way to an end of its range")


def refused(chart: Chart, change: Change) -> bool:
    """Tell whether the map says that the chapter stops one step before what breaks a sentence."""
    before = replace(change, value=one_step_less(change) or change.was)
    return any(
        each.stopped == "yes" and (each.cell, each.value) == (before.cell, before.value)
        for each in chart.changes
    )


def cell_of(change: Change, row: int, frame: Any) -> Any:  # noqa: ANN401
    return Cell(change.table, change.column, row, change.row, frame[change.column].iloc[row])


@pytest.fixture(scope="module")
def chosen() -> list[tuple[str, str, Change]]:
    """Give the sentences that are tried, those of short chapters first.

    What chapters import is loaded before they are forked.
    """
    import clusterbook.book  # noqa: F401

    cells = {name: len(Chapter(ROOT, name).code_cells) for name in believed(ROOT)}
    return sorted(drawn(), key=lambda each: cells[each[0]])


@pytest.mark.parametrize("nth", some(range(HOW_MANY), range(FEW)))
def test_what_is_said_to_break_a_sentence_does_and_one_step_less_does_not(
    nth: int,
    chosen: list[tuple[str, str, Change]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("MONOGRAPH_DATA", raising=False)
    if nth >= len(chosen):
        pytest.skip("chapters changed since they were mapped: so many sentences claim no change")
    (name, sentence, change), works = chosen[nth], []
    for kind, value in (("false", change.value), ("true", one_step_less(change))):
        copied(tmp_path / kind, change, value)
        works.append(lambda folder=tmp_path / kind: run(name, folder))
    faults, found = [], dict(abreast(works, jobs=2))
    for offset, wanted in ((0, False), (1, True)):
        said = found[offset]
        if offset and sentence not in said and refused(believed(ROOT)[name], change):
            continue
        if isinstance(said, Broken) or said.get(sentence) is not wanted:
            faults.append(f"{name}: {sentence!r}, {change}: not {wanted} but {said}")
    assert faults == []
