"""Work in several processes that are forked from this one, and say as it goes what they found."""

import multiprocessing
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any

Work = Callable[[], Iterator[Any]]


def abreast(works: Sequence[Work], jobs: int) -> Iterator[tuple[int, Any]]:
    """Yield what each piece of work yields, with its number, as it comes.

    Parameters
    ----------
    works
        Each is done in a process of its own. What it yields must be picklable.
    jobs
        How many at a time.

    Yields
    ------
    int, object
        A piece of work that broke off yields a `Broken` last.
    """
    fork = multiprocessing.get_context("fork")
    waiting = list(enumerate(works))
    running: dict[Connection, tuple[int, Any]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                number, work = waiting.pop(0)
                mine, theirs = fork.Pipe(duplex=False)
                process = fork.Process(target=_send, args=(work, theirs), daemon=True)
                process.start()
                theirs.close()
                running[mine] = number, process
            for each in wait(list(running)):
                assert isinstance(each, Connection)
                number, process = running[each]
                try:
                    kind, value = each.recv()
                except EOFError:
                    kind, value = "broken", f"its process ended with {process.exitcode}"
                if kind == "found":
                    yield number, value
                    continue
                del running[each]
                process.join()
                if kind == "broken":
                    yield number, Broken(value)
    finally:
        for _, process in running.values():
            process.terminate()


class Broken(str):
    """Why a piece of work broke off."""

    __slots__ = ()


def _send(work: Work, to: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who gave it the work ends it
    try:
        for found in work():
            to.send(("found", found))
    except Exception:  # whatever it is, the others go on
        to.send(("broken", traceback.format_exc(limit=-1).strip()))
    else:
        to.send(("done", None))
