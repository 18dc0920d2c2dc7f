"""McNemar's test where the table is not printed: over every table the margins allow.

The test looks only at firms that are in one group and not in the other. Without the joint answers
their number is unknown, and so is the p-value; what is known is its range.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import binom

from clusterbook.analysis.statistics._overlap import tables

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


def exact_p(first_only: int, second_only: int) -> float:
    """Return the two-sided exact p-value of McNemar's test.

    That each discordant firm falls on either side like a coin; 1 if there is none.

    Raises
    ------
    ValueError
        If a count is negative.

    Examples
    --------
    >>> exact_p(6, 0)
    0.03125
    """
    few, both = _split(first_only, second_only)
    return float(exact_ps(np.array([few]), np.array([both]))[0])


def mid_p(first_only: int, second_only: int) -> float:
    """Return the two-sided mid-p value: the observed outcome counts half.

    Less conservative than the exact test; it may err a little on the other side
    [Fagerland, Lydersen and Laake 2013, BMC Med Res Methodol 13:91].

    Raises
    ------
    ValueError
        If a count is negative.
    """
    few, both = _split(first_only, second_only)
    return float(mid_ps(np.array([few]), np.array([both]))[0])


def exact_ps(few: Counts, both: Counts) -> Floats:
    """Return `exact_p` of many pairs: the smaller counts, and the sums.

    As `binomtest` gives it, which looks for the other tail each time, though a coin's are alike.
    """
    p = binom.cdf(few, both, 0.5) + binom.sf(both - few - 1, both, 0.5)
    return np.where(2 * few == both, 1.0, p)


def mid_ps(few: Counts, both: Counts) -> Floats:
    """Return `mid_p` of many pairs: the smaller counts, and the sums."""
    at = binom.pmf(few, both, 0.5)
    return np.where(2 * few == both, 1 - at / 2, 2 * binom.cdf(few, both, 0.5) - at)


def over_tables(first: int, second: int, firms: int) -> pd.DataFrame:
    """Return both p-values for every table with these margins.

    Returns
    -------
    DataFrame
        Columns of `overlap.tables`, then difference (share in the first minus share in the second,
        -1 to 1, the same in every row), exact, mid (p-values).
    """
    found = tables(first, second, firms)
    pairs = [(int(b), int(c)) for b, c in found[["first_only", "second_only"]].to_numpy()]
    return found.assign(
        difference=(first - second) / firms,
        exact=[exact_p(b, c) for b, c in pairs],
        mid=[mid_p(b, c) for b, c in pairs],
    )


def over_treatments(treatments: pd.DataFrame) -> pd.DataFrame:
    """Return both p-values for every table under every treatment of a missing answer.

    Parameters
    ----------
    treatments
        Result of `survey.treatments`.

    Returns
    -------
    DataFrame
        treatment, first, second, firms, then the columns of `over_tables`.
    """
    parts = []
    for name, first, second, firms in treatments.itertuples(index=False, name=None):
        part = over_tables(int(first), int(second), int(firms))
        left = {"treatment": str(name), "first": first, "second": second, "firms": firms}
        parts.append(part.assign(**left)[[*left, *part.columns]])
    return pd.concat(parts, ignore_index=True)


def p_ranges(found: pd.DataFrame, level: float = 0.05) -> pd.DataFrame:
    """Sum up the p-values of each treatment, and of all together.

    Parameters
    ----------
    found
        Result of `over_treatments`.
    level
        A p-value at or below it counts as small (0 to 1).

    Returns
    -------
    DataFrame
        treatment (the last row is "all"), tables (how many), exact_low, exact_high, exact_small
        (tables at or below `level`), mid_low, mid_high, mid_small.

    Raises
    ------
    ValueError
        Unless 0 < level < 1.
    """
    if not 0 < level < 1:
        msg = f"level must lie between 0 and 1, both excluded, got {level}"
        raise ValueError(msg)
    both = pd.concat([found, found.assign(treatment="all")])
    rows = []
    for name, part in both.groupby("treatment", sort=False):
        row = {"treatment": name, "tables": len(part)}
        for kind in ("exact", "mid"):
            row[f"{kind}_low"], row[f"{kind}_high"] = part[kind].min(), part[kind].max()
            row[f"{kind}_small"] = int((part[kind] <= level).sum())
        rows.append(row)
    return pd.DataFrame(rows)


def _split(first_only: int, second_only: int) -> tuple[int, int]:
    """Return the smaller count and the sum, or refuse."""
    if min(first_only, second_only) < 0:
        msg = f"first_only and second_only must be 0 or more, got {first_only} and {second_only}"
        raise ValueError(msg)
    return min(first_only, second_only), first_only + second_only
