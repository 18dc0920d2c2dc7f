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
"""Rows of a column that are tried, until one moves something."""

_MARK = re.compile(r"~(\d+)~")


@dataclass(frozen=True)
class Column:
    """One column: its table, and its entry in `datapackage.json`.

    `words` tells whether it holds free words, `numbers` whether numbers, also as printed. Keys
    and categories are neither, nor is the order of the rows.
    """

    table: str
    field: dict[str, Any]
    words: bool
    numbers: bool

    @property
    def name(self) -> str:
        """Return table and column, joined by a dot."""
        return f"{self.table}.{self.field['name']}"


class Book:
    """Every chapter with code, as it stands and as it would stand if cells were others."""

    def __init__(self) -> None:
        self._recorder = Recorder("clusterbook.book", ["explorers"])
        self._pages = executable(chapters(ROOT))
        self._filed: dict[tuple[str, bool], Record] = {}
        self._runs: dict[tuple[Chapter, bool], float] = {}
        for explore in (False, True):
            for page in self._pages:
                self._filed[page.name, explore] = self._record(page, {}, explore=explore)
                began = time.process_time()
                self._record(page, {}, explore=explore)
                self._runs[page, explore] = time.process_time() - began

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

    def moved_by_one_cell(self, column: Column) -> Move | None:
        """Change one cell of a column; return the first thing that moves, if one does.

        Some cells are tried, one after another: a number may lie within the reach of no reader.
        """
        frame, name = self._recorder.frame(column.table), column.field["name"]
        runs = [
            run for run in self._runs if column.table in self._filed[run[0].name, run[1]].tables
        ]
        runs.sort(key=self._runs.__getitem__)
        for row, value in self._others(column, frame)[:TRIES]:
            given = {column.table: changed(frame, name, row, value)}
            for page, explore in runs:
                now = self._record(page, given, explore=explore)
                for move in moves(self._filed[page.name, explore], now):
                    return move
        return None

    def moved_by_all(self, columns: list[Column]) -> list[Move]:
        """Change every cell of some columns, all at once; return what moves."""
        given: dict[str, pd.DataFrame] = {}
        for column in columns:
            frame = given.setdefault(column.table, self._recorder.frame(column.table))
            for row, value in self._others(column, frame):
                frame = changed(frame, column.field["name"], row, value)
            given[column.table] = frame
        return self._moves(given)

    def _moves(self, given: dict[str, pd.DataFrame]) -> list[Move]:
        return [
            move
            for page in self._pages
            for move in moves(self._filed[page.name, True], self._record(page, given))
        ]

    def _record(
        self, page: Chapter, given: dict[str, pd.DataFrame], *, explore: bool = True
    ) -> Record:
        return self._recorder.record(page, given, explore=explore)

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
            ruled = bool({"enum", "pattern"} & field.get("constraints", {}).keys())
            numbers = bool(cells) and all(map(_NUMBER.fullmatch, cells))
            words = any(map(_WORDS.search, cells)) and not any(map(_NUMBER.fullmatch, cells))
            yield Column(
                table,
                field,
                words=free and text and not ruled and words,
                numbers=free and (field["type"] in {"integer", "number"} or numbers),
            )


def _listed(keys: str | list[str]) -> list[str]:
    return [keys] if isinstance(keys, str) else keys
