"""A chapter is run, not drawn; what it gives is written down and can be compared."""

import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from monograph.influence import recorder
from monograph.influence.alternatives import another, changed
from monograph.influence.memory import LARGE, TRIED, Memory
from monograph.influence.record import Record, moves
from monograph.influence.recorder import Recorder
from monograph.runner.chapters import Chapter
from monograph.tables import package
from monograph.voices import sentences, telling

FIRMS = pd.DataFrame({"firm": ["a", "b"], "staff": [3, 4]})

CHAPTER = """---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {name: python3, display_name: Python 3}
---

# Firms

```{code-cell} ipython3
import toolbox_of_test as tb
firms = tb.load("firms")
tb.tell(staff=tb.computed(firms["staff"].sum(), why="added up"))
```

```{code-cell} ipython3
:mystnb: {figure: {name: tab-firms, caption: "Firms."}}
tb.holds({"They are few.": firms["staff"].sum() < 8})
tb.table(firms, columns={"staff": "Staff"})
```

```{code-cell} ipython3
tb.tell(first=tb.computed(firms.set_index("firm").loc["a", "staff"]))
```
"""


@pytest.fixture
def chapter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Chapter:
    from monograph.drawing.table import table

    toolbox = ModuleType("toolbox_of_test")
    given = (package.load, telling.tell, telling.computed, sentences.holds, table)
    for function in given:
        setattr(toolbox, function.__name__, function)
    monkeypatch.setitem(sys.modules, "toolbox_of_test", toolbox)
    monkeypatch.setattr(recorder, "filed", {"firms": FIRMS}.__getitem__)
    (tmp_path / "firms.md").write_text(CHAPTER, "utf-8")
    return Chapter(tmp_path, "firms")


def test_what_is_told_held_and_shown_is_written_down(chapter: Chapter) -> None:
    made = Recorder("toolbox_of_test").record(chapter)
    assert made.told == {"staff": "7\tadded up", "first": "3\t"}
    assert made.held == {"They are few.": True}
    assert made.shown == {"tab-firms": "Staff\n3\n4"}
    assert (made.tables, made.stopped) == ({"firms"}, "")


def test_a_changed_cell_moves_what_hangs_on_it_and_nothing_else(chapter: Chapter) -> None:
    runs = Recorder("toolbox_of_test")
    was = runs.record(chapter)
    now = runs.record(chapter, {"firms": changed(FIRMS, "staff", 1, 9)})
    moved = {(move.kind, move.key, move.was, move.now) for move in moves(was, now)}
    assert moved == {
        ("told", "staff", "7\tadded up", "12\tadded up"),
        ("held", "They are few.", "True", "False"),
        ("shown", "tab-firms", "Staff\n3\n4", "Staff\n3\n9"),
    }
    assert list(moves(was, runs.record(chapter))) == []


def test_a_cell_that_stops_is_named_by_its_line_and_hides_nothing_else(chapter: Chapter) -> None:
    runs = Recorder("toolbox_of_test")
    was = runs.record(chapter)
    now = runs.record(chapter, {"firms": changed(FIRMS, "firm", 0, "c")})
    assert now.stopped.startswith("21: KeyError")
    assert [move.kind for move in moves(was, now)] == ["stopped"]


def test_records_of_two_chapters_are_not_compared() -> None:
    with pytest.raises(ValueError, match="a record of one with one of two"):
        list(moves(Record("one"), Record("two")))


def test_a_supplied_table_is_gone_after_its_run() -> None:
    with package.supplied(lambda name: FIRMS.assign(name=name)):
        assert list(package.load("firms")["name"]) == ["firms", "firms"]
    with pytest.raises(KeyError, match="firms"):
        package.load("firms")


def test_memory_tells_a_table_that_was_read_from_one_that_was_not() -> None:
    digests = {"firms": "", "sales": ""}
    memory = Memory(
        lambda call: (call(), frozenset({"firms"})), lambda names: {n: digests[n] for n in names}
    )
    calls: list[int] = []

    def slow(value: int) -> int:
        calls.append(value)
        return value

    memory._slow.add(f"{slow.__module__}.{slow.__qualname__}")
    assert memory(slow, (1,), {}) == memory(slow, (1,), {}) == 1
    digests["sales"] = "changed"
    memory(slow, (1,), {})
    assert calls == [1]
    digests["firms"] = "changed"
    memory(slow, (1,), {})
    memory(slow, (2,), {})
    assert calls == [1, 1, 2]


def test_what_is_quick_or_takes_large_arrays_is_computed_each_time() -> None:
    memory = Memory()
    calls: list[int] = []

    def added(values: NDArray[np.float64]) -> float:
        calls.append(len(values))
        return float(values.sum())

    memory._slow.add(f"{added.__module__}.{added.__qualname__}")
    small, large = np.ones(10), np.ones(LARGE)
    for values in (small, small, large, large):
        assert memory(added, (values,), {}) == len(values)
    assert calls == [10, LARGE, LARGE]

    def quick(value: int) -> int:
        return value + 1

    through = memory._through(quick)  # type: ignore[arg-type]
    assert [through(n % 7) for n in range(3 * TRIED)] == [n % 7 + 1 for n in range(3 * TRIED)]


CELLS: list[tuple[dict[str, Any], Any, Any]] = [
    ({"type": "boolean"}, True, False),
    ({"type": "integer"}, 4, 7),
    ({"type": "number", "constraints": {"minimum": 0, "maximum": 1}}, 0.9, 0.45),
    ({"type": "string", "constraints": {"enum": ["a", "b"]}}, "a", "b"),
    ({"type": "string"}, "13.33", "13.34"),
    ({"type": "string"}, "words", "words ·"),
]


@pytest.mark.parametrize(("field", "value", "other"), CELLS)
def test_another_value_is_one_that_the_column_allows(
    field: dict[str, Any], value: object, other: object
) -> None:
    column = pd.Series([value])
    assert another({"name": "x", **field}, column, 0, random.Random(1)) == other


def test_a_column_that_allows_one_value_has_no_other() -> None:
    field = {"name": "x", "type": "string", "constraints": {"enum": ["a"]}}
    with pytest.raises(ValueError, match="'x' allows nothing but 'a'"):
        another(field, pd.Series(["a"]), 0, random.Random(1))
