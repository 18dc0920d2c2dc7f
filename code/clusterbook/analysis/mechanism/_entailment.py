"""Whether a hypothesis follows from the mechanism, by a rule whose thresholds are data.

A hypothesis is broken into patterns: what the runs would have to show if it followed. A pattern
*follows* if it holds in most of the parameter space, and oftener than its placebo shows it; *in
direction only* if the mean effect points the right way, clear of zero and of the placebo, and more
points show it than show its reverse; else it does not follow. Of a hypothesis, all patterns must
follow, or its core must keep the direction.
"""

from collections.abc import Mapping

import pandas as pd

from clusterbook.analysis.statistics import wilson

SIGNS = {"more": 1, "less": -1}
STANDINGS = ("follows", "direction", "not_following")


def thresholds(model_rule: pd.DataFrame) -> dict[str, float]:
    """Return criterion -> value.

    Raises
    ------
    ValueError
        If a value lies outside its own range; the message names it.
    """
    found = {}
    for row in model_rule.to_dict("records"):
        low, value, high = (float(row[name]) for name in ("minimum", "value", "maximum"))
        if not low <= value <= high:
            raise ValueError(f"{row['criterion']} must lie in {low:g}..{high:g}, got {value:g}")
        found[str(row["criterion"])] = value
    return found


def patterns(
    summary: pd.DataFrame, model_patterns: pd.DataFrame, limits: Mapping[str, float]
) -> pd.DataFrame:
    """Return in how much of the space each pattern holds, and its standing.

    Parameters
    ----------
    summary
        Result of `contrasts.summaries`.
    model_patterns
        pattern, hypothesis, contrast, direction {more, less}, part {core, sharp}, label.
    limits
        Result of `thresholds`: share_follows.

    Returns
    -------
    DataFrame
        pattern, label, hypothesis, contrast, part, direction; holds, reversed, of (points); share,
        low, high (Wilson); placebo (points at which the placebo shows it), placebo_high (Wilson);
        mean, mean_low, mean_high (effect); beyond_low, beyond_high (effect minus placebo); alive
        (points); standing {follows, direction, not_following}.
    """
    by = {str(row["contrast"]): row for row in summary.to_dict("records")}
    rows = []
    for row in model_patterns.to_dict("records"):
        seen = by[str(row["contrast"])]
        up = SIGNS[str(row["direction"])] > 0
        ahead, back = ("more", "less") if up else ("less", "more")
        holds, of, placebo = int(seen[ahead]), int(seen["of"]), int(seen[f"placebo_{ahead}"])
        low, high = wilson(holds, of)
        found = {
            "direction": row["direction"],
            "holds": holds,
            "reversed": int(seen[back]),
            "of": of,
            "share": holds / of,
            "low": low,
            "high": high,
            "placebo": placebo,
            "placebo_high": wilson(placebo, of)[1],
            "mean": seen["mean"],
            "mean_low": seen["low"],
            "mean_high": seen["high"],
            "beyond_low": seen["beyond_low"],
            "beyond_high": seen["beyond_high"],
            "alive": int(seen["alive"]),
        }
        named = ("pattern", "label", "hypothesis", "contrast", "part")
        found = {**{key: row[key] for key in named}, **found}
        rows.append({**found, "standing": standing(found, limits["share_follows"])})
    return pd.DataFrame(rows)


def standing(found: Mapping[str, object], most: float) -> str:
    """Return what became of one pattern.

    Parameters
    ----------
    found
        direction, holds, reversed, low, placebo_high, mean_low, mean_high, beyond_low, beyond_high.
    most
        The share of the space that the interval of a pattern's share must clear.
    """
    number = {key: float(str(found[key])) for key in ("low", "placebo_high")}
    if number["low"] > max(most, number["placebo_high"]):
        return "follows"
    sign = SIGNS[str(found["direction"])]
    end = "low" if sign > 0 else "high"
    clear = all(sign * float(str(found[f"{of}_{end}"])) > 0 for of in ("mean", "beyond"))
    oftener = int(str(found["holds"])) > int(str(found["reversed"]))
    return "direction" if clear and oftener else "not_following"


def verdicts(found: pd.DataFrame) -> pd.DataFrame:
    """Return the standing of each hypothesis.

    Parameters
    ----------
    found
        Result of `patterns`.

    Returns
    -------
    DataFrame
        hypothesis, rule ("model"), outcome {follows, direction, not_following}, because (patterns
        that stood in the way, joined by ", "; blank if none did).
    """
    rows = []
    for hypothesis, mine in found.groupby("hypothesis", sort=True):
        core = mine.loc[mine["part"] == "core", "standing"]
        short = mine[mine["standing"] != "follows"]
        if short.empty:
            outcome = "follows"
        else:
            outcome = "not_following" if (core == "not_following").any() else "direction"
        rows.append((hypothesis, "model", outcome, ", ".join(short["pattern"])))
    return pd.DataFrame(rows, columns=["hypothesis", "rule", "outcome", "because"])
