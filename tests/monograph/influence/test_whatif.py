"""What an edit would change is said before it is made, and an edit that is none is refused."""

from pathlib import Path

import pytest

from monograph.influence.whatif import main


def asked(root: Path, *edit: str) -> int:
    return main(["monograph.book", *edit, "--root", str(root)])


def test_what_would_move_is_named_and_nothing_is_written(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in book.rglob("*") if path.is_file()}
    assert asked(book, "wells", "south", "depth", "14") == 0
    said = capsys.readouterr().out.splitlines()
    assert "book/wells: deepest is 18 instead of 30" in said
    assert "book/wells: “The deepest well is …” turns false" in said
    assert "book/wells: what is shown in tab-wells changes" in said
    assert {path: path.read_bytes() for path in book.rglob("*") if path.is_file()} == before


def test_an_edit_that_moves_nothing_says_so(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(book, "wells", "south", "depth", "30") == 0
    assert capsys.readouterr().out == "Nothing would move.\n"


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (("well", "south", "depth", "14"), "data/ has no table 'well'. Did you mean 'wells'?"),
        (("wells", "soth", "depth", "14"), "has no row 'soth'. Did you mean 'south'?"),
        (("wells", "south", "width", "14"), "has no column 'width'."),
        (
            ("wells", "south", "depth", "deep"),
            "data/wells.csv:3:depth: 'deep' is not a whole number",
        ),
        (("wells", "south", "depth", "-1"), "data/wells.csv:3:depth: -1 is less than 0"),
    ],
)
def test_an_edit_that_is_none_is_refused(
    book: Path, capsys: pytest.CaptureFixture[str], edit: tuple[str, ...], said: str
) -> None:
    assert asked(book, *edit) == 1
    assert said in capsys.readouterr().err
