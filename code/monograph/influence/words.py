"""A change of one cell in words: "if the status of H2.3 were coded strained instead of passes"."""

import csv
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from monograph.influence.chart import Change

VERBS = {"coded": "coded", "assumed": "assumed to be", "transcribed": "printed as"}
"""Class of a table -> what is done with a cell of it."""

YES = {"true": "yes", "false": "no"}


@dataclass(frozen=True)
class Wording:
    """Puts changes into words, from what a book's data package says of its tables."""

    data: Path

    @cached_property
    def _entries(self) -> dict[str, dict[str, Any]]:
        described = json.loads((self.data / "datapackage.json").read_text("utf-8"))
        return {entry["name"]: entry for entry in described["resources"]}

    @cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        return {}

    def of(self, change: Change) -> str:
        """Return a clause that begins with "if"."""
        entry = self._entries[change.table]
        field = next(f for f in entry["schema"]["fields"] if f["name"] == change.column)
        said = _said(field, change.column)
        verb = VERBS.get(str(entry.get("class")), "set to")
        was, now = (_label(field, value) for value in (change.was, change.value))
        where = self._row(entry, change.row)
        return f"if the {said} of {where} were {verb} {now} instead of {was}"

    def cell(self, table: str, row: str, column: str) -> str:
        """Return a cell in words: "the status of H2.3"."""
        entry = self._entries[table]
        field = next(f for f in entry["schema"]["fields"] if f["name"] == column)
        return f"the {_said(field, column)} of {self._row(entry, row)}"

    def table(self, change: Change) -> str:
        """Return the title of the table that holds the cell."""
        return self.title(change.table)

    def title(self, table: str) -> str:
        """Return the title of a table."""
        return str(self._entries[table].get("title", table))

    def _row(self, entry: dict[str, Any], key: str) -> str:
        """Return a row's label, where the table has one; else its key."""
        name = entry["name"]
        if name not in self._labels:
            keyed = entry["schema"].get("primaryKey", [])
            columns = [keyed] if isinstance(keyed, str) else list(keyed)
            with (self.data / entry["path"]).open(encoding="utf-8-sig", newline="") as file:
                self._labels[name] = {
                    "/".join(row[column] for column in columns): row.get("label") or ""
                    for row in csv.DictReader(file)
                }
        return self._labels[name].get(key) or key.replace("/", ", ")


def _said(field: dict[str, Any], column: str) -> str:
    title = str(field.get("title", column))
    return title if title[1:] != title[1:].lower() else title.lower()


def _label(field: dict[str, Any], value: str) -> str:
    named = {str(each["value"]): str(each["label"]) for each in field.get("categories", [])}
    said = named.get(value) or YES.get(value) or value.replace("_", " ")
    return f"“{said}”" if " " in said else said
