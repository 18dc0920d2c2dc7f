"""Whether a hypothesis follows from the mechanism, by a rule whose thresholds are data.

A hypothesis is broken into claims, each judged by the outcome that its words are about, and a claim
into patterns: what the runs would have to show if it held. Counted are attainable points alone.

- A pattern of direction ("more", "less") can show where in one of its two scenarios something
  happens, and in one something is left to happen; it holds where the effect is at least the
  smallest that counts.
- A pattern of need ("needs") can show where one of the two scenarios reaches the level; it holds
  where the first does and the other does not.

A pattern *follows* if it holds at most of the attainable points, and oftener than its placebo shows
it; *in direction only* if it holds at a quarter, oftener than its reverse and than the placebo, and
the mean effect counts too; else it does not follow. With too few attainable points nothing is told.
Of a hypothesis, all patterns must follow, or its core must keep the direction. A direction that is
a theorem is no pattern.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from clusterbook.analysis.mechanism._contrasts import LEAST, Floats, Seen, mean_interval, seen
from clusterbook.analysis.statistics import wilson

SIGNS = {"more": 1, "less": -1}
NEEDS = "needs"
STANDINGS = ("follows", "direction", "not_following", "untold")


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


def asked(
    model_patterns: pd.DataFrame,
    model_claims: pd.DataFrame,
    model_contrasts: pd.DataFrame,
    model_outcomes: pd.DataFrame,
) -> pd.DataFrame:
    """Return the patterns with the outcome by which each is judged.

    Returns
    -------
    DataFrame
        The columns of `model_patterns`, and hypothesis, outcome, kind, others, placebo, settled.

    Raises
    ------
    ValueError
        If a pattern asks for a direction that is settled before any run.
    """
    claims = model_claims[["claim", "hypothesis", "outcome", "others"]]
    contrasts = model_contrasts[["contrast", "placebo", "settled"]]
    kinds = model_outcomes[["outcome", "kind"]]
    found = model_patterns.merge(claims, on="claim", how="left", validate="many_to_one")
    found = found.merge(contrasts, on="contrast", how="left", validate="many_to_one")
    found = found.merge(kinds, on="outcome", how="left", validate="many_to_one")
    for row in found.to_dict("records"):
        if row["direction"] != NEEDS and row["settled"] != "open":
            raise ValueError(
                f"the pattern {row['pattern']} asks for the direction of {row['contrast']}, which "
                f"is settled before any run ({row['settled']}): ask for a need, or leave it out"
            )
    return found


def codes(
    effects: pd.DataFrame,
    patterns: pd.DataFrame,
    rule: Mapping[str, float],
    *,
    placebo: bool = False,
) -> pd.DataFrame:
    """Return which patterns hold at which points.

    Parameters
    ----------
    effects
        Result of `effects`.
    patterns
        Result of `asked`.
    rule
        Result of `thresholds`.
    placebo
        Whether to look at each pattern's placebo instead, at the points where the pattern can show.

    Returns
    -------
    DataFrame
        One row a point (index), one column a pattern: 1 it holds, -1 its reverse does, 0 neither,
        blank where it cannot show.
    """
    return _codes(seen(effects), patterns, rule, placebo=placebo)


def _codes(
    looked: Seen, patterns: pd.DataFrame, rule: Mapping[str, float], *, placebo: bool
) -> pd.DataFrame:
    found = {}
    for row in patterns.to_dict("records"):
        base = looked.by[row["contrast"], row["outcome"]]["could"]
        part = looked.by[row["placebo"] if placebo else row["contrast"], row["outcome"]]
        if row["direction"] == NEEDS:
            base = part["reached"] | part["reached_without"]
            code = part["reached"].astype(float) - part["reached_without"].astype(float)
        else:
            signed = SIGNS[row["direction"]] * part["effect"]
            least = rule[LEAST[row["kind"]]]
            code = (signed >= least).astype(float) - (signed <= -least).astype(float)
        found[str(row["pattern"])] = np.where(base, code, np.nan)
    return pd.DataFrame(found, index=looked.points)


def patterns(
    effects: pd.DataFrame, patterns: pd.DataFrame, rule: Mapping[str, float]
) -> pd.DataFrame:
    """Return at how many of the attainable points each pattern holds, and its standing.

    Parameters
    ----------
    effects, patterns, rule
        As for `codes`.

    Returns
    -------
    DataFrame
        pattern, label, hypothesis, claim, outcome, kind, contrast, part, direction; points (of the
        space), of (attainable), holds, reversed; share, low, high (Wilson); placebo, placebo_of
        (points), placebo_high (Wilson); mean, mean_low, mean_high (effect at attainable points, in
        the outcome's unit; of a need the share itself), beyond_low, beyond_high (the same minus the
        placebo); standing.
    """
    looked = seen(effects)
    held = _codes(looked, patterns, rule, placebo=False)
    null = _codes(looked, patterns, rule, placebo=True)
    rows = []
    for row in patterns.to_dict("records"):
        code, chance = (each[str(row["pattern"])].to_numpy() for each in (held, null))
        can = ~np.isnan(code)
        counts = _counts(code[can]) | {"points": len(held)}
        beside = _counts(chance[~np.isnan(chance)])
        counts |= {"placebo": beside["holds"], "placebo_of": beside["of"]}
        counts["placebo_high"] = beside["high"] if beside["of"] else 0.0
        keys = [(row[each], row["outcome"]) for each in ("contrast", "placebo")]
        effect, other = (looked.by[key]["effect"][can] for key in keys)
        if row["direction"] == NEEDS:
            ends = {f"{of}_{end}": counts[end] for of in ("mean", "beyond") for end in _ENDS}
            sizes = {"mean": counts["share"], **ends}
        else:
            sizes = _sizes(effect, other)
        known = ("pattern", "label", "hypothesis", "claim", "outcome", "kind", "contrast", "part")
        found = {key: row[key] for key in (*known, "direction")} | counts | sizes
        rows.append({**found, "standing": standing(found, rule)})
    return pd.DataFrame(rows)


_ENDS = ("low", "high")


def _counts(code: Floats) -> dict[str, float]:
    holds, of = int((code == 1).sum()), len(code)
    low, high = wilson(holds, of) if of else (0.0, 1.0)
    share = holds / of if of else float("nan")
    reverse = int((code == -1).sum())
    return {"of": of, "holds": holds, "reversed": reverse, "share": share, "low": low, "high": high}


def _sizes(effect: Floats, placebo: Floats) -> dict[str, float]:
    if not len(effect):
        return dict.fromkeys(
            ("mean", "mean_low", "mean_high", "beyond_low", "beyond_high"), float("nan")
        )
    low, high = mean_interval(effect)
    beyond = mean_interval(effect - placebo)
    mean = float(effect.mean())
    ends = {"beyond_low": beyond[0], "beyond_high": beyond[1]}
    return {"mean": mean, "mean_low": low, "mean_high": high, **ends}


def standing(found: Mapping[str, object], rule: Mapping[str, float]) -> str:
    """Return what became of one pattern.

    Parameters
    ----------
    found
        direction, kind, of, holds, reversed, share, low, placebo_high, mean, mean_low, mean_high,
        beyond_low, beyond_high.
    rule
        Result of `thresholds`.
    """
    number = {key: float(str(value)) for key, value in found.items() if key in _NUMBERS}
    if number["of"] < rule["least_points"]:
        return "untold"
    if number["low"] > max(rule["share_follows"], number["placebo_high"]):
        return "follows"
    enough = number["share"] >= rule["share_direction"] and number["low"] > number["placebo_high"]
    ahead = number["holds"] > number["reversed"]
    counts = found["direction"] == NEEDS or _mean_counts(found, number, rule)
    return "direction" if enough and ahead and counts else "not_following"


_NUMBERS = (
    *("of", "holds", "reversed", "share", "low", "placebo_high"),
    *("mean", "mean_low", "mean_high", "beyond_low", "beyond_high"),
)


def _mean_counts(
    found: Mapping[str, object], number: Mapping[str, float], rule: Mapping[str, float]
) -> bool:
    """Tell whether a mean effect has its sign, the least size, and stands clear of chance."""
    sign = SIGNS[str(found["direction"])]
    end = "low" if sign > 0 else "high"
    clear = all(sign * number[f"{of}_{end}"] > 0 for of in ("mean", "beyond"))
    return clear and sign * number["mean"] >= rule[LEAST[str(found["kind"])]]


def verdicts(found: pd.DataFrame) -> pd.DataFrame:
    """Return the standing of each hypothesis.

    Parameters
    ----------
    found
        Result of `patterns`.

    Returns
    -------
    DataFrame
        hypothesis, rule ("model"), outcome {follows, direction, not_following, untold}, because
        (patterns that stood in the way, joined by ", "; blank if none did).
    """
    rows = []
    for hypothesis, mine in found.groupby("hypothesis", sort=True):
        core = set(mine.loc[mine["part"] == "core", "standing"])
        short = mine[mine["standing"] != "follows"]
        if short.empty:
            outcome = "follows"
        else:
            worst = [each for each in ("not_following", "untold") if each in core]
            outcome = worst[0] if worst else "direction"
        rows.append((hypothesis, "model", outcome, ", ".join(short["pattern"])))
    return pd.DataFrame(rows, columns=["hypothesis", "rule", "outcome", "because"])
