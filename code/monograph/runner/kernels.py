"""Where a chapter's kernel comes from: forked from a prepared process, or started afresh.

Imports nothing that takes long: the prepared process is started before all else.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from monograph.runner.command import in_one_piece

SCRIPT, DRAWS = (Path(__file__).with_name(name) for name in ("prepared.py", "draws.py"))
DRAWN_AT = "MONOGRAPH_DRAWS"
"""The variable that tells a kernel where to have its figures drawn (`drawing/engine.py`)."""
PATIENCE = 60
"""Seconds until a prepared process that gives no kernel is given up: it hangs, or is stopped."""
FORKS = sys.platform == "linux"
"""Whether forking is to be had; on macOS, libraries that are loaded may not survive it."""


def for_sockets() -> str:
    """Return where folders for sockets are made: not under a $TMPDIR that is too long.

    A socket's path may have some hundred bytes, of which the folder and the name take thirty.
    """
    usual = tempfile.gettempdir()
    return usual if len(os.fsencode(usual)) <= 70 else "/tmp"


class Prepared:
    """A process that has imported what chapters import, and forks their kernels.

    Beside it stands one that draws for all of them.
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="prepared-", dir=for_sockets()))
        self._process = self._serving(SCRIPT, "--serve")
        self._draws = self._serving(DRAWS)
        self._forked: list[Forked] = []

    @property
    def _door(self) -> Path:
        return self.folder / "requests"

    def _serving(self, script: Path, *how: str) -> subprocess.Popen[bytes]:
        """Start a script that serves in the folder for as long as its input is open."""
        return subprocess.Popen(
            [sys.executable, "-P", str(script), *how, str(self.folder)],
            env=environment() | {"PYTHONPATH": ""},
            stdin=subprocess.PIPE,
            cwd=self.folder,
            start_new_session=True,  # Ctrl-C is for the builder, which ends it
        )

    async def imported(self) -> None:
        """Wait until the prepared process listens, or has ended, however long it imports."""
        while self._process.poll() is None and not self._door.exists():
            await _a_moment()

    async def fork(self, request: dict[str, Any]) -> Forked | None:
        """Return a forked kernel, None if the prepared process does not answer."""
        drawn_at = {DRAWN_AT: str(self.folder / "drawings")}
        request = request | {"env": request["env"] | drawn_at}
        while self._process.poll() is None:
            guest = socket.socket(socket.AF_UNIX)
            guest.settimeout(PATIENCE)
            try:
                guest.connect(str(self._door))
                guest.sendall(json.dumps(request).encode() + b"\n")
                answer = guest.makefile("r").readline()
                guest.settimeout(None)
                forked = Forked(int(answer), guest)
            except TimeoutError:
                guest.close()
                return None
            except (OSError, ValueError):
                guest.close()
                await _a_moment()  # it is about to listen
            else:
                self._forked.append(forked)
                return forked
        return None

    def end(self) -> None:
        """End both, and what kernels still run, which would complain that their folders go."""
        for process in (self._process, self._draws):
            assert process.stdin is not None
            process.kill()  # at once, also one that still imports
            process.stdin.close()
            process.wait()
        for kernel in self._forked:
            kernel.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


async def _a_moment() -> None:
    import asyncio  # here, where it is running: to import it takes as long as all else above

    await asyncio.sleep(0.05)


class Forked:
    """A kernel's process, with as much of a Popen as its manager asks for.

    It is no child of this process: that it has ended shows by the end of the connection.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, guest: socket.socket) -> None:
        self.pid = pid
        self._guest = guest
        self._ended: int | None = None

    def poll(self) -> int | None:
        """Return 0 if the process has ended, else None."""
        if self._ended is None and select.select([self._guest], [], [], 0)[0]:
            self._guest.close()
            self._ended = 0
        return self._ended

    def wait(self) -> int:
        """Wait for the end."""
        if self._ended is None:
            select.select([self._guest], [], [])
        return self.poll() or 0

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the process has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill the process."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)


@contextmanager
def prepared() -> Iterator[Prepared | None]:
    """Give a prepared process, None where forking is not to be had."""
    template = None
    try:
        with in_one_piece():
            template = Prepared() if FORKS else None
        yield template
    finally:
        if template is not None:
            template.end()


def environment() -> dict[str, str]:
    """Return the variables that a kernel gets: without those that change how Python runs."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON") or k == "PYTHONPATH"}
    return kept | {
        "PYTHONHASHSEED": "0",  # sets print in one order
        "PYTHONNOUSERSITE": "1",
        "NO_COLOR": "1",
        # Kernels keep the cores busy: threads of one would wait for a core, and busily.
        "OPENBLAS_NUM_THREADS": "1",
    }
