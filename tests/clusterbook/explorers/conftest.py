"""The book's own tables, and an explorer's packed states unpacked as a page unpacks them."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import pandas as pd
import pytest

from monograph.alive.explore import Explorer
from monograph.alive.packing import Packed, states
from monograph.tables import package

Shown = tuple[dict[str, Any], list[dict[str, Any]], str]
"""State of the controls, rows and sentence."""


@pytest.fixture(scope="session")
def tables() -> Mapping[str, pd.DataFrame]:
    """Every table of the data package by name; tests do not change them."""
    return {name: package.load(name) for name in package.names()}


def unpacked(explorer: Explorer) -> Iterator[Shown]:
    """Yield every state that the page carries."""
    held = explorer.figure.packed
    packed = Packed(
        held["axes"], dict(held["columns"]), held["starts"], explorer.figure.codes, held["says"]
    )
    for number, state in enumerate(states(packed.axes)):
        yield state, packed.rows(number), packed.says[number]


@pytest.fixture(scope="session")
def page() -> Callable[[Explorer], list[Shown]]:
    """Return what the page of an explorer carries: state, rows and sentence of every state."""
    return cache(lambda explorer: list(unpacked(explorer)))


@pytest.fixture(scope="session")
def opening() -> Callable[[Explorer], tuple[pd.DataFrame, str]]:
    """Return rows and sentence of the state in which an explorer opens, as Python answers."""

    def answer(explorer: Explorer) -> tuple[pd.DataFrame, str]:
        rows, says = explorer.still.answer()
        return pd.DataFrame(rows), says

    return answer


@pytest.fixture(scope="session")
def agrees() -> Callable[[Explorer], int]:
    """Compare every packed state with a fresh call, and return how many there are."""

    def compare(explorer: Explorer) -> int:
        count = 0
        for state, rows, says in unpacked(explorer):
            assert (rows, says) == explorer.still.live(**state), f"state {state}"
            count += 1
        return count

    return compare
