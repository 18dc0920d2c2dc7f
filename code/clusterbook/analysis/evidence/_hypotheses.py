"""Tallies of what each hypothesis implies: by kind of test and by what became of it.

In: `implications` (our coding). The four tests are hoop, smoking gun, straw in the wind and doubly
decisive [Van Evera 1997]; a status says whether the implication passes, is strained, failed, is
asserted only, or was not observed.
"""

import pandas as pd

TESTS = ("hoop", "smoking_gun", "straw_in_the_wind", "doubly_decisive")
SHARP = ("smoking_gun", "doubly_decisive")
"""The tests that can single a hypothesis out from its rivals."""

STATUSES = ("passes", "strained", "failed", "asserted", "not_observed")


def tally(implications: pd.DataFrame, by: str = "status") -> pd.DataFrame:
    """Count the implications of each hypothesis by status or by test.

    Returns
    -------
    DataFrame
        hypothesis, one column per status (or test) with counts, total.

    Raises
    ------
    KeyError
        If `by` is neither "status" nor "test".
    ValueError
        If a value of that column is unknown.
    """
    allowed = {"status": STATUSES, "test": TESTS}
    if by not in allowed:
        msg = f"tally by {' or '.join(allowed)}, not by {by!r}"
        raise KeyError(msg)
    odd = sorted(set(implications[by]) - set(allowed[by]))
    if odd:
        msg = f"unknown {by} {', '.join(odd)}; allowed: {', '.join(allowed[by])}"
        raise ValueError(msg)
    table = pd.crosstab(implications["hypothesis"], implications[by])
    table = table.reindex(columns=list(allowed[by]), fill_value=0).rename_axis(columns=None)
    return table.assign(total=table.sum(axis=1)).reset_index()


def sharp(implications: pd.DataFrame) -> pd.DataFrame:
    """Return the implications whose test can single a hypothesis out from its rivals."""
    return implications[implications["test"].isin(SHARP)]


def facts_behind(implications: pd.DataFrame, implication_facts: pd.DataFrame) -> pd.DataFrame:
    """Count the facts of the paper that speak to each implication.

    Returns
    -------
    DataFrame
        implication, hypothesis, status, facts (count), keys (facts joined by ", ").
    """
    grouped = implication_facts.groupby("implication")["fact"]
    counts = grouped.agg(facts="size", keys=lambda keys: ", ".join(keys))
    table = implications[["implication", "hypothesis", "status"]].join(counts, on="implication")
    return table.assign(facts=table["facts"].fillna(0).astype(int), keys=table["keys"].fillna(""))
