"""Pages are shared out among processes: each is done once, and all that is found comes together."""

import multiprocessing
import os
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from sphinx.errors import SphinxParallelError

from monograph.site.hands import _by_all_hands, _write_parallel

PAGES = [f"page{number:02}" for number in range(12)]
FORK = multiprocessing.get_context("fork")


@pytest.fixture(autouse=True)
def three_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 3)


def shared(do: Callable[[str, bool], None]) -> list[str]:
    """Do all pages, each with whether it is done here; return them as they were handed in.

    The first page here waits until one elsewhere has begun, so that both have some.
    """
    here, elsewhere = os.getpid(), FORK.Event()
    found: list[str] = []

    def page(name: str) -> None:
        if os.getpid() == here:
            elsewhere.wait(30)
        else:
            elsewhere.set()
        do(name, os.getpid() == here)
        found.append(name)

    _by_all_hands(PAGES, 3, page, lambda mine: mine, found.extend)
    return found


def test_each_page_is_done_once_by_whoever_is_free() -> None:
    found = shared(lambda *_: None)
    assert sorted(found) == PAGES
    assert multiprocessing.active_children() == []


def test_a_fault_here_is_raised_as_it_is_and_ends_the_others() -> None:
    def do(_: str, here: bool) -> None:
        if here:
            raise LookupError("no such page")
        FORK.Event().wait(30)

    with pytest.raises(LookupError, match="no such page"):
        shared(do)
    for process in multiprocessing.active_children():
        process.join(10)
    assert multiprocessing.active_children() == []


def test_a_fault_elsewhere_is_raised_in_its_words() -> None:
    def do(_: str, here: bool) -> None:
        if not here:
            raise LookupError("no such page")

    with pytest.raises(SphinxParallelError) as raised:
        shared(do)
    assert "LookupError: no such page" in str(raised.value)


def test_what_is_left_by_a_process_that_was_killed_ends_at_once() -> None:
    mine, theirs = FORK.Pipe(duplex=False)

    def page(_: str) -> None:
        theirs.send("begun")
        time.sleep(60)

    def shared_out() -> None:
        _by_all_hands(PAGES, 2, page, lambda mine: mine, lambda _: None)

    killed = FORK.Process(target=shared_out)
    killed.start()
    theirs.close()
    assert [mine.recv(), mine.recv()] == ["begun", "begun"]
    killed.kill()
    assert mine.poll(30)
    with pytest.raises(EOFError):  # the last that could say something has ended
        mine.recv()


class Builder:
    """As much of Sphinx's builder as resolves, indexes and writes a page."""

    def __init__(self, folder: Any) -> None:  # noqa: ANN401
        self.doctreedir = folder
        self.app = SimpleNamespace(phase=None)
        self.env = SimpleNamespace(get_and_resolve_doctree=lambda name, _: f"tree of {name}")
        self.images: dict[str, str] = {}
        self.indexer = SimpleNamespace(
            _titles={}, _filenames={}, _all_titles={}, _index_entries={}, _mapping={},
            _title_mapping={},
        )  # fmt: skip

    def write_doc_serialized(self, docname: str, doctree: str) -> None:
        """Index a page."""
        index = self.indexer
        for known in (index._titles, index._filenames, index._all_titles, index._index_entries):
            known[docname] = doctree
        for word in ("each", docname):
            index._mapping.setdefault(word, set()).add(docname)
        index._title_mapping.setdefault(docname[-1], set()).add(docname)
        self.images[f"{docname}.svg"] = docname

    def write_doc(self, docname: str, doctree: str) -> None:
        """Write it."""


def test_the_index_of_several_is_that_of_one(tmp_path: Any) -> None:  # noqa: ANN401
    for name in PAGES:
        (tmp_path / f"{name}.doctree").write_text(name[-1] * int(name[-2:]), "utf-8")
    made = []
    for several in (1, 3):
        builder = Builder(tmp_path)
        _write_parallel(builder, PAGES, several)
        index = vars(builder.indexer)
        assert list(index["_index_entries"]) == PAGES
        made.append((builder.images, index))
    assert made[0] == made[1]
    assert made[0][1]["_mapping"]["each"] == set(PAGES)
