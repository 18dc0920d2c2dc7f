"""What a change of the model changes, point by point, and what mere chance changes beside it.

In comes the stored sweep: for every point of the parameter space and every scenario a few runs, the
nth of each with the same network, firms and luck. So a contrast is a difference of twins, and its
placebo is the same scenario against itself with other luck. All is if-then, not fitted.
"""

from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from clusterbook.analysis.statistics import wilson

Floats = npt.NDArray[np.float64]

LEVEL = 0.95
DRAWS = 2000
"""Resamples of the points for the interval of a mean."""

COUNTS = ("more", "less", "placebo_more", "placebo_less")

OUTCOMES = {"H1": "assemblers", "H2": "assemblers", "P2": "assemblers", "H3": "bystanders"}
"""Hypothesis -> the share of firms that its contrasts compare.

Removing firms changes who is counted. So H3 looks at assemblers that no scenario removes.
"""


def effects(runs: pd.DataFrame, contrasts: pd.DataFrame) -> pd.DataFrame:
    """Return the difference that each contrast makes at each point.

    Parameters
    ----------
    runs
        point, scenario, replication, and the outcomes assemblers and bystanders (shares, 0 to 1).
    contrasts
        contrast, hypothesis, scenario, against.

    Returns
    -------
    DataFrame
        contrast, point, effect (share of the one minus share of the other, mean over replications,
        -1 to 1), with (the mean share under `scenario`), without (the same under `against`).

    Raises
    ------
    ValueError
        If a scenario was not run, or not for every point and replication; the message names it.
    """
    wide = {outcome: _wide(runs, outcome) for outcome in sorted(set(OUTCOMES.values()))}
    parts = []
    for row in contrasts.to_dict("records"):
        table = wide[OUTCOMES[str(row["hypothesis"])]]
        one, other = (_of(table, str(row[side])) for side in ("scenario", "against"))
        part = pd.DataFrame({"with": one, "without": other}).groupby("point").mean()
        part = part.assign(contrast=str(row["contrast"]), effect=part["with"] - part["without"])
        parts.append(part.reset_index())
    return pd.concat(parts, ignore_index=True)[["contrast", "point", "effect", "with", "without"]]


def summaries(found: pd.DataFrame, contrasts: pd.DataFrame, least: float) -> pd.DataFrame:
    """Return each contrast over all points, with its placebo beside it.

    Parameters
    ----------
    found
        Result of `effects`.
    contrasts
        contrast, label, hypothesis, role, placebo (the contrast that is its placebo; blank for a
        placebo, which is its own).
    least
        The smallest effect that counts (share of firms).

    Returns
    -------
    DataFrame
        contrast, label, hypothesis, role, of (points); mean, low, high (of the effect, interval
        from resampled points); more, less (points with an effect of at least `least` upwards and
        downwards), more_share, more_low, more_high (Wilson); placebo_more, placebo_less (points),
        placebo_mean; beyond_low, beyond_high (interval of the mean of effect minus placebo); alive
        (points at which at least `least` of the firms master under one of the two scenarios, and
        at least `least` do not under the other).
    """
    by = {str(name): part for name, part in found.groupby("contrast", sort=False)}
    rows = []
    for row in contrasts.to_dict("records"):
        name = str(row["contrast"])
        beside = str(row["placebo"]) if isinstance(row["placebo"], str) else name
        effect = by[name]["effect"].to_numpy(dtype=float)
        null = by[beside]["effect"].to_numpy(dtype=float)
        low, high = mean_interval(effect)
        more = int((effect >= least).sum())
        beyond = mean_interval(effect - null)
        wilson_low, wilson_high = wilson(more, len(effect))
        numbers = {
            "of": len(effect),
            "mean": float(effect.mean()),
            "low": low,
            "high": high,
            "more": more,
            "less": int((effect <= -least).sum()),
            "more_share": more / len(effect),
            "more_low": wilson_low,
            "more_high": wilson_high,
            "placebo_more": int((null >= least).sum()),
            "placebo_less": int((null <= -least).sum()),
            "placebo_mean": float(null.mean()),
            "beyond_low": beyond[0],
            "beyond_high": beyond[1],
            "alive": int(_alive(by[name], least).sum()),
        }
        named = ("contrast", "label", "hypothesis", "role")
        rows.append({**{key: row[key] for key in named}, **numbers})
    return pd.DataFrame(rows)


