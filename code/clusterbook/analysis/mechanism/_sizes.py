"""How large each contrast is, as a reader's table: by outcome, at the points where it can show."""

from collections.abc import Mapping

import pandas as pd

from clusterbook.analysis.mechanism._contrasts import mean_interval, seen


def sizes(effects: pd.DataFrame, contrasts: pd.DataFrame) -> pd.DataFrame:
    """Return the mean effect of each contrast in each outcome, over the points where it could show.

    Parameters
    ----------
    effects
        Result of `effects`.
    contrasts
        contrast, label, hypothesis, role, settled, placebo (blank for a placebo).

    Returns
    -------
    DataFrame
        contrast, label, hypothesis, role, settled, outcome, of (points), mean, low, high (interval
        over resampled points), placebo_mean (of its placebo at the same points).
    """
    by = seen(effects).by
    named = {str(row["contrast"]): row for row in contrasts.to_dict("records")}
    rows = []
    for (contrast, outcome), part in by.items():
        row = named[contrast]
        effect = part["effect"][part["could"]]
        beside = row["placebo"] if isinstance(row["placebo"], str) else contrast
        null = by[beside, outcome]["effect"][part["could"]]
        ends = mean_interval(effect) if len(effect) else (float("nan"), float("nan"))
        keys = {key: row[key] for key in ("contrast", "label", "hypothesis", "role", "settled")}
        mean = float(effect.mean()) if len(effect) else float("nan")
        numbers = {"of": len(effect), "mean": mean, "low": ends[0], "high": ends[1]}
        numbers["placebo_mean"] = float(null.mean()) if len(null) else float("nan")
        rows.append({**keys, "outcome": outcome, **numbers})
    return pd.DataFrame(rows)


def in_words(found: pd.DataFrame) -> pd.DataFrame:
    """Return a reader's table: one row a contrast, one column an outcome.

    Parameters
    ----------
    found
        Result of `sizes`.

    Returns
    -------
    DataFrame
        contrast, label, hypothesis, role, settled, and a column for each outcome: "1.4 (0.9 to
        2.0)", years sooner, or percentage points of a share.
    """
    frame = found.assign(
        words=[_words(row) for row in found.to_dict("records")],
        place=pd.Categorical(found["contrast"], list(dict.fromkeys(found["contrast"]))),
    )
    wide = frame.pivot_table(index="place", columns="outcome", values="words", aggfunc="first")
    keys = found.drop_duplicates("contrast").set_index("contrast")[
        ["label", "hypothesis", "role", "settled"]
    ]
    return keys.join(wide.set_axis(wide.index.astype(str))).reset_index(names="contrast")


def _words(row: Mapping[object, object]) -> str:
    scale = 100 if row["outcome"] == "share" else 1
    mean, low, high = (scale * float(str(row[key])) for key in ("mean", "low", "high"))
    return with_interval(mean, low, high) if row["of"] else "–"


def with_interval(mean: float, low: float, high: float) -> str:
    """Say a mean with its interval, to one decimal, with a true minus and no minus before zero.

    >>> with_interval(-1.2, -3.5, -0.04)
    '−1.2 (−3.5 to 0.0)'
    """
    return f"{_number(mean)} ({_number(low)} to {_number(high)})"


def _number(value: float) -> str:
    return f"{value:z.1f}".replace("-", "−")
