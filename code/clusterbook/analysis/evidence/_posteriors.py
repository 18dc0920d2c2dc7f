"""Every posterior: each hypothesis under each reading, prior and discount.

The statement that can be defended is the range over all of these, never one of them.
"""

from collections.abc import Iterator

import pandas as pd

from clusterbook.analysis.evidence._evidence import Boxes
from clusterbook.analysis.evidence._tracing import FOCUS, state


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
    parts = []
    for hypothesis, reading, prior, discount in settings(boxes, priors, discounts):
        found = state(priors[prior], boxes[hypothesis, reading], discounts[discount])
        found = found.rename(columns={"prior": "weight"})
        keys = {"hypothesis": hypothesis, "reading": reading, "prior": prior, "discount": discount}
        parts.append(found.assign(**keys)[[*keys, *found.columns]])
    return pd.concat(parts, ignore_index=True)


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
