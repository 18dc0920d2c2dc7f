"""Every posterior: each hypothesis under each reading, prior and discount.

The statement that can be defended is the range over all of these, never one of them.
"""

from collections.abc import Iterator

import pandas as pd

from clusterbook.analysis.evidence._evidence import Boxes
from clusterbook.analysis.evidence._tracing import FOCUS, aligned, posterior, posterior_range


def priors_by_name(priors: pd.DataFrame, explanations: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Return each prior as explanation -> probability.

    Raises
    ------
    ValueError
        If a prior does not sum to 1 (the message names it).
    """
    names = [str(name) for name in explanations["explanation"]]
    found = {}
    for row in priors.to_dict("records"):
        weights = {name: float(row[name]) for name in names}
        if abs(sum(weights.values()) - 1) > 1e-9:
            msg = f"prior {row['prior']!r} must sum to 1, got {sum(weights.values()):g}"
            raise ValueError(msg)
        found[str(row["prior"])] = weights
    return found


def discounts_by_name(discounts: pd.DataFrame) -> dict[str, float]:
    """Return each discount as key -> power."""
    return {str(row["discount"]): float(row["power"]) for row in discounts.to_dict("records")}


Setting = tuple[str, str, str, str]
"""hypothesis, reading, prior, discount."""


def settings(
    boxes: Boxes, priors: dict[str, dict[str, float]], discounts: dict[str, float]
) -> Iterator[Setting]:
    """Yield every combination of hypothesis, reading, prior and discount."""
    for hypothesis, reading in boxes:
        for prior in priors:
            for discount in discounts:
                yield hypothesis, reading, prior, discount


def every_state(
    boxes: Boxes, priors: dict[str, dict[str, float]], discounts: dict[str, float]
) -> pd.DataFrame:
    """Return the posterior of every explanation at every setting.

    Parameters
    ----------
    boxes
        Result of `evidence.boxes`.
    priors, discounts
        Results of `priors_by_name` and `discounts_by_name`.

    Returns
    -------
    DataFrame
        hypothesis, reading, prior, discount (keys), explanation, weight (prior probability),
        posterior (at the geometric midpoints), low, high (exact range over the intervals).
    """
    # One frame at the end: a frame for each of the settings takes most of the time.
    rows: list[tuple[str | float, ...]] = []
    for hypothesis, reading, prior, discount in settings(boxes, priors, discounts):
        box, power = boxes[hypothesis, reading], discounts[discount]
        weights = aligned(priors[prior], box)
        low, high = posterior_range(weights, box, power)
        found = zip(
            box.explanations,
            weights.tolist(),
            posterior(weights, box.middle, power).tolist(),
            low.tolist(),
            high.tolist(),
            strict=True,
        )
        rows += [(hypothesis, reading, prior, discount, *numbers) for numbers in found]
    keys = ["hypothesis", "reading", "prior", "discount", "explanation"]
    return pd.DataFrame(rows, columns=[*keys, "weight", "posterior", "low", "high"])


def ranges(states: pd.DataFrame, by: str | None = None, focus: str = FOCUS) -> pd.DataFrame:
    """Sum up one explanation's posterior over all settings, or over those of each `by`.

    Parameters
    ----------
    states
        Result of `every_state`.
    by
        "reading", "prior" or "discount"; None for all together.
    focus
        The explanation.

    Returns
    -------
    DataFrame
        hypothesis, the `by` column if given, settings (how many), least, most (posterior at the
        midpoints), low, high (over the intervals too), leads (settings in which the explanation is
        the most probable one at the midpoints).

    Raises
    ------
    ValueError
        If `by` is no setting.
    """
    allowed = ("reading", "prior", "discount")
    if by not in (None, *allowed):
        msg = f"by must be None or one of {', '.join(allowed)}, got {by!r}"
        raise ValueError(msg)
    keys = ["hypothesis", *allowed]
    best = states.groupby(keys)["posterior"].transform("max")
    own = states.assign(leads=states["posterior"] >= best)
    own = own[own["explanation"] == focus]
    groups = own.groupby(["hypothesis", by] if by else ["hypothesis"], sort=False)
    return groups.agg(
        settings=("posterior", "size"),
        least=("posterior", "min"),
        most=("posterior", "max"),
        low=("low", "min"),
        high=("high", "max"),
        leads=("leads", "sum"),
    ).reset_index()
