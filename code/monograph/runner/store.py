"""Outputs of chapters, kept with what they depend on; and the hand-over to the Sphinx build."""

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import jupyter_cache.cache.main
import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.cache import db
from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.exc import DBAPIError

from monograph.runner.causes import in_words
from monograph.runner.chapters import BookError, Chapter
from monograph.runner.dependencies import Digests, keys
from monograph.runner.execute import Run
from monograph.runner.saved_widgets import refuse_unplayable
from monograph.runner.whole import holds, sizes

DOWNLOADS = {"image/svg+xml": "svg", "text/csv": "csv"}
"""Forms of a figure that a reader can take away: kind of output -> suffix of the file."""
PRINTED = "application/vnd.monograph.print+svg"
"""The form of a figure that print shows."""


def _database(folder: str | Path) -> Engine:
    """Open or make the cache's database, by a path that is one.

    jupyter-cache writes the path into an address, where `?` and `%20` mean something else: it
    fails, or opens a file outside of the project that two projects may share. Sphinx opens the
    cache in the same process.
    """
    path = Path(folder, db.DB_NAME)
    made = path.exists()
    engine = create_engine(URL.create("sqlite", database=str(path)))
    if not made:
        db.OrmBase.metadata.create_all(engine)
        path.with_name("__version__.txt").write_text(jupyter_cache.__version__)
    return engine


_theirs: Any = jupyter_cache.cache.main
_theirs.create_db = _database


@dataclass(frozen=True)
class Record:
    """What was true when a chapter last ran."""

    code: str
    depends: dict[str, str]
    """Dependency -> digest."""
    outputs: str
    """Digest of the outputs, saved widgets included: what the page is set from."""
    seconds: float
    length: int
    """Bytes of the file of outputs: a copy of it may have stopped half way."""


class Store:
    """The executed chapters under `_build/executed`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "_build" / "executed"

    def record(self, chapter: Chapter) -> Record | None:
        """Return what is known of the chapter's last run, None if there was none."""
        path = self._path(chapter, ".json")
        kept = self._path(chapter, ".ipynb")
        if not (path.is_file() and kept.is_file()):
            return None
        try:
            record = Record(**json.loads(path.read_text("utf-8")))
        except (ValueError, TypeError):
            return None  # written by another version of the builder: run again
        return record if record.length == kept.stat().st_size else None

    def reasons(self, chapter: Chapter, digests: Digests) -> list[str]:
        """Return why the chapter must run again; an empty list if its outputs still hold."""
        record = self.record(chapter)
        if record is None:
            return ["never run"]
        changed = [key for key, digest in record.depends.items() if digests.of(key) != digest]
        return (["its code"] if record.code != chapter.code_digest else []) + changed

    def why(self, chapter: Chapter, digests: Digests) -> str:
        """Return why the chapter must run again, in words; nothing if its outputs still hold."""
        reasons = self.reasons(chapter, digests)
        gone = [reason for reason in reasons if ":" in reason and digests.of(reason) == "gone"]
        return in_words(reasons, gone, digests.tables()) if reasons else ""

    def put(self, chapter: Chapter, run: Run) -> None:
        """Keep the outputs of a run. What was edited meanwhile counts as changed since."""
        text = nbformat.writes(run.notebook)
        digests = Digests(self.root)
        depends = {
            key: "edited during the run"
            if digests.touched_since(key, run.started)
            else digests.of(key)
            for key in keys(run.report)
        }
        shown = [_outputs(run.notebook), run.notebook.metadata.get("widgets")]
        outputs = hashlib.sha256(json.dumps(shown).encode()).hexdigest()
        length = len(text.encode())
        record = Record(chapter.code_digest, depends, outputs, round(run.seconds, 2), length)
        # First forget, then write: a builder that is killed in between must not leave new outputs
        # with an old record.
        self._path(chapter, ".json").unlink(missing_ok=True)
        _write(self._path(chapter, ".ipynb"), text)
        _write(self._path(chapter, ".json"), json.dumps(asdict(record), indent=1))

    def executed(self, chapter: Chapter) -> Any:  # noqa: ANN401  (a notebook node)
        """Return the chapter as it reads now, with the outputs of its last run."""
        notebook = nbformat.from_dict(json.loads(json.dumps(chapter.notebook)))
        ran = nbformat.read(self._path(chapter, ".ipynb"), as_version=4)
        outputs = iter(_outputs(ran))
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.execution_count, cell.outputs = next(outputs)
        for key in ("language_info", "widgets"):
            if key in ran.metadata:
                notebook.metadata[key] = ran.metadata[key]
        return notebook

    def hand_over(self, chapters: list[Chapter]) -> None:
        """Fill the cache that the Sphinx build reads, and say which outputs are new.

        Raises
        ------
        BookError
            If a chapter shows a widget that a page cannot play, or if the disk fails.
        """
        folder = self.root / "_build" / ".jupyter_cache"
        try:
            stamps = self._fill(folder, chapters)
        except DBAPIError as fault:  # the cache is a database: it says in its own way that it fails
            raise BookError(f"{folder}: {fault.orig}") from None
        _write(self.folder / "stamps.json", json.dumps(stamps, indent=1))

    def _fill(self, folder: Path, chapters: list[Chapter]) -> dict[str, str]:
        """Fill the cache anew, unless it was filled whole from the same chapters and outputs."""
        records = {chapter.name: self.record(chapter) for chapter in chapters}
        missing = [name for name, record in records.items() if record is None]
        assert not missing, f"{', '.join(missing)} has not run"
        stamps = {name: record.outputs for name, record in records.items() if record}
        whole, asked = folder / "whole.json", _asked(chapters, stamps)
        if _is_whole(whole, asked):
            return stamps
        whole.unlink(missing_ok=True)  # before all else: from here on it may be half a cache
        shutil.rmtree(folder, ignore_errors=True)
        cache = get_cache(folder)
        for chapter in chapters:
            record = records[chapter.name]
            assert record is not None
            executed = self.executed(chapter)
            refuse_unplayable(chapter, executed)
            bundle = CacheBundleIn(
                _for_sphinx(executed),
                str(chapter.path),
                data={"execution_seconds": record.seconds},
            )
            cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
        _write(whole, json.dumps({"asked": asked, "files": sizes(folder)}, indent=1))
        return stamps

    def _path(self, chapter: Chapter, suffix: str) -> Path:
        return self.folder / f"{chapter.name.replace('/', '-')}{suffix}"


