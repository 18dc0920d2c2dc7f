"""The book's own tables, and an explorer's packed states unpacked as a page unpacks them."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from monograph.alive.explore import Explorer
from monograph.alive.packing import Packed, states
from monograph.drawing.ink import read
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
def agrees() -> Callable[..., int]:
    """Compare packed states, all or every nth, with a fresh call; return how many there are."""

    def compare(explorer: Explorer, every: int = 1) -> int:
        count = 0
        for state, rows, says in unpacked(explorer):
            if count % every == 0:
                assert (rows, says) == explorer.still.live(**state), f"state {state}"
            count += 1
        return count

    return compare


@pytest.fixture
def off_labels() -> Callable[[Explorer], dict[str, float]]:
    """Return how far, in px, the middle of each label at the left edge is from the nearest mark's.

    Of the wide form, in which labels stand beside their marks.
    """

    def offs(explorer: Explorer) -> dict[str, float]:
        svg = explorer.still.svg(680, tagged=True)
        marks = [(ink.places[1] + ink.places[-1]) / 2 for ink in read(svg) if ink.kind == "symbol"]
        # Many lines may be one path.
        marks += [float(y) for y in re.findall(r"M[-\d.]+,([\d.]+)L[-\d.]+,\1(?=[M\"])", svg)]
        found = {}
        for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
            at = re.fullmatch(r"translate\(0,([\d.]+)\)", text.get("transform", ""))
            if at and text.get("font-weight") != "600":
                # The SVG gives the baseline of the first line; 15 px to the next.
                middle = float(at[1]) - 4 + 7.5 * max(len(text) - 1, 0)
                words = " ".join(text.itertext())
                found[words] = min((middle - mark for mark in marks), key=abs)
        return found

    return offs
