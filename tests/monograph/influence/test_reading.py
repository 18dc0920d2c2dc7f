"""Cells at which a chapter does not look are found out, and no others."""

import pickle
from contextlib import suppress
from copy import deepcopy
from math import inf
from pathlib import Path

import pandas as pd
import pytest

from monograph.influence import __main__ as making
from monograph.influence.abreast import Broken, abreast
from monograph.influence.chart import stored
from monograph.influence.reading import Seen, Unseen, unread
from monograph.influence.record import Record
from monograph.influence.recorder import Recorder
from monograph.runner.chapters import Chapter

WELLS = """well,depth,width,age
north,12,2,40
east,18,3,41
south,30,4,42
west,9,2,43
hill,7,5,44
"""

CHAPTER = """
```{code-cell} ipython3
import monograph.book as cb
wells = cb.load("wells")
by_name = wells.set_index("well")
cb.tell(north=cb.computed(by_name.loc["north", "depth"], why="as filed"))
deep = wells[wells["width"] > 3]
cb.holds({"They are wide": len(deep) == 2})
```
"""


@pytest.fixture
def page(book: Path) -> Chapter:
    path = book / "book/wells.md"
    head, _, _ = path.read_text("utf-8").partition("```{code-cell}")
    path.write_text(head + CHAPTER.lstrip(), "utf-8")
    (book / "data/wells.csv").write_text(WELLS, "utf-8")
    described = book / "data/datapackage.json"
    text = described.read_text("utf-8")
    start = text.index("{", text.index('"depth"') - 40)
    field = text[start : text.index("}", text.index('"depth"')) + 1]
    if "constraints" in field:
        field = text[start : text.index("}", text.index("}", text.index('"depth"')) + 1) + 1]
    more = [field.replace('"depth"', f'"{name}"') for name in ("width", "age")]
    described.write_text(text.replace(field, ", ".join([field, *more])), "utf-8")
    return Chapter(book, "book/wells")


@pytest.mark.parametrize("slow", [0.0, inf], ids=["all-remembered", "none-remembered"])
def test_what_is_looked_up_or_compared_is_read_and_what_is_handed_on_is_not(
    page: Chapter, slow: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monograph.influence.memory.SLOW", slow)
    runs = Recorder("monograph.book")
    was = runs.record(page)
    frame = runs.frame("wells")

    def left(column: str) -> set[int]:
        return unread(frame, column, range(5), was, lambda f: runs.record(page, {"wells": f}))

    assert left("age") == {0, 1, 2, 3, 4}
    assert left("width") == set()
    assert left("depth") == {1, 2, 3, 4}


def test_the_map_is_the_one_that_trying_every_cell_gives(
    page: Chapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert making.main(["monograph.book", "--root", str(page.root), "--jobs", "2"]) == 0
    quick = stored(page.root)[page.name]
    (page.root / "data/influence/datapackage.json").unlink()
    (page.root / "_build/influence/book-wells.jsonl").unlink()
    monkeypatch.setattr(making, "unread", lambda *_: set())
    assert making.main(["monograph.book", "--root", str(page.root), "--jobs", "1"]) == 0
    assert stored(page.root)[page.name] == quick
    assert any(not change.numbers and not change.sentences for change in quick.changes)


@pytest.mark.parametrize(
    "look",
    [
        lambda value: value == 1,
        lambda value: 1 + value,
        float,
        int,
        bool,
        hash,
        str,
        "{:.1f}".format,
        round,
        lambda value: {value},
        lambda value: pd.Series([value, 1.0]).sum(),
        lambda value: pd.Series([value, 1.0]).max(),
        lambda value: pd.Series([value, 1.0]).to_numpy(float),
        lambda value: pd.Series([value, 1.0]).isin([1.0]).any(),
        lambda value: pd.DataFrame({"x": [value]}).to_csv(),
        lambda value: pd.DataFrame({"x": [value, 1.0]}).groupby("x").size(),
        lambda value: pd.Series([value, value]).unique(),
        lambda value: pd.DataFrame({"x": [value]}).merge(pd.DataFrame({"x": ["a"]}), on="x"),
        lambda value: sorted([value, 1.0]),
        lambda value: value.strip(),
        lambda value: deepcopy(value) + 1,
        lambda value: pickle.loads(pickle.dumps(value)) + 1,
    ],
)
def test_no_look_escapes(look: object) -> None:
    seen = Seen()
    with suppress(Exception):  # pandas' tables of hashes go on without one
        look(Unseen(3, seen))  # type: ignore[operator]
    assert seen == {3}


def test_a_chapter_that_hangs_on_the_kind_of_a_column_reads_all_of_it() -> None:
    frame = pd.DataFrame({"x": [1.0, 2.0, 3.0]})
    was = Record("c", told={"kind": "float64"})
    found = unread(
        frame, "x", range(3), was, lambda f: Record("c", told={"kind": str(f["x"].dtype)})
    )
    assert found == set()


def test_work_that_breaks_off_is_told_and_stops_no_other() -> None:
    def good() -> object:
        yield from (1, 2)

    def bad() -> object:
        yield 3
        raise ValueError("no more")

    found = list(abreast([good, bad], jobs=2))  # type: ignore[list-item]
    assert [v for n, v in found if n == 0] == [1, 2]
    three, fault = (v for n, v in found if n == 1)
    assert three == 3
    assert isinstance(fault, Broken)
    assert "no more" in fault
