"""A kernel is clean: of the chapters before it, and of the settings of whoever runs it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from monograph.runner import kernels
from monograph.runner.chapters import Chapter
from monograph.runner.dependencies import keys
from monograph.runner.execute import ChapterError, run
from monograph.runner.kernels import Prepared, prepared

HEADER = "---\njupytext: {text_representation: {format_name: myst}}\n---\n"


@pytest.fixture(scope="module")
def template() -> Iterator[Prepared | None]:
    with prepared() as made:
        yield made


def chapter(folder: Path, code: str) -> Chapter:
    (folder / "page.md").write_text(f"{HEADER}```{{code-cell}}\n{code}\n```\n", "utf-8")
    return Chapter(folder, "page")


def said(folder: Path, code: str, template: Prepared | None) -> str:
    (cell,) = run(chapter(folder, code), template=template).notebook.cells
    return "".join(output["text"] for output in cell.outputs)


def test_what_a_chapter_does_to_a_library_no_other_sees(
    tmp_path: Path, template: Prepared | None
) -> None:
    look = "import pandas, sys, os\nprint(hasattr(pandas, 'mark'), 'mark' in os.environ)\n"
    spoil = "pandas.mark = 1\nos.environ['mark'] = '1'\nsys.path.clear()"
    assert said(tmp_path, look + spoil, template) == "False False\n"
    assert said(tmp_path, look, template) == "False False\n"


@pytest.mark.skipif(not kernels.FORKS, reason="this system does not fork")
def test_a_forked_kernel_has_imported_much_and_nothing_of_the_project(
    tmp_path: Path, template: Prepared | None
) -> None:
    ask = "import sys, json\nprint(json.dumps(sorted({m.split('.')[0] for m in sys.modules})))"
    found = set(json.loads(said(tmp_path, ask, template)))
    assert {"pandas", "altair"} <= found
    code = Path(__file__).parents[3] / "code"
    assert not found & {path.name for path in code.iterdir()}


@pytest.mark.parametrize("forked", [True, False])
def test_no_startup_file_and_no_settings_reach_a_chapter(
    tmp_path: Path, template: Prepared | None, monkeypatch: pytest.MonkeyPatch, forked: bool
) -> None:
    profile = tmp_path / "home/profile_default"
    (profile / "startup").mkdir(parents=True)
    (profile / "startup/00.py").write_text("leaked = 1\n", "utf-8")
    config = "c.InteractiveShellApp.exec_lines = ['leaked = 2']\n"
    for name in ("ipython_config.py", "ipython_kernel_config.py"):
        (profile / name).write_text(config, "utf-8")
    (tmp_path / "start.py").write_text("leaked = 3\n", "utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "start.py"))
    with pytest.raises(ChapterError, match="name 'leaked' is not defined"):
        run(chapter(tmp_path, "leaked"), template=template if forked else None)


def test_what_a_chapter_opens_and_imports_is_watched_in_a_forked_kernel(
    tmp_path: Path, template: Prepared | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "code").mkdir()
    (tmp_path / "code/own.py").write_text("open('table.csv').close()\n", "utf-8")
    (tmp_path / "table.csv").write_text("a\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "code"))
    ran = run(chapter(tmp_path, "import own"), template=template)
    assert keys(ran.report) == ["environment", "file:table.csv", "module:own"]


def test_without_forking_a_kernel_is_started_afresh(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, "FORKS", False)
    with prepared() as none:
        assert none is None
        assert said(tmp_path, "print(1)", none) == "1\n"


def test_a_kernel_that_does_not_start_is_said_in_one_sentence(tmp_path: Path) -> None:
    """And in no other, when the builder ends."""
    (tmp_path / "dies.py").write_text("raise SystemExit(3)\n", "utf-8")
    page = chapter(tmp_path, "1")
    code = (
        "from pathlib import Path\nfrom monograph.runner import kernels\n"
        "from monograph.runner.chapters import Chapter\n"
        "from monograph.runner.execute import ChapterError, run\n"
        f"kernels.SCRIPT = Path({str(tmp_path / 'dies.py')!r})\n"
        f"try:\n    run(Chapter(Path({str(page.root)!r}), {page.name!r}))\n"
        "except ChapterError as fault:\n    print(fault)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "code")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout == (
        f"{page.path}: the kernel fails: Kernel died before replying to kernel_info\n"
    )


@pytest.mark.skipif(not kernels.FORKS, reason="this system does not fork")
def test_a_prepared_process_that_hangs_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with prepared() as made:
        assert made is not None
        assert said(tmp_path, "print('forked')", made) == "forked\n"
        made._process.send_signal(signal.SIGSTOP)
        monkeypatch.setattr(kernels, "PATIENCE", 0.1)
        assert said(tmp_path, "print('started afresh')", made) == "started afresh\n"


@pytest.mark.skipif(not kernels.FORKS, reason="this system does not fork")
def test_the_prepared_process_ends_when_its_builder_is_killed() -> None:
    code = (
        "import os\nfrom monograph.runner.kernels import Prepared\n"
        "made = Prepared()\nprint(made._process.pid, made.folder, flush=True)\nos._exit(9)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "code")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 9
    pid, folder = done.stdout.split()
    deadline = 600
    while Path(f"/proc/{pid}").exists() and "prepared.py" in _command(pid) and deadline:
        deadline -= 1
        time.sleep(0.1)
    assert deadline
    assert not Path(folder).exists()


def _command(pid: str) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text("utf-8")
    except OSError:
        return ""


def test_a_temporary_folder_with_a_long_name_is_no_place_for_sockets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("long" * 30)
    long.mkdir()
    monkeypatch.setattr(kernels.tempfile, "tempdir", str(long))
    assert said(tmp_path, "print(1)", None) == "1\n"
