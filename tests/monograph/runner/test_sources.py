"""Sources are text, which is asked before any work; what lies beside them does not count."""

from pathlib import Path

import pytest

from monograph.runner.sources import unread

from .conftest import Project

FAULTS = {
    "GBK": ("book/a.md", "# 阀门\n".encode("gbk"), ":1: byte 0xB7 is not UTF-8", "GB18030"),
    "UTF-16": ("book/a.md", "# A\n".encode("utf-16"), ":1: byte 0xFF is not UTF-8", "UTF-16"),
    "Latin-1": ("code/own/a.py", b"# a\n# M\xfcller\n", ":2: byte 0xFC is not UTF-8", "save"),
    "null": ("book/a.md", b"# A\n\nb\0\n", ":3: holds a null byte", "take it out"),
    "citation": ("CITATION.cff", b"title: \xff\n", ":1: byte 0xFF is not UTF-8", "save"),
    "a conflict": ("data/datapackage.json", b"{\n<<<<<<< HEAD\n", ":2:1: not JSON", "Expecting"),
    "a mark": ("data/datapackage.json", b"\xef\xbb\xbf{}", ":1: begins with a byte order", "save"),
}


@pytest.mark.parametrize(("name", "held", "said", "cure"), FAULTS.values(), ids=FAULTS)
def test_a_source_that_is_no_text_is_named(
    tmp_path: Path, name: str, held: bytes, said: str, cure: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(held)
    (words,) = unread(tmp_path)
    assert words.startswith(f"{path}{said}")
    assert cure in words
    path.rename(path.with_name(f"._{path.name}"))
    assert unread(tmp_path) == []


def test_it_is_said_before_any_work(project: Project) -> None:
    path = project.root / "book/alpha.md"
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))
    before = project.published()
    result = project.build()
    assert result.returncode == 1
    assert result.stdout.startswith(f"{path}:1: byte 0xFF is not UTF-8")
    assert result.stdout.endswith("No book was made.\n")
    assert "pages" not in result.stdout
    assert project.published() == before


SHADOWS = (
    *("book/._alpha.md", "book/.alpha.md.swp", "book/.DS_Store", "book/alpha.md~"),
    *("book/.ipynb_checkpoints/alpha-checkpoint.md", "book/#alpha.md#"),
    *("code/village/._drawn.py", "code/monograph/._words.py", "code/monograph/site/._cells.toml"),
    *("data/._channels.csv", "data/.~lock.channels.csv#", "data/~$channels.csv"),
    *("data/channels (1).csv", "data/Thumbs.db"),
)
"""What a Mac's archive, an editor, an office program and a file manager put beside sources."""


def test_what_npm_brings_sets_no_page_again(project: Project) -> None:
    book = project.root / "_build/html"
    stands = book.stat().st_ino
    brought = project.root / "code/monograph/alive/scripts/node_modules/esbuild/lib"
    brought.mkdir(parents=True)
    (brought / "main.js").write_text("module.exports = {};\n", "utf-8")
    assert project.build().returncode == 0
    assert book.stat().st_ino == stands
    (brought / "../../../more.js").write_text("export {};\n", "utf-8")
    assert project.build().returncode == 0
    assert book.stat().st_ino != stands


def test_what_lies_beside_the_sources_changes_nothing(project: Project) -> None:
    before = project.published()
    for name in SHADOWS:
        path = project.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"\0\x05\x16\x07\xff\xfe")
    for name in ("code/village/.#drawn.py", "data/.#channels.csv", "book/.#alpha.md"):
        (project.root / name).symlink_to("nobody@nowhere.1:2")  # the lock of Emacs
    result = project.build()
    assert result.returncode == 0, result.stdout
    assert project.ran() == []
    assert project.published() == before
