"""The firms that a study would need to decide what this survey can't.

In: the table `study_designs`, rates to plan for. The sizes assume a random draw and that everybody
answers; neither was so here.
"""

from collections.abc import Hashable, Mapping
from math import ceil

import pandas as pd
from scipy.stats import norm

from clusterbook.analysis.statistics import (
    LEVEL,
    TARGET,
    firms_needed,
    fisher_power,
    mcnemar_power,
    size_needed,
)


def sample_size(share: float, margin: float, population: int, confidence: float = 0.95) -> int:
    """Return the firms to draw so that a share is known to within a margin, in a finite cluster.

    Normal approximation with the correction for a finite population, as in the table of Krejcie
    and Morgan [1970, Educ Psychol Meas 30:607].

    Parameters
    ----------
    share
        Share to be measured (0 to 1, both excluded); a half needs most.
    margin
        Half-width of the interval (0 to 0.5).
    population
        Firms of the cluster.
    confidence
        Of the interval.

    Raises
    ------
    ValueError
        If an argument is out of its range.

    Examples
    --------
    >>> sample_size(0.5, 0.05, 2800)
    338
    """
    if not (0 < share < 1 and 0 < margin <= 0.5 and population >= 1 and 0 < confidence < 1):
        msg = (
            "needs 0 < share < 1, 0 < margin <= 0.5, population >= 1 and 0 < confidence < 1, got "
            f"share={share}, margin={margin}, population={population}, confidence={confidence}"
        )
        raise ValueError(msg)
    z2 = float(norm.ppf((1 + confidence) / 2)) ** 2
    spread = z2 * share * (1 - share)
    return ceil(population * spread / (margin**2 * (population - 1) + spread))


def sizes(
    study_designs: pd.DataFrame,
    population: int,
    target: float = TARGET,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Return the size of every design.

    Parameters
    ----------
    study_designs
        design, kind {precision, paired, two_groups}, first, second, margin and labels. `first` and
        `second` of a paired design are the shares with one mode only.
    population
        Firms of the cluster.
    target, level
        Power and significance level of the comparisons.

    Returns
    -------
    DataFrame
        design, kind, unit (what is observed), hypothesis, label, label_zh, question, data, groups
        (1 or 2), each (needed in each group), needed (in all), power (at that size; missing for an
        interval).

    Raises
    ------
    ValueError
        If a kind is unknown, or as for the single computations.
    """
    rows = []
    for row in study_designs.to_dict("records"):
        groups, each, reached = _size(row, population, target, level)
        rows.append({"groups": groups, "each": each, "needed": groups * each, "power": reached})
    heads = ["design", "kind", "unit", "hypothesis", "label", "label_zh", "question", "data"]
    return pd.concat([study_designs[heads].reset_index(drop=True), pd.DataFrame(rows)], axis=1)


def _size(
    row: Mapping[Hashable, object], population: int, target: float, level: float
) -> tuple[int, int, float]:
    """Return groups, members of each, and the power reached (not a number for an interval)."""
    first, second, margin = (float(str(row[name])) for name in ("first", "second", "margin"))
    match row["kind"]:
        case "precision":
            return 1, sample_size(first, margin, population), float("nan")
        case "paired":
            each = firms_needed(first, second, target, level)
            return 1, each, mcnemar_power(first, second, each, level)
        case "two_groups":
            each = size_needed(first, second, target, level)
            return 2, each, fisher_power(first, second, each, level)
    msg = f"kind must be precision, paired or two_groups, got {row['kind']!r} in {row['design']!r}"
    raise ValueError(msg)
