"""The map, stored: for each chapter, what each changed cell moved in it.

`data/influence/<chapter>.csv` has a row for each change that was tried; `datapackage.json` beside
them says what each file was made from, and which tables have been tried.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

from monograph.influence.stamp import Stamp

FOLDER = "data/influence"
FILE = "datapackage.json"


class ChartError(Exception):
    """The stored map cannot be read, with its place."""


@dataclass(frozen=True)
class Change:
    """One change that was tried in one chapter.

    Parameters
    ----------
    table, row, column
        The cell; `row` is its row's key.
    was, value
        What it holds, and what it held in this run, as text.
    size
        A share of the number's range; 1 for another category.
    stopped
        "yes" if the chapter refused the value before its end; what comes after is not known.
    numbers, sentences, displays
        Keys of the told numbers that moved, addresses of the sentences that turned false, and
        names of the figures and tables that moved, each list separated by spaces.
    """

    table: str
    row: str
    column: str
    was: str
    value: str
    size: str
    stopped: str
    numbers: str
    sentences: str
    displays: str

    @property
    def cell(self) -> tuple[str, str, str]:
        """Return table, row and column."""
        return self.table, self.row, self.column


COLUMNS = tuple(field.name for field in fields(Change))

SAYS = {
    "table": ("Table", "表", "Table of the cell that was changed."),
    "row": ("Row", "行", "Key of its row, the parts joined by a slash."),
    "column": ("Column", "列", "Its column."),
    "was": ("As filed", "原值", "What the cell holds."),
    "value": ("Changed to", "改为", "What it held in this run."),
    "size": ("Size", "改动幅度", "Share of the number's range; 1 for another category."),
    "stopped": ("Refused", "中止", "yes if the chapter refused the value before its end."),
    "numbers": ("Numbers moved", "变动的数字", "Keys of the numbers that moved."),
    "sentences": ("Sentences broken", "不再成立的句子", "Sentences that turned false."),
    "displays": ("Displays moved", "变动的图表", "Figures and tables that moved."),
}
"""Column -> its title, its Chinese title, and what it holds."""


@dataclass(frozen=True)
class Chart:
    """The map of one chapter: what it was made from, the tables tried, and the changes."""

    made_from: Stamp
    tried: tuple[str, ...]
    changes: tuple[Change, ...]


def stored(root: Path) -> dict[str, Chart]:
    """Return the stored map, chapter by chapter; nothing where none was made.

    Raises
    ------
    ChartError
        If a file is missing, was edited by hand, or has other columns.
    """
    described = root / FOLDER / FILE
    if not described.is_file():
        return {}
    return {
        each["chapter"]: Chart(
            dict(each["made_from"]), tuple(each["tried"]), _read(root / FOLDER, each)
        )
        for each in json.loads(described.read_text("utf-8"))["resources"]
    }


def _read(folder: Path, entry: Mapping[str, Any]) -> tuple[Change, ...]:
    path = folder / str(entry["path"])
    if not path.is_file():
        raise ChartError(f"{path}: declared in {folder / FILE}, but there is no such file")
    content = path.read_bytes()
    if f"sha256:{hashlib.sha256(content).hexdigest()}" != entry["hash"]:
        raise ChartError(f"{path}: differs from what {FILE} says was made; run `make influence`")
    lines = csv.reader(io.StringIO(content.decode("utf-8")))
    if tuple(next(lines, ())) != COLUMNS:
        raise ChartError(f"{path}:1: the columns must be {','.join(COLUMNS)}")
    return tuple(Change(*line) for line in lines)


def store(root: Path, charts: Mapping[str, Chart]) -> None:
    """Write the map of all chapters; what was stored of others goes."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    resources = []
    for chapter in sorted(charts):
        chart, name = charts[chapter], file_name(chapter)
        content = _csv(chart.changes)
        (folder / f"{name}.csv").write_bytes(content)
        resources.append(_entry(chapter, name, chart, content))
    kept = {entry["path"] for entry in resources}
    for path in folder.glob("*.csv"):
        if path.name not in kept:
            path.unlink()
    said = {
        "name": "influence",
        "title": "What hangs on what",
        "title_zh": "何者取决于何者",
        "description": "For each chapter, every change of one input cell that was tried, and what "
        "moved: told numbers, held sentences, figures and tables. Each entry says what it was made "
        "from; the book passes over one that no longer matches. `make influence` makes them.",
        "resources": resources,
    }
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    (folder / FILE).write_text(text, "utf-8")


def file_name(chapter: str) -> str:
    """Return the name of a chapter's file, such as "book-survey"."""
    return chapter.replace("/", "-")


def _csv(changes: Iterable[Change]) -> bytes:
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    lines.writerows(astuple(change) for change in changes)
    return text.getvalue().encode()


def _entry(chapter: str, name: str, chart: Chart, content: bytes) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"{name}.csv",
        "title": f"What hangs on what in {chapter}",
        "title_zh": f"{chapter} 中的依赖关系",
        "class": "computed",
        "chapter": chapter,
        "tried": list(chart.tried),
        "made_from": chart.made_from,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "encoding": "utf-8",
        "format": "csv",
        "mediatype": "text/csv",
        "schema": {
            "fields": [
                {"name": column, "type": "string", "title": title, "title_zh": zh, "description": d}
                for column, (title, zh, d) in SAYS.items()
            ],
            "missingValues": [],
        },
    }
