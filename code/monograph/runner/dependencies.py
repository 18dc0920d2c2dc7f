"""What a chapter's outputs depend on, watched while it runs.

A probe in the chapter's kernel notes every file of the project that the chapter opens, every folder
whose files it lists, every module of the project that it imports, and every table whose description
it uses. The digests of these, with the code of its cells and the locked environment, decide whether
it must run again. Words are free: a comment, a docstring or the layout of code changes no digest.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from monograph.runner.code_digest import Remembered
from monograph.runner.sources import hidden

WATCH = """
import os as _os, sys as _sys
_cb_opened, _cb_listed = set(), set()
_cb_events = {{
    "open": _cb_opened, "sqlite3.connect": _cb_opened,
    "os.listdir": _cb_listed, "os.scandir": _cb_listed,
}}
def _cb_watch(event, args, _root={root!r}):
    noted = _cb_events.get(event)
    if noted is None or isinstance(args[0], int):
        return
    if noted is _cb_listed:
        asks = _sys._getframe(1).f_globals.get("__name__", "")
        if asks.startswith(("importlib", "pkgutil")):
            return  # what is imported is noted as such
    path = _os.path.abspath("." if args[0] is None else _os.fsdecode(args[0]))
    if (path + _os.sep).startswith(_root):
        noted.add(path[len(_root):] or ".")
_sys.addaudithook(_cb_watch)
_cb_code = {root!r} + "code/"
"""
"""Runs in the kernel before the first cell: notes each file of the project that is opened.

What a library opens past Python is not seen: Parquet by its path, say. A chapter hands such a
library the bytes.
"""

REPORT = """
import json as _json, sys as _sys
_cb_tables = _sys.modules.get("monograph.tables.package")
print(_json.dumps({
    "opened": sorted(_cb_opened),
    "listed": sorted(_cb_listed),
    "modules": sorted(
        name for name, module in list(_sys.modules.items())
        if str(getattr(module, "__file__", None) or "").startswith(_cb_code)
    ),
    "tables": sorted(_cb_tables.consulted()) if _cb_tables else [],
}))
"""
"""Runs in the kernel after the last cell: says what was noted."""

PACKAGE, LOCK = "data/datapackage.json", "requirements.txt"
WORDS = ".toml"
"""Ending of the file beside a module that holds its words."""

# Opened, but not what outputs depend on: code is tracked by module, the package's description by
# table (its digest of one table must not make the chapters of another run again), and the rest is
# the build's own.
PASSED_OVER = ("code/", "_build/", ".venv/", ".git/", PACKAGE, "book/.")


def keys(report: dict[str, Any]) -> list[str]:
    """Return the names of a chapter's dependencies from what its kernel reported."""
    files = [f"file:{p}" for p in report["opened"] if not p.startswith(PASSED_OVER)]
    folders = [f"folder:{p}" for p in report["listed"] if not f"{p}/".startswith(PASSED_OVER)]
    modules = [f"module:{name}" for name in report["modules"]]
    tables = [f"table:{name}" for name in report["tables"]]
    return sorted({*files, *folders, *modules, *tables, "environment"})


class Digests:
    """The digests of dependencies as the project stands now; each is taken once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known: dict[str, str] = {}
        self._files: dict[str, list[Path]] = {}
        self._code = Remembered(root / "_build" / "code.json")
        self._package: dict[str, Any] | None = None

    def of(self, key: str) -> str:
        """Return the digest of one dependency; of one that is gone, the word "gone"."""
        if key not in self._known:
            kind, _, name = key.partition(":")
            self._known[key] = getattr(self, f"_{kind}")(name)
        return self._known[key]

    def keep(self) -> None:
        """Remember the digests of the code that was asked for, for the next build."""
        self._code.keep()

    def touched_since(self, key: str, moment: float) -> bool:
        """Tell whether a file behind the dependency was edited after `moment` (seconds, epoch)."""
        kind, _, name = key.partition(":")
        paths = {
            "file": [self.root / name],
            "folder": [self.root / name],
            "module": self._files_of_module(name),
            "table": [self.root / PACKAGE],
            "environment": [self.root / LOCK],
        }[kind]
        return any(_changed_at(path) > moment for path in paths)

    def _file(self, name: str) -> str:
        path = self.root / name
        return _sha(path.read_bytes()) if path.is_file() else "gone"

    def _folder(self, name: str) -> str:
        path = self.root / name
        if not path.is_dir():
            return "gone"
        own = sorted(p.name for p in path.iterdir() if not hidden(p, self.root))
        return _sha(json.dumps([name for name in own if name != "__pycache__"]).encode())

    def _module(self, name: str) -> str:
        paths = self._files_of_module(name)
        if not paths[0].is_file():
            return "gone"
        return _sha(b"".join(self._content(path) for path in paths))

    def _content(self, path: Path) -> bytes:
        """Return what counts of a file: of code its digest, of any other every byte."""
        content = path.read_bytes()
        code = path.suffix in {".py", ".pyi"}
        return self._code.of(content).encode() if code else content

    def _files_of_module(self, name: str) -> list[Path]:
        """Return a module's files. They are looked for once, though asked for by two."""
        if name not in self._files:
            self._files[name] = self._found_of_module(name)
        return self._files[name]

    def _found_of_module(self, name: str) -> list[Path]:
        base = self.root.joinpath("code", *name.split("."))
        if not base.is_dir():
            module, words = base.with_suffix(".py"), base.with_suffix(WORDS)
            return [module, words] if words.is_file() else [module]
        # What a package carries beside its modules (fonts, say) counts as part of it; but the
        # words of one module are its own.
        beside = [
            p
            for p in base.iterdir()
            if p.is_file()
            and not hidden(p, self.root)
            and p.suffix not in {".py", ".pyc"}
            and not (p.suffix == WORDS and p.with_suffix(".py").is_file())
        ]
        folders = [d for d in base.iterdir() if d.is_dir() and not (d / "__init__.py").exists()]
        inside = (p for d in folders if d.name != "__pycache__" for p in d.rglob("*"))
        # What npm brings stands in its lock.
        held = (
            p
            for p in inside
            if p.is_file() and not hidden(p, self.root) and "node_modules" not in p.parts
        )
        return [base / "__init__.py", *sorted([*beside, *held])]

    def tables(self) -> dict[str, str]:
        """Return the file of each table under the project's root, as the data package says."""
        folder = Path(PACKAGE).parent
        return {
            str(r["name"]): str(folder / str(r["path"]))
            for r in self._resources()
            if "name" in r and "path" in r
        }

    def _resources(self) -> list[dict[str, Any]]:
        if self._package is None:
            path = self.root / PACKAGE
            self._package = json.loads(path.read_text("utf-8")) if path.is_file() else {}
        found: list[dict[str, Any]] = self._package.get("resources", [])
        return found

    def _table(self, name: str) -> str:
        resources = self._resources()
        if name == "*":
            return _sha(json.dumps([r.get("name") for r in resources]).encode())
        found = [r for r in resources if r.get("name") == name]
        return _sha(json.dumps(found, sort_keys=True).encode()) if found else "gone"

    def _environment(self, _: str) -> str:
        lock = self.root / LOCK
        version = ".".join(map(str, sys.version_info[:3]))
        return _sha((lock.read_bytes() if lock.is_file() else b"") + version.encode())


def _changed_at(path: Path) -> float:
    """Return when a file changed last; of one that is gone, when its folder did.

    The change time, not the time of writing: a file that is moved into place brings the latter
    along.
    """
    if path.exists():
        return path.stat().st_ctime
    return path.parent.stat().st_ctime if path.parent.exists() else 0.0


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
