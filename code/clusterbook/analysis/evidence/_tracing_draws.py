"""Draws from the likelihood intervals, to show how a posterior spreads between its exact ends.

The same draws serve every prior and discount of a hypothesis and reading, so differences between
settings are not noise. A draw is a device: nothing says that likelihoods have this distribution.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from clusterbook.analysis.evidence._tracing import Box, Floats, aligned, posterior

SIZE = 20_000
_QUANTILES = {"p05": 0.05, "p50": 0.5, "p95": 0.95}


def draw(box: Box, rng: np.random.Generator, size: int = SIZE, spread: str = "log") -> Floats:
    """Draw likelihoods from the intervals, each independently.

    Parameters
    ----------
    box
        Interval likelihoods.
    rng
        Source of randomness; the caller seeds it.
    size
        Number of draws.
    spread
        "log" spreads evenly in decibels, so that the median is the geometric midpoint; "linear"
        spreads evenly in probability.

    Returns
    -------
    array
        Shape (size, items, explanations).

    Raises
    ------
    ValueError
        If there is no draw or the spread is unknown.
    """
    if size < 1:
        msg = f"size must be 1 or more, got {size}"
        raise ValueError(msg)
    if spread not in ("log", "linear"):
        msg = f"spread must be 'log' or 'linear', got {spread!r}"
        raise ValueError(msg)
    where = rng.random((size, *box.low.shape))
    if spread == "linear":
        return np.asarray(box.low + where * (box.high - box.low), dtype=float)
    low, high = np.log(box.low), np.log(box.high)
    # Rounding in exp may step over an end by one unit in the last place.
    return np.asarray(np.clip(np.exp(low + where * (high - low)), box.low, box.high), dtype=float)


def summary(
    boxes: Mapping[tuple[str, str], Box],
    priors: Mapping[str, Mapping[str, float]],
    discounts: Mapping[str, float],
    rng: np.random.Generator,
    size: int = SIZE,
    spread: str = "log",
) -> pd.DataFrame:
    """Sum up the posterior over the draws at every setting.

    Parameters
    ----------
    boxes, priors, discounts
        As for `posteriors.every_state`.
    rng, size, spread
        As for `draw`.

    Returns
    -------
    DataFrame
        hypothesis, reading, prior, discount, explanation, mean, p05, p50, p95 (posterior), leads
        (share of draws, 0 to 1, in which the explanation is the most probable).
    """
    rows = []
    for (hypothesis, reading), box in boxes.items():
        drawn = draw(box, rng, size, spread)
        for prior, weights in priors.items():
            for discount, power in discounts.items():
                found = posterior(aligned(weights, box), drawn, power)
                keys = (hypothesis, reading, prior, discount)
                rows += [(*keys, *row) for row in _rows(found, box.explanations)]
    names = ["hypothesis", "reading", "prior", "discount", "explanation", "mean"]
    return pd.DataFrame(rows, columns=[*names, *_QUANTILES, "leads"])


def _rows(found: Floats, explanations: tuple[str, ...]) -> list[tuple[str | float, ...]]:
    """Return explanation, mean, quantiles and share of leads for the draws of one setting."""
    quantiles = np.quantile(found, list(_QUANTILES.values()), axis=0)
    best = np.argmax(found, axis=1)
    leads = np.bincount(best, minlength=len(explanations)) / len(found)
    columns = [found.mean(axis=0), *quantiles, leads]
    return [(name, *(float(c[e]) for c in columns)) for e, name in enumerate(explanations)]
