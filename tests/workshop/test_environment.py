"""An environment that came with a copied folder runs the copy's code, or is made anew."""

import ast
import os
import shutil
import signal
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from workshop import environment, lock

REAL = Path(__file__).parents[2]


def made(root: Path) -> Path:
    """Return a project whose environment is current, in a virtual environment of its own."""
    (root / "code/own").mkdir(parents=True)
    (root / "code/own/__init__.py").write_text("", "utf-8")
    (root / "binder").mkdir()
    for name in (*lock.INPUTS, *lock.LOCKS, lock.NOTEBOOKS_IN, lock.NOTEBOOKS):
        shutil.copyfile(REAL / name, root / name)
    venv.create(root / ".venv", symlinks=True)
    shutil.copyfile(root / "requirements-build.txt", root / ".venv/.installed")
    return root


def where(root: Path) -> Path:
    code = "import own; print(own.__file__)"
    command = [str(root / ".venv/bin/python"), "-c", code]
    return Path(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())


@pytest.mark.parametrize("path", ["relative", "absolute, as 0.1.0 wrote it"])
def test_a_copied_folder_runs_its_own_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    first, copy = made(tmp_path / "first"), tmp_path / "a copy"
    monkeypatch.chdir(first)
    assert environment.main() == 0
    assert where(first) == first / "code/own/__init__.py"
    if path != "relative":
        (site,) = first.glob(".venv/lib/python3*/site-packages")
        (site / "book.pth").write_text(f"{first / 'code'}\n", "utf-8")
    shutil.copytree(first, copy, symlinks=True)
    monkeypatch.chdir(copy)
    if path != "relative":
        assert where(copy) == first / "code/own/__init__.py"
        assert environment.main() == 0, "make setup mends it"
    assert where(copy).resolve() == (copy / "code/own/__init__.py").resolve()


def test_an_environment_that_lost_something_is_made_anew(tmp_path: Path) -> None:
    """A copy stopped half way, or the Python from which it was made has gone."""
    root = made(tmp_path / "root")
    folder = root / ".venv"
    (site,) = folder.glob("lib/python3*/site-packages")
    for name in ("pandas-1.dist-info", "vega-2.dist-info"):
        (site / name).mkdir()
        (site / name / "RECORD").touch()
    (folder / environment.PACKAGES).write_text("pandas-1.dist-info\nvega-2.dist-info\n", "utf-8")
    assert environment.current(root)
    (site / "vega-2.dist-info/RECORD").unlink()
    assert not environment.current(root), "a package is missing"
    (site / "vega-2.dist-info/RECORD").touch()
    settings = (folder / "pyvenv.cfg").read_text("utf-8")
    (folder / "pyvenv.cfg").write_text("home = /nowhere/bin\n", "utf-8")
    assert not environment.current(root), "its Python is gone"
    (folder / "pyvenv.cfg").unlink()
    assert not environment.current(root), "nothing says which Python it has"
    (folder / "pyvenv.cfg").write_text(settings, "utf-8")
    assert environment.current(root)


