"""What the machine itself must have, from Debian's packages: installed where this user may.

Used before anything of the project is installed, so it needs the standard library only.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

EVERY = 20
"""Packages from one line of progress to the next."""

APT = (
    "apt-get",
    "--quiet",
    "--yes",
    "--no-install-recommends",
    "--option=DPkg::Lock::Timeout=600",  # another installation may be under way: wait for it
)


class LackingError(Exception):
    """The machine lacks something: the message says what, and how to get it."""


def install(*packages: str, why: str, say: Callable[[str], None] | None = None) -> None:
    """Install Debian packages, one process of this machine at a time.

    Parameters
    ----------
    packages
        Names, as apt-get knows them.
    why
        What needs them, as the beginning of a sentence: "The browser tests need Chromium".
    say
        Told what happens; printed if not given.

    Raises
    ------
    LackingError
        If this user may not, or it fails: the message gives the command, and what apt-get said.
    """
    said = say or (lambda line: print(line, flush=True))
    if not may_install():
        raise LackingError(f"{why}. On Debian or Ubuntu run, as root:\n    {command(*packages)}")
    said(f"{why}: installing {', '.join(packages)}")
    with _alone():
        _run("update")  # without a list, or with half of one, the next step says so
        fault = _run("install", *packages, say=said)
    if fault is not None:
        raise LackingError(f"{why}, and this fails:\n    {command(*packages)}\n{fault}")


def command(*packages: str) -> str:
    """Return what a reader has to run to install packages."""
    return f"apt-get update && apt-get install --no-install-recommends {' '.join(packages)}"


def may_install() -> bool:
    """Tell whether this is Debian or its like, and this user its administrator."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _run(*arguments: str, say: Callable[[str], None] | None = None) -> str | None:
    """Run apt-get; return None if it succeeds, else the end of what it said."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}  # it must never wait for an answer
    lines: list[str] = []
    done = 0
    with subprocess.Popen(
        [*APT, *arguments],
        env=quiet,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line.rstrip())
            done += line.startswith("Setting up")
            if say and line.startswith("Setting up") and done % EVERY == 0:
                say(f"  {done} packages are set up")
    return None if process.returncode == 0 else "\n".join(lines[-5:])


class _alone:  # noqa: N801  (a context manager, used like a function)
    """Hold a lock that all projects' processes of this machine share."""

    def __enter__(self) -> None:
        self._file = Path(tempfile.gettempdir(), "monograph-apt.lock").open("w")
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self._file.close()
