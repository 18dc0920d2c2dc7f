"""How far a verdict hangs on choices: over every setting, and along every threshold."""

import numpy as np
import pandas as pd

from clusterbook.analysis.evidence import FOCUS
from clusterbook.analysis.verdicts._verdicts import decide, tallies, thresholds_by_rule

OUTCOMES = ("supported", "undecided", "doubtful")


def over_settings(
    implications: pd.DataFrame, states: pd.DataFrame, verdict_thresholds: pd.DataFrame
) -> pd.DataFrame:
    """Count each rule's verdicts over all readings, priors and discounts.

    A count over settings is no probability: nothing says that settings are equally credible.

    Returns
    -------
    DataFrame
        hypothesis, rule, supported, undecided, doubtful (settings), of.
    """
    limits, counted = thresholds_by_rule(verdict_thresholds), tallies(implications)
    own = states[states["explanation"] == FOCUS]
    rows = []
    for hypothesis, tally in counted.items():
        posteriors = own.loc[own["hypothesis"] == hypothesis, "posterior"]
        for rule, given in limits.items():
            found = [decide(tally, float(p), given).outcome for p in posteriors]
            numbers = [found.count(outcome) for outcome in OUTCOMES]
            rows.append((hypothesis, rule, *numbers, len(found)))
    return pd.DataFrame(rows, columns=["hypothesis", "rule", *OUTCOMES, "of"])


def along_thresholds(
    measures: pd.DataFrame,
    implications: pd.DataFrame,
    verdict_thresholds: pd.DataFrame,
    steps: int = 101,
) -> pd.DataFrame:
    """Move one threshold at a time over its range and say which verdicts it can give.

    Parameters
    ----------
    measures
        Result of `verdicts.measures`: the posterior of each hypothesis and rule.
    implications, verdict_thresholds
        As for `verdicts.measures`.
    steps
        Values tried along the range, ends included.

    Returns
    -------
    DataFrame
        hypothesis, rule, criterion, outcome (as it stands), reachable (other outcomes, joined by
        ", "; blank if none), nearest (value closest to the present one that gives another outcome;
        missing if none).

    Raises
    ------
    ValueError
        If there are fewer than two steps.
    """
    if steps < 2:
        msg = f"steps must be 2 or more, got {steps}"
        raise ValueError(msg)
    limits, counted = thresholds_by_rule(verdict_thresholds), tallies(implications)
    rows = []
    for row in measures.to_dict("records"):
        hypothesis, rule = str(row["hypothesis"]), str(row["rule"])
        for limit in verdict_thresholds[verdict_thresholds["rule"] == rule].to_dict("records"):
            name = str(limit["criterion"])
            tried = {}
            for value in np.linspace(float(limit["minimum"]), float(limit["maximum"]), steps):
                given = {**limits[rule], name: float(value)}
                tried[float(value)] = decide(counted[hypothesis], row["posterior"], given).outcome
            other = {v: o for v, o in tried.items() if o != row["outcome"]}
            near = min(other, key=lambda v: abs(v - limits[rule][name]), default=float("nan"))
            reach = ", ".join(o for o in OUTCOMES if o in other.values())
            rows.append((hypothesis, rule, name, row["outcome"], reach, near))
    columns = ["hypothesis", "rule", "criterion", "outcome", "reachable", "nearest"]
    return pd.DataFrame(rows, columns=columns)
