"""How far a run came: technology, firm, cluster."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clusterbook.simulation._dynamics import NEVER
from clusterbook.simulation._network import Bools
from clusterbook.simulation._run import Run


@dataclass(frozen=True)
class Levels:
    """The levels of a run.

    Parameters
    ----------
    technology, firm, half
        Years until every component that some present firm needs has its first holder, until the
        first firm masters what it needs, and until half of the firms do (T50); nan if not within
        the run.
    assemblers, firms
        Share of the present assemblers, and of all present firms, that master at the end: in the
        third paradigm CA30.
    """

    technology: float
    firm: float
    half: float
    assemblers: float
    firms: float


def levels(run: Run) -> Levels:
    """Read the levels off a run; every firm that was not taken out counts."""
    wanted = run.needed[run.present].any(axis=0)
    first_holders = run.acquired.min(axis=0)[wanted]
    first, half = firm_and_half(run, run.present)
    return Levels(
        technology=_years(run, int(first_holders.max())),
        firm=first,
        half=half,
        assemblers=share(run, run.assembler),
        firms=share(run, run.present),
    )


def firm_and_half(run: Run, among: Bools) -> tuple[float, float]:
    """Return the years until the first of the present firms `among` those given masters, and half.

    A year is nan if it does not come within the run.
    """
    mastered = np.sort(run.mastered[among & run.present])
    first, middle = mastered[0], mastered[(len(mastered) - 1) // 2]
    return _years(run, int(first)), _years(run, int(middle))


def share(run: Run, among: Bools) -> float:
    """Return the share of the present firms `among` those given that master at the end."""
    return float((run.mastered[among & run.present] != NEVER).mean())


def _years(run: Run, steps: int) -> float:
    return float("nan") if steps == NEVER else steps * run.dt
