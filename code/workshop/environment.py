"""Make the virtual environment, or leave a current one: `python3 -m workshop.environment`.

Runs before anything is installed, so it uses the standard library only. It says what it does and,
where the machine lacks something, exactly what to run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from monograph.runner.command import command
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
    if folder.is_symlink() or (folder.exists() and not sound(folder)):
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
    if not (installed.is_file() and sound(root / ".venv")):
        return False
    return wanted.read_text("utf-8") == installed.read_text("utf-8")


def sound(folder: Path) -> bool:
    """Tell whether an environment has its Python, and every package that was installed in it.

    The system's Python may have gone or become another since, and a copy may have stopped half way.
    """
    settings, packages = folder / "pyvenv.cfg", folder / PACKAGES
    homes = sorted(folder.glob("lib/python3*/site-packages"))
    if not ((folder / "bin" / "python").exists() and settings.is_file() and homes):
        return False
    home = re.search("^home *= *(.*)$", settings.read_text("utf-8"), re.MULTILINE)
    if not home or not Path(home[1].strip(), homes[0].parent.name).exists():
        return False
    if not packages.is_file():
        return True  # made before this was written down
    return set(packages.read_text("utf-8").split()) <= _packages(homes[0])


PACKAGES = ".packages"
"""In the environment: the records of what was installed, which are written after the packages."""


def _packages(site: Path) -> set[str]:
    return {path.parent.name for path in site.glob("*.dist-info/RECORD")}


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
    listed = "".join(f"{name}\n" for name in sorted(_packages(Path(site))))
    (root / ".venv" / PACKAGES).write_text(listed, "utf-8")
    shutil.copyfile(wanted, root / ".venv" / ".installed")  # what `make` compares with the lock


HELD = ("--require-hashes", "--no-deps", "--requirement")
"""The lock says every package and its content: whoever installs, it comes to the same."""


def _with_pip(python: Path, wanted: Path) -> bool:
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*command, *HELD, str(wanted)], env=_plain(), check=False)
    return done.returncode == 0


def _plain() -> dict[str, str]:
    """Return the variables for an installer: none that has it install other things, or elsewhere.

    Where the index is, and how it is reached, stays as the reader has set it.
    """
    elsewhere = ("TARGET", "PREFIX", "ROOT", "PYTHON", "USER", "DRY_RUN", "CONSTRAINT", "SRC")
    others = {f"{tool}_{name}" for tool in ("PIP", "UV") for name in (*elsewhere, "REQUIREMENT")}
    kept = {name: value for name, value in os.environ.items() if name not in others}
    return kept | {"PIP_USER": "0"}  # before what a file of settings says


def _with_uv(python: Path, wanted: Path) -> bool:
    """Install with uv, which is in the lock and takes a fraction of pip's time.

    It does not read pip's settings: where only these lead to an index, pip is asked. As pip does by
    itself, it compiles what it installs: where Python is told to write no bytecode, or cannot,
    every start would compile thousands of modules anew, for half the time of a small build.
    """
    with tempfile.TemporaryDirectory() as folder:
        alone = Path(folder, "uv.txt")
        alone.write_text(lock.entry(wanted, "uv"), "utf-8")
        if not _with_pip(python, alone):
            return False
    uv = [str(python.with_name("uv")), "pip", "install", "--quiet", "--system-certs"]
    command = [*uv, "--compile-bytecode", "--python", str(python), *HELD, str(wanted)]
    return subprocess.run(command, env=_plain(), capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(command(main, "the environment is not made; the next `make` goes on with it."))
