"""The locks: what is stale, missing or at odds is named, and nothing is asked of the network."""

import itertools
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workshop import lock

REAL = Path(__file__).parents[2]
MAKES_NOTEBOOKS = (lock.NOTEBOOKS_IN, lock.OMITTED)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project with locks that are current."""
    for name in lock.INPUTS:
        shutil.copyfile(REAL / name, tmp_path / name)
    (tmp_path / "binder").mkdir()
    shutil.copyfile(REAL / lock.NOTEBOOKS_IN, tmp_path / lock.NOTEBOOKS_IN)
    body = "altair==6.3.0 \\\n    --hash=sha256:00\npandas==3.1.1 ; python_version > '3'\n"
    for name in lock.LOCKS:
        (tmp_path / name).write_text(f"{lock.MARK}{lock.inputs_digest(tmp_path)}\n{body}", "utf-8")
    own = lock.inputs_digest(tmp_path, MAKES_NOTEBOOKS)
    (tmp_path / lock.NOTEBOOKS).write_text(f"{lock.MARK}{own}\n{body}", "utf-8")
    return tmp_path


def test_current_locks_have_no_fault(root: Path) -> None:
    assert lock.faults(root) == []


def test_the_locks_of_this_project_are_current() -> None:
    assert lock.faults(REAL) == []


@pytest.mark.parametrize("source", [*lock.INPUTS, lock.NOTEBOOKS_IN])
def test_an_edited_input_makes_its_locks_stale(root: Path, source: str) -> None:
    with (root / source).open("a", encoding="utf-8") as file:
        file.write("another-package\n")
    made_from = dict.fromkeys(lock.LOCKS, lock.INPUTS) | {lock.NOTEBOOKS: MAKES_NOTEBOOKS}
    assert lock.faults(root) == [
        f"{name}:1: stale: {' or '.join(inputs)} changed; run `make lock`"
        for name, inputs in made_from.items()
        if source in inputs
    ]


@pytest.mark.parametrize("name", [*lock.LOCKS, lock.NOTEBOOKS])
def test_a_missing_lock_is_named(root: Path, name: str) -> None:
    (root / name).unlink()
    assert lock.faults(root) == [f"{name}: missing; run `make lock`"]


@pytest.mark.parametrize("name", ["requirements.txt", lock.NOTEBOOKS])
def test_a_package_held_in_two_versions_is_named(root: Path, name: str) -> None:
    path = root / name
    path.write_text(path.read_text("utf-8").replace("pandas==3.1.1", "pandas==3.0.0"), "utf-8")
    assert lock.faults(root) == [f"{name}: pandas==3.0.0, but requirements-build.txt has 3.1.1"]


def test_pins_are_read_with_hashes_and_markers(root: Path) -> None:
    assert lock.pins(root / "requirements.txt") == {"altair": "6.3.0", "pandas": "3.1.1"}


def test_every_package_of_this_project_is_pinned_with_a_hash() -> None:
    for name in (*lock.LOCKS, lock.NOTEBOOKS):
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
