"""Run the model's experiments and store their results; `make sweep` calls it.

Finished parts are kept in `_build/sweep`, so that a sweep which was stopped goes on where it was;
what is stored already and current is not run again.
In: the tables of the model. Out: `data/sweep/`. A checkpoint of other code or data is set aside,
never mixed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import replace
from pathlib import Path

import pandas as pd

from clusterbook.simulation.experiments._design import (
    TABLES,
    Study,
    full_study,
    points_frame,
    structural_study,
)
from clusterbook.simulation.experiments._grid import grid
from clusterbook.simulation.experiments._identity import RESULTS, Identity, identity
from clusterbook.simulation.experiments._makers import makers_study
from clusterbook.simulation.experiments._reidentify import (
    ChangedResultError,
    reidentify,
    results,
)
from clusterbook.simulation.experiments._sensitivity import sensitivity
from clusterbook.simulation.experiments._store import (
    Checkpoint,
    ForeignCheckpointError,
    StaleResultError,
    read,
    write,
)
from clusterbook.simulation.experiments._sweep import WorkerDiedError, processes, sweep
from monograph.runner.command import command
from monograph.tables.package import data_folder, load

FILES = 2
"""Files that the runs are stored in: each stays below a megabyte."""

MAKERS_PART = 64
"""Points in one task of the makers' runs, of which there are few at a point."""


def study_of_the_book() -> Study:
    """Return the full study, from the book's tables."""
    return full_study(_tables())


def study_of_the_structures() -> Study:
    """Return the study of the other structures, from the book's tables."""
    return structural_study(_tables())


def study_of_the_makers() -> Study:
    """Return the study of makers under the other divisor, from the book's tables."""
    return makers_study(_tables())


def _tables() -> dict[str, pd.DataFrame]:
    return {name: load(name) for name in TABLES}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is not stored yet; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m clusterbook.simulation.experiments")
    parser.add_argument("--points", type=int, help="only the first so many points, to try it out")
    parser.add_argument("--into", type=Path, help="folder of the results (default: data/sweep)")
    parser.add_argument("--checkpoint", type=Path, help="default: _build/sweep")
    parser.add_argument(
        "--re-identify",
        action="store_true",
        help="run a sample of what is stored again, and take the rest for the present code's",
    )
    options = parser.parse_args(arguments)
    root = data_folder().parent
    study, into = study_of_the_book(), options.into or root / "data" / "sweep"
    checkpoint = options.checkpoint or root / "_build" / "sweep"
    if options.re_identify:
        if options.points is not None:
            parser.error("--re-identify takes no --points: it draws its sample itself")
        return _reidentify(study, into)
    if options.points is not None:
        if not 1 <= options.points <= len(study.points):
            parser.error(f"--points must be 1 to {len(study.points)}, got {options.points}")
        if options.into is None:
            parser.error("--points makes a partial result: say --into which folder it goes")
        study = replace(study, points=study.points[: options.points])
    try:
        _runs(study, checkpoint, into)
        if options.points is None:
            _structures(study_of_the_structures(), checkpoint.with_name("structures"), into)
            _makers(study_of_the_makers(), checkpoint.with_name("makers"), into)
            _grid(study, into)
            _sensitivity(study, checkpoint.with_name("sensitivity"), into)
    except (WorkerDiedError, BrokenExecutor) as error:
        sys.stderr.write(f"\n{error}\n")
        return 1
    return 0


def _reidentify(study: Study, into: Path) -> int:
    """Write the present identity into what is stored, once a sample of it comes out the same."""
    listed = results(study, study_of_the_structures(), study_of_the_makers())
    try:
        reidentify(listed, into, lambda words: print(words, flush=True))
    except (FileNotFoundError, StaleResultError, ChangedResultError) as error:
        sys.stderr.write(f"{error}\nNothing was written.\n")
        return 1
    return 0


