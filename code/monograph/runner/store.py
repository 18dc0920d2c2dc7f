"""Outputs of chapters, kept with what they depend on; and the hand-over to the Sphinx build."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat

from monograph.runner.causes import in_words
from monograph.runner.chapters import Chapter
from monograph.runner.dependencies import Digests, keys
from monograph.runner.execute import Run
from monograph.runner.saved_widgets import refuse_unplayable

DOWNLOADS = {"image/svg+xml": "svg", "text/csv": "csv"}
"""Forms of a figure that a reader can take away: kind of output -> suffix of the file."""
PRINTED = "application/vnd.monograph.print+svg"
"""The form of a figure that print shows."""


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
        self.ran(chapter)  # while others run: when all have, a core would be idle

    def executed(self, chapter: Chapter) -> Any:  # noqa: ANN401  (a notebook node)
        """Return the chapter as it reads now, with the outputs of its last run."""
        notebook = nbformat.from_dict(json.loads(json.dumps(chapter.notebook)))
        self._give(chapter, notebook)
        return notebook

    def set_from(self, chapter: Chapter, notebook: Any) -> Any:  # noqa: ANN401
        """Return a chapter, as Sphinx reads it now, with the outputs that its page is set from."""
        notebook = nbformat.from_dict(notebook)
        self._give(chapter, notebook)
        return _for_sphinx(notebook)

    def _give(self, chapter: Chapter, notebook: Any) -> None:  # noqa: ANN401
        ran = nbformat.from_dict(self.ran(chapter))
        outputs = iter(_outputs(ran))
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.execution_count, cell.outputs = next(outputs)
        for key in ("language_info", "widgets"):
            if key in ran.metadata:
                notebook.metadata[key] = ran.metadata[key]

    def ran(self, chapter: Chapter) -> Any:  # noqa: ANN401  (a notebook node)
        """Return the chapter as it ran last; to be read, not changed."""
        path = self._path(chapter, ".ipynb")
        kept = path.stat()
        return _ran(str(path), kept.st_mtime_ns, kept.st_size)

    def ran_at(self, chapter: Chapter) -> float:
        """Return when the chapter last ran, in seconds since the epoch."""
        return self._path(chapter, ".ipynb").stat().st_mtime

    def hand_over(self, chapters: list[Chapter]) -> None:
        """Say to the Sphinx build which outputs are new; it reads them from here.

        Raises
        ------
        BookError
            If a chapter shows a widget that a page cannot play.
        """
        stamps = {}
        for chapter in chapters:
            record = self.record(chapter)
            assert record is not None, f"{chapter.name} has not run"
            refuse_unplayable(chapter, self.executed(chapter))
            stamps[chapter.name] = record.outputs
        _write(self.folder / "stamps.json", json.dumps(stamps, indent=1))

    def _path(self, chapter: Chapter, suffix: str) -> Path:
        return self.folder / f"{chapter.name.replace('/', '-')}{suffix}"


@lru_cache(maxsize=256)
def _ran(path: str, *_: int) -> Any:  # noqa: ANN401  (a notebook node; to be read, not changed)
    """Read what a run gave, once while the file is the same."""
    return nbformat.reader.reads(Path(path).read_text("utf-8"))


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
