"""How probable it is that the first share exceeds the second, with the overlap summed out.

The four cells of the unseen 2x2 table have a Dirichlet prior. The margins fix all but the overlap;
each overlap gets its posterior weight, and given it the answer is a Beta integral. So the result
is exact up to rounding. It is "as if the firms were a simple random sample", and it depends on the
prior: a reader should look at all of them.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import betainc, gammaln, logsumexp

from clusterbook.analysis.statistics._overlap import tables

Floats = NDArray[np.float64]

CELLS = ("both", "first_only", "second_only", "neither")


def chance_in_table(first_only: int, second_only: int, alpha: Sequence[float]) -> float:
    """Return the probability that the first share is larger, given one whole table.

    Parameters
    ----------
    first_only, second_only
        Firms in one group and not in the other.
    alpha
        Prior weights of the cells both, first only, second only, neither (each positive).

    Returns
    -------
    float
        0 to 1. Only the two discordant cells matter: their ratio has a Beta distribution.

    Raises
    ------
    ValueError
        If a count is negative, or `alpha` is not four positive numbers.
    """
    _refuse(alpha)
    if min(first_only, second_only) < 0:
        msg = f"first_only and second_only must be 0 or more, got {first_only} and {second_only}"
        raise ValueError(msg)
    return float(betainc(second_only + alpha[2], first_only + alpha[1], 0.5))


def overlap_posterior(first: int, second: int, firms: int, alpha: Sequence[float]) -> pd.DataFrame:
    """Weigh every overlap that the margins allow.

    Returns
    -------
    DataFrame
        Columns of `overlap.tables`, weight (posterior, the column sums to 1), chance (that the
        first share is larger, given this overlap; both 0 to 1).

    Raises
    ------
    ValueError
        If a margin lies outside 0..firms or `alpha` is not four positive numbers.
    """
    found = tables(first, second, firms)
    weight, chance = _weighed(found[list(CELLS)].to_numpy(dtype=float), alpha)
    return found.assign(weight=weight, chance=chance)


def _weighed(cells: Floats, alpha: Sequence[float]) -> tuple[Floats, Floats]:
    """Return the weight of each table and `chance_in_table`, from cells of shape (tables, 4)."""
    _refuse(alpha)
    logs = np.sum(gammaln(cells + np.asarray(alpha)) - gammaln(cells + 1), axis=1)
    chances = betainc(cells[:, 2] + alpha[2], cells[:, 1] + alpha[1], 0.5)
    return np.exp(logs - logsumexp(logs)), np.asarray(chances, dtype=float)


def over_priors(first: int, second: int, firms: int, overlap_priors: pd.DataFrame) -> pd.DataFrame:
    """Return that probability under each prior, beside its range over single overlaps.

    Parameters
    ----------
    overlap_priors
        prior, label, label_zh and the four weights both, first_only, second_only, neither.

    Returns
    -------
    DataFrame
        prior, label, label_zh, chance, least, most (the range if the overlap were known),
        overlap (posterior mean of the overlap, firms).
    """
    known = tables(first, second, firms)
    cells, overlap = known[list(CELLS)].to_numpy(dtype=float), known["overlap"].to_numpy()
    rows = []
    for row in overlap_priors.to_dict("records"):
        weight, chance = _weighed(cells, [float(row[cell]) for cell in CELLS])
        whole, mean = float((weight * chance).sum()), float((weight * overlap).sum())
        names = (row["prior"], row["label"], row["label_zh"])
        rows.append((*names, whole, float(chance.min()), float(chance.max()), mean))
    columns = ["prior", "label", "label_zh", "chance", "least", "most", "overlap"]
    return pd.DataFrame(rows, columns=columns)


def _refuse(alpha: Sequence[float]) -> None:
    """Raise unless `alpha` can be the weights of a Dirichlet prior on four cells."""
    if len(alpha) != len(CELLS) or not all(0 < a < float("inf") for a in alpha):
        msg = f"alpha must be four positive numbers ({', '.join(CELLS)}), got {list(alpha)}"
        raise ValueError(msg)