@pytest.mark.parametrize("name", ["PIP_TARGET", "PIP_PREFIX", "PIP_DRY_RUN", "PIP_PYTHON"])
def test_settings_of_the_reader_install_nothing_elsewhere(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    given = []
    monkeypatch.setenv(name, "/elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example.org/simple")

    def run(command: list[str], **how: dict[str, str]) -> subprocess.CompletedProcess[str]:
        given.append(how["env"])
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(environment.subprocess, "run", run)
    python, wanted = Path("/nowhere/bin/python"), REAL / "requirements-build.txt"
    assert environment._with_uv(python, wanted)
    assert len(given) == 2
    for variables in given:
        assert name not in variables
        assert variables["PIP_USER"] == "0"
        assert variables["PIP_INDEX_URL"] == "https://index.example.org/simple"


def by_make(
    rule: str, folder: Path, *more: str, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Have the project's Makefile make a rule that is added to it."""
    added = folder / "more.mk"
    added.write_text(f"shown:\n\t{rule}\n", "utf-8")
    files = ["-f", str(REAL / "Makefile"), "-f", str(added)]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", "--no-print-directory", *files, *more, "shown"],
        env=plain | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def test_make_gives_python_none_of_the_readers_settings(tmp_path: Path) -> None:
    settings = {"PYTHONPATH": "/evil", "PYTHONHOME": "/evil", "PYTHONWARNINGS": "error"}
    shown = by_make("@env", tmp_path, **settings, PYTHON="python3.12").stdout.splitlines()
    assert not [line for line in shown if line.partition("=")[0] in settings]
    assert "PYTHON=python3.12" in shown


def test_make_leaves_others_what_the_reader_has_set_for_them(tmp_path: Path) -> None:
    """A variable of the Makefile that is in the environment too is handed on as changed."""
    settings = dict.fromkeys(("BROWSER", "EDITOR", "PAGER", "TERM", "DISPLAY"), "theirs")
    shown = by_make("@env", tmp_path, **settings).stdout.splitlines()
    assert {f"{name}=theirs" for name in settings} <= set(shown)


def test_a_part_of_the_tests_that_fails_keeps_no_other_back(tmp_path: Path) -> None:
    """Whoever reads what a push was answered wants to know all that is wrong."""
    parts = ("check", "test-chapters", "test-pages")
    instead = "\n".join(f"{part}: ; @echo {part} asked; exit 1" for part in parts)
    made = f"include {REAL}/Makefile\nsetup book: ;\n{instead}\n"
    (tmp_path / "Makefile").write_text(made, "utf-8")
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    ran = subprocess.run(
        ["make", "test"], cwd=tmp_path, env=plain, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert ran.stdout.split("\n")[:3] == [f"{part} asked" for part in parts]


def test_line_ends_of_windows_make_no_lock_stale(tmp_path: Path) -> None:
    root = made(tmp_path / "root")
    for name in (*lock.INPUTS, *lock.LOCKS, lock.NOTEBOOKS_IN, lock.NOTEBOOKS):
        path = root / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert lock.faults(root) == []
    assert environment.current(root)


@pytest.mark.parametrize("version", [(3, 10, 12), (3, 14, 0)])
def test_another_python_is_refused_with_those_to_use(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    version: tuple[int, int, int],
) -> None:
    root = made(tmp_path / "root")
    monkeypatch.chdir(root)
    monkeypatch.setattr(environment.sys, "version_info", version)
    assert environment.main() == 1
    said = capsys.readouterr().err
    assert "locked for Python 3.11, 3.12 and 3.13" in said
    assert "make PYTHON=python3.11" in said


@pytest.mark.parametrize("module", ["workshop.environment", "workshop.lock"])
def test_it_runs_before_anything_is_installed(module: str) -> None:
    command = [sys.executable, "-S", "-c", f"import {module}"]
    environment = {"PYTHONPATH": str(REAL / "code")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_interrupted_it_says_so_in_one_sentence(tmp_path: Path) -> None:
    """It waits for what it reads: a pipe into which nobody writes."""
    root = made(tmp_path / "root")
    waited_for = root / lock.INPUTS[0]
    waited_for.unlink()
    os.mkfifo(waited_for)
    making = subprocess.Popen(
        [sys.executable, "-m", "workshop.environment"],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(REAL / "code")},
        stderr=subprocess.PIPE,
        text=True,
    )
    with waited_for.open("w"):  # opens once it reads
        making.send_signal(signal.SIGINT)
        _, said = making.communicate()
    assert making.returncode == 130
    words = "Interrupted: the environment is not made; the next `make` goes on with it."
    assert said == f"\n{words}\n"


def test_an_older_python_reads_it_and_comes_to_be_refused() -> None:
    """The python3 of a Mac is 3.9: it must come as far as the sentence that names another."""
    code = (
        "import sys, workshop.environment\n"
        "ours = ('workshop', 'monograph')\n"
        "print(*{m.__file__ for n, m in sys.modules.items() if n.startswith(ours)}, sep='\\n')"
    )
    paths = subprocess.run(
        [sys.executable, "-S", "-c", code],
        env={"PYTHONPATH": str(REAL / "code")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert len(paths) > 4
    for path in map(Path, paths):
        tree = ast.parse(path.read_text("utf-8"), feature_version=(3, 7))
        annotated = any(isinstance(node, ast.FunctionDef) for node in ast.walk(tree))
        futures = {n.module for n in tree.body if isinstance(n, ast.ImportFrom)}
        assert not annotated or "__future__" in futures, f"{path}: annotations are evaluated"


class Installers:
    """Stand in for pip and uv: note what is asked of each, and let it succeed or fail."""

    def __init__(self, fails: set[str]) -> None:
        self.fails, self.asked, self.commands = fails, [], []

    def run(self, command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        """Do as subprocess.run does."""
        self.commands.append(command)
        named = "uv" if command[0].endswith("/uv") else "pip"
        self.asked.append((named, lock.pins(Path(command[-1])) if "-c" not in command else {}))
        return subprocess.CompletedProcess(command, int(named in self.fails))


def test_what_is_installed_is_compiled_whoever_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pip does so by itself; a process that may write no bytecode would do it at every start."""
    by = Installers(set())
    monkeypatch.setattr(environment.subprocess, "run", by.run)
    environment._with_uv(Path("/nowhere/bin/python"), REAL / "requirements-build.txt")
    pip, uv = by.commands
    assert "--no-compile" not in pip
    assert "--compile-bytecode" in uv


@pytest.mark.parametrize("fails", [set(), {"uv"}])
def test_uv_installs_the_lock_and_pip_where_it_cannot(
    monkeypatch: pytest.MonkeyPatch, fails: set[str]
) -> None:
    whole = lock.pins(REAL / "requirements-build.txt")
    by = Installers(fails)
    monkeypatch.setattr(environment.subprocess, "run", by.run)
    python, wanted = Path("/nowhere/bin/python"), REAL / "requirements-build.txt"
    assert environment._with_uv(python, wanted) or environment._with_pip(python, wanted)
    first = [("pip", {"uv": whole["uv"]}), ("uv", whole)]
    assert by.asked == [*first, *([("pip", whole)] if fails else [])]


def test_one_entry_of_the_lock_has_its_hashes() -> None:
    held = lock.entry(REAL / "requirements-build.txt", "uv")
    assert held.startswith("uv==")
    assert held.count("==") == 1
    assert "--hash=sha256:" in held.splitlines()[-1]
    with pytest.raises(KeyError):
        lock.entry(REAL / "requirements-build.txt", "no-such-package")
