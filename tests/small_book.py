"""The small book of the tests, a stranger's: each test builds a copy, with what it lays over it."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

REAL = Path(__file__).parents[1]
SMALL = REAL / "tests/monograph/stranger"

_PACKAGE = Path("data/datapackage.json")
MADE = {"__pycache__", "node_modules"}
"""Folders that tools fill: the scripts' own holds six times as many files as the package."""
unmade = shutil.ignore_patterns(*MADE)
"""What a copy leaves out."""


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that is made once in a run of the tests, in however many processes."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with locked(folder):
        if not (folder / "made").exists():
            make(folder)
            (folder / "made").touch()
    return folder


LOCK = "tests.lock"
"""In the folder that it guards."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one process at a time do this: tests run in several."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def lay_out(root: Path, *over: Path, code: bool = False) -> None:
    """Write a copy of the small book.

    Parameters
    ----------
    root
        Its folder.
    over
        Folders whose files are laid over the book's own, in their places. Tables that they
        declare come after the book's.
    code
        Whether the book gets a copy of the package that sets it, for tests that change it.
    """
    shutil.copytree(SMALL, root, dirs_exist_ok=True)
    for folder in over:
        package = json.loads((root / _PACKAGE).read_text("utf-8"))
        shutil.copytree(folder, root, dirs_exist_ok=True, ignore=unmade)
        if (folder / _PACKAGE).is_file():
            more = json.loads((folder / _PACKAGE).read_text("utf-8"))
            package["resources"] += more["resources"]
            written = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
            (root / _PACKAGE).write_text(written, "utf-8")
    if code:
        shutil.copytree(REAL / "code/monograph", root / "code/monograph", ignore=unmade)
