"""How far two codings of the same items agree, made without sight of one another.

No average is taken: where two coders differ, both stand, and what follows is shown under each.
"""

from collections.abc import Mapping

import pandas as pd

from clusterbook.analysis.evidence._tracing import Box
from clusterbook.analysis.evidence._weights import decibels_against_all


def agreement(
    first: Mapping[str, Box], second: Mapping[str, Box], prior: Mapping[str, float]
) -> pd.DataFrame:
    """Compare two codings item by item.

    Parameters
    ----------
    first, second
        Hypothesis -> box, with the same items and explanations.
    prior
        Explanation -> probability; how the rivals share it sets their mixture.

    Returns
    -------
    DataFrame
        hypothesis, implication, overlapping (explanations whose two intervals meet), of, db, low,
        high (weight for the hypothesis against its rivals, first coding, in dB), second_db,
        second_low, second_high, same_sign (whether both weights lean the same way).

    Raises
    ------
    ValueError
        If the codings do not cover the same items and explanations.
    """
    parts = []
    for hypothesis, one in first.items():
        two = second[hypothesis]
        if one.items != two.items or one.explanations != two.explanations:
            msg = f"the codings of {hypothesis} must have the same items and explanations"
            raise ValueError(msg)
        meets = (one.low <= two.high) & (two.low <= one.high)
        weights = decibels_against_all(prior, one)
        others = decibels_against_all(prior, two).drop(columns="item").add_prefix("second_")
        frame = weights.rename(columns={"item": "implication"}).join(others)
        frame.insert(0, "hypothesis", hypothesis)
        frame.insert(2, "overlapping", meets.sum(axis=1))
        frame.insert(3, "of", len(one.explanations))
        parts.append(frame)
    found = pd.concat(parts, ignore_index=True)
    return found.assign(same_sign=(found["db"] > 0) == (found["second_db"] > 0))
