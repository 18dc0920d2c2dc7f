"""Say what an edit would change before it is made: `python -m monograph.influence.whatif`.

It takes the book's toolbox, a table, the key of a row, a column, and the value; it runs the
chapters that read the table, as filed and with the value, and names what moves. No file is written.
"""

import argparse
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pandas as pd

from monograph.influence.alternatives import changed
from monograph.influence.cells import keys_of
from monograph.influence.chart import stored
from monograph.influence.record import Move, Record, moves
from monograph.influence.recorder import Recorder
from monograph.influence.stamp import tables_in
from monograph.runner.chapters import BookError, Chapter, chapters, executable
from monograph.runner.command import command
from monograph.tables.package import describe, filed, names


class EditError(Exception):
    """The edit is none that the table allows."""


def main(arguments: list[str] | None = None) -> int:
    """Print what would move; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m monograph.influence.whatif")
    parser.add_argument("toolbox", help="the module that chapters import, such as ourbook.book")
    for name in ("table", "row", "column", "value"):
        parser.add_argument(name)
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the project's folder")
    options = parser.parse_args(arguments)
    root = options.root.resolve()
    try:
        frame = edited(options.table, options.row, options.column, options.value)
        pages = list(_readers(root, options.table))
    except (EditError, BookError) as error:
        print(error, file=sys.stderr)
        return 1
    runs, found = Recorder(options.toolbox, ("explorers",)), 0
    for page in pages:
        was = runs.record(page, explore=False)
        if options.table not in was.tables:
            continue
        for line in in_lines(was, runs.record(page, {options.table: frame}, explore=False)):
            found += 1
            print(f"{page.name}: {line}", flush=True)
    if not found:
        print("Nothing would move.")
    return 0


def edited(table: str, row: str, column: str, value: str) -> pd.DataFrame:
    """Return a table with one cell changed, in memory.

    Raises
    ------
    EditError
        If there is no such table, row or column, or the column cannot hold the value.
    """
    _known(table, names(), f"data/ has no table {table!r}")
    entry, frame = describe(table), filed(table)
    fields = {field["name"]: field for field in entry["schema"]["fields"]}
    _known(column, tuple(fields), f"data/{table}.csv has no column {column!r}")
    keys = keys_of(entry, frame)
    _known(row, tuple(keys), f"data/{table}.csv has no row {row!r}")
    where = f"data/{table}.csv:{keys.index(row) + 2}:{column}"
    return changed(frame, column, keys.index(row), typed(fields[column], value, where))


def _known(name: str, offered: tuple[str, ...], fault: str) -> None:
    if name not in offered:
        near = get_close_matches(name, offered, n=1)
        raise EditError(f"{fault}. Did you mean {near[0]!r}?" if near else f"{fault}.")


def typed(field: dict[str, Any], value: str, where: str) -> Any:  # noqa: ANN401
    """Return the value in the type of its column."""
    limits, kind = field.get("constraints", {}), field["type"]
    if "enum" in limits and value not in limits["enum"]:
        raise EditError(f"{where}: {value!r} is none of {', '.join(limits['enum'])}")
    if kind == "boolean":
        if value not in {"true", "false"}:
            raise EditError(f"{where}: {value!r} is neither true nor false")
        return value == "true"
    if kind not in {"integer", "number"}:
        return value
    try:
        number = int(value) if kind == "integer" else float(value)
    except ValueError:
        kind = "a whole number" if kind == "integer" else "a number"
        raise EditError(f"{where}: {value!r} is not {kind}") from None
    low, high = limits.get("minimum"), limits.get("maximum")
    if low is not None and number < low:
        raise EditError(f"{where}: {value} is less than {low}")
    if high is not None and number > high:
        raise EditError(f"{where}: {value} is more than {high}")
    return number


def _readers(root: Path, table: str) -> Iterator[Chapter]:
    """Yield the chapters that may read a table: all but those whose map says that they do not."""
    known = stored(root)
    for page in executable(chapters(root)):
        chart = known.get(page.name)
        if chart is None or table in tables_in(chart.made_from):
            yield page


def in_lines(was: Record, now: Record) -> Iterator[str]:
    """Yield what moves between two records of a chapter, a line each."""
    for move in moves(was, now):
        if move.kind == "held":
            fate = "turns false" if move.now == "False" else "is no longer held"
            yield f"“{move.key} …” {fate}"
        else:
            yield _line(move)


def _line(move: Move) -> str:
    if move.kind == "stopped":
        return f"stops: {move.now}"
    if move.kind == "told":
        was, now = ((text or "–").partition("\t")[0] for text in (move.was, move.now))
        return (
            f"{move.key} is {now} instead of {was}" if was != now else f"{move.key} says why anew"
        )
    what = {"titled": "the title of", "shown": "what is shown in"}[move.kind]
    return f"{what} {move.key} changes"


if __name__ == "__main__":
    sys.exit(command(main, "nothing was changed."))
