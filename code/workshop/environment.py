"""Make the virtual environment, or leave a current one: `python3 -m workshop.environment`.

Runs before anything is installed, so it uses the standard library only. It says what it does and,
where the machine lacks something, exactly what to run.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from workshop import lock, system
from workshop.system import LackingError


def main() -> int:
    """Make or renew `.venv` in the working directory; return the exit status."""
    root = Path.cwd()
    try:
        _check(root)
        if current(root):
            for site in root.glob(".venv/lib/python3*/site-packages"):
                _lead(root, site)
            return 0
        python = _make(root / ".venv")
        _install(root, python)
    except LackingError as fault:
        print(f"\n{fault}", file=sys.stderr)
        return 1
    return 0


def _check(root: Path) -> None:
    if sys.version_info[:2] not in lock.PYTHONS:
        served = [f"{major}.{minor}" for major, minor in lock.PYTHONS]
        raise LackingError(
            f"The book's packages are locked for Python {', '.join(served[:-1])} and {served[-1]}; "
            f"{sys.executable} is {sys.version.split()[0]}. "
            f"Install one of them and run `make PYTHON=python{served[0]} …`."
        )
    problems = lock.faults(root)
    if problems:
        raise LackingError("\n".join(problems))


def _make(folder: Path) -> Path:
    """Make the virtual environment, with what Debian keeps apart from Python if need be."""
    if folder.is_symlink() or (folder.exists() and not (folder / "bin" / "python").exists()):
        folder.unlink() if folder.is_symlink() else shutil.rmtree(folder)
    try:
        import ensurepip  # noqa: F401  (Debian ships it in python3-venv)
    except ImportError:
        system.install(f"python3.{sys.version_info.minor}-venv", why="Python lacks its module venv")
    print(f"Making the virtual environment {folder}", flush=True)
    try:
        venv.create(folder, with_pip=True, upgrade_deps=False)
    except subprocess.CalledProcessError:
        raise LackingError(
            "Python cannot make a virtual environment. On Debian or Ubuntu run:\n"
            f"    sudo apt-get install python3.{sys.version_info.minor}-venv"
        ) from None
    return folder / "bin" / "python"


def current(root: Path) -> bool:
    """Tell whether what is installed is what the lock asks for, whatever ends their lines."""
    wanted, installed = root / "requirements-build.txt", root / ".venv" / ".installed"
    return installed.is_file() and wanted.read_text("utf-8") == installed.read_text("utf-8")


def _lead(root: Path, site: Path) -> None:
    """Lead Python to the code beside its environment.

    By a path that is relative: a copy or a renamed folder that takes its environment along runs
    its own code.
    """
    text = f"{os.path.relpath(root / 'code', site)}\n"
    path = site / "book.pth"
    if not path.is_file() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")


def _install(root: Path, python: Path) -> None:
    wanted = root / "requirements-build.txt"
    count = len(lock.pins(wanted))
    print(f"Installing the {count} locked packages (a minute or two the first time)", flush=True)
    if not (_with_uv(python, wanted) or _with_pip(python, wanted)):
        raise LackingError(
            "Could not install the locked packages (see above): "
            "is the package index reachable from here?"
        )
    site = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    _lead(root, Path(site))
    shutil.copyfile(wanted, root / ".venv" / ".installed")  # what `make` compares with the lock


HELD = ("--require-hashes", "--no-deps", "--requirement")
"""The lock says every package and its content: whoever installs, it comes to the same."""


def _with_pip(python: Path, wanted: Path) -> bool:
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return subprocess.run([*command, *HELD, str(wanted)], check=False).returncode == 0


def _with_uv(python: Path, wanted: Path) -> bool:
    """Install with uv, which is in the lock and takes a fraction of pip's time.

    It does not read pip's settings: where only these lead to an index, pip is asked.
    """
    with tempfile.TemporaryDirectory() as folder:
        alone = Path(folder, "uv.txt")
        alone.write_text(lock.entry(wanted, "uv"), "utf-8")
        if not _with_pip(python, alone):
            return False
    uv = [str(python.with_name("uv")), "pip", "install", "--quiet", "--system-certs"]
    command = [*uv, "--python", str(python), *HELD, str(wanted)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
