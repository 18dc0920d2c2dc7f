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
    mastered = np.sort(run.mastered[run.present])
    wanted = run.needed[run.present].any(axis=0)
    first_holders = run.acquired.min(axis=0)[wanted]
    return Levels(
        technology=_years(run, int(first_holders.max())),
        firm=_years(run, int(mastered[0])),
        half=_years(run, int(mastered[(len(mastered) - 1) // 2])),
        assemblers=share(run, run.assembler),
        firms=share(run, run.present),
    )


def share(run: Run, among: Bools) -> float:
    """Return the share of the present firms `among` those given that master at the end."""
    return float((run.mastered[among & run.present] != NEVER).mean())


def _years(run: Run, steps: int) -> float:
    return float("nan") if steps == NEVER else steps * run.dt
