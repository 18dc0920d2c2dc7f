"""Run a study on any executor: processes by default, a Dask cluster by the same call.

    sweep(study)                                         # this machine's processors
    sweep(study, client.get_executor(), checkpoint=...)  # a dask.distributed Client

A part of the points is one task. Finished parts are kept at once in a checkpoint; a sweep that was
stopped, however it was, takes them up and runs what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

import pandas as pd

from clusterbook.simulation.experiments._design import Study
from clusterbook.simulation.experiments._store import Checkpoint
from clusterbook.simulation.experiments._trials import trials

PART = 8
"""Points in one task: some seconds of work."""

Progress = Callable[[int, int], None]
"""Called with the number of finished points and of all."""


class WorkerDiedError(RuntimeError):
    """A process that ran a part of a sweep is gone."""


@dataclass(frozen=True)
class Part:
    """A task: its name in a checkpoint, how many points it holds, and what to call for a frame."""

    name: str
    points: int
    work: Callable[[], pd.DataFrame]


def sweep(
    study: Study,
    executor: Executor | None = None,
    checkpoint: Checkpoint | None = None,
    progress: Progress | None = None,
    part: int = PART,
) -> pd.DataFrame:
    """Run every scenario and replication at every point.

    Parameters
    ----------
    study
        What to run.
    executor
        Where to run it; it is left open. A pool of processes, one for each processor, if not given.
    checkpoint
        Where finished parts are kept and looked for.
    progress
        Told after every part.
    part
        Points in one task.

    Returns
    -------
    DataFrame
        As of `trials`, ordered by point, replication and scenario, whatever ran first.

    Raises
    ------
    WorkerDiedError
        If a worker of the executor died and it could not go on by itself. Finished parts stay in
        the checkpoint.
    """
    parts = []
    for first in range(0, len(study.points), part):
        points = study.points[first : first + part]
        name = f"points-{first:05d}-{first + len(points):05d}"
        parts.append(Part(name, len(points), partial(trials, study.plan, first, points)))
    return in_parts(parts, executor, checkpoint, progress)


def in_parts(
    parts: Sequence[Part],
    executor: Executor | None = None,
    checkpoint: Checkpoint | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Run the parts that a checkpoint does not hold yet; return all, joined in their order.

    Parameters and errors are those of `sweep`.
    """
    tell = progress or (lambda done, of: None)
    found = {each.name: checkpoint.kept(each.name) if checkpoint else None for each in parts}
    missing = [each for each in parts if found[each.name] is None]
    total = sum(each.points for each in parts)
    done = total - sum(each.points for each in missing)
    tell(done, total)
    with nullcontext(executor) if executor else processes() as pool:
        for each, frame in _finished(pool, missing):
            if checkpoint:
                checkpoint.keep(each.name, frame)
            found[each.name] = frame
            done += each.points
            tell(done, total)
    return pd.concat([found[each.name] for each in parts], ignore_index=True)


def _finished(pool: Executor, parts: list[Part]) -> Iterator[tuple[Part, pd.DataFrame]]:
    """Yield the parts as they are finished."""
    tasks: dict[Future[pd.DataFrame], Part] = {pool.submit(each.work): each for each in parts}
    try:
        for task in as_completed(tasks):
            yield tasks[task], task.result()
    except BrokenExecutor as cause:
        raise WorkerDiedError(
            "a process of the sweep died (killed, or out of memory?). "
            "Finished parts are in the checkpoint, if there is one: run it again to go on."
        ) from cause
    finally:
        for task in tasks:
            task.cancel()


@contextmanager
def processes() -> Iterator[Executor]:
    """Open a pool of processes, one for each processor, that ends with the block.

    They start afresh instead of as copies: a copy of a process with threads may hang.
    """
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        yield pool
