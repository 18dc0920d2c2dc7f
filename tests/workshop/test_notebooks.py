"""Living notebooks are laid out beside the book; what a reader saved is left."""

from pathlib import Path

import pytest

from monograph.records.repository import OPENED
from workshop.notebooks import MADE, NothingMadeError, lay


def build(root: Path, text: str) -> None:
    path = root / MADE / "book/one.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_a_new_build_is_laid_over_the_last(tmp_path: Path) -> None:
    for text in ("first", "second"):
        build(tmp_path, text)
        assert lay(tmp_path) == []
        assert (tmp_path / OPENED / "book/one.ipynb").read_text("utf-8") == text


def test_what_a_reader_saved_is_left_and_named(tmp_path: Path) -> None:
    build(tmp_path, "first")
    lay(tmp_path)
    mine = tmp_path / OPENED / "book/one.ipynb"
    mine.write_text("mine", "utf-8")
    build(tmp_path, "second")
    assert [lay(tmp_path), lay(tmp_path)] == [[mine], [mine]]
    assert mine.read_text("utf-8") == "mine"
    assert (tmp_path / MADE / "book/one.ipynb").read_text("utf-8") == "second"
    mine.unlink()
    assert lay(tmp_path) == []
    assert mine.read_text("utf-8") == "second"


def test_without_a_build_nothing_is_opened(tmp_path: Path) -> None:
    with pytest.raises(NothingMadeError, match="no notebooks; run `make book` first"):
        lay(tmp_path)
    assert not (tmp_path / OPENED).exists()
