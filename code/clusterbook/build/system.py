"""What the machine itself must have, from Debian's packages: installed where this user may.

Used before anything of the project is installed, so it needs the standard library only.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

SECONDS = 900
"""How long one call of apt-get may take before it counts as failed."""

APT = (
    "apt-get",
    "--quiet",
    "--yes",
    "--no-install-recommends",
    "--option=DPkg::Lock::Timeout=600",  # another installation may be under way: wait for it
)


class LackingError(Exception):
    """The machine lacks something: the message says what, and how to get it."""


def install(*packages: str, why: str) -> None:
    """Install Debian packages, one process of this machine at a time.

    Parameters
    ----------
    packages
        Names, as apt-get knows them.
    why
        What needs them, as the beginning of a sentence: "The browser tests need Chromium".

    Raises
    ------
    LackingError
        If this user may not, or it fails: the message gives the command, and what apt-get said.
    """
    command = f"apt-get update && apt-get install --no-install-recommends {' '.join(packages)}"
    if not _may_install():
        raise LackingError(f"{why}. On Debian or Ubuntu run, as root:\n    {command}")
    print(f"{why}: installing {', '.join(packages)}", flush=True)
    with _alone():
        for arguments in (("update",), ("install", *packages)):
            said = _run(*APT, *arguments)
            if said is not None and arguments[0] == "install":
                raise LackingError(f"{why}, and this fails:\n    {command}\n{said}")


def _may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _run(*command: str) -> str | None:
    """Return None if the command succeeds, else the end of what it said."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}  # it must never wait for an answer
    try:
        done = subprocess.run(
            command,
            env=quiet,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        return f"    no end after {SECONDS} s"
    return None if done.returncode == 0 else "\n".join(done.stdout.splitlines()[-5:])


class _alone:  # noqa: N801  (a context manager, used like a function)
    """Hold a lock that all projects' processes of this machine share."""

    def __enter__(self) -> None:
        self._file = Path(tempfile.gettempdir(), "clusterbook-apt.lock").open("w")
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self._file.close()
