"""Who makes up the cluster: firms, jobs and how concentrated they are among six trades.

In: the table `firm_types` (Table 3: number of firms, mean staff). Jobs are firms times mean staff.
Concentration here is between trades; the paper prints nothing about sizes of single firms.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Concentration:
    """How far a whole is concentrated in few parts.

    `hhi` is the sum of squared shares (1/parts to 1), `effective` its inverse (the number of equal
    parts with the same concentration).
    """

    hhi: float
    effective: float


def jobs(firm_types: pd.DataFrame) -> pd.DataFrame:
    """Multiply firms by mean staff, and give each trade's share of firms and of jobs.

    Returns
    -------
    DataFrame
        firm_type, firms, staff_mean (persons per firm), jobs (persons), firm_share and job_share
        (0 to 1); labels and position are kept where the input has them.
    """
    kept = [c for c in ("position", "label_zh", "label") if c in firm_types]
    table = firm_types[["firm_type", *kept, "firms", "staff_mean"]].copy()
    table["jobs"] = table["firms"] * table["staff_mean"]
    table["firm_share"] = table["firms"] / table["firms"].sum()
    table["job_share"] = table["jobs"] / table["jobs"].sum()
    return table


def mean_staff(firm_types: pd.DataFrame) -> float:
    """Return the mean staff of all firms, in persons per firm, weighted by number of firms."""
    table = jobs(firm_types)
    return float(table["jobs"].sum() / table["firms"].sum())


def below_mean(firm_types: pd.DataFrame) -> float:
    """Return the share of firms (0 to 1) in trades whose mean staff is below that of all firms."""
    small = firm_types["staff_mean"] < mean_staff(firm_types)
    return float(firm_types.loc[small, "firms"].sum() / firm_types["firms"].sum())


def concentration(amounts: Sequence[float] | pd.Series) -> Concentration:
    """Measure how far `amounts` (firms or jobs by trade) are concentrated.

    Raises
    ------
    ValueError
        If an amount is negative or all are zero.

    References
    ----------
    Herfindahl-Hirschman index; its inverse as a number of equals: Adelman 1969, Rev Econ Stat
    51:99.
    """
    values = [float(a) for a in amounts]
    total = sum(values)
    if min(values, default=0.0) < 0 or total <= 0:
        msg = f"concentration needs non-negative amounts with a positive sum, got {values}"
        raise ValueError(msg)
    shares = [v / total for v in values]
    hhi = sum(s * s for s in shares)
    return Concentration(hhi=hhi, effective=1 / hhi)


def jobs_range(
    firm_types: pd.DataFrame, share: float = 0.0, persons: float = 0.0
) -> tuple[float, float]:
    """Return the fewest and most jobs if every mean staff may be off by as much as given.

    The ends are reached only if all means err to the same side.

    Parameters
    ----------
    firm_types
        The table of Table 3.
    share
        Relative error of each mean, 0 to 1.
    persons
        Error of each mean in persons per firm, added to the relative one; no mean falls below 0.

    Raises
    ------
    ValueError
        If the share lies outside 0..1 or the persons are negative.
    """
    if not 0 <= share <= 1 or persons < 0:
        msg = f"needs a share between 0 and 1 and persons of 0 or more, got {share} and {persons}"
        raise ValueError(msg)
    mean, firms = firm_types["staff_mean"], firm_types["firms"]
    error = mean * share + persons
    fewest = (firms * (mean - error).clip(lower=0)).sum()
    return float(fewest), float((firms * (mean + error)).sum())