def _asked(chapters: list[Chapter], stamps: dict[str, str]) -> str:
    """Return all that the cache of these chapters hangs on: cells, outputs, places, our own code.

    Of the prose it is the number of cells alone, since a number names its cell by its place.
    """
    here = Path(__file__).parent
    ours = b"".join(path.read_bytes() for path in sorted(here.glob("*.py")))
    cells = {
        str(chapter.path): [
            (index, cell.source, cell.metadata)
            for index, cell in enumerate(chapter.notebook.cells)
            if cell.cell_type == "code"
        ]
        + [chapter.notebook.metadata.get("kernelspec")]
        for chapter in chapters
    }
    return json.dumps([hashlib.sha256(ours).hexdigest(), stamps, cells], indent=1)


def _is_whole(path: Path, asked: str) -> bool:
    """Tell whether the cache beside this mark was filled as asked, and has lost nothing since."""
    try:
        mark = json.loads(path.read_text("utf-8"))
        return bool(mark["asked"] == asked) and holds(path.parent, mark["files"])
    except (OSError, ValueError, TypeError, KeyError):
        return False  # there is none, or half of one, or one of another version of the builder


def _for_sphinx(notebook: Any) -> Any:  # noqa: ANN401
    """Leave out what only the downloads need, and tell each kept number which cell told it."""
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            for kind in DOWNLOADS if "text/html" in output.get("data", {}) else ():
                output.data.pop(kind, None)
            if PRINTED in output.get("data", {}):
                output.data["image/svg+xml"] = output.data.pop(PRINTED)
            if "scrapbook" in output.get("metadata", {}):
                output.metadata["scrapbook"]["cell"] = index
    return notebook


def _outputs(notebook: Any) -> list[tuple[int | None, list[Any]]]:  # noqa: ANN401
    return [(c.execution_count, c.outputs) for c in notebook.cells if c.cell_type == "code"]


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_text(text, "utf-8")
    new.replace(path)
