"""The locks: what is stale, missing or at odds is named, and nothing is asked of the network."""

import itertools
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workshop import lock

REAL = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project with locks that are current."""
    for name in lock.INPUTS:
        shutil.copyfile(REAL / name, tmp_path / name)
    body = "altair==6.3.0 \\\n    --hash=sha256:00\npandas==3.1.1 ; python_version > '3'\n"
    for name in lock.LOCKS:
        (tmp_path / name).write_text(f"{lock.MARK}{lock.inputs_digest(tmp_path)}\n{body}", "utf-8")
    return tmp_path


def test_current_locks_have_no_fault(root: Path) -> None:
    assert lock.faults(root) == []


def test_the_locks_of_this_project_are_current() -> None:
    assert lock.faults(REAL) == []


@pytest.mark.parametrize("source", lock.INPUTS)
def test_an_edited_input_makes_both_locks_stale(root: Path, source: str) -> None:
    with (root / source).open("a", encoding="utf-8") as file:
        file.write("another-package\n")
    assert lock.faults(root) == [
        f"{name}:1: stale: {' or '.join(lock.INPUTS)} changed; run `make lock`"
        for name in lock.LOCKS
    ]


@pytest.mark.parametrize("name", lock.LOCKS)
def test_a_missing_lock_is_named(root: Path, name: str) -> None:
    (root / name).unlink()
    assert lock.faults(root) == [f"{name}: missing; run `make lock`"]


def test_a_package_held_in_two_versions_is_named(root: Path) -> None:
    path = root / "requirements.txt"
    path.write_text(path.read_text("utf-8").replace("pandas==3.1.1", "pandas==3.0.0"), "utf-8")
    assert lock.faults(root) == [
        "requirements.txt: pandas==3.0.0, but requirements-build.txt has 3.1.1"
    ]


def test_pins_are_read_with_hashes_and_markers(root: Path) -> None:
    assert lock.pins(root / "requirements.txt") == {"altair": "6.3.0", "pandas": "3.1.1"}


def test_every_package_of_this_project_is_pinned_with_a_hash() -> None:
    for name in lock.LOCKS:
        lines = (REAL / name).read_text("utf-8").splitlines()
        pins = {
            line: following
            for line, following in itertools.pairwise(lines)
            if "==" in line and not line.startswith(("#", " "))
        }
        assert len(pins) > 20
        assert [line for line, following in pins.items() if "--hash=sha256:" not in following] == []


@pytest.mark.parametrize(
    "imports", ["ipykernel.kernelapp, altair, anywidget", "sphinx.application, myst_nb", "pytest"]
)
def test_no_process_builds_grammars_that_nothing_uses(imports: str) -> None:
    """`jsonschema` builds 39 of them, in two seconds, wherever this package is installed."""
    code = f"import {imports}, jsonschema, sys; sys.exit('rfc3987_syntax' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    for name in lock.LOCKS:
        assert "rfc3987-syntax" not in lock.pins(REAL / name)


def test_a_place_without_wheels_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def uv(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        lacks = "3.13" in command and "aarch64-unknown-linux-gnu" in command
        return subprocess.CompletedProcess(command, int(lacks), "", "numba has no wheels\n")

    monkeypatch.setattr(lock.subprocess, "run", uv)
    (said,) = lock.places_without(root)
    assert said == "not for Python 3.13 on aarch64-unknown-linux-gnu:\nnumba has no wheels"
    assert len(asked) == len(lock.PYTHONS) * len(lock.MACHINES)


def test_the_readme_names_the_pythons_that_the_locks_serve() -> None:
    first, second, last = (f"{major}.{minor}" for major, minor in lock.PYTHONS)
    assert f"Python {first}, {second} or {last} " in (REAL / "README.md").read_text("utf-8")
