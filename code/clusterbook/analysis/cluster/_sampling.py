"""How unlikely the sample's bands are if the cluster's mean is as low as the output says.

Everything here is as if the sampled firms were a simple random sample, which they are not: they
come from two places and chose to reply. The bound needs no population at all: it holds for every
distribution. A tiny value therefore tells that the sample does not stand for the cluster, or that
the printed totals do not; it can't tell which.
"""

from collections.abc import Mapping
from math import exp, log

import pandas as pd
from scipy.optimize import brentq

from clusterbook.analysis.cluster._likelihood import best_population


def exceedance_bound(observed: float, mean_at_most: float, cap: float, firms: int) -> float:
    """Bound the chance that a sample's mean floor is at least `observed`, for any population.

    For independent values between 0 and `cap` with a mean of at most mu, the chance is at most
    exp(-n KL(observed/cap || mu/cap)). It holds as well for draws without replacement
    [Hoeffding 1963, J Am Stat Assoc 58:13, theorems 1 and 4].

    Parameters
    ----------
    observed
        Mean floor of the sample, in million yuan.
    mean_at_most
        Highest mean of the population, in million yuan.
    cap
        Greatest floor that a firm can have: that of the top band, in million yuan.
    firms
        Size of the sample.

    Returns
    -------
    float
        An upper bound, 0 to 1; it is 1 if the observed mean is not above the population's.

    Raises
    ------
    ValueError
        Unless 0 <= observed <= cap, 0 < mean_at_most < cap and firms >= 1.
    """
    if not (0 <= observed <= cap and 0 < mean_at_most < cap and firms >= 1):
        msg = (
            "the bound needs 0 <= observed <= cap, 0 < mean_at_most < cap and firms >= 1, got "
            f"observed={observed}, mean_at_most={mean_at_most}, cap={cap}, firms={firms}"
        )
        raise ValueError(msg)
    if observed <= mean_at_most:
        return 1.0
    return exp(-firms * divergence(observed / cap, mean_at_most / cap))


def markov_bound(observed: float, mean_at_most: float) -> float:
    """Return the plain bound mean / observed (at most 1), which uses nothing but the mean."""
    if observed <= 0 or mean_at_most <= 0:
        msg = f"Markov's bound needs positive means, got {observed} and {mean_at_most}"
        raise ValueError(msg)
    return min(1.0, mean_at_most / observed)


def divergence(a: float, b: float) -> float:
    """Return the Kullback-Leibler divergence of Bernoulli(a) from Bernoulli(b), in nats."""
    parts = ((a, b), (1 - a, 1 - b))
    return sum(p * log(p / q) for p, q in parts if p > 0)


def least_mean(observed: float, cap: float, firms: int, level: float = 0.05) -> float:
    """Return the lowest population mean that the bound does not reject at `level`.

    What a simple random sample would need: with a cluster mean below this, a sample as rich as
    the observed one has a chance below `level`.

    Returns
    -------
    float
        In million yuan per firm; multiply by the number of firms for the output it implies.
    """
    if not 0 < level < 1 or not 0 < observed < cap:
        msg = f"needs 0 < level < 1 and 0 < observed < cap, got {level}, {observed}, {cap}"
        raise ValueError(msg)

    def above(mean: float) -> float:
        return firms * divergence(observed / cap, mean / cap) + log(level)

    return float(brentq(above, observed * 1e-12, observed, xtol=1e-12))


def surprise(bands: pd.DataFrame, means: Mapping[str, float]) -> pd.DataFrame:
    """Set the sample's bands against several means that the cluster might have.

    Parameters
    ----------
    bands
        Result of `sales.bands`: firms and floor_mcny per band.
    means
        Name of a population -> its highest mean sales, in million yuan per firm.

    Returns
    -------
    DataFrame
        population, mean_mcny, ratio (sample's floor over the mean), likelihood_ratio (observed
        bands against the best such population), log10_ratio, bound (on the chance of so high a
        floor, for any such population) and markov (the plain bound); the last four as if the
        sample were simple random.
    """
    counts, floors = bands["firms"].to_list(), bands["floor_mcny"].to_list()
    firms = int(sum(counts))
    observed = sum(k * f for k, f in zip(counts, floors, strict=True)) / firms
    rows = []
    for name, mean in means.items():
        best = best_population(counts, floors, mean)
        bound = exceedance_bound(observed, mean, max(floors), firms)
        log10 = best.log_ratio / log(10)
        plain = markov_bound(observed, mean)
        rows.append((name, mean, observed / mean, best.ratio, log10, bound, plain))
    names = ["population", "mean_mcny", "ratio", "likelihood_ratio", "log10_ratio"]
    return pd.DataFrame(rows, columns=[*names, "bound", "markov"])
