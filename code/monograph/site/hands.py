"""Pages are read, and written, by one process a core, each of which takes the next when it is free.

Sphinx deals them out beforehand, so many pages to each: one process was left with the longest, and
a core idle beside it. Each process also learns what all pages need (terms, templates, words) for
itself, copies what it touches of the others' memory, and hands back what it found: the fewer, the
better. So the process that all are forked from works too, and a page is resolved by whoever writes
it.
"""

import os
import pickle
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.build_phase import BuildPhase
from sphinx.util.parallel import ParallelTasks

from monograph.site.absent import loads
from monograph.site.beside import end_when_left

BY_PAGE = ("_titles", "_filenames", "_all_titles", "_index_entries")
BY_WORD = ("_mapping", "_title_mapping")
"""What the index of the search knows, by page, and the pages of each word."""


def _read_parallel(self: Builder, docnames: Sequence[str], nproc: int) -> None:
    """Do what Sphinx's own does, which also takes out what is known of the pages of old."""
    for docname in docnames:
        self.events.emit("env-purge-doc", self.env, docname)
        self.env.clear_doc(docname)
    self.env.app = self.app  # type: ignore[assignment]

    def read(docname: str) -> None:
        self.read_doc(docname, _cache=False)

    def give(mine: list[str]) -> bytes:
        return pickle.dumps((mine, self.env), pickle.HIGHEST_PROTOCOL)

    def take(given: bytes) -> None:
        theirs, env = loads(given)
        self.env.merge_info_from(theirs, env, self.app)

    _by_all_hands(docnames, nproc, read, give, take)


def _write_parallel(self: Any, docnames: Sequence[str], nproc: int) -> None:  # noqa: ANN401
    """Do what Sphinx's own does, by which one process resolves what the others write."""
    index = getattr(self, "indexer", None)
    known = (*BY_PAGE, *BY_WORD) if index else ()

    def write(docname: str) -> None:
        self.app.phase = BuildPhase.RESOLVING
        doctree = self.env.get_and_resolve_doctree(docname, self)
        self.app.phase = BuildPhase.WRITING
        self.write_doc_serialized(docname, doctree)
        self.write_doc(docname, doctree)

    def give(_: list[str]) -> Any:  # noqa: ANN401
        return self.images, {name: getattr(index, name) for name in known}

    def take(given: Any) -> None:  # noqa: ANN401
        images, found = given
        self.images.update(images)
        for name in BY_PAGE if index else ():
            getattr(index, name).update(found[name])
        for name in BY_WORD if index else ():
            for word, pages in found[name].items():
                getattr(index, name).setdefault(word, set()).update(pages)

    longest_first = sorted(docnames, key=lambda name: -_length(self, name))
    _by_all_hands(longest_first, nproc, write, give, take)
    for name in BY_PAGE if index else ():
        setattr(index, name, dict(sorted(getattr(index, name).items())))


def _length(builder: Builder, docname: str) -> int:
    return Path(builder.doctreedir, f"{docname}.doctree").stat().st_size


def _by_all_hands(
    docnames: Sequence[str],
    nproc: int,
    do: Callable[[str], None],
    give: Callable[[list[str]], Any],
    take: Callable[[Any], None],
) -> None:
    """Let each page be done by this process or by one that is forked from it.

    What is not here once it is done, a forked process gives, and is told of which pages; this one
    takes it.
    """
    taken: Any = get_context("fork").Value("i", 0)

    def work() -> list[str]:
        mine = []
        while (docname := _next(docnames, taken)) is not None:
            do(docname)
            mine.append(docname)
        return mine

    def elsewhere(_: int) -> Any:  # noqa: ANN401
        end_when_left()
        return give(work())

    several = min(nproc, len(docnames), os.cpu_count() or 1)
    tasks = ParallelTasks(several)
    try:
        for number in range(1, several):
            tasks.add_task(elsewhere, number, lambda _, given: take(given))
        work()
        tasks.join()
    finally:
        tasks.terminate()


def _next(docnames: Sequence[str], taken: Any) -> str | None:  # noqa: ANN401  (a shared number)
    with taken.get_lock():
        number = taken.value
        taken.value = number + 1
    return docnames[number] if number < len(docnames) else None


def setup(_: Sphinx) -> None:
    """Put both in the place of Sphinx's own."""
    builder: Any = Builder
    builder._read_parallel = _read_parallel
    builder._write_parallel = _write_parallel
