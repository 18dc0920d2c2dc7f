"""What a change of the model changes, point by point.

In comes the stored sweep: for every point of the parameter space and every scenario a few runs, the
nth of each with the same network, firms and luck. So a contrast is a difference of twins, and its
placebo is the same scenario against itself with other luck. All is if-then, not fitted.
"""

from collections.abc import Collection, Hashable, Mapping
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]

LEVEL = 0.95
DRAWS = 2000
"""Resamples of the points for the interval of a mean."""

LEAST = {"share": "least_effect", "years": "least_years"}
"""Kind of outcome -> the criterion that holds the smallest effect that counts."""


def judged_apart(model_claims: pd.DataFrame) -> frozenset[str]:
    """Return the hypotheses that are judged among the firms that no scenario touches.

    Parameters
    ----------
    model_claims
        claim, hypothesis, others.

    Raises
    ------
    ValueError
        If the claims of one hypothesis differ in that: its scenarios are run once.
    """
    kinds = model_claims.groupby("hypothesis", sort=False)["others"].nunique()
    if (kinds > 1).any():
        hypothesis = kinds.index[kinds > 1][0]
        mine = model_claims.loc[model_claims["hypothesis"] == hypothesis, ["claim", "others"]]
        said = ", ".join(f"{claim}: {str(flag).lower()}" for claim, flag in mine.to_numpy())
        raise ValueError(f"the claims of {hypothesis} are judged among other firms, or not: {said}")
    return frozenset(model_claims.loc[model_claims["others"], "hypothesis"])


def outcome_column(outcome: Mapping[Hashable, object], others: bool) -> str:
    """Return the column of the runs that holds an outcome, a row of `model_outcomes`."""
    return str(outcome["of_others" if others else "of_all"])


def values(runs: pd.DataFrame, column: str, horizons: Mapping[str, float]) -> pd.DataFrame:
    """Return an outcome: a row for each point and replication, a column for each scenario.

    Parameters
    ----------
    runs
        point, replication, scenario, and the column.
    column
        A share (0 to 1), or years that are blank where the level was not reached.
    horizons
        Scenario -> years that it was run; a level that was not reached counts as reached then.

    Raises
    ------
    ValueError
        If a scenario was not run for every point and replication; the message names the first.
    """
    value = runs[column].astype(float)
    if value.isna().any():
        value = value.fillna(runs["scenario"].astype(str).map(horizons).astype(float))
    keys = runs[["point", "replication", "scenario"]].astype({"scenario": str})
    wide = keys.assign(value=value).pivot_table(
        index=["point", "replication"], columns="scenario", values="value"
    )
    for scenario in wide:
        gaps = wide.index[wide[scenario].isna()].tolist()
        if gaps:
            point, replication = gaps[0]
            raise ValueError(f"{scenario!r} lacks replication {replication} of point {point}")
    return wide


def effects(
    runs: pd.DataFrame,
    contrasts: pd.DataFrame,
    outcomes: pd.DataFrame,
    horizons: Mapping[str, float],
    rule: Mapping[str, float],
    apart: Collection[str],
) -> pd.DataFrame:
    """Return the difference that each contrast makes at each point, in each outcome.

    Parameters
    ----------
    runs
        point, scenario, replication, and the outcomes' columns.
    contrasts
        contrast, hypothesis, scenario, against; those that were not run are left out if neither
        scenario is in the runs.
    outcomes
        outcome, kind {share, years}, of_all, of_others.
    horizons
        Scenario -> years that it was run.
    rule
        least_effect (also the share from which on a level counts as reached), least_years,
        share_reached.
    apart
        Hypotheses whose scenarios touch firms: they are looked at among those that none touches.

    Returns
    -------
    DataFrame
        contrast, outcome, point, effect (upwards is better: a larger share, or years sooner; mean
        over replications), with, without (the means themselves under `scenario` and `against`),
        could (whether a difference could show: in one of the two something happens, and in one
        something is left to happen, each by at least what counts), reached, reached_without
        (whether enough of the runs reach the level).

    Raises
    ------
    ValueError
        If one scenario of a contrast was run and the other was not; the message names it.
    """
    run = set(runs["scenario"].astype(str).unique())
    rows = [row for row in contrasts.to_dict("records") if run & {row["scenario"], row["against"]}]
    parts = []
    for outcome in outcomes.to_dict("records"):
        years = outcome["kind"] == "years"
        for others in (False, True):
            mine = [row for row in rows if (row["hypothesis"] in apart) == others]
            if not mine:
                continue
            column = outcome_column(outcome, others)
            means = values(runs, column, horizons).groupby("point").mean()
            reached = _reached(runs, column, years, rule)
            for row in mine:
                one, other = (_known(means, str(row[side])) for side in ("scenario", "against"))
                most = horizons[one] if years else 1.0
                came = most - means[[one, other]] if years else means[[one, other]]
                part = {
                    "contrast": row["contrast"],
                    "outcome": outcome["outcome"],
                    "point": means.index,
                    "effect": means[other] - means[one] if years else means[one] - means[other],
                    "with": means[one],
                    "without": means[other],
                    "could": could_show(came, most, rule[LEAST[str(outcome["kind"])]]),
                    "reached": reached[one],
                    "reached_without": reached[other],
                }
                parts.append(pd.DataFrame(part))
    return pd.concat(parts, ignore_index=True)


def _reached(
    runs: pd.DataFrame, column: str, years: bool, rule: Mapping[str, float]
) -> pd.DataFrame:
    """Return at which points enough runs reach a level: one column a scenario."""
    there = runs[column].notna() if years else runs[column] >= rule["least_effect"]
    keys = runs[["point", "scenario"]].astype({"scenario": str}).assign(there=there.astype(float))
    share = keys.pivot_table(index="point", columns="scenario", values="there")
    return share >= rule["share_reached"]


def could_show(came: pd.DataFrame, most: float, least: float) -> "pd.Series[bool]":
    """Return at which points two scenarios could differ by an amount that counts.

    At many points nothing happens in either, at some everything does in both. There no pattern can
    show, nor its reverse.

    Parameters
    ----------
    came
        Two columns: how far each scenario comes, 0 to `most`.
    most
        As far as one can come.
    least
        The smallest difference that counts.
    """
    return (came.max(axis=1) >= least) & (came.min(axis=1) <= most - least)


def mean_interval(values: Floats, level: float = LEVEL) -> tuple[float, float]:
    """Return the percentile interval of a mean over resampled points, the same at each call."""
    means = (_resamples(len(values)) / len(values)) @ values
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


@cache
def _resamples(points: int) -> npt.NDArray[np.uint16]:
    """Return how often each resample holds each point, shape (draws, points): for every mean."""
    generator = np.random.default_rng(points)
    found = np.empty((DRAWS, points), np.uint16)
    lot = 100  # so many resamples at once fit a processor's own memory
    rows = points * np.arange(lot)[:, np.newaxis]  # each counts in a row of its own
    for start in range(0, DRAWS, lot):
        drawn = generator.integers(points, size=(lot, points)) + rows
        counts = np.bincount(drawn.ravel(), minlength=lot * points)
        found[start : start + lot] = counts.reshape(lot, points)
    return found


def _known(table: pd.DataFrame, scenario: str) -> str:
    if scenario not in table:
        raise ValueError(
            f"the scenario {scenario!r} was not run; there are {', '.join(map(str, table.columns))}"
        )
    return scenario
