"""How a posterior spreads over draws from the likelihood intervals, reading by reading."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from clusterbook.analysis.evidence._evidence import Boxes
from clusterbook.analysis.evidence._tracing import FOCUS
from clusterbook.analysis.evidence._tracing_draws import SIZE, summary

SEED = 11
PRIOR, DISCOUNT = "even", "independent"


def by_reading(
    boxes: Boxes,
    priors: Mapping[str, Mapping[str, float]],
    discounts: Mapping[str, float],
    seed: int = SEED,
    size: int = SIZE,
) -> pd.DataFrame:
    """Sum up the draws of each hypothesis under each reading.

    Parameters
    ----------
    boxes, priors, discounts
        As for `tracing_draws.summary`.
    seed
        Of the one generator.
    size
        Draws for each hypothesis and reading.

    Returns
    -------
    DataFrame
        hypothesis, reading, p05, p50, p95, leads (share of draws in which the hypothesis is the
        most probable): these at even priors with independent items; least, most (the lowest 5 % and
        the highest 95 % quantile over all priors and discounts).
    """
    found = summary(boxes, priors, discounts, np.random.default_rng(seed), size)
    own = found[found["explanation"] == FOCUS]
    keys = ["hypothesis", "reading"]
    ends = own.groupby(keys, sort=False).agg(least=("p05", "min"), most=("p95", "max"))
    plain = own[(own["prior"] == PRIOR) & (own["discount"] == DISCOUNT)]
    return plain[[*keys, "p05", "p50", "p95", "leads"]].join(ends, on=keys).reset_index(drop=True)
