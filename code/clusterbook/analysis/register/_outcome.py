"""What a check of the register returns, and the few ways in which checks read tables.

A check states a rule that a consistent paper would meet. It passes, fails, or stays open where
what is printed can't settle it; `found` is one line with the numbers behind the outcome.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

Tables = Mapping[str, pd.DataFrame]
"""Name of a table -> its frame, as the data package names them."""


class Status(StrEnum):
    """Outcome of a check."""

    PASSES = "passes"
    FAILS = "fails"
    OPEN = "open"


@dataclass(frozen=True)
class Outcome:
    """Status of one check and one line with the numbers behind it."""

    status: Status
    found: str

    @property
    def passes(self) -> bool:
        """Return whether the rule is met."""
        return self.status is Status.PASSES


Check = Callable[[Tables], Outcome]


def judged(met: bool, found: str) -> Outcome:
    """Return a pass if the rule is met and a failure if not."""
    return Outcome(Status.PASSES if met else Status.FAILS, found)


def listed(items: Iterable[object]) -> str:
    """Join items for a line of text; "none" if there are none."""
    return ", ".join(map(str, items)) or "none"


def named(frame: pd.DataFrame, column: str, keys: Iterable[object]) -> list[str]:
    """Return what the rows of some keys are called, in the order of the keys.

    Raises
    ------
    KeyError
        If there is no such row.
    """
    return [within(row_of(frame, column, str(key))["label"]) for key in keys]


def within(label: object) -> str:
    """Return a label as it stands within a sentence."""
    words = str(label)
    return words[:1].lower() + words[1:]


def row_of(frame: pd.DataFrame, column: str, key: str) -> dict[str, object]:
    """Return the one row whose `column` is `key`, as a dictionary.

    Raises
    ------
    KeyError
        If there is no such row.
    """
    found = frame[frame[column] == key]
    if found.empty:
        msg = f"no {column} {key!r}; allowed: {listed(frame[column])}"
        raise KeyError(msg)
    return {str(name): value for name, value in found.iloc[0].to_dict().items()}


def number(frame: pd.DataFrame, column: str, key: str, value: str) -> float:
    """Return the number in column `value` of the row whose `column` is `key`."""
    return float(str(row_of(frame, column, key)[value]))
