"""Run the stale chapters, several at a time, and tell what happens."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import nullcontext

from monograph.runner.chapters import BookError, Chapter
from monograph.runner.dependencies import Digests
from monograph.runner.execute import ChapterError, run
from monograph.runner.kernels import prepared
from monograph.runner.store import Store


def refresh(
    chapters: list[Chapter], store: Store, say: Callable[[str], None], jobs: int | None = None
) -> list[str]:
    """Run every chapter whose outputs no longer hold; return the names of those that ran.

    Raises
    ------
    BookError
        If chapters fail: the message has one entry for each, with file and line. The outputs of
        the others are kept, so that mending one chapter runs one chapter.
    """
    digests = Digests(store.root)
    stale = {c.name: why for c in chapters if (why := store.why(c, digests))}
    digests.keep()
    due = sorted((c for c in chapters if c.name in stale), key=lambda c: -_seconds(store, c))
    faults: list[ChapterError] = []
    # Each chapter has a process of its own (its kernel); a thread that waits for it is enough.
    forking = prepared() if due else nullcontext()
    with forking as template, ThreadPoolExecutor(jobs or os.cpu_count() or 1) as pool:
        runs = {pool.submit(run, chapter, template=template): chapter for chapter in due}
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


def _seconds(store: Store, chapter: Chapter) -> float:
    """Return how long the chapter took last time: the long ones start first."""
    record = store.record(chapter)
    return record.seconds if record else 0.0


def said_once(faults: Iterable[ChapterError]) -> str:
    """Return what the faults say. One that several chapters meet is one fault, of a table, say."""
    places: dict[str, list[str]] = {}
    for fault in sorted(faults, key=str):
        places.setdefault(fault.said, []).append(fault.place)
    return "\n".join(
        f"{first}: {said}" + (f"\n(the same at {', '.join(more)})" if more else "")
        for said, (first, *more) in places.items()
    )
