"""The machine is not as here: no network once the environment is made, a user without rights."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import Project

NOBODY = 65534
ALONE = ["unshare", *([] if os.geteuid() == 0 else ["--map-root-user"]), "--net"]
"""Runs a command in a network of its own, in which there is nobody, not even this machine."""
REACH = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"


def said_by(project: Project, before: list[str], **how: Any) -> subprocess.CompletedProcess[str]:  # noqa: ANN401
    """Build the book by a command that is put before; return what it says."""
    environment = project.environment() | how.pop("environment", {})
    return subprocess.run(
        [*before, *project.command()],
        cwd=project.root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **how,
    )


@pytest.fixture
def offline() -> list[str]:
    """Give the command that takes the network away."""
    if shutil.which("unshare") is None:
        pytest.skip("this system has no unshare, which takes a process's network away")
    tried = subprocess.run([*ALONE, sys.executable, "-c", REACH], capture_output=True, check=False)
    if b"Network is unreachable" not in tried.stderr:
        pytest.skip("this system lets nobody take a process's network away")
    return ALONE


def test_the_book_is_made_from_clean_without_a_network(
    project: Project, offline: list[str]
) -> None:
    shutil.rmtree(project.root / "_build")
    result = said_by(project, offline)
    assert result.returncode == 0, result.stdout
    assert project.ran() == ["alpha", "beta", "gamma"]
    assert "hire from outside" in project.page("alpha")


@pytest.fixture
def abroad(built: Project) -> Iterator[Project]:
    """Give a copy of the small project where another user may come and look."""
    with tempfile.TemporaryDirectory(prefix="abroad-", dir="/tmp") as folder:
        copy = Project(Path(folder) / "project", Path(folder) / "runs")
        shutil.copytree(built.root, copy.root)
        copy.edit("book/alpha.md", "hire from outside", "hire from beyond")
        copy.runs.touch()
        Path(folder).chmod(0o755)
        yield copy


@pytest.fixture
def somebody(abroad: Project) -> dict[str, Any]:
    """Give how a process is run by an ordinary user, who has no home that could be written."""
    if os.geteuid() != 0:
        return {"environment": {"HOME": "/nowhere"}}
    how = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    tried = subprocess.run(
        [sys.executable, "-c", "import yaml"],
        env=abroad.environment() | {"HOME": "/nowhere"},
        capture_output=True,
        check=False,
        **how,  # type: ignore[call-overload]
    )
    if tried.returncode:
        pytest.skip("this environment lies where other users may not look")
    return {"environment": {"HOME": "/nowhere"}, **how}


def give(project: Project, owner: int, rights: int) -> None:
    """Let all of a project belong to a user, with these rights for folders."""
    for path in [project.runs, project.root, *project.root.rglob("*")]:
        if os.geteuid() == 0:
            os.chown(path, owner, owner, follow_symlinks=False)
        if path.is_dir():
            path.chmod(rights)


def test_a_folder_of_another_owner_is_refused_in_one_sentence(
    abroad: Project, somebody: dict[str, Any]
) -> None:
    before = abroad.published()
    give(abroad, 0, 0o555)
    result = said_by(abroad, [], **somebody)
    give(abroad, os.geteuid(), 0o755)
    assert result.returncode == 1
    sentence = f"{abroad.root / '_build'}: cannot be written: Permission denied"
    assert result.stdout.strip() == f"{sentence}\n\nNo book was made."
    assert abroad.ran() == []
    assert abroad.published() == before


def test_an_ordinary_user_makes_the_book_in_a_folder_of_his_own(
    abroad: Project, somebody: dict[str, Any]
) -> None:
    give(abroad, NOBODY, 0o755)
    result = said_by(abroad, [], **somebody)
    assert result.returncode == 0, result.stdout
    assert "hire from beyond" in abroad.page("alpha")
