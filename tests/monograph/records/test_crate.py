"""What machines are told of the packed book, and the name of its data."""

import subprocess
from pathlib import Path

import pytest

from monograph.records.crate import crate, swhid

from .works import FACTS, REAL

PARTS = [
    {"path": "book/index.html", "name": "The book", "format": "text/html"},
    {"path": "data/a.csv", "name": "A", "format": "text/csv", "description": "First."},
]


def test_everything_named_is_described_once_and_the_root_holds_it() -> None:
    graph = crate(FACTS, PARTS, "swh:1:dir:0")["@graph"]
    ids = [each["@id"] for each in graph]
    assert len(ids) == len(set(ids))
    root = next(each for each in graph if each["@id"] == "./")
    held = {each["@id"] for each in root["hasPart"]}
    assert held == {part["path"] for part in PARTS} | {"data/"}
    assert {each["@id"] for each in root["author"]} | held <= set(ids)
    assert graph[0]["about"] == {"@id": "./"}


def test_the_name_of_a_folder_is_the_one_that_git_gives_it(tmp_path: Path) -> None:
    """Git is the independent reference: the name of a tree is the same hash."""
    for name, content in {"b.csv": "x\n", "a/c.csv": "y", "a.csv": "", "é.txt": "玉"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    (tmp_path / "run").write_text("#!\n", "utf-8")
    (tmp_path / "run").chmod(0o755)

    def git(*words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=tmp_path, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    named = swhid(tmp_path)
    git("init", "-q")
    git("add", "-A")
    assert named == f"swh:1:dir:{git('write-tree')}"


def test_the_data_of_the_book_have_a_name() -> None:
    assert swhid(REAL / "data").startswith("swh:1:dir:")


def test_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("elsewhere")
    with pytest.raises(ValueError, match="neither a file nor a folder"):
        swhid(tmp_path)
