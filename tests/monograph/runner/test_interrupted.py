"""Ctrl-C ends a build at once, in one sentence, with all that it started."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from ...small_book import REAL, lay_out
from .conftest import Project

SAID = "\nInterrupted: no book was made. The last good one is untouched.\n"
ALPHA = "book/alpha.md"


def interrupted(project: Project, reached: Callable[[], bool], where: Path) -> str:
    """Build as in a terminal, interrupt it once something is reached; return what it says."""
    with (where / "said").open("w+") as said:
        builder = subprocess.Popen(
            project.command(),
            cwd=project.root,
            env=project.environment() | {"TMPDIR": str(where)},
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        while not reached():
            assert builder.poll() is None, "the builder ended before it was interrupted"
            time.sleep(0.01)
        os.killpg(builder.pid, signal.SIGINT)
        assert builder.wait() == 130
        said.seek(0)
        return said.read()


@pytest.fixture
def where() -> Iterator[Path]:
    """Give a folder with a short name, for temporary files: sockets are among them."""
    with tempfile.TemporaryDirectory(prefix="int-", dir="/tmp") as folder:
        yield Path(folder)


def test_while_chapters_run(project: Project, where: Path) -> None:
    """One runs for long and catches what would interrupt it, another has not begun."""
    before = project.published()
    pids = project.root.parent / "pids"
    for name in ("alpha", "beta", "gamma"):
        project.edit(
            f"book/{name}.md",
            f'cb.note_run("{name}")\n',
            f'cb.note_run("{name}")\nimport os, time\n'
            f"with open({str(pids)!r}, 'a') as file:\n    print(os.getpid(), file=file)\n"
            "for _ in range(60):\n"
            "    try:\n        time.sleep(1)\n    except BaseException:\n        pass\n",
        )
    jobs = 1 + (os.cpu_count() or 1)

    def under_way() -> bool:
        # Looked at, not taken: a line that is written meanwhile would be lost.
        begun = project.runs.read_text("utf-8").split() if project.runs.is_file() else []
        return len(begun) >= min(jobs, 3) and pids.exists()

    project.ran()
    said = interrupted(project, under_way, where)
    assert len(project.ran()) == min(jobs, 3), "none begins after that"
    assert said.endswith(SAID)
    assert "Traceback" not in said
    left = {path.name for path in where.iterdir()} - {"said"}
    assert left == set(), "kernels leave nothing behind"
    for pid in pids.read_text("utf-8").split():
        gone(int(pid))
    assert project.published() == before


def gone(pid: int) -> None:
    """Wait for a process to end, which has been killed."""
    command = Path(f"/proc/{pid}/cmdline")
    for _ in range(600):
        try:
            if not command.read_bytes():
                return  # nobody has asked for its end yet
        except OSError:
            return
        time.sleep(0.1)
    raise AssertionError(pid)


def begun(where: Path) -> bool:
    """Tell whether there is a folder for the process that imports what chapters import."""
    return any(where.glob("prepared-*"))


def imports(where: Path) -> bool:
    """Tell whether that process has come as far as numpy."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it may just have ended, or be another's
            if f"{where}/prepared-".encode() in (process / "cmdline").read_bytes():
                return "numpy" in (process / "maps").read_text("utf-8")
    return False


@pytest.mark.parametrize("reached", [begun, imports])
def test_while_what_chapters_import_is_imported(
    project: Project, where: Path, reached: Callable[[Path], bool]
) -> None:
    """A terminal interrupts those processes too, which have something to say of it."""
    shutil.rmtree(project.root / "_build")
    said = interrupted(project, lambda: reached(where), where)
    assert said.endswith(SAID)
    assert "Traceback" not in said
    assert {path.name for path in where.iterdir()} == {"said"}


def test_while_chapters_are_handed_out(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever has been started is known to who waits for it."""
    start = threading.Thread.start

    def and_interrupt(thread: threading.Thread) -> None:
        start(thread)
        if thread.name.startswith("ThreadPoolExecutor"):
            signal.raise_signal(signal.SIGINT)

    project.edit(ALPHA, 'cb.note_run("alpha")', 'cb.note_run("alpha")\nagain = 1')
    monkeypatch.setattr(threading.Thread, "start", and_interrupt)
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            project.refresh()
    finally:
        signal.signal(signal.SIGINT, usual)
    left = [each.name for each in threading.enumerate()]
    assert not [name for name in left if name.startswith("ThreadPoolExecutor")]


def test_while_pages_are_set(project: Project, where: Path) -> None:
    before = project.published()
    project.append(ALPHA, "\n*One* `word`, **another**.\n" * 3000)
    mark = project.root / "_build/stage/doctrees.json"
    said = interrupted(project, lambda: not mark.exists(), where)
    assert said.endswith(SAID)
    assert "Traceback" not in said
    assert "Sphinx refuses" not in said
    assert project.published() == before


def test_while_cells_are_tried(tmp_path: Path) -> None:
    """Whoever stops the map of influence is told that it goes on, and by none of its processes."""
    root, reached = tmp_path / "wells", tmp_path / "reached"
    lay_out(root)
    page = root / "book/wells.md"
    slow = f"open({str(reached)!r}, 'w').close()\nimport time\ntime.sleep(60)\n"
    text = page.read_text("utf-8")
    cell = text.index("import", text.index("```{code-cell}"))
    page.write_text(text[:cell] + slow + text[cell:], "utf-8")
    with (tmp_path / "said").open("w+") as said:
        trying = subprocess.Popen(
            [sys.executable, "-m", "monograph.influence", "monograph.book"],
            cwd=root,
            env=os.environ | {"PYTHONPATH": str(REAL / "code")},
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        while not reached.exists():
            assert trying.poll() is None, "it ended before it was interrupted"
            time.sleep(0.01)
        os.killpg(trying.pid, signal.SIGINT)
        assert trying.wait() == 130
        said.seek(0)
        words = "Interrupted: what is done is kept, and the same command goes on there."
        assert said.read() == f"\n{words}\n"


def test_who_stops_listening_is_told_nothing_more(project: Project) -> None:
    """As in `make book | head -1`."""
    project.edit(ALPHA, "hire from outside", "hire from beyond")
    reading, writing = os.pipe()
    builder = subprocess.Popen(
        project.command(),
        cwd=project.root,
        env=project.environment(),
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(writing)
    os.read(reading, 4)
    os.close(reading)
    _, said = builder.communicate()
    assert builder.returncode == 141
    assert said == ""
