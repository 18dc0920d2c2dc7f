"""Item by item: what each piece of evidence says, and what would be left without it."""

from collections.abc import Mapping
from math import log10

import pandas as pd

from clusterbook.analysis.evidence._evidence import Boxes
from clusterbook.analysis.evidence._weights import decibels_against_all, leave_one_out

AS_CODED, CHARITABLE = "sceptical", "charitable"
"""Readings: every item as coded; strained and failed items as the paper reads them."""


def item_weights(boxes: Boxes, prior: Mapping[str, float]) -> pd.DataFrame:
    """Return the weight of evidence of every item, as coded and read charitably.

    Parameters
    ----------
    boxes
        Result of `evidence.boxes`.
    prior
        Explanation -> probability; how the rivals share it sets their mixture.

    Returns
    -------
    DataFrame
        hypothesis, implication, db, low, high (dB for the hypothesis against its rivals together),
        kind_db, kind_low, kind_high (the same read charitably; missing where that changes nothing).
    """
    parts = []
    for hypothesis in dict.fromkeys(name for name, _ in boxes):
        coded = decibels_against_all(prior, boxes[hypothesis, AS_CODED])
        kind = decibels_against_all(prior, boxes[hypothesis, CHARITABLE]).add_prefix("kind_")
        other = kind["kind_db"] != coded["db"]
        found = coded.rename(columns={"item": "implication"})
        found.insert(0, "hypothesis", hypothesis)
        parts.append(found.join(kind.drop(columns="kind_item").where(other)))
    return pd.concat(parts, ignore_index=True)


def one_sided(weights: pd.DataFrame, slack: float = 1e-9) -> "pd.Series[bool]":
    """Say of which items the whole range lies on one side of zero, by more than `slack` dB.

    Parameters
    ----------
    weights
        low, high (dB), as from `item_weights`.
    slack
        So that rounding decides nothing where a range ends at zero.
    """
    return (weights["low"] > slack) | (weights["high"] < -slack)


def left_out(boxes: Boxes, prior: Mapping[str, float], discount: float = 1.0) -> pd.DataFrame:
    """Return the posterior of each hypothesis without each of its items in turn.

    Returns
    -------
    DataFrame
        hypothesis, reading, implication, posterior (with all items), without (this one), change
        (posterior minus without); at the geometric midpoints, for both readings of this module.
    """
    parts = []
    for (hypothesis, reading), box in boxes.items():
        if reading in (AS_CODED, CHARITABLE):
            found = leave_one_out(prior, box, discount).rename(columns={"item": "implication"})
            found.insert(0, "reading", reading)
            found.insert(0, "hypothesis", hypothesis)
            parts.append(found)
    return pd.concat(parts, ignore_index=True)


def odds_moved(prior: float, posterior: float) -> float:
    """Return by how many decibels the odds have moved from a prior to a posterior probability.

    Raises
    ------
    ValueError
        If either is not strictly between 0 and 1.

    Examples
    --------
    >>> round(odds_moved(0.5, 10 / 11), 6)
    10.0
    """
    for name, value in (("prior", prior), ("posterior", posterior)):
        if not 0 < value < 1:
            raise ValueError(f"{name} must lie strictly between 0 and 1, got {value}")
    return 10 * log10(posterior / (1 - posterior) * (1 - prior) / prior)
