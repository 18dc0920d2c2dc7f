"""What single items do: weights of evidence in decibels, and the posterior without an item.

A weight of evidence is ten times the common logarithm of a likelihood ratio, in decibels (dB):
3 dB doubles the odds, 10 dB multiplies them by ten [Good 1985, Bayesian Statistics 2:249].
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from clusterbook.analysis.evidence._tracing import FOCUS, Box, aligned, posterior


def decibels_against_all(prior: Mapping[str, float], box: Box, focus: str = FOCUS) -> pd.DataFrame:
    """Return each item's weight against the rivals together, mixed in proportion to the prior.

    Such weights of single items do not add: after an item the mixture has other proportions.

    Returns
    -------
    DataFrame
        item, db, low, high (dB; midpoints and exact range over the intervals).

    Raises
    ------
    ValueError
        If the prior does not fit the box, or leaves nothing to the rivals.
    """
    own = _place(box, focus)
    mix = aligned(prior, box)
    mix[own] = 0
    if mix.sum() == 0:
        msg = f"the prior must leave a probability to the rivals of {focus}, got {dict(prior)}"
        raise ValueError(msg)
    mix /= mix.sum()
    pairs = {
        "db": (box.middle, box.middle),
        "low": (box.low, box.high),
        "high": (box.high, box.low),
    }
    columns = {name: 10 * np.log10(a[:, own] / (b @ mix)) for name, (a, b) in pairs.items()}
    return pd.DataFrame({"item": box.items, **columns})


def leave_one_out(
    prior: Mapping[str, float], box: Box, discount: float = 1.0, focus: str = FOCUS
) -> pd.DataFrame:
    """Return the posterior of one explanation without each item in turn.

    Returns
    -------
    DataFrame
        item, posterior (with all items), without (this item), change (posterior minus without:
        what the item does; all at the geometric midpoints).

    Raises
    ------
    ValueError
        As for `tracing.posterior`.
    """
    own, weights = _place(box, focus), aligned(prior, box)
    whole = float(posterior(weights, box.middle, discount)[own])
    rows = []
    for i, item in enumerate(box.items):
        rest = np.delete(box.middle, i, axis=0)
        without = float(posterior(weights, rest, discount)[own])
        rows.append((item, whole, without, whole - without))
    return pd.DataFrame(rows, columns=["item", "posterior", "without", "change"])


def _place(box: Box, focus: str) -> int:
    """Return the column of an explanation."""
    if focus not in box.explanations:
        msg = f"focus must be one of {', '.join(box.explanations)}, got {focus!r}"
        raise ValueError(msg)
    return box.explanations.index(focus)
