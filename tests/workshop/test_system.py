"""What the machine lacks is installed by one process at a time, or the command is named."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from workshop import system
from workshop.system import LackingError, command, install

STAND_IN = """#!/bin/sh
echo "begin" >> "{log}"; sleep 0.1
for word in "$@"; do if [ "$word" = broken ]; then echo "E: no package broken"; exit 100; fi; done
i=0; while [ $i -lt 45 ]; do echo "Setting up p$i"; i=$((i+1)); done
echo "end" >> "{log}"
"""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a program in apt-get's place that notes when it begins and ends."""
    program = tmp_path / "apt-get"
    program.write_text(STAND_IN.format(log=tmp_path / "log"), "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    return tmp_path / "log"


def test_installations_do_not_overlap(log: Path) -> None:
    with ThreadPoolExecutor(3) as pool:
        for each in [pool.submit(install, "one", why="A test", say=lambda _: None) for _ in "abc"]:
            each.result()
    assert log.read_text("utf-8").split() == ["begin", "end"] * 6


def test_progress_is_told(log: Path) -> None:
    said: list[str] = []
    install("one", "two", why="A test needs them", say=said.append)
    told = ["A test needs them: installing one, two", "  20 packages are set up"]
    assert said == [*told, "  40 packages are set up"]


def test_a_failure_says_what_apt_said_and_which_command_it_was(log: Path) -> None:
    with pytest.raises(LackingError, match="E: no package broken") as fault:
        install("broken", why="A test needs it", say=lambda _: None)
    assert command("broken") in str(fault.value)


def test_who_may_not_install_is_told_the_command(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(LackingError, match="A test needs it") as fault:
        install("one", why="A test needs it")
    assert command("one") in str(fault.value)
    assert not log.exists()
    assert not system.may_install()
