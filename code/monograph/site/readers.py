"""Pages are read by one process a core, each of which takes the next page when it is free.

Sphinx deals them out beforehand, so many pages to each: one process was left with the longest, and
a core idle beside it. Each process also learns what all pages need (terms, tables, words) for
itself, and hands back all that Sphinx knows, with its own pages in it: the fewer, the better.
"""

import os
import pickle
from collections.abc import Sequence
from multiprocessing import get_context
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.parallel import ParallelTasks

from monograph.site.absent import loads


def _read_parallel(self: Builder, docnames: Sequence[str], nproc: int) -> None:
    """Do what Sphinx's own does, which also takes out what is known of the pages of old."""
    for docname in docnames:
        self.events.emit("env-purge-doc", self.env, docname)
        self.env.clear_doc(docname)
    taken: Any = get_context("fork").Value("i", 0)

    def read(_: int) -> bytes:
        self.env.app = self.app  # type: ignore[assignment]
        mine = []
        while (docname := _next(docnames, taken)) is not None:
            self.read_doc(docname, _cache=False)
            mine.append(docname)
        return pickle.dumps((mine, self.env), pickle.HIGHEST_PROTOCOL)

    def merge(_: int, read: bytes) -> None:
        theirs, env = loads(read)
        self.env.merge_info_from(theirs, env, self.app)

    several = min(nproc, len(docnames), max(2, os.cpu_count() or 1))
    tasks = ParallelTasks(several)
    for number in range(several):
        tasks.add_task(read, number, merge)
    tasks.join()


def _next(docnames: Sequence[str], taken: Any) -> str | None:  # noqa: ANN401  (a shared number)
    with taken.get_lock():
        number = taken.value
        taken.value = number + 1
    return docnames[number] if number < len(docnames) else None


def setup(_: Sphinx) -> None:
    """Put it in the place of Sphinx's own."""
    builder: Any = Builder
    builder._read_parallel = _read_parallel
