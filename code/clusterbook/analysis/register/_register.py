"""Counting the register of tensions.

In: rows with a kind and a severity. Out: how many there are of each.
"""

import pandas as pd

SEVERITIES = ("serious", "moderate", "minor", "none")


def tally(register: pd.DataFrame) -> pd.DataFrame:
    """Return the entries by kind and severity.

    Parameters
    ----------
    register
        Columns kind and severity, one row an entry.

    Returns
    -------
    DataFrame
        kind, one column for each of `SEVERITIES`, all; the largest kinds first, then the sum.
    """
    counts = pd.crosstab(register["kind"], register["severity"])
    counts = counts.reindex(columns=list(SEVERITIES), fill_value=0)
    counts["all"] = counts.sum(axis=1)
    counts = counts.sort_values(["all", "serious"], ascending=False, kind="stable")
    counts.loc["all kinds"] = counts.sum()
    return counts.rename_axis(columns=None).rename_axis("kind").reset_index()
