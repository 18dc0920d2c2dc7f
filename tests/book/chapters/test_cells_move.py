"""A changed cell of a table moves what hangs on it, in every chapter that says it.

Chapters are run in this process, without drawing.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from monograph.influence.record import Record, moves
from monograph.influence.recorder import Recorder
from monograph.runner.chapters import Chapter

from ...covering import some

ROOT = Path(__file__).parents[3]

MOVED = [
    ("firm_types", "firm_type", "assembly", "firms", 1300, "cooperation", "fraction_of"),
    ("firm_types", "firm_type", "assembly", "firms", 1300, "cooperation", "worst_cluster_of"),
    ("firm_types", "firm_type", "assembly", "firms", 1300, "cluster", "one_firm"),
    ("assumptions", "assumption", "approached", "high", 75, "cooperation", "worst_hire_of"),
    ("assumptions", "assumption", "approached", "high", 75, "cooperation", "silent"),
    ("totals", "measure", "approached", "high", 75, "cluster", "rate_low"),
    ("facts", "fact", "F163", "printed", "70.00", "cluster", "exporters"),
    ("sample", "category", "sales_100_up", "firms", 8, "cluster", "floor"),
]
"""Table, its key, the row, the column, what it holds then, the chapter, the told number."""


@pytest.fixture(scope="module")
def recorder() -> Recorder:
    return Recorder("clusterbook.book", ["explorers"])


@pytest.fixture(scope="module")
def filed(recorder: Recorder) -> Callable[[str], Record]:
    """Return what a chapter tells as it is filed; it is run when it is first asked for."""
    return cache(lambda name: recorder.record(Chapter(ROOT, name), explore=False))


@pytest.mark.parametrize(
    ("table", "key", "row", "column", "value", "chapter", "number"),
    some(MOVED, [moved for moved in MOVED if moved[5] == "cluster"]),
)
def test_a_changed_cell_moves_the_numbers_that_hang_on_it(
    recorder: Recorder,
    filed: Callable[[str], Record],
    table: str,
    key: str,
    row: str,
    column: str,
    value: object,
    chapter: str,
    number: str,
) -> None:
    name = f"book/{chapter}"
    before = filed(name)
    frame = recorder.frame(table)
    frame.loc[frame[key] == row, column] = value
    now = recorder.record(Chapter(ROOT, name), {table: frame}, explore=False)
    assert number in {move.key for move in moves(before, now)}, now.stopped
