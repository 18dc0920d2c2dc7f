"""Bayes' rule over rival explanations, with likelihoods that are intervals.

The explanations are treated as the only ones and as excluding one another, which is a convention of
the method. Likelihoods are elicited by us: how probable the item is if the explanation holds.
A posterior rises with an explanation's own likelihoods and falls with those of its rivals, so its
exact range over a box of intervals lies in two corners. Everything here is plain arithmetic that a
page can repeat:

    a_e = prior_e * exp(discount * sum of ln likelihood_ie),  posterior_e = a_e / sum of a
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

MIDPOINTS = ("geometric", "arithmetic")
FOCUS = "hypothesis"  # key of the explanation that the paper argues for


@dataclass(frozen=True, eq=False)
class Box:
    """Interval likelihoods: one row per item, one column per explanation.

    `low` and `high` lie in (0, 1]. An item with all ones is uninformative.

    Raises
    ------
    ValueError
        If the shapes disagree, a likelihood is outside (0, 1] or an interval is upside down; the
        message names the item and the explanation.
    """

    items: tuple[str, ...]
    explanations: tuple[str, ...]
    low: Floats
    high: Floats

    def __post_init__(self) -> None:
        shape = (len(self.items), len(self.explanations))
        if self.low.shape != shape or self.high.shape != shape:
            msg = f"low and high must have shape {shape}, got {self.low.shape}, {self.high.shape}"
            raise ValueError(msg)
        good = (self.low > 0) & (self.low <= self.high) & (self.high <= 1)
        for i, e in np.argwhere(~good)[:1]:
            msg = (
                f"the likelihood of {self.items[i]} under {self.explanations[e]} must have "
                f"0 < low <= high <= 1, got low={self.low[i, e]:g}, high={self.high[i, e]:g}"
            )
            raise ValueError(msg)

    def midpoint(self, kind: str = "geometric") -> Floats:
        """Return the midpoints, geometric (see `middle`) or arithmetic.

        Raises
        ------
        ValueError
            If the kind is neither.
        """
        if kind not in MIDPOINTS:
            msg = f"midpoint must be one of {', '.join(MIDPOINTS)}, got {kind!r}"
            raise ValueError(msg)
        return self.middle if kind == "geometric" else (self.low + self.high) / 2

    @property
    def middle(self) -> Floats:
        """Geometric midpoints: the middle of each interval on the scale on which evidence adds."""
        return np.asarray(np.sqrt(self.low * self.high), dtype=float)

    def only(self, items: Sequence[str]) -> "Box":
        """Return the box of some of the items.

        Raises
        ------
        ValueError
            If an item is not in the box.
        """
        unknown = [item for item in items if item not in self.items]
        if unknown:
            msg = f"no item {', '.join(unknown)}; items: {', '.join(self.items)}"
            raise ValueError(msg)
        keep = [place for place, item in enumerate(self.items) if item in items]
        names = tuple(self.items[place] for place in keep)
        return Box(names, self.explanations, self.low[keep], self.high[keep])


def posterior(prior: ArrayLike, likelihood: ArrayLike, discount: float = 1.0) -> Floats:
    """Return the posterior of each explanation.

    Parameters
    ----------
    prior
        Probabilities that add to 1, shape (explanations,).
    likelihood
        Shape (..., items, explanations), each in (0, 1]; leading axes are draws.
    discount
        Power to which likelihoods are raised, 0 to 1. 1 takes items as independent, 1/2 lets each
        count half because the same authors made them, 0 returns the prior.

    Returns
    -------
    array
        Shape (..., explanations); sums to 1 over the last axis.

    Raises
    ------
    ValueError
        If the prior is negative or does not sum to 1, a likelihood is outside (0, 1], the discount
        outside 0..1, or the numbers of explanations differ.
    """
    weights = _prior(prior)
    likely = np.asarray(likelihood, dtype=float)
    if likely.ndim < 2 or likely.shape[-1] != weights.size:
        msg = f"likelihood must have shape (..., items, {weights.size}), got {likely.shape}"
        raise ValueError(msg)
    if likely.size and not (likely.min() > 0 and likely.max() <= 1):
        bad = likely[~((likely > 0) & (likely <= 1))].flat[0]
        msg = f"likelihood must lie in (0, 1], got {bad:g}"
        raise ValueError(msg)
    _discount(discount)
    logs = discount * np.log(likely).sum(axis=-2)
    scaled = weights * np.exp(logs - logs.max(axis=-1, keepdims=True))
    return np.asarray(scaled / scaled.sum(axis=-1, keepdims=True), dtype=float)


def posterior_range(prior: ArrayLike, box: Box, discount: float = 1.0) -> tuple[Floats, Floats]:
    """Return the exact lowest and highest posterior of each explanation over the box.

    Both are attained: an explanation's own likelihoods at one end, all the others at the opposite.

    Returns
    -------
    tuple of array
        Lowest and highest, each of shape (explanations,).
    """
    size = len(box.explanations)
    own = np.eye(size, dtype=bool)[:, np.newaxis, :]  # one corner per explanation
    lowest = posterior(prior, np.where(own, box.low, box.high), discount)
    highest = posterior(prior, np.where(own, box.high, box.low), discount)
    return lowest.diagonal().copy(), highest.diagonal().copy()


def state(
    prior: Mapping[str, float], box: Box, discount: float = 1.0, on: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return the posterior at one setting of the explorer.

    Parameters
    ----------
    prior
        Explanation -> probability; adds to 1.
    box
        Interval likelihoods.
    discount
        0 to 1, see `posterior`.
    on
        Items that count; all if None.

    Returns
    -------
    DataFrame
        explanation, prior, posterior (at the geometric midpoints), low, high (exact range over
        the intervals).

    Raises
    ------
    ValueError
        As for `posterior`; if the prior names other explanations, or an item is unknown.
    """
    weights = aligned(prior, box)
    part = box if on is None else box.only(on)
    low, high = posterior_range(weights, part, discount)
    columns = {"prior": weights, "posterior": posterior(weights, part.middle, discount)}
    frame = pd.DataFrame({"explanation": box.explanations, **columns})
    return frame.assign(low=low, high=high)


def aligned(prior: Mapping[str, float], box: Box) -> Floats:
    """Return the prior in the order of the box's explanations.

    Raises
    ------
    ValueError
        If it names other explanations, or does not sum to 1.
    """
    if set(prior) != set(box.explanations):
        msg = f"prior must name {', '.join(box.explanations)}, got {', '.join(prior)}"
        raise ValueError(msg)
    return _prior([prior[name] for name in box.explanations])


def _prior(prior: ArrayLike) -> Floats:
    """Return the prior as an array, or refuse it."""
    weights = np.asarray(prior, dtype=float)
    if weights.ndim != 1 or weights.size < 2 or not (weights >= 0).all():
        msg = f"prior must be two or more probabilities of 0 or more, got {weights.tolist()}"
        raise ValueError(msg)
    if abs(weights.sum() - 1) > 1e-9:
        msg = f"prior must sum to 1, got {weights.tolist()} with sum {weights.sum():g}"
        raise ValueError(msg)
    return weights


def _discount(discount: float) -> None:
    """Refuse a discount outside 0..1."""
    if not 0 <= discount <= 1:
        msg = f"discount must lie in 0..1, got {discount}"
        raise ValueError(msg)
