"""In the engine of Safari, too, every explorer comes alive and follows its keys."""

from collections.abc import Iterator

import pytest

from workshop import firefox, webkit
from workshop.system import LackingError, may_install

from .books import Site


@pytest.fixture(scope="module")
def kit() -> Iterator[webkit.WebKit]:
    if not (webkit.found() or may_install()):
        pytest.skip("there is no WebKit here, and this user cannot install one")
    try:
        with webkit.launched() as opened:
            yield opened
    except LackingError as fault:
        pytest.skip(f"WebKit cannot be had: {fault}")


def test_every_control_of_the_small_book_moves_in_webkit(mini: Site, kit: webkit.WebKit) -> None:
    counts = {}
    for page in mini.chapters:
        found, counts[page] = firefox.faults(kit, mini.url(page))
        assert found == []
    assert sum(counts.values()) > 1


def test_a_page_that_complains_is_named(mini: Site, kit: webkit.WebKit) -> None:
    kit.open(mini.url("book/index"))
    assert kit.complaints == []
    kit.call("() => console.error('oh')")
    kit.call("() => { setTimeout(() => { throw new Error('thrown'); }); }")
    kit.call("() => new Promise((over) => setTimeout(over, 50))")
    assert kit.complaints == ["oh", "Error: thrown"]
