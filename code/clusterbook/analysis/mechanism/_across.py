"""Verdicts side by side: under each reading of the rules, a row each."""

from collections.abc import Mapping

import pandas as pd

WORDS = {
    "follows": "follows",
    "direction": "direction only",
    "not_following": "does not follow",
    "untold": "too few points",
}
"""Standing -> its words in a table."""


def across(
    patterns: pd.DataFrame, verdicts: pd.DataFrame, labels: Mapping[str, str]
) -> pd.DataFrame:
    """Return verdicts as a reader's table.

    Parameters
    ----------
    patterns
        structure, then the columns of `patterns`.
    verdicts
        structure, then the columns of `verdicts`.
    labels
        Structure -> its name, in the order of the rows.

    Returns
    -------
    DataFrame
        structure, label, and a column for each hypothesis: "direction only, 2/4", where the count
        is of the patterns that follow or keep their direction.
    """
    kept = patterns["standing"].isin(["follows", "direction"])
    counts = kept.groupby([patterns["structure"], patterns["hypothesis"]]).agg(["sum", "size"])
    words = {
        (row["structure"], row["hypothesis"]): WORDS[row["outcome"]]
        + f", {counts.loc[(row['structure'], row['hypothesis']), 'sum']}"
        + f"/{counts.loc[(row['structure'], row['hypothesis']), 'size']}"
        for row in verdicts.to_dict("records")
    }
    hypotheses = sorted(verdicts["hypothesis"].unique())
    rows = [
        {"structure": key, "label": label, **{h: words[key, h] for h in hypotheses}}
        for key, label in labels.items()
    ]
    return pd.DataFrame(rows)


def surviving(patterns: pd.DataFrame) -> pd.DataFrame:
    """Return under how many structures each pattern keeps at least its direction.

    Returns
    -------
    DataFrame
        pattern, label, hypothesis, kept, lost, untold (structures).
    """
    what = patterns["standing"].map(
        {"follows": "kept", "direction": "kept", "not_following": "lost", "untold": "untold"}
    )
    keys = [patterns[name] for name in ("pattern", "label", "hypothesis")]
    counts = pd.crosstab(keys, what).reindex(columns=["kept", "lost", "untold"], fill_value=0)
    order = {name: n for n, name in enumerate(dict.fromkeys(patterns["pattern"]))}
    found = counts.reset_index()
    return found.sort_values("pattern", key=lambda names: names.map(order), ignore_index=True)
