"""In another engine, too, every explorer comes alive and follows its keys, with no error."""

from collections.abc import Iterator

import pytest

from workshop import firefox
from workshop.system import LackingError, may_install

from .books import Site


@pytest.fixture(scope="module")
def fox() -> Iterator[firefox.Firefox]:
    if firefox.found() is None and not may_install():
        pytest.skip("there is no Firefox here, and this user cannot install one")
    try:
        with firefox.launched() as opened:
            yield opened
    except LackingError as fault:
        pytest.skip(f"Firefox cannot be had: {fault}")


def test_every_control_of_the_small_book_moves_in_firefox(mini: Site, fox: firefox.Firefox) -> None:
    counts = {}
    for page in mini.chapters:
        found, counts[page] = firefox.faults(fox, mini.url(page))
        assert found == []
    assert sum(counts.values()) > 1


def test_a_page_that_complains_is_named(mini: Site, fox: firefox.Firefox) -> None:
    fox.open(mini.url("book/index"))
    fox.complaints.clear()
    fox.call("() => console.error('oh')")
    fox.call("() => 1")
    assert fox.complaints == ["oh"]
