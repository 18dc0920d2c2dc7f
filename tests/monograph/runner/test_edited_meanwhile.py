"""What is edited while a chapter runs counts as changed since: the next build runs it again."""

import dataclasses
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from monograph.runner import store as stores
from monograph.runner.execute import Run, run
from monograph.runner.store import Store

from .conftest import Project


def move_in(path: Path) -> None:
    """Replace a file by an older one: its time of writing lies before the run."""
    older = path.with_name("older")
    older.write_bytes(path.read_bytes() + b"\n")
    stamp = path.stat().st_mtime - 1000
    os.utime(older, (stamp, stamp))
    older.rename(path)


# Each is done to the project after the chapter has read the file, before its outputs are kept.
EDITS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "table written": ("data/channels.csv", lambda p: p.write_bytes(p.read_bytes() + b"x,y,1\n")),
    "table moved in": ("data/channels.csv", move_in),
    "table removed": ("data/channels.csv", Path.unlink),
    "entry": ("data/datapackage.json", lambda p: p.write_text(p.read_text("utf-8") + " ")),
    "module": ("code/village/drawn.py", Path.touch),
    "lock": ("requirements.txt", Path.touch),
}


@pytest.fixture(scope="session")
def kept(built: Project) -> Run:
    """Return what running alpha gives."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("PYTHONPATH", "SMALL_BOOK_RUNS"):
            patch.setenv(name, built.environment()[name])
        return run(built.chapter("alpha"))


def test_each_file_edited_during_the_run_is_noticed(project: Project, kept: Run) -> None:
    for what, (name, edit) in EDITS.items():
        before = (project.root / name).read_bytes()
        time.sleep(0.02)  # file times are as coarse as the clock of the system
        ran = dataclasses.replace(kept, started=time.time())
        time.sleep(0.02)
        edit(project.root / name)
        chapter = project.chapter("alpha")
        Store(project.root).put(chapter, ran)
        assert project.reasons(chapter), f"{what} during the run was not noticed"
        (project.root / name).write_bytes(before)


def test_an_edit_before_the_run_is_not_held_against_it(project: Project, kept: Run) -> None:
    for name, _ in EDITS.values():
        (project.root / name).touch()
    time.sleep(0.02)
    ran = dataclasses.replace(kept, started=time.time())
    Store(project.root).put(project.chapter("alpha"), ran)
    assert project.reasons(project.chapter("alpha")) == []


def test_a_builder_killed_while_it_keeps_outputs_leaves_no_old_record(
    project: Project, kept: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = stores._write

    def die_at_the_record(path: Path, text: str) -> None:
        if path.suffix == ".json":
            raise KeyboardInterrupt
        write(path, text)

    monkeypatch.setattr(stores, "_write", die_at_the_record)
    with pytest.raises(KeyboardInterrupt):
        Store(project.root).put(project.chapter("alpha"), kept)
    assert project.reasons(project.chapter("alpha")) == ["never run"]
