"""The columns of the tables that chapters read, and what moves if their cells are others."""

import random
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from monograph.influence.alternatives import another, changed
from monograph.influence.reading import unread
from monograph.influence.record import Move, Record, moves
from monograph.influence.recorder import Recorder
from monograph.runner.chapters import Chapter, chapters, executable
from monograph.tables.package import describe, names

ROOT = Path(__file__).parents[3]

_WORDS = re.compile(r"[A-Z\s\u4e00-\u9fff]")
"""What keys do not have and words do: a capital, a space, a Chinese character."""

_NUMBER = re.compile(r"-?\d+(\.\d+)?")

_ORDER = "position"
"""A column that numbers the rows as they stand: `test_positions_count_up_from_one` holds it."""

TRIES = 4
"""Cells of a column that are tried by themselves, in each chapter that looks at them."""

_MARK = re.compile(r"~(\d+)~")


@dataclass(frozen=True)
class Column:
    """One column: its table, and its entry in `datapackage.json`.

    `words` tells whether it holds free words, `coded` whether numbers, also as printed, truth
    values or what a list or a pattern allows. Keys are neither, nor is the order of the rows.
    """

    table: str
    field: dict[str, Any]
    words: bool
    coded: bool

    @property
    def name(self) -> str:
        """Return table and column, joined by a dot."""
        return f"{self.table}.{self.field['name']}"


