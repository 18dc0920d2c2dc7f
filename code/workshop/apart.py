"""Environments apart from the book's: what is only compared with, or only asked.

Each has a name, such as "bench": `requirements-bench.in` says what it wants,
`requirements-bench.txt` is its lock, and `.venv-bench` is where it stands.
"""

import shutil
import subprocess
import venv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Apart:
    """An environment of its own."""

    name: str

    @property
    def wanted(self) -> str:
        """Return the file that says what it wants."""
        return f"requirements-{self.name}.in"

    @property
    def lock(self) -> str:
        """Return the file that holds every package with its version and digests."""
        return f"requirements-{self.name}.txt"

    def python(self, root: Path) -> Path:
        """Return its Python; it is made anew if its lock has changed.

        Raises
        ------
        subprocess.CalledProcessError
            If the locked packages cannot be installed.
        """
        folder, lock = root / f".venv-{self.name}", root / self.lock
        python, mark = folder / "bin" / "python", folder / ".installed"
        if mark.is_file() and mark.read_bytes() == lock.read_bytes():
            return python
        print(f"Making {folder.name} with the packages of {self.lock}", flush=True)
        venv.create(folder, with_pip=True, clear=True)
        command = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        held = ["--require-hashes", "--no-deps", "--requirement", str(lock)]
        subprocess.run([str(python), *command, *held], check=True)
        shutil.copyfile(lock, mark)
        return python

    def resolve(self, root: Path) -> None:
        """Resolve what it wants into its lock."""
        options = ("--quiet", "--python-version", "3.11", "--universal", "--generate-hashes")
        shape = ("--no-header", "--no-annotate", "--output-file", self.lock)
        subprocess.run(
            ["uv", "pip", "compile", *options, *shape, self.wanted], cwd=root, check=True
        )
