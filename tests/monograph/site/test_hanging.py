"""What moves a number, and which cells move nothing, as the pages say it."""

import json
from pathlib import Path

import pytest

from monograph.influence.chart import Change, Chart
from monograph.influence.words import Wording
from monograph.site import hanging

FIELDS = [{"name": "code", "title": "Code"}, {"name": "low", "title": "Least"}]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data").mkdir()
    entry = {
        "name": "codes",
        "title": "Codes",
        "path": "codes.csv",
        "schema": {"primaryKey": "code", "fields": FIELDS},
    }
    described = json.dumps({"resources": [entry]})
    (tmp_path / "data/datapackage.json").write_text(described, "utf-8")
    (tmp_path / "data/codes.csv").write_text("code,low\na,1\nb,2\nc,3\n", "utf-8")
    changes = tuple(
        Change("codes", row, "low", "1", "2", "1", "", numbers, "", "")
        for row, numbers in (("a", "n"), ("b", ""), ("c", ""))
    )
    monkeypatch.setattr(hanging, "charts", lambda _: {"one": Chart({}, ("codes",), changes)})
    return tmp_path


def test_cells_that_move_nothing_are_told_where_every_reader_of_their_table_was_tried(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hanging, "readers", lambda _: {"codes": ["one"]})
    assert hanging.unused(root) == {"codes": [("codes", "b", "low"), ("codes", "c", "low")]}
    grouped = hanging._grouped(hanging.unused(root)["codes"], Wording(root / "data"))
    assert list(grouped) == ["the least of b, of c"]
    monkeypatch.setattr(hanging, "readers", lambda _: {"codes": ["one", "two"]})
    assert hanging.unused(root) == {}
    monkeypatch.setattr(hanging, "readers", lambda _: {})  # nothing has been run
    assert hanging.unused(root) == {}


@pytest.mark.parametrize(
    ("how_many", "words"),
    [
        (1, "It moves with the least of a (Codes), changed one at a time."),
        (2, "It moves with the least of a (Codes) and the least of b (Codes), changed one at a"),
        (3, "the least of b (Codes) and one other cell, changed one at a time."),
        (5, "and 3 other cells, changed one at a time."),
    ],
)
def test_an_answer_names_two_cells_and_counts_the_others(
    root: Path, how_many: int, words: str
) -> None:
    cells = [("codes", row, "low") for row in "abcde"[:how_many]]
    assert words in hanging.moving(cells, Wording(root / "data"))
