"""A JupyterLab of its own, for tests and measurements: no network, no trace in the user's home."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from monograph.records.repository import OPENED

TOKEN = "a-test-of-the-book"
SECONDS_TO_START = 60

OPTIONS = (
    "--no-browser",
    "--allow-root",  # in a container there is no other user
    f"--IdentityProvider.token={TOKEN}",
    "--LabApp.news_url=",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.expose_app_in_browser=True",
)

SETTINGS = {
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}


@contextmanager
def lab(root: Path, scratch: Path, more: dict[str, Any] | None = None) -> Iterator[str]:
    """Start JupyterLab on a project's folder; give its address, without a slash at the end.

    Parameters
    ----------
    root
        What it shows.
    scratch
        A folder for its settings, logs and home.
    more
        Further settings of it, by plug-in.

    Raises
    ------
    RuntimeError
        With its log, if it does not start.
    """
    write_settings(scratch / "config", SETTINGS | (more or {}))
    with running(Path(sys.executable), root, _environment(scratch), scratch) as address:
        yield address


def write_settings(config: Path, settings: dict[str, Any]) -> None:
    """Write what JupyterLab shall do where its user has chosen nothing else."""
    (config / "labconfig").mkdir(parents=True, exist_ok=True)
    path = config / "labconfig" / "default_setting_overrides.json"
    path.write_text(json.dumps(settings), "utf-8")


@contextmanager
def running(
    python: Path,
    root: Path,
    variables: dict[str, str],
    scratch: Path,
    options: Iterable[str] = (),
) -> Iterator[str]:
    """Start the JupyterLab of an environment; end it, and its kernels, in the end.

    Parameters
    ----------
    python
        Of the environment.
    root
        What it shows.
    variables
        Its environment variables.
    scratch
        A folder for its log.
    options
        Further ones of its command line.

    Raises
    ------
    RuntimeError
        With its log, if it does not start.
    """
    port = _free_port()
    command = [str(python), "-m", "jupyterlab", *OPTIONS, *options]
    command += [f"--ServerApp.port={port}", f"--ServerApp.root_dir={root}"]
    log = scratch / "lab.log"
    with log.open("w") as said:
        server = subprocess.Popen(command, env=variables, stdout=said, stderr=said)
        try:
            _wait(f"http://127.0.0.1:{port}", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()  # it ends its kernels itself
            with suppress(subprocess.TimeoutExpired):
                server.wait(20)
            server.kill()
            server.wait()


def notebook_url(address: str, chapter: str) -> str:
    """Return where a chapter such as "book/survey" opens as a living notebook."""
    return f"{address}/lab/tree/{OPENED}/{chapter}.ipynb?reset&token={TOKEN}"


def _environment(scratch: Path) -> dict[str, str]:
    own = {"HOME": scratch, "IPYTHONDIR": scratch / "ipython"}
    own |= {"JUPYTER_CONFIG_DIR": scratch / "config", "JUPYTER_DATA_DIR": scratch / "data"}
    own |= {"JUPYTER_RUNTIME_DIR": scratch / "run"}
    return {**os.environ, **{name: str(path) for name, path in own.items()}}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    last = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < last and server.poll() is None:
        with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"{address}/api?token={TOKEN}", timeout=2).close()
            return
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab does not start:\n{log.read_text('utf-8')}")
