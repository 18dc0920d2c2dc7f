"""Try what else a cell could hold, and find the nearest number that makes a sentence false.

What runs a chapter with another value is handed in as a function: this knows no chapter.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from monograph.influence.cells import Ladder
from monograph.influence.record import Record

Run = Callable[[Any], Record]
"""Value of the cell -> what the chapter gives with it."""

NEARER = 3
"""How often a way is halved whose end the chapter refuses."""


@dataclass(frozen=True)
class Trial:
    """One value, tried.

    Parameters
    ----------
    value
        What the cell held.
    size
        How large the change was: a share of the range for a number, 1 for another category.
    record
        What the chapter gave.
    """

    value: Any
    size: float
    record: Record


def categories(values: list[Any], run: Run) -> Iterator[Trial]:
    """Try each of several categories."""
    for value in values:
        yield Trial(value, 1.0, run(value))


def nearest(ladder: Ladder, was: Record, run: Run) -> Iterator[Trial]:
    """Try the end of a way; for each sentence that is false there, find where it first is.

    It is looked for by bisection, so that a sentence which is false, true and false again along
    the way may break nearer than is found. The value that is found makes it false, and one step
    less does not.

    Parameters
    ----------
    ladder
        The way.
    was
        What the chapter gives with the value as it is.
    run
        Runs it with another.
    """
    known: dict[int, Record] = {0: was}

    def record(rung: int) -> Record:
        if rung not in known:
            known[rung] = run(ladder.at(rung))
        return known[rung]

    last = len(ladder)
    for _ in range(NEARER):
        if not record(last).stopped or last < 2:
            break
        last //= 2
    for sentence in [each for each in was.held if record(last).held.get(each) is False]:
        low, high = 0, last
        while high - low > 1:
            middle = (low + high) // 2
            false = record(middle).held.get(sentence) is False
            low, high = (low, middle) if false else (middle, high)
    reach = abs(ladder.reach) or 1.0
    for rung in sorted(known)[1:]:
        value = ladder.at(rung)
        yield Trial(value, round(abs(value - ladder.was) / reach, 4), known[rung])
