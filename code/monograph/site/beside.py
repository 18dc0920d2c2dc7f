"""Work that needs no pages, done by a process of its own while Sphinx sets them."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from threading import Thread

from monograph.runner.kernels import FORKS


@contextmanager
def beside(work: Callable[[], None]) -> Iterator[Callable[[], None]]:
    """Do work in a process that is forked from this one, and give what waits for its end.

    Whoever waits is raised what the work raised, and does it where forking is not to be had, or
    where the process was killed. Work that nobody waits for is ended.
    """
    if not FORKS:
        yield work
        return
    fork = multiprocessing.get_context("fork")
    mine, theirs = fork.Pipe(duplex=False)
    process = fork.Process(target=_do, args=(work, theirs))
    process.start()
    theirs.close()

    def wait() -> None:
        try:
            fault = mine.recv()
        except EOFError:
            work()
        else:
            if fault is not None:
                raise fault

    try:
        yield wait
    finally:
        process.kill()
        process.join()


def _do(work: Callable[[], None], to: Connection) -> None:
    end_when_left()
    fault: Exception | None = None
    try:
        work()
    except Exception as raised:  # whatever it is, who waits is told
        fault = raised
    to.send(fault)


def end_when_left() -> None:
    """See to it that this process ends at once if the one that it was forked from is killed.

    It would go on with work that nobody takes, and keep the next build from the folder.
    """
    forked_from = multiprocessing.parent_process()
    assert forked_from is not None

    def watch() -> None:
        forked_from.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()
