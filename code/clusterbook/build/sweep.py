"""Run the model's experiments and store their results: `python -m clusterbook.build.sweep`.

Finished parts are kept in `_build/sweep`, so that a sweep which was stopped goes on where it was.
In: the tables of the model. Out: `data/sweep/`. A checkpoint of other code or data is set aside,
never mixed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from clusterbook.simulation.design import Study, full_study, points_frame
from clusterbook.simulation.identity import Identity, identity
from clusterbook.simulation.store import Checkpoint, ForeignCheckpointError, write
from clusterbook.simulation.sweep import WorkerDiedError, sweep
from clusterbook.tables.package import data_folder, load

FILES = 2
"""Files that the runs are stored in: each stays small enough to look at in a review."""


def study_of_the_book() -> Study:
    """Return the full study, from the book's tables."""
    return full_study(load("model_parameters"), load("model_scenarios"), load("firm_types"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the study; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m clusterbook.build.sweep")
    parser.add_argument("--points", type=int, help="only the first so many points, to try it out")
    parser.add_argument("--into", type=Path, help="folder of the results (default: data/sweep)")
    parser.add_argument("--checkpoint", type=Path, help="default: _build/sweep")
    options = parser.parse_args(arguments)
    root = data_folder().parent
    study = study_of_the_book()
    if options.points is not None:
        if not 1 <= options.points <= len(study.points):
            parser.error(f"--points must be 1 to {len(study.points)}, got {options.points}")
        if options.into is None:
            parser.error("--points makes a partial result: say --into which folder it goes")
        study = replace(study, points=study.points[: options.points])
    into = options.into or root / "data" / "sweep"
    checkpoint = _checkpoint(options.checkpoint or root / "_build" / "sweep", identity(study))
    try:
        _store(study, checkpoint, into)
    except WorkerDiedError as error:
        sys.stderr.write(f"\n{error}\n")
        return 1
    return 0


def _checkpoint(folder: Path, present: Identity) -> Checkpoint:
    """Return the checkpoint in `folder`, having set aside what is of another sweep."""
    try:
        return Checkpoint(folder, present)
    except ForeignCheckpointError as error:
        aside = folder.with_name(f"{folder.name}-set-aside-{time.strftime('%Y%m%d-%H%M%S')}")
        folder.rename(aside)
        print(f"{error}\nSet aside as {aside}; starting anew.", flush=True)
        return Checkpoint(folder, present)


def _store(study: Study, checkpoint: Checkpoint, into: Path) -> None:
    """Run what is missing and write the results."""
    started = time.monotonic()
    runs = sweep(study, checkpoint=checkpoint, progress=_progress)
    size = -(-len(runs) // FILES)
    for number in range(FILES):
        part = runs.iloc[number * size : (number + 1) * size]
        write(into / f"runs-{number + 1}.parquet", part, checkpoint.identity)
    write(into / "points.parquet", points_frame(study), checkpoint.identity)
    runs_made, seconds = len(runs), time.monotonic() - started
    points = int(np.unique(runs["point"]).size)
    print(f"\n{points} points, {runs_made} runs in {into}, {seconds:.0f} s this time", flush=True)


def _progress(done: int, total: int) -> None:
    """Draw a bar that grows in its line."""
    bar = "█" * (40 * done // total)
    sys.stderr.write(f"\r{bar:40} {done}/{total} points")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
