"""The columns of words in the tables that chapters read, and where their words are seen."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from monograph.influence.record import Move, moves
from monograph.influence.recorder import Recorder
from monograph.runner.chapters import chapters, executable
from monograph.tables.package import describe, names

ROOT = Path(__file__).parents[3]

_WORDS = re.compile(r"[A-Z\s\u4e00-\u9fff]")
"""What keys do not have and words do: a capital, a space, a Chinese character."""

_NUMBER = re.compile(r"\d+(\.\d+)?")

_MARK = re.compile(r"~(\d+)~")


@dataclass(frozen=True)
class Column:
    """One column: its table, its entry in `datapackage.json`, and whether it holds free words."""

    table: str
    field: dict[str, Any]
    words: bool

    @property
    def name(self) -> str:
        """Return table and column, joined by a dot."""
        return f"{self.table}.{self.field['name']}"


class Book:
    """Every chapter with code, as it stands and as it would stand if words were others."""

    def __init__(self) -> None:
        self._recorder = Recorder("clusterbook.book", ["explorers"])
        self._pages = executable(chapters(ROOT))
        self._filed = {page.name: self._recorder.record(page) for page in self._pages}

    def stopped(self) -> list[str]:
        """Return what stops a chapter on the tables as they are filed."""
        return [record.stopped for record in self._filed.values() if record.stopped]

    def columns(self) -> list[Column]:
        """Return every column of every table that a chapter reads."""
        read = frozenset[str]().union(*(record.tables for record in self._filed.values()))
        return [column for table in names() if table in read for column in self._of(table)]

    def moved(self, columns: list[Column]) -> tuple[set[str], list[Move]]:
        """Mark every cell of some columns of words.

        Returns
        -------
        set
            The columns whose mark is seen in what moves.
        list
            Everything that moves.
        """
        given: dict[str, pd.DataFrame] = {}
        for number, column in enumerate(columns):
            name = column.field["name"]
            frame = given.setdefault(column.table, self._recorder.frame(column.table))
            marked = [v if pd.isna(v) or not v else f"{v}~{number}~" for v in frame[name]]
            given[column.table] = frame.assign(
                **{name: pd.Series(marked, frame.index, dtype=frame[name].dtype)}
            )
        found: list[Move] = []
        for page in self._pages:
            now = self._recorder.record(page, given)
            assert not now.stopped, f"other words stop {page.name}: {now.stopped}"
            found += moves(self._filed[page.name], now)
        marks = {int(mark) for move in found for mark in _MARK.findall(move.now or "")}
        return {columns[mark].name for mark in marks}, found

    def _of(self, table: str) -> Iterator[Column]:
        schema, frame = describe(table)["schema"], self._recorder.frame(table)
        keys = {*_listed(schema.get("primaryKey", []))}
        keys.update(f for key in schema.get("foreignKeys", ()) for f in _listed(key["fields"]))
        for field in schema["fields"]:
            cells = [str(v) for v in frame[field["name"]].dropna()]
            ruled = {"enum", "pattern"} & field.get("constraints", {}).keys()
            plain = field["type"] == "string" and field["name"] not in keys and not ruled
            words = any(map(_WORDS.search, cells)) and not any(map(_NUMBER.fullmatch, cells))
            yield Column(table, field, words=plain and words)


def _listed(keys: str | list[str]) -> list[str]:
    return [keys] if isinstance(keys, str) else keys