def _alive(part: pd.DataFrame, least: float) -> pd.Series:
    both = part[["with", "without"]]
    return (both.max(axis=1) >= least) & (both.min(axis=1) <= 1 - least)


def mean_interval(values: Floats, level: float = LEVEL) -> tuple[float, float]:
    """Return the percentile interval of a mean over resampled points, the same at each call."""
    means = _resamples(len(values)) @ values
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


@cache
def _resamples(points: int) -> Floats:
    """Return the weights of resampled points, shape (draws, points): the same for every mean."""
    generator = np.random.default_rng(points)
    drawn = generator.integers(points, size=(DRAWS, points))
    counts = [np.bincount(row, minlength=points) for row in drawn]
    return np.array(counts, dtype=float) / points


def decomposition(found: pd.DataFrame, whole: str, parts: list[str]) -> pd.DataFrame:
    """Return how a contrast divides into the steps that lead from one scenario to the other.

    Parameters
    ----------
    found
        Result of `effects`.
    whole
        The contrast to divide.
    parts
        Contrasts that add up to it, each starting where the one before it ends.

    Returns
    -------
    DataFrame
        part (the whole last), mean, low, high (effect, interval over resampled points), share (of
        the whole's mean; nan if that is 0).

    Raises
    ------
    ValueError
        If the parts do not add up to the whole at some point.
    """
    table = found.pivot_table(index="point", columns="contrast", values="effect")
    gap = (table[parts].sum(axis=1) - table[whole]).abs()
    # Shares are stored in single precision, so sums agree to about a millionth.
    if (gap > 1e-5).any():
        at, worst = gap.idxmax(), gap.max()
        raise ValueError(f"{' + '.join(parts)} is not {whole} at point {at}: off by {worst:.3g}")
    total = float(table[whole].mean())
    rows = []
    for part in [*parts, whole]:
        values = table[part].to_numpy(dtype=float)
        low, high = mean_interval(values)
        mean = float(values.mean())
        rows.append((part, mean, low, high, mean / total if total else float("nan")))
    return pd.DataFrame(rows, columns=["part", "mean", "low", "high", "share"])


def _wide(runs: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Return one row per point and replication, one column per scenario."""
    keys = runs[["point", "replication", "scenario"]].astype({"scenario": str})
    keys = keys.assign(value=runs[outcome].astype(float))
    return keys.pivot_table(
        index=["point", "replication"], columns="scenario", values="value", observed=True
    )


def _of(table: pd.DataFrame, scenario: str) -> pd.Series:
    if scenario not in table:
        raise ValueError(
            f"the scenario {scenario!r} was not run; there are {', '.join(map(str, table.columns))}"
        )
    column = table[scenario]
    gaps = column.index[column.isna()].tolist()
    if gaps:
        point, replication = gaps[0]
        raise ValueError(f"{scenario!r} lacks replication {replication} of point {point}")
    return column


def in_words(summary: pd.DataFrame) -> pd.DataFrame:
    """Return a summary as a reader's table: effects in points, counts with their base.

    Parameters
    ----------
    summary
        Result of `summaries`.

    Returns
    -------
    DataFrame
        contrast, label, effect ("6.4 (5.5 to 7.4)", percentage points), more and less (k/n),
        placebo ("0.0", its mean effect), placebo_more, placebo_less (k/n).
    """

    def points(value: float) -> str:
        return f"{100 * value:.1f}".replace("-", "−").replace("−0.0", "0.0")

    rows = []
    for row in summary.to_dict("records"):
        mean, low, high, null = (points(row[k]) for k in ("mean", "low", "high", "placebo_mean"))
        counts = {k: f"{row[k]:,}/{row['of']:,}" for k in COUNTS}
        named = {"contrast": row["contrast"], "label": row["label"]}
        rows.append({**named, "effect": f"{mean} ({low} to {high})", "placebo": null, **counts})
    return pd.DataFrame(rows)
