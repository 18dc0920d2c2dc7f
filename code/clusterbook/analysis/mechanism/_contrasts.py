"""What a change of the model changes, point by point.

In comes the stored sweep: for every point of the parameter space and every scenario a few runs, the
nth of each with the same network, firms and luck. So a contrast is a difference of twins, and its
placebo is the same scenario against itself with other luck. All is if-then, not fitted.
"""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]

LEVEL = 0.95
DRAWS = 2000
"""Resamples of the points for the interval of a mean."""

LOT = 100
"""So many at once fit a processor's own memory."""

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
    place = _Places(runs)
    index = pd.MultiIndex.from_arrays(place.twins, names=["point", "replication"])
    columns = pd.Index(place.scenarios, name="scenario")
    return pd.DataFrame(place.table(_filled(runs, column, horizons)), index, columns)


class _Places:
    """Where each run stands in tables with a row for each twin and a column for each scenario.

    Raises
    ------
    ValueError
        If a scenario was not run for every point and replication; the message names the first.
    """

    def __init__(self, runs: pd.DataFrame) -> None:
        scenario = runs["scenario"].astype("category").cat.remove_unused_categories()
        names = [str(name) for name in scenario.cat.categories]
        self.scenarios = sorted(names)
        rank = np.array([self.scenarios.index(name) for name in names])
        points, point = np.unique(runs["point"], return_inverse=True)
        replications, replication = np.unique(runs["replication"], return_inverse=True)
        twins, twin = np.unique(point * len(replications) + replication, return_inverse=True)
        of, nth = np.divmod(twins, len(replications))
        self.points, self.twins = points, (points[of], replications[nth])
        self._place = twin * len(names) + rank[scenario.cat.codes]
        self._times = np.bincount(self._place, minlength=len(twins) * len(names))
        self._starts = np.flatnonzero(np.diff(of, prepend=-1))
        self._each = np.diff(self._starts, append=len(of))[:, np.newaxis]
        gaps = self._times.reshape(-1, len(names)) == 0
        for name, gap in zip(self.scenarios, gaps.T, strict=True):
            if gap.any():
                at, which = (part[gap][0] for part in self.twins)
                raise ValueError(f"{name!r} lacks replication {which} of point {at}")

    def table(self, value: Floats) -> Floats:
        """Return the values of the runs, shape (twins, scenarios)."""
        total = np.bincount(self._place, value, len(self._times))
        return (total / self._times).reshape(-1, len(self.scenarios))

    def means(self, value: Floats) -> Floats:
        """Return their means over replications, shape (points, scenarios)."""
        return np.add.reduceat(self.table(value), self._starts) / self._each

    def column(self, scenario: str) -> int:
        """Return the place of a scenario; raise if it was not run."""
        if scenario not in self.scenarios:
            there = ", ".join(self.scenarios)
            raise ValueError(f"the scenario {scenario!r} was not run; there are {there}")
        return self.scenarios.index(scenario)


def _filled(runs: pd.DataFrame, column: str, horizons: Mapping[str, float]) -> Floats:
    """Return an outcome of the runs, a level that was not reached as reached at the end."""
    value = runs[column].to_numpy(dtype=float, copy=True)
    never = np.isnan(value)
    value[never] = runs["scenario"][never].astype(str).map(horizons)
    return value


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
    place = _Places(runs)
    run = set(place.scenarios)
    rows = [row for row in contrasts.to_dict("records") if run & {row["scenario"], row["against"]}]
    parts: list[dict[str, npt.NDArray[Any]]] = []
    names = []
    for outcome in outcomes.to_dict("records"):
        years, least = outcome["kind"] == "years", rule[LEAST[str(outcome["kind"])]]
        for others in (False, True):
            mine = [row for row in rows if (row["hypothesis"] in apart) == others]
            if not mine:
                continue
            column = outcome_column(outcome, others)
            means = place.means(_filled(runs, column, horizons))
            there = runs[column].notna() if years else runs[column] >= rule["least_effect"]
            reached = place.means(np.asarray(there, np.float64)) >= rule["share_reached"]
            for row in mine:
                one, other = str(row["scenario"]), str(row["against"])
                pair = [place.column(one), place.column(other)]
                most = horizons[one] if years else 1.0
                ends = means[:, pair]
                effect = ends[:, 1] - ends[:, 0] if years else ends[:, 0] - ends[:, 1]
                part = {
                    "point": place.points,
                    "effect": effect,
                    "with": ends[:, 0],
                    "without": ends[:, 1],
                    "could": could_show(most - ends if years else ends, most, least),
                    "reached": reached[:, pair[0]],
                    "reached_without": reached[:, pair[1]],
                }
                parts.append(part)
                names.append((row["contrast"], outcome["outcome"]))
    keys = pd.DataFrame(names, columns=["contrast", "outcome"])
    long = keys.loc[np.repeat(keys.index, len(place.points))].reset_index(drop=True)
    return long.assign(**{key: np.concatenate([part[key] for part in parts]) for key in parts[0]})


@dataclass(frozen=True)
class Seen:
    """The effects of each contrast in each outcome, all at the same points.

    Parameters
    ----------
    points
        The points, in order.
    by
        (contrast, outcome) -> column of `effects` -> its values at the points.
    """

    points: pd.Index
    by: dict[tuple[str, str], dict[str, npt.NDArray[Any]]]


def seen(effects: pd.DataFrame) -> Seen:
    """Return the result of `effects` by contrast and outcome.

    Raises
    ------
    ValueError
        If a contrast was looked at at other points than another.
    """
    places: dict[Any, Any] = dict(effects.groupby(["contrast", "outcome"]).indices)
    names = effects.columns.difference(["contrast", "outcome"])
    columns = {str(name): effects[name].to_numpy() for name in names}
    by = {
        (str(key[0]), str(key[1])): {name: value[at] for name, value in columns.items()}
        for key, at in places.items()
    }
    first = next(iter(by.values()))["point"]
    for key, part in by.items():
        if not np.array_equal(part["point"], first):
            raise ValueError(f"{' in '.join(key)} was looked at at other points than the rest")
    return Seen(pd.Index(first, name="point"), by)


def could_show(came: Floats, most: float, least: float) -> npt.NDArray[np.bool_]:
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
    found: npt.NDArray[np.bool_] = (came.max(axis=1) >= least) & (came.min(axis=1) <= most - least)
    return found


def mean_interval(values: Floats, level: float = LEVEL) -> tuple[float, float]:
    """Return the percentile interval of a mean over resampled points, the same at each call."""
    lots = np.split(_resamples(len(values)), DRAWS // LOT)
    means = np.concatenate([(lot / len(values)) @ values for lot in lots])
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


@cache
def _resamples(points: int) -> npt.NDArray[np.uint16]:
    """Return how often each resample holds each point, shape (draws, points): for every mean."""
    generator = np.random.default_rng(points)
    found = np.empty((DRAWS, points), np.uint16)
    rows = points * np.arange(LOT)[:, np.newaxis]  # each counts in a row of its own
    for start in range(0, DRAWS, LOT):
        drawn = generator.integers(points, size=(LOT, points))
        drawn += rows
        counts = np.bincount(drawn.ravel(), minlength=LOT * points)
        found[start : start + LOT] = counts.reshape(LOT, points)
    return found
