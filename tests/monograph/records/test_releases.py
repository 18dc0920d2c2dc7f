"""What a release said is written once, read back, refused where it is none, and compared."""

import json
from pathlib import Path

import pytest

from monograph.records.releases import (
    FOLDER,
    Moved,
    Release,
    ReleaseError,
    Said,
    counts,
    moved,
    otherwise,
    releases,
    write,
)

WAS = {
    "wells": Said(
        {"deepest": "30", "count": "3", "old": "1"},
        ("They are",),
        {"cell-1": ("count",)},
        ("ch-wells",),
    )
}
NOW = {"wells": Said({"count": "4", "deepest": "30", "new": "2"}), "ponds": Said({"count": "9"})}
FIRST = Release("Wells", "0.1.0", "2026-01-02", WAS)


def test_a_release_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    later = Release("Wells", "0.10.0", "2026-03-02", NOW)
    write(tmp_path, later)
    write(tmp_path, FIRST)
    assert releases(tmp_path, "Wells") == (FIRST, later)
    assert releases(tmp_path / "none", "Wells") == ()


def test_a_release_does_not_change(tmp_path: Path) -> None:
    write(tmp_path, FIRST)
    with pytest.raises(ReleaseError, match=r"0\.1\.0\.json: exists"):
        write(tmp_path, FIRST)


def test_numbers_that_read_otherwise_came_or_went_are_told_apart() -> None:
    assert list(moved(WAS, NOW)) == [Moved("wells", "count", "3", "4")]
    assert counts(WAS["wells"], NOW["wells"]) == (1, 1, 1)
    assert counts(WAS["wells"], WAS["wells"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("was", "now", "moved_on"),
    [
        ("0", "none", False),
        ("Three", "Three", False),
        ("75 of 256", "75", False),
        ("75", "75/256", False),
        ("three of five", "3 of 5", False),
        ("75 of 256", "75 of 250", True),
        ("683/1,024", "367", True),
        ("none", "2", True),
        ("28%", "34%", True),
        ("+0.4", "−0.4", True),
        ("follows in direction only", "does not follow", True),
    ],
)
def test_other_words_for_the_same_number_are_no_move(was: str, now: str, moved_on: bool) -> None:
    assert otherwise(was, now) == otherwise(now, was) == moved_on


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"book": "Ponds"}, "of another book, 'Ponds'; this one is 'Wells'"),
        ({"version": "0.2.0"}, "says that it is version 0.2.0"),
        ({"date": "soon"}, "not a release"),
        ({"pages": []}, "not a release"),
        ({"pages": {"wells": {"told": {}}}}, "'cells' is missing"),
    ],
)
def test_a_file_that_is_no_release_of_this_book_is_refused(
    tmp_path: Path, change: dict[str, object], said: str
) -> None:
    path = write(tmp_path, FIRST)
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | change), "utf-8")
    with pytest.raises(ReleaseError, match=f"{FOLDER}/0.1.0.json: {said}"):
        releases(tmp_path, "Wells")


def test_a_file_that_is_not_json_is_refused_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, FIRST)
    path.write_text("{\n  nothing\n}", "utf-8")
    with pytest.raises(ReleaseError, match=r"0\.1\.0\.json:2: not JSON"):
        releases(tmp_path, "Wells")
