"""In other engines, too, every explorer comes alive and follows its keys, with no error."""

from collections.abc import Iterator
from typing import Any

import pytest

from workshop import firefox, webkit
from workshop.system import LackingError, may_install

from .books import Site

Engine = Any
"""A driver of either browser: `open`, `call`, `complaints`."""
LATE = "() => { setTimeout(() => { throw new Error('thrown'); }); }"


@pytest.fixture(scope="module", params=[firefox, webkit], ids=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Give the driver of one browser; neither is needed to build or read the book."""
    driver = request.param
    if not driver.found() and not may_install():
        pytest.skip(f"{driver.__name__}: not on this machine, and this user cannot install it")
    try:
        with driver.launched() as opened:
            yield opened
    except LackingError as fault:
        pytest.skip(f"{driver.__name__}: cannot be had here: {fault}")


def test_every_control_of_the_small_book_moves(mini: Site, engine: Engine) -> None:
    counts = {}
    for page in mini.chapters:
        found, counts[page] = firefox.faults(engine, mini.url(page))
        assert found == []
    assert sum(counts.values()) > 1


def test_a_page_that_complains_is_named(mini: Site, engine: Engine) -> None:
    engine.open(mini.url("book/index"))
    assert engine.complaints == []
    engine.call("() => console.error('oh')")
    engine.call(LATE)
    engine.call("() => new Promise((over) => setTimeout(over, 50))")
    assert [words.removeprefix("Error: ") for words in engine.complaints] == ["oh", "thrown"]
