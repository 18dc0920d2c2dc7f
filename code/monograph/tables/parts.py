"""A value inside `datapackage.json` that knows where it stands, so that a fault can say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from monograph.tables.errors import Problem
from monograph.tables.metadata import Metadata, Step


@dataclass(frozen=True, slots=True)
class Part:
    """A value of the metadata; a part of a part shares its list of problems.

    Parameters
    ----------
    metadata
        What the value belongs to.
    steps
        The way to the value from the top of the file.
    value
        The value, None if it is absent.
    problems
        Faults found so far, in the order of finding.
    """

    metadata: Metadata
    steps: tuple[Step, ...]
    value: Any
    problems: list[Problem] = field(default_factory=list)

    def __getitem__(self, step: Step) -> Part:
        inside = self.value
        known = isinstance(inside, dict) and step in inside
        if isinstance(inside, list) and isinstance(step, int):
            known = step < len(inside)
        return Part(
            self.metadata, (*self.steps, step), inside[step] if known else None, self.problems
        )

    def __iter__(self) -> Iterator[Part]:
        return (self[place] for place in range(len(self.value)))

    def fault(self, what: str, hint: str | None = None) -> None:
        """Note a fault of this value."""
        self.problems.append(self.metadata.problem(self.steps, what, hint))
