"""The map of a stranger's book: made, resumed, stored, refused, and made anew where it is stale."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from monograph.influence import stamp as stamps
from monograph.influence.__main__ import main
from monograph.influence.belief import faults
from monograph.influence.chart import FILE, FOLDER, ChartError, store, stored
from monograph.influence.stamp import moved_on
from monograph.runner.chapters import Chapter


def made(root: Path, *more: str) -> int:
    forget()
    return main(["monograph.book", "--root", str(root), "--jobs", "1", *more])


def forget() -> None:
    for known in (stamps._table, stamps._resources, stamps._module):
        known.cache_clear()


def broken(root: Path) -> dict[tuple[str, str], str]:
    changes = stored(root)["book/wells"].changes
    return {(c.row, c.value): c.size for c in changes if c.sentences}


def test_the_map_says_which_change_breaks_which_sentence_and_moves_which_number(book: Path) -> None:
    assert made(book) == 0
    chart = stored(book)["book/wells"]
    assert chart.tried == ("wells",)
    # The deepest of 12, 30 and 18 is no longer the south one: at 31 north, at 17 south.
    assert broken(book) == {
        ("south", "17"): "0.2889",
        ("south", "15"): "0.3333",
        ("east", "31"): "0.4815",
        ("east", "36"): "0.6667",
    }
    moved = {(c.row, c.value): c.numbers for c in chart.changes}
    assert moved["south", "60"] == "deepest"
    assert moved["north", "6"] == ""
    assert all("tab-wells" in change.displays.split() for change in chart.changes)


def test_what_holds_is_passed_over_and_what_is_stale_is_made_again(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made(book)
    before = (book / FOLDER / "book-wells.csv").read_bytes()
    capsys.readouterr()
    made(book)
    assert "cells" not in capsys.readouterr().out
    assert (book / FOLDER / "book-wells.csv").read_bytes() == before
    wells = book / "data/wells.csv"
    wells.write_text(wells.read_text("utf-8").replace("east,18", "east,29"), "utf-8")
    forget()
    page = Chapter(book, "book/wells")
    assert moved_on(stored(book)["book/wells"].made_from, page) == ["table:wells"]
    made(book)
    assert broken(book)["south", "28"]


def test_a_run_that_is_stopped_goes_on(book: Path) -> None:
    made(book, "--minutes", "0")
    assert stored(book) == {}
    made(book)
    whole = stored(book)["book/wells"]
    shutil.rmtree(book / FOLDER)
    notes = book / "_build/influence/book-wells.jsonl"
    lines = notes.read_text("utf-8").splitlines(keepends=True)
    notes.write_text("".join(lines[:2]), "utf-8")
    made(book)
    assert stored(book)["book/wells"] == whole
    assert len(notes.read_text("utf-8").splitlines()) == len(lines)


def test_a_chapter_that_is_gone_takes_its_map_along(book: Path) -> None:
    made(book)
    charts = stored(book)
    store(book, {**charts, "book/gone": charts["book/wells"]})
    made(book)
    assert list(stored(book)) == ["book/wells"]


def test_a_map_that_was_edited_by_hand_is_refused(book: Path) -> None:
    made(book)
    path = book / FOLDER / "book-wells.csv"
    path.write_text(path.read_text("utf-8").replace(",17,", ",16,"), "utf-8")
    with pytest.raises(ChartError, match=r"book-wells\.csv: differs"):
        stored(book)
    path.unlink()
    with pytest.raises(ChartError, match="there is no such file"):
        stored(book)


def test_a_chapter_that_is_false_as_filed_has_no_map(
    book: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    chapter = book / "book/wells.md"
    chapter.write_text(chapter.read_text("utf-8").replace('== "south"', '== "north"'), "utf-8")
    assert made(book) == 1
    assert "no longer true as filed" in capfd.readouterr().err
    assert stored(book) == {}


def test_words_change_no_stamp_and_code_does() -> None:
    one = stamps._code('"""Words."""\ndef f(x):\n    """More."""\n    return x  # why\n')
    assert one == stamps._code("def f(x):\n    return x\n")
    assert one != stamps._code("def f(x):\n    return -x\n")


def test_the_name_of_a_row_changes_no_stamp_and_a_number_does(book: Path) -> None:
    """A wording mended in a table must not cost the map of every chapter that reads it."""
    table, package = book / "data/wells.csv", book / "data/datapackage.json"
    declared = json.loads(package.read_text("utf-8"))
    declared["resources"][0]["schema"]["fields"][0]["title"] = "Which well"
    stamped = stamps._table(book, "wells")

    def now() -> str:
        forget()
        return stamps._table(book, "wells")

    package.write_text(json.dumps(declared), "utf-8")
    assert now() == stamped
    rows = table.read_text("utf-8")
    head, _, body = rows.partition("\n")
    table.write_text(
        f"{head},note\n" + "".join(f"{line},why\n" for line in body.splitlines()), "utf-8"
    )
    noted = now()
    assert noted == stamped
    table.write_text(table.read_text("utf-8").replace(",why", ",because"), "utf-8")
    assert now() == noted
    table.write_text(rows.replace("30", "31"), "utf-8")
    assert now() != stamped


def recoded(root: Path, old: str, new: str) -> None:
    chapter = root / "book/wells.md"
    text = chapter.read_text("utf-8")
    assert text.count(old) == 1
    chapter.write_text(text.replace(old, new), "utf-8")
    forget()


def test_a_map_is_taken_for_the_code_that_moves_the_same(book: Path) -> None:
    made(book)
    before = stored(book)["book/wells"]
    recoded(book, '== "south"', 'in {"south"}')
    assert moved_on(before.made_from, Chapter(book, "book/wells")) == ["chapter"]
    assert made(book, "--re-identify") == 0
    after = stored(book)["book/wells"]
    assert after == replace(before, made_from=after.made_from)
    assert moved_on(after.made_from, Chapter(book, "book/wells")) == []


def test_a_map_is_not_taken_for_code_that_moves_something_else(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made(book)
    before = stored(book)
    recoded(book, '== "south"', '!= "north"')  # as true as filed, and not with every depth
    assert made(book, "--re-identify") == 1
    assert "wells.md: its map is not taken: tried again, a change" in capsys.readouterr().err
    assert stored(book) == before


def test_a_map_is_not_taken_for_other_data(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made(book)
    before = stored(book)
    wells = book / "data/wells.csv"
    wells.write_text(wells.read_text("utf-8").replace("east,18", "east,19"), "utf-8")
    forget()
    assert made(book, "--re-identify") == 1
    assert "table:wells changed" in capsys.readouterr().err
    assert stored(book) == before


def test_a_class_that_is_none_is_refused(book: Path) -> None:
    assert made(book, "--classes", "guessed") == 2
    assert not (book / FOLDER / FILE).exists()
    assert json.loads((book / "data/datapackage.json").read_text("utf-8"))["name"] == "wells"


def test_a_value_outside_its_range_and_a_cell_that_is_none_are_refused_with_their_line(
    book: Path,
) -> None:
    made(book)
    chart = stored(book)["book/wells"]
    assert list(faults(book)) == []
    change = next(each for each in chart.changes if each.row == "north")
    wrong = {
        replace(change, value="600"): "600 lies outside 6 to 24",
        replace(change, value="deep"): "'deep' is no number",
        replace(change, row="west"): "data/wells.csv has no input cell west, depth",
        replace(change, column="well"): "data/wells.csv has no input cell north, well",
        replace(change, table="ponds"): "there is no table ponds",
        replace(change, was="13"): "the cell holds 12, not 13",
    }
    for bad, what in wrong.items():
        store(book, {"book/wells": replace(chart, changes=(bad,))})
        (said,) = faults(book)
        assert said == f"data/influence/book-wells.csv:2: {what}"
    store(book, {"book/wells": replace(chart, made_from={"method": "0"}, changes=(bad,))})
    assert list(faults(book)) == []  # stale: nothing of it is believed
