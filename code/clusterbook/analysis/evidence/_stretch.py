"""Interval likelihoods widened, narrowed or leant: what a doubting reader does to the coder's.

All on the scale of logarithms, on which evidence adds: an interval is stretched about its middle,
and those of one explanation can be moved by some decibels (dB; 3 dB doubles a likelihood).
"""

import numpy as np

from clusterbook.analysis.evidence._tracing import FOCUS, Box


def stretched(box: Box, spread: float = 1.0, decibels: float = 0.0, focus: str = FOCUS) -> Box:
    """Return the box with every interval stretched, and those of `focus` moved.

    Parameters
    ----------
    box
        Interval likelihoods.
    spread
        Factor on the logarithmic width: 0 leaves the geometric midpoints, 1 the coded intervals.
    decibels
        How far the intervals of `focus` move, in dB; positive makes every item more expected under
        it. An item that is uninformative (all ones) stays so.
    focus
        The explanation.

    Returns
    -------
    Box
        Ends above 1 are cut off at 1.

    Raises
    ------
    ValueError
        If the spread is negative or the box has no such explanation.
    """
    if not spread >= 0:
        raise ValueError(f"spread must be 0 or more, got {spread}")
    if focus not in box.explanations:
        raise ValueError(f"focus must be one of {', '.join(box.explanations)}, got {focus!r}")
    low, high = np.log(box.low), np.log(box.high)
    middle, half = (low + high) / 2, (high - low) / 2 * spread
    informative = (low < 0).any(axis=1)
    middle[informative, box.explanations.index(focus)] += decibels * np.log(10) / 10
    ends = (np.exp(np.minimum(middle + sign * half, 0)) for sign in (-1, 1))
    return Box(box.items, box.explanations, *ends)
