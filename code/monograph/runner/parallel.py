"""Run the stale chapters, several at a time, and tell what happens."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, nullcontext

from monograph.runner import kernels
from monograph.runner.chapters import BookError, Chapter
from monograph.runner.command import in_one_piece
from monograph.runner.dependencies import Digests
from monograph.runner.execute import ChapterError, Running, run
from monograph.runner.kernels import Prepared
from monograph.runner.store import Store


def refresh(
    chapters: list[Chapter],
    store: Store,
    say: Callable[[str], None],
    jobs: int | None = None,
    *,
    template: Prepared | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[str]:
    """Run every chapter whose outputs no longer hold; return the names of those that ran.

    Parameters
    ----------
    chapters
        With code.
    store
        Where outputs are kept.
    say
        Gets a line about each chapter that has run.
    jobs
        How many run at a time; by default one more than there are cores, since each waits for
        answers now and then, and for its drawings.
    template
        The prepared process, if it is there already.
    meanwhile
        What to do besides, if a chapter is to run: a core is idle until the first kernel is there.

    Raises
    ------
    BookError
        If chapters fail: the message has one entry for each, with file and line. The outputs of
        the others are kept, so that mending one chapter runs one chapter.
    """
    digests = Digests(store.root)
    stale = {c.name: why for c in chapters if (why := store.why(c, digests))}
    digests.keep()
    due = sorted((c for c in chapters if c.name in stale), key=lambda c: _weight(store, c))[::-1]
    faults: list[ChapterError] = []
    # Each chapter has a process of its own (its kernel); a thread that waits for it is enough.
    forking = nullcontext(template) if template or not due else kernels.prepared()
    with forking as template, _abreast(jobs or 1 + (os.cpu_count() or 1)) as (pool, running):
        with in_one_piece():  # a pool waits for no thread that was started and not yet noted
            runs = {pool.submit(run, c, template=template, running=running): c for c in due}
        if due:
            meanwhile()
        for done, future in enumerate(as_completed(runs), start=1):
            chapter = runs[future]
            progress = f"[{done}/{len(due)}] {chapter.name}"
            try:
                result = future.result()
            except ChapterError as fault:
                faults.append(fault)
                say(f"  {progress}  FAILED")
                continue
            store.put(chapter, result)
            say(f"  {progress}  {result.seconds:.1f} s  ({stale[chapter.name]})")
    if faults:
        raise BookError(said_once(faults))
    return [chapter.name for chapter in due]


@contextmanager
def _abreast(jobs: int) -> Iterator[tuple[ThreadPoolExecutor, Running]]:
    """Give threads, and what has the chapters in them end if nobody waits for them any more.

    A pool that is left by an interrupt would first run all that was asked of it.
    """
    running = Running()
    with ThreadPoolExecutor(jobs) as pool:
        try:
            yield pool, running
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            running.end()
            raise


def _weight(store: Store, chapter: Chapter) -> tuple[float, int]:
    """Return how long the chapter took last time, and how much code it has.

    The long ones start first, else one of them is left at the end, with a core idle beside it.
    """
    record = store.record(chapter)
    return record.seconds if record else 0.0, sum(len(cell.source) for cell in chapter.code_cells)


def said_once(faults: Iterable[ChapterError]) -> str:
    """Return what the faults say. One that several chapters meet is one fault, of a table, say."""
    places: dict[str, list[str]] = {}
    for fault in sorted(faults, key=str):
        places.setdefault(fault.said, []).append(fault.place)
    return "\n".join(
        f"{first}: {said}" + (f"\n(the same at {', '.join(more)})" if more else "")
        for said, (first, *more) in places.items()
    )
