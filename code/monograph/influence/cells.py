"""Which cells of a table are inputs, and what else each could hold.

Judgements (tables of the classes *coded* and *assumed*) can be another category or another number;
of what is *transcribed* only the numbers are changed, also those that are kept as they are printed,
digit by digit. Keys, links between rows, words, units and
the order of display are no inputs. What a schema says decides: nothing here knows a book.

A number's range is the narrowest that is stated: the columns `minimum` and `maximum`, or `low` and
`high`, of its row; the limits in the schema; where nothing is stated, half and twice the number.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

CLASSES = ("coded", "assumed", "transcribed")
"""Classes of tables whose cells are tried."""

NO_INPUT = frozenset({"position", "unit", "minimum", "maximum"})
"""Columns that order, measure or bound, and say nothing of the case."""

FINEST = 1000
"""Steps between a number and an end of its range, at most; not for one that is kept as printed."""

Entry = dict[str, Any]


@dataclass(frozen=True)
class Cell:
    """One input cell.

    Parameters
    ----------
    table, column
        Where it stands.
    row
        Its position, from 0.
    key
        Its row's key, the parts joined by "/"; without a key, the row's number from 1.
    was
        What it holds.
    """

    table: str
    column: str
    row: int
    key: str
    was: Any


@dataclass(frozen=True)
class Ladder:
    """Numbers from what a cell holds to one end of its range, one step after another.

    Parameters
    ----------
    was, end
        First and last.
    step
        Between two; its sign says which way.
    whole
        Whether only whole numbers will do.
    reach
        Width of the whole range, against which a change is measured.
    places
        Decimals of a number that is kept as it is printed; missing for any other.
    """

    was: float
    end: float
    step: float
    whole: bool
    reach: float
    places: int | None = None

    def __len__(self) -> int:
        return math.ceil(abs(self.end - self.was) / abs(self.step) - 1e-9)

    def at(self, rung: int) -> float:
        """Return the number after so many steps; the last is the end."""
        if rung >= len(self):
            return round(self.end) if self.whole else self.end
        value = round(self.was + rung * self.step, 10)
        return round(value) if self.whole else value

    def written(self, number: float) -> float | str:
        """Return a number as the cell would hold it."""
        return number if self.places is None else f"{number:.{self.places}f}"


def cells(entry: Entry, frame: pd.DataFrame) -> Iterator[Cell]:
    """Yield the input cells of a table.

    Parameters
    ----------
    entry
        The table as `datapackage.json` declares it. One with a key `stored`, which names what was
        computed from it and kept, yields none: its cells cannot be tried without doing that again.
    frame
        Its rows.
    """
    if entry.get("class") not in CLASSES or entry.get("stored"):
        return
    keys = keys_of(entry, frame)
    for field in entry["schema"]["fields"]:
        if not _is_input(entry, field):
            continue
        for row, value in enumerate(frame[field["name"]]):
            if not pd.isna(value):
                yield Cell(entry["name"], field["name"], row, keys[row], value)


def keys_of(entry: Entry, frame: pd.DataFrame) -> list[str]:
    """Return the key of each row, in one text."""
    named = _listed(entry["schema"].get("primaryKey", []))
    if not named:
        return [str(row + 1) for row in range(len(frame))]
    return ["/".join(map(str, row)) for row in frame[named].itertuples(index=False)]


def _is_input(entry: Entry, field: dict[str, Any]) -> bool:
    schema, name = entry["schema"], field["name"]
    linked = [f for key in schema.get("foreignKeys", []) for f in _listed(key["fields"])]
    if name in {*_listed(schema.get("primaryKey", [])), *linked, *NO_INPUT}:
        return False
    if field["type"] in {"integer", "number"}:
        return True
    if entry["class"] == "transcribed":
        return _is_printed(field)
    return field["type"] == "boolean" or "enum" in field.get("constraints", {})


def _is_printed(field: dict[str, Any]) -> bool:
    """Tell whether a column holds numbers as they are printed: its pattern lets nothing else be."""
    pattern = field.get("constraints", {}).get("pattern", "")
    fits = partial(re.fullmatch, pattern)
    return field["type"] == "string" and bool(fits("12.34")) and not (fits("a.bc") or fits("12:34"))


def others(field: dict[str, Any], was: Any) -> list[Any]:  # noqa: ANN401
    """Return the other categories that a cell could hold, the nearest in the schema's order first.

    A cell that holds a number has none.
    """
    if field["type"] == "boolean":
        return [not was]
    listed = field.get("constraints", {}).get("enum", [])
    if field["type"] in {"integer", "number"} or was not in listed:
        return []
    here = listed.index(was)
    return sorted(
        (each for each in listed if each != was), key=lambda e: abs(listed.index(e) - here)
    )


def ladders(field: dict[str, Any], frame: pd.DataFrame, cell: Cell) -> list[Ladder]:
    """Return the ways from a cell's number to either end of its range; none where it is an end."""
    printed = _is_printed(field)
    if field["type"] not in {"integer", "number"} and not printed:
        return []
    low, high = _range(field, frame, cell)
    whole = field["type"] == "integer"
    places = len(str(cell.was).partition(".")[2]) if printed else None
    if places is not None:
        low = math.ceil(low * 10**places - 1e-9) / 10**places
    finest = 1.0 if whole else 10.0 ** -(_places(frame[cell.column]) if places is None else places)
    found = []
    for end in (low, high):
        way = end - float(cell.was)
        if abs(way) > 1e-12:
            steps = abs(way) / finest if places is None else 1  # a printed digit is never skipped
            coarser = max(1, math.ceil(steps / FINEST))
            step = math.copysign(finest * coarser, way)
            found.append(Ladder(float(cell.was), end, step, whole, high - low, places))
    return found


def _range(field: dict[str, Any], frame: pd.DataFrame, cell: Cell) -> tuple[float, float]:
    row, was, limits = frame.iloc[cell.row], float(cell.was), field.get("constraints", {})
    least, most = limits.get("minimum"), limits.get("maximum")
    if least is None or most is None:
        bounds = (min(was / 2, was * 2), max(was / 2, was * 2))
        least = bounds[0] if least is None else max(float(least), bounds[0])
        most = bounds[1] if most is None else min(float(most), bounds[1])
    low, high = float(least), float(most)
    head, lower, tail = cell.column.rpartition("low")
    front, upper, back = cell.column.rpartition("high")
    if lower:
        high = min(high, _or(_number(row, f"{head}high{tail}"), high))
    elif upper:
        low = max(low, _or(_number(row, f"{front}low{back}"), low))
    elif cell.column == "value":
        for bottom, top in (("low", "high"), ("minimum", "maximum")):
            low = _or(_number(row, bottom), low)
            high = _or(_number(row, top), high)
    return min(low, was), max(high, was)


def _or(found: float | None, otherwise: float) -> float:
    return otherwise if found is None else found


def _number(row: pd.Series, column: str) -> float | None:
    value = row.get(column)
    return None if value is None or pd.isna(value) else float(value)


def _places(column: pd.Series) -> int:
    """Return the decimals of the most exact number in a column, four at most."""
    numbers = [float(value) for value in column.dropna()]
    return next(p for p in range(5) if p == 4 or all(round(n, p) == n for n in numbers))


def _listed(names: str | list[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)
