"""Stored results take the identity of the present code, once a sample comes out the same.

Code that is moved or put in better order gives the numbers that it gave before. Instead of running
minutes again for that, a sample of points is run again, drawn by a seed from the present code, and
compared with what is stored, to the last digit. One difference, and nothing is written.
Other data are another matter: they always ask for a new run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from clusterbook.simulation.experiments._design import Plan, Study, points_frame
from clusterbook.simulation.experiments._grid import CONTROLS, state
from clusterbook.simulation.experiments._identity import RESULTS, Identity, identity
from clusterbook.simulation.experiments._sensitivity import morris
from clusterbook.simulation.experiments._store import (
    StaleResultError,
    files,
    made_from,
    restamp,
    stored,
)
from clusterbook.simulation.experiments._trials import trials

SAMPLE = 6
"""Points, or states of the grid, that are run again; each with all its scenarios."""

Frames = dict[str, pd.DataFrame]
Check = Callable[[Frames, np.random.Generator], str]
"""Runs a sample again and compares; says what was run. A difference is a `ChangedResultError`."""


class ChangedResultError(ValueError):
    """The present code does not give what is stored."""


@dataclass(frozen=True)
class Result:
    """Some stored results with one identity, and how a sample of them is run again."""

    names: tuple[str, ...]
    present: Identity
    check: Check


def results(book: Study, structures: Study, makers: Study) -> list[Result]:
    """Return everything that is stored, in the order in which `make sweep` makes it."""
    grids, indices = identity(book, RESULTS["grid"]), identity(book, RESULTS["sensitivity"])
    return [
        Result(("points", "runs"), identity(book), lambda f, rng: _runs(f["runs"], book, rng, f)),
        Result(
            ("structures",),
            identity(structures),
            lambda f, rng: _runs(f["structures"], structures, rng),
        ),
        Result(
            ("makers",),
            identity(makers, RESULTS["makers"]),
            lambda f, rng: _runs(f["makers"], makers, rng),
        ),
        Result(("grid", "grid_curves"), grids, lambda f, rng: _grid(f, book.plan, rng)),
        Result(("sensitivity",), indices, lambda f, _: _indices(f["sensitivity"], book.plan)),
    ]


def reidentify(listed: Sequence[Result], into: Path, say: Callable[[str], None]) -> None:
    """Write the present identity into every stored result whose sample comes out the same.

    Parameters
    ----------
    listed
        What is stored.
    into
        The folder of the results.
    say
        Told, result by result, what was found.

    Raises
    ------
    StaleResultError
        If a result comes from other data; it must be run again.
    ChangedResultError
        If a sample comes out otherwise. In both cases nothing has been written.
    FileNotFoundError
        If a result is not stored.
    """
    due: list[tuple[Path, Identity]] = []
    for result in listed:
        named = " and ".join(result.names)
        paths = [path for name in result.names for path in files(into, name)]
        differing = sorted({d for p in paths for d in result.present.differences(made_from(p))})
        if not differing:
            say(f"{named}: current")
            continue
        data = [what for what in differing if what.startswith("data ")]
        if data:
            msg = f"{named}: made from other data ({', '.join(data)}): `make sweep` makes it anew."
            raise StaleResultError(msg)
        seed = int(hashlib.sha256(result.present.dumps().encode()).hexdigest()[:8], 16)
        kept = {name: stored(into, name) for name in result.names}
        ran = result.check(kept, np.random.default_rng(seed))
        say(f"{named}: the code of {len(differing)} modules is other; {ran}: the same numbers")
        due += [(path, result.present) for path in paths]
    for path, present in due:
        restamp(path, present)


def _runs(
    runs: pd.DataFrame, study: Study, rng: np.random.Generator, frames: Frames | None = None
) -> str:
    """Run some points again; compare the table of points, too, where there is one."""
    if frames:
        _same(frames["points"], points_frame(study), "points")
    chosen = sorted(map(int, rng.choice(len(study.points), SAMPLE, replace=False)))
    for point in chosen:
        mine = runs[runs["point"] == point].reset_index(drop=True)
        _same(mine, trials(study.plan, point, study.points[point : point + 1]), f"point {point}")
    return f"ran points {', '.join(map(str, chosen))} again"


def _grid(frames: Frames, plan: Plan, rng: np.random.Generator) -> str:
    """Run some states of the grid again."""
    states, curves = frames["grid"], frames["grid_curves"]
    chosen = sorted(map(int, rng.choice(len(states), SAMPLE, replace=False)))
    for number in chosen:
        row = states.iloc[number]
        outcomes, curve = state(plan, (row["scenario"], *map(float, row[list(CONTROLS)])))
        mine = pd.DataFrame([row[list(outcomes)].astype(np.float32)]).reset_index(drop=True)
        _same(mine, pd.DataFrame([outcomes], dtype=np.float32), f"state {number}")
        drawn = curves[curves["state"] == number].drop(columns="state").reset_index(drop=True)
        _same(drawn, curve, f"curve of state {number}")
    return f"ran states {', '.join(map(str, chosen))} again"


def _indices(frame: pd.DataFrame, plan: Plan) -> str:
    """Run the design after Morris again: an index needs all points of its design."""
    again = morris(plan)
    kept = frame[frame["method"] == "morris"].reset_index(drop=True)
    words = ["method", "outcome", "parameter", "index"]
    _same(kept.astype(dict.fromkeys(words, str)), again.astype(dict.fromkeys(words, str)), "Morris")
    return "ran the design after Morris again"


def _same(kept: pd.DataFrame, again: pd.DataFrame, what: str) -> None:
    try:
        pd.testing.assert_frame_equal(kept, again, check_exact=True)
    except AssertionError as fault:
        first = str(fault).strip().splitlines()[0]
        msg = f"{what}: the present code gives other numbers ({first}): run `make sweep` anew."
        raise ChangedResultError(msg) from fault
