"""Open the chapters as living notebooks in JupyterLab: `python -m workshop.notebooks`.

They are laid out in a folder of their own, `_build/notebooks`, where a reader may change and save
them: neither the sources of the chapters nor what was built is ever written. With `--lay` they are
laid out and not opened; that is how Binder's image gets them.

An author may open a chapter's source there too, as a notebook (Open With, Jupytext Notebook):
saving it changes what was edited and nothing else.
"""

import hashlib
import json
import os
import sys
from pathlib import Path

import nbformat
from nbformat.sign import NotebookNotary

from monograph.living.widgets import revived
from monograph.records.repository import OPENED
from monograph.runner.chapters import Chapter
from monograph.runner.store import Store
from workshop.lab import write_settings

MADE = "_build/html/notebooks"
"""Where the build of the pages leaves them."""
CONFIG = "_build/lab"
"""Settings and signatures of the JupyterLab that `make lab` opens."""
NOTE = "laid.json"
"""What was laid: a notebook that is still as it was laid may be replaced."""
SAVING = "workshop.authoring.keep_layout"
"""What saves a chapter that is edited as a notebook; not imported here, since it needs Jupytext."""
QUIET = {
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false"},
}


class NothingMadeError(Exception):
    """There are no notebooks to lay out: the message says what makes them."""


def lay(root: Path) -> list[Path]:
    """Lay out the notebooks of the last build; return those that a reader has changed.

    These are left as they are.

    Raises
    ------
    NothingMadeError
        If the book has not been built.
    """
    made, laid = root / MADE, root / OPENED
    sources = sorted(made.rglob("*.ipynb"))
    if not sources:
        raise NothingMadeError(f"{made}: no notebooks; run `make book` first")
    note = laid / NOTE
    known = json.loads(note.read_text("utf-8")) if note.is_file() else {}
    kept, now = [], {}
    for source in sources:
        name = source.relative_to(made).as_posix()
        target = laid / name
        if target.is_file() and _digest(target) != known.get(name):
            kept.append(target)
            now[name] = known.get(name, "")
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_alive(root, source, name), "utf-8")
        now[name] = _digest(target)
    note.write_text(json.dumps(now, indent=1), "utf-8")
    return kept


def _alive(root: Path, source: Path, name: str) -> str:
    """Return a notebook with its explorers alive, where the book's own run of it is at hand."""
    text = source.read_text("utf-8")
    chapter, store = Chapter(root, name.removesuffix(".ipynb")), Store(root)
    if not chapter.path.is_file() or store.record(chapter) is None:
        return text
    made = nbformat.reads(text, as_version=4)
    return nbformat.writes(revived(made, store.executed(chapter))) + "\n"


def trust(root: Path, keys: Path | None = None) -> None:
    """Sign the notebooks that are laid, so that JupyterLab shows their explorers at once.

    It plays widgets only in notebooks that ran here, or that are signed: these come from the code
    beside them.

    Parameters
    ----------
    root
        The project's folder.
    keys
        Where the signatures are kept; None for where the caller's Jupyter keeps them.
    """
    notary = NotebookNotary(**(_keys(keys) if keys else {}))
    for path in sorted((root / OPENED).rglob("*.ipynb")):
        notary.sign(nbformat.read(path, as_version=4))


def _keys(folder: Path) -> dict[str, str]:
    folder.mkdir(parents=True, exist_ok=True)
    return {"db_file": str(folder / "signatures.db"), "secret_file": str(folder / "secret")}


def options(root: Path) -> list[str]:
    """Return the options by which JupyterLab finds what `trust` has signed for it."""
    return [f"--NotebookNotary.{name}={path}" for name, path in _keys(root / CONFIG).items()]


def command(root: Path) -> list[str]:
    """Return the command that opens a project's folder, at its notebooks."""
    start = [sys.executable, "-m", "jupyterlab", f"--notebook-dir={root}", *options(root)]
    return [*start, f"--LabApp.default_url=/lab/tree/{OPENED}/book/index.ipynb"]


def variables(root: Path) -> dict[str, str]:
    """Write the settings below `_build`; return the environment variables that make them count."""
    config = root / CONFIG
    write_settings(config, QUIET)
    saving = {"ContentsManager": {"pre_save_hook": SAVING}}
    (config / "jupyter_server_config.json").write_text(json.dumps(saving), "utf-8")
    path = [str(config), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    return {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join(path)}


def main(arguments: list[str]) -> int:
    """Lay out, say what was kept, and open; return the exit status."""
    root = Path.cwd()
    try:
        for path in lay(root):
            print(f"{path} is left as you saved it; delete it to have it as the book has it.")
    except NothingMadeError as fault:
        print(fault, file=sys.stderr)
        return 1
    if "--lay" in arguments:
        trust(root)
        return 0
    trust(root, root / CONFIG)
    start = command(root)
    return os.spawnve(os.P_WAIT, start[0], [*start, *arguments], variables(root))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
