"""What a table is declared to be: its columns, their types and limits, its keys."""

import re
from dataclasses import dataclass

Value = str | int | float | bool | None
"""A cell after reading; None where the cell is empty."""

TYPES = ("string", "integer", "number", "boolean")
"""Field types of the Data Package standard that the book's tables use."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column. Limits are in the unit of the column, and both belong to the range."""

    name: str
    type: str
    required: bool = False
    unique: bool = False
    minimum: float | None = None
    maximum: float | None = None
    allowed: tuple[Value, ...] | None = None
    pattern: re.Pattern[str] | None = None
    note: str | None = None  # unit or description: the hint when a value is of the wrong kind


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values must occur together in the `targets` of `table`."""

    columns: tuple[str, ...]
    table: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the data package.

    Parameters
    ----------
    name
        As in `load(name)`.
    path
        The file, relative to the data folder.
    fields
        In the order in which a frame shows them; the file may order its columns otherwise.
    primary_key
        Names of the columns that tell rows apart; always required. Empty if there are none.
    foreign_keys
        References to other tables, or to the table itself.
    """

    name: str
    path: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def keyed(self) -> frozenset[str]:
        """Columns that are part of a key of either kind."""
        foreign = frozenset(name for key in self.foreign_keys for name in key.columns)
        return foreign.union(self.primary_key)

    def needs(self, field: Field) -> bool:
        """Tell whether every row must have a value in `field`."""
        return field.required or field.name in self.primary_key
