"""The population with a low enough mean that explains the sample's bands best.

Among all populations whose mean sales are at most a given amount, one gives the observed bands the
greatest likelihood. How much likelier the bands are under their own shares is then the strongest
thing to be said for the sample against every such population, as if it were simple random.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

import numpy as np
from scipy.optimize import brentq


@dataclass(frozen=True)
class BestPopulation:
    """The population that fits the bands best among those with a low enough mean.

    `shares` are its shares per band (0 to 1); `log_ratio` is the log likelihood of the observed
    shares minus that of this population (0 or more, natural log); `ratio` its exponential.
    """

    shares: tuple[float, ...]
    log_ratio: float

    @property
    def ratio(self) -> float:
        """Return how many times likelier the bands are under their own shares."""
        return exp(self.log_ratio)


def best_population(
    counts: Sequence[int], floors: Sequence[float], mean_at_most: float
) -> BestPopulation:
    """Fit the population of greatest likelihood whose mean sales are at most `mean_at_most`.

    A population needs a mean of at least the sum of share times floor, and can reach this by
    putting everyone at the floor of the band. So the limit is on that sum. The problem is convex;
    its solution is p_b = k_b / (n (1 + m (f_b - mu))) with one multiplier m >= 0, found as a root
    [Owen 1988, Biometrika 75:237].

    Parameters
    ----------
    counts
        Sampled firms per band; the band with the lowest floor must hold at least one.
    floors
        Floor of each band, in million yuan.
    mean_at_most
        Highest mean that the cluster can have, in million yuan per firm.

    Raises
    ------
    ValueError
        If the lengths differ, a count is negative, the lowest band is empty, or the mean is not
        above the lowest floor.
    """
    k, f = np.asarray(counts, dtype=float), np.asarray(floors, dtype=float)
    _refuse(k, f, mean_at_most)
    n, gaps = k.sum(), f - mean_at_most
    if float(k @ gaps) <= 0:
        return BestPopulation(tuple((k / n).tolist()), 0.0)
    # 1 + m * gap must stay positive where there are firms: m < 1 / (mean - lowest floor).
    limit = -1 / gaps.min()

    def slope(m: float) -> float:
        return float(np.sum(k * gaps / (1 + m * gaps)))

    root = float(brentq(slope, 0.0, limit * (1 - 1e-12), xtol=1e-15, rtol=1e-14))
    weights = 1 + root * gaps
    shares = k / (n * weights)
    return BestPopulation(tuple(shares.tolist()), float(k @ np.log(weights)))


def _refuse(k: np.ndarray, f: np.ndarray, mean: float) -> None:
    """Raise unless `best_population` has a solution inside the bands."""
    if k.shape != f.shape or k.ndim != 1 or k.size == 0 or (k < 0).any() or k.sum() <= 0:
        msg = f"needs one non-negative count per floor, got counts {k} and floors {f}"
        raise ValueError(msg)
    if k[f == f.min()].sum() == 0:
        msg = f"the band with the lowest floor ({f.min():g}) must hold a firm"
        raise ValueError(msg)
    if mean <= f.min():
        msg = f"the mean must be above the lowest floor ({f.min():g}), got {mean}"
        raise ValueError(msg)
