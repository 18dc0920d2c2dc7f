"""What could have printed a percentage, as Python finds it (chapter 7).

The twin of what the page computes in `count_lattice`: it answers for the still, and the tests.
"""

from __future__ import annotations

import pandas as pd

from clusterbook.analysis.survey import VALID, WIDE_BASES, Rounding, candidates, lattice
from clusterbook.explorers import typed_number as typed

MOST, EXAMPLE = 100, "24.58"
MATTER = (VALID - 1, VALID)
"""The two bases that the chapter is about: all answered, or all but one."""


def tried(printed: str, rule: str) -> pd.DataFrame:
    """Return, base by base, what could have printed a percentage.

    Returns
    -------
    DataFrame
        base, count (the count that prints so under `rule`, else the nearest), percent (exact),
        fits; no rows if `printed` is not readable.
    """
    if not typed.readable(printed, MOST):
        return pd.DataFrame(columns=["base", "count", "percent", "fits"])
    found = candidates(printed)
    fitting = dict(found.loc[found[rule], ["base", "count"]].itertuples(index=False, name=None))
    near = lattice(printed)
    counts = [fitting.get(n, k) for n, k in zip(near["base"], near["count"], strict=True)]
    return pd.DataFrame(
        {
            "base": near["base"],
            "count": counts,
            "percent": 100 * pd.Series(counts) / near["base"],
            "fits": near["base"].isin(fitting.keys()),
        }
    )


def told(shares: pd.Series, printed: str, rule: str) -> str:
    """Return what survives, in words, and what becomes of the shares in print."""
    return f"{_told_entry(printed, rule)} Below, {headline(shares, rule)}."


def headline(shares: pd.Series, rule: str) -> str:
    """Return how many of the shares in print each of the two bases can print under `rule`."""
    fewer, valid = (sum(candidates(p, [n])[rule].any() for p in shares) for n in MATTER)
    return f"{valid} of {len(shares)} shares fit {MATTER[1]} firms, {fewer} fit {MATTER[0]}"


def ways(printed: str, rule: str) -> list[str]:
    """Return every count and base that prints as `printed`: "8/60" and so on."""
    found = candidates(printed)
    pairs = found.loc[found[rule], ["count", "base"]].itertuples(index=False, name=None)
    return [f"{k}/{n}" for k, n in pairs]


def _told_entry(printed: str, rule: str) -> str:
    if not typed.readable(printed, MOST):
        return typed.refusal(printed, MOST, EXAMPLE)
    found, how = ways(printed, rule), typed.RULES[Rounding(rule)][1]
    if not found:
        return f"No count of {WIDE_BASES[0]} to {WIDE_BASES[-1]} firms, {how}, prints as {printed}."
    if len(found) > typed.MANY:
        return f"{printed}, {how}, fits {len(found)} of the {len(WIDE_BASES)} bases."
    return f"{printed}, {how}, can be {', '.join(found)}."
