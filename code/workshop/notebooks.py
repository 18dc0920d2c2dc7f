"""Open the book's folder in JupyterLab, chapters as notebooks: `python -m ….build.notebooks`.

The setting goes with this start alone; what a reader has chosen for JupyterLab elsewhere stands.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from workshop.lab import VIEWERS, write_settings


def command(root: Path) -> list[str]:
    """Return the command that opens a project's folder, at its chapters."""
    start = [sys.executable, "-m", "jupyterlab", f"--notebook-dir={root}"]
    return [*start, "--LabApp.default_url=/lab/tree/book"]


def variables(root: Path) -> dict[str, str]:
    """Write the setting below `_build`; return the environment variables that make it count."""
    config = root / "_build/lab"
    write_settings(config, {"@jupyterlab/docmanager-extension:plugin": VIEWERS})
    path = [str(config), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    return {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join(path)}


if __name__ == "__main__":
    here = Path.cwd()
    start = command(here)
    os.execve(start[0], [*start, *sys.argv[1:]], variables(here))