def _runs(study: Study, folder: Path, into: Path) -> None:
    """Run the scenarios at every point, with a checkpoint in `folder`."""
    present = identity(study)
    if _current(into, ("points", "runs"), present):
        return
    started = _start("Every scenario at every point: some minutes, with a bar")
    runs = sweep(study, checkpoint=_checkpoint(folder, present), progress=_progress)
    sys.stderr.write("\n")
    size = -(-len(runs) // FILES)
    for number in range(FILES):
        part = runs.iloc[number * size : (number + 1) * size]
        write(into / f"runs-{number + 1}.parquet", part, present)
    write(into / "points.parquet", points_frame(study), present)
    _say(f"{len(study.points)} points, {len(runs)} runs", started)


def _structures(study: Study, folder: Path, into: Path) -> None:
    """Run what the patterns compare under the other structures, with a checkpoint in `folder`."""
    present = identity(study)
    if _current(into, ("structures",), present):
        return
    started = _start("Other ways to read the rules: some minutes, with a bar")
    runs = sweep(study, checkpoint=_checkpoint(folder, present), progress=_progress, part=4)
    sys.stderr.write("\n")
    write(into / "structures.parquet", runs, present)
    _say(f"{len(study.plan.structures)} structures, {len(runs)} runs", started)


def _makers(study: Study, folder: Path, into: Path) -> None:
    """Run the loss of makers under the other divisor, with a checkpoint in `folder`."""
    present = identity(study, RESULTS["makers"])
    if _current(into, ("makers",), present):
        return
    started = _start("Machinery makers that learn by their own clients: a minute, with a bar")
    checkpoint = _checkpoint(folder, present)
    runs = sweep(study, checkpoint=checkpoint, progress=_progress, part=MAKERS_PART)
    sys.stderr.write("\n")
    write(into / "makers.parquet", runs, present)
    _say(f"{len(study.points)} points, {len(runs)} runs", started)


def _grid(study: Study, into: Path) -> None:
    """Run the grid of the explorer."""
    present = identity(study, RESULTS["grid"])
    if _current(into, ("grid", "grid_curves"), present):
        return
    started = _start("The grid of the explorer: less than a minute")
    with processes() as pool:
        states, curves = grid(study.plan, pool)
    write(into / "grid.parquet", states, present)
    write(into / "grid_curves.parquet", curves, present)
    _say(f"grid of {len(states)} states", started)


def _sensitivity(study: Study, folder: Path, into: Path) -> None:
    """Run the designs after Morris and Sobol, with a checkpoint in `folder`."""
    present = identity(study, RESULTS["sensitivity"])
    if _current(into, ("sensitivity",), present):
        return
    started = _start("Sensitivity after Morris, then Sobol: some minutes, with a bar each")
    frame = sensitivity(study.plan, checkpoint=_checkpoint(folder, present), progress=_progress)
    sys.stderr.write("\n")
    write(into / "sensitivity.parquet", frame, present)
    _say(f"{len(frame)} indices of sensitivity", started)


def _checkpoint(folder: Path, present: Identity) -> Checkpoint:
    """Return the checkpoint in `folder`, having set aside what is of another sweep."""
    try:
        return Checkpoint(folder, present)
    except ForeignCheckpointError as error:
        aside = folder.with_name(f"{folder.name}-set-aside-{time.strftime('%Y%m%d-%H%M%S')}")
        folder.rename(aside)
        print(f"{error}\nSet aside as {aside}; starting anew.", flush=True)
        return Checkpoint(folder, present)


def _current(into: Path, names: tuple[str, ...], present: Identity) -> bool:
    """Tell whether results are stored already, made by this code from these data."""
    try:
        for name in names:
            read(into, name, present)
    except (FileNotFoundError, StaleResultError):
        return False
    print(f"{' and '.join(names)} in {into}: current", flush=True)
    return True


def _progress(done: int, total: int) -> None:
    """Draw a bar that grows in its line."""
    sys.stderr.write(f"\r{'█' * (40 * done // total):40} {done}/{total} points")
    sys.stderr.flush()


def _start(what: str) -> float:
    """Say what begins; return when, in seconds."""
    print(what, flush=True)
    return time.monotonic()


def _say(what: str, started: float) -> None:
    print(f"{what}: {time.monotonic() - started:.0f} s this time", flush=True)


if __name__ == "__main__":
    sys.exit(command(main, "what is done is kept, and the same command goes on there."))