class Book:
    """Every chapter with code, as it stands and as it would stand if cells were others."""

    def __init__(self) -> None:
        self._recorder = Recorder("clusterbook.book", ["explorers"])
        self._pages = executable(chapters(ROOT))
        self._filed: dict[str, Record] = {}
        self._seconds: dict[str, float] = {}
        for page in self._pages:
            began = time.process_time()
            self._filed[page.name] = self._recorder.settle(page, explore=True)
            self._seconds[page.name] = time.process_time() - began

    def stopped(self) -> list[str]:
        """Return what stops a chapter on the tables as they are filed."""
        return [record.stopped for record in self._filed.values() if record.stopped]

    def columns(self) -> list[Column]:
        """Return every column of every table that a chapter reads."""
        read = frozenset[str]().union(*(record.tables for record in self._filed.values()))
        return [column for table in names() if table in read for column in self._of(table)]

    def moved_by_words(self, columns: list[Column]) -> set[str]:
        """Mark every cell of some columns of words; return the columns whose mark is seen."""
        given: dict[str, pd.DataFrame] = {}
        for number, column in enumerate(columns):
            name = column.field["name"]
            frame = given.setdefault(column.table, self._recorder.frame(column.table))
            marked = [v if pd.isna(v) or not v else f"{v}~{number}~" for v in frame[name]]
            given[column.table] = frame.assign(
                **{name: pd.Series(marked, frame.index, dtype=frame[name].dtype)}
            )
        found = self._moves(given)
        assert not [move for move in found if move.kind == "stopped"], "other words stop a chapter"
        marks = {int(mark) for move in found for mark in _MARK.findall(move.now or "")}
        return {columns[mark].name for mark in marks}

    def moved_by_a_cell(self, column: Column) -> Move | None:
        """Change cells of a column; return the first thing that moves, if one does.

        Changed are all cells at once, in one chapter after another that reads the table, the quick
        ones first. If nothing moves, the cells at which a chapter looks are changed a few alone,
        and all to each category that they could hold, for one category may count in one row only;
        a chapter that refuses these is moved.
        """
        frame, name = self._recorder.frame(column.table), column.field["name"]
        others = dict(self._others(column, frame))
        readers = [p for p in self._pages if column.table in self._filed[p.name].tables]
        readers.sort(key=lambda page: self._seconds[page.name])
        for page in readers if others else ():
            for move in self._moves({column.table: _with(frame, name, others)}, [page]):
                if move.kind != "stopped":  # all at once may be refused for their company
                    return move
        for page, cells in self._closely(column, frame, others, readers):
            for move in self._moves({column.table: _with(frame, name, cells)}, [page]):
                return move
        return None

    def _closely(
        self,
        column: Column,
        frame: pd.DataFrame,
        others: dict[int, Any],
        readers: list[Chapter],
    ) -> Iterator[tuple[Chapter, dict[int, Any]]]:
        """Yield chapters with cells at which they look, and what these could hold."""
        for page in readers:
            for cells in _tries(column, frame, self._looked_at(page, column, frame, others)):
                yield page, cells

    def moved_by_all(self, columns: list[Column]) -> list[Move]:
        """Change every cell of some columns, all at once; return what moves."""
        given: dict[str, pd.DataFrame] = {}
        for column in columns:
            frame = given.setdefault(column.table, self._recorder.frame(column.table))
            others = dict(self._others(column, frame))
            given[column.table] = _with(frame, column.field["name"], others)
        return self._moves(given)

    def _looked_at(
        self, page: Chapter, column: Column, frame: pd.DataFrame, others: dict[int, Any]
    ) -> dict[int, Any]:
        """Return what cells of a column could hold, of those at which a chapter looks."""
        filed = self._filed[page.name]

        def run(given: pd.DataFrame) -> Record:
            return self._record(page, {column.table: given})

        idle = unread(frame, column.field["name"], others, filed, run)
        return {row: value for row, value in others.items() if row not in idle}

    def _moves(
        self, given: dict[str, pd.DataFrame], pages: list[Chapter] | None = None
    ) -> list[Move]:
        return [
            move
            for page in (self._pages if pages is None else pages)
            for move in moves(self._filed[page.name], self._record(page, given))
        ]

    def _record(self, page: Chapter, given: dict[str, pd.DataFrame]) -> Record:
        made = self._recorder.record(page, given)
        self._recorder.forget()
        return made

    def _others(self, column: Column, frame: pd.DataFrame) -> list[tuple[int, Any]]:
        """Return rows, by chance, and what else each could hold; not those held to one value."""
        name, chance = column.field["name"], random.Random(column.name)
        filled = [n for n, v in enumerate(frame[name]) if not pd.isna(v) and str(v)]
        found = []
        for row in chance.sample(filled, len(filled)):
            with suppress(ValueError):
                found.append((row, another(column.field, frame[name], row, chance)))
        return found

    def _of(self, table: str) -> Iterator[Column]:
        schema, frame = describe(table)["schema"], self._recorder.frame(table)
        keys = {*_listed(schema.get("primaryKey", []))}
        keys.update(f for key in schema.get("foreignKeys", ()) for f in _listed(key["fields"]))
        for field in schema["fields"]:
            cells = [str(v) for v in frame[field["name"]].dropna() if str(v)]
            free, text = field["name"] not in {*keys, _ORDER}, field["type"] == "string"
            ruled = _ruled(field) or field["type"] == "boolean"
            numbers = bool(cells) and all(map(_NUMBER.fullmatch, cells))
            words = any(map(_WORDS.search, cells)) and not any(map(_NUMBER.fullmatch, cells))
            yield Column(
                table,
                field,
                words=free and text and not ruled and words,
                coded=free and (field["type"] in {"integer", "number"} or numbers or ruled),
            )


def _tries(column: Column, frame: pd.DataFrame, others: dict[int, Any]) -> Iterator[dict[int, Any]]:
    """Yield cells of a column with other values: a few alone, then all with one category each."""
    if not others:
        return
    yield from ({row: others[row]} for row in list(others)[:TRIES])
    held = frame[column.field["name"]]
    for category in _categories(column, held):
        yield {row: category for row in others if held.iloc[row] != category}


def _categories(column: Column, held: pd.Series) -> list[Any]:
    """Return what a cell may hold, if that is a list; nothing of a column of numbers."""
    limits = column.field.get("constraints", {})
    if column.field["type"] == "boolean":
        return [True, False]
    return sorted({*limits.get("enum", ()), *held.dropna()}) if _ruled(column.field) else []


def _ruled(field: dict[str, Any]) -> bool:
    """Tell whether a list or a pattern says what text a column may hold."""
    text = field["type"] == "string"
    return text and bool({"enum", "pattern"} & field.get("constraints", {}).keys())


def _with(frame: pd.DataFrame, column: str, cells: dict[int, Any]) -> pd.DataFrame:
    """Return the frame with some cells of a column changed."""
    for row, value in cells.items():
        frame = changed(frame, column, row, value)
    return frame


def _listed(keys: str | list[str]) -> list[str]:
    return [keys] if isinstance(keys, str) else keys
