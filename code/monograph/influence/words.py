"""A change of one cell in words: "if the status of H2.3 were coded strained instead of passes"."""

import csv
import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from monograph.influence.chart import Change
from monograph.words import words_beside

say = words_beside(__file__)

VERBS = say.each("verbs")
"""Class of a table -> what is done with a cell of it."""

LEAST_MARKED = 1000
"""The least number that is written with a mark between its thousands."""

TRUTH = say.each("truth")


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
        entry, field = self._entry(change.table, change.column)
        said, where = _said(entry, field), self._row(entry, change.row)
        was, now = (_label(field, value) for value in (change.was, change.value))
        verb = VERBS.get(str(entry.get("class")), say("set"))
        held = {"column": said, "row": where, "verb": verb, "now": now, "was": was}
        return say("change_of_truth" if field.get("type") == "boolean" else "change", **held)

    def cell(self, table: str, row: str, column: str) -> str:
        """Return a cell in words: "the status of H2.3"."""
        return say("cell", column=self.column(table, column), row=self.row(table, row))

    def column(self, table: str, column: str) -> str:
        """Return what a column holds, in words: "status"."""
        return _said(*self._entry(table, column))

    def row(self, table: str, row: str) -> str:
        """Return whose row it is, in words: "H2.3"."""
        return self._row(self._entries[table], row)

    def table(self, change: Change) -> str:
        """Return the title of the table that holds the cell."""
        return self.title(change.table)

    def title(self, table: str) -> str:
        """Return the title of a table."""
        return str(self._entries[table].get("title", table))

    def _entry(self, table: str, column: str) -> tuple[dict[str, Any], dict[str, Any]]:
        entry = self._entries[table]
        return entry, next(f for f in entry["schema"]["fields"] if f["name"] == column)

    def _row(self, entry: dict[str, Any], key: str) -> str:
        """Return a row's label, where the table has one; else its key, in words."""
        name = entry["name"]
        if name not in self._labels:
            columns = _listed(entry["schema"].get("primaryKey", []))
            with (self.data / entry["path"]).open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
            shared = Counter(row.get("label") for row in rows)
            self._labels[name] = {
                "/".join(row[column] for column in columns): self._named(entry, row, shared)
                for row in rows
            }
        return _quoted(self._labels[name].get(key) or key.replace("/", ", "))

    def _named(
        self, entry: dict[str, Any], row: dict[str, str], shared: Counter[str | None]
    ) -> str:
        """Return a row's label; where it has none, or shares it, with the parts of its key.

        A part that is neither a category nor another table's row says nothing beside a label.
        """
        label, keyed = row.get("label"), _listed(entry["schema"].get("primaryKey", []))
        if label and shared[label] == 1:
            return label
        parts = [self._part(entry, column, row[column]) for column in keyed]
        if label:
            return ", ".join([*filter(None, parts), label])
        plain = (row[column].replace("_", " ") for column in keyed)
        return ", ".join(part or word for part, word in zip(parts, plain, strict=True))

    def _part(self, entry: dict[str, Any], column: str, value: str) -> str:
        """Return a part of a key in words: its category, or whose row of another table it is."""
        field = self._entry(entry["name"], column)[1]
        named = {str(each["value"]): str(each["label"]) for each in field.get("categories", [])}
        if value in named:
            return named[value]
        for link in entry["schema"].get("foreignKeys", []):
            other = link["reference"]["resource"]
            if _listed(link["fields"]) == [column] and other in self._entries:
                return self._row(self._entries[other], value).strip("“”")
        return ""


def _listed(names: str | list[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _quoted(words: str) -> str:
    """Return a name as it is, and a longer phrase in quotation marks."""
    return say("quoted", words=words) if " " in words else words


def _said(entry: dict[str, Any], field: dict[str, Any]) -> str:
    """Return what a column holds: what the table says of it for a clause, else its title."""
    name = str(field["name"])
    if told := entry.get("said", {}).get(name):
        return str(told)
    title = str(field.get("title", name))
    return title if title[1:] != title[1:].lower() else title.lower()


def _label(field: dict[str, Any], value: str) -> str:
    named = {str(each["value"]): str(each["label"]) for each in field.get("categories", [])}
    return _quoted(
        named.get(value) or TRUTH.get(value) or _thousands(field, value) or value.replace("_", " ")
    )


def _thousands(field: dict[str, Any], value: str) -> str:
    """Return a large number with its marks; "" for any other, and for a year, which has none."""
    whole, point, rest = value.partition(".")
    large = whole.removeprefix("-").isdigit() and abs(int(whole)) >= LEAST_MARKED
    numeric = field.get("type") in {"integer", "number"} and field.get("unit") != "year"
    return f"{int(whole):,}{point}{rest}" if large and numeric else ""
