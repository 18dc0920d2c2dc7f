"""How much of Table 1 is used in Table 4: sub-dimensions that are coded for every paradigm.

In: `regime_subdimensions` (Table 1) and `regime_coverage` (our reading of Table 4: is this
sub-dimension given a value for this paradigm).
"""

import pandas as pd


def coverage(regime_subdimensions: pd.DataFrame, regime_coverage: pd.DataFrame) -> pd.DataFrame:
    """Count, for each sub-dimension of Table 1, the paradigms for which Table 4 codes it.

    Returns
    -------
    DataFrame
        subdimension, dimension, label, label_zh, paradigms (how many are coded), of, complete, and
        one truth value per paradigm.

    Raises
    ------
    ValueError
        If the reading leaves out a sub-dimension.
    """
    wide = regime_coverage.pivot_table(
        index="subdimension", columns="paradigm", values="coded", aggfunc="first", sort=False
    )
    names = list(dict.fromkeys(regime_coverage["paradigm"]))
    wide = wide[names].rename_axis(columns=None)
    lost = sorted(set(regime_subdimensions["subdimension"]) - set(wide.index))
    if lost or wide.isna().any(axis=None):
        msg = f"not read for every paradigm: {', '.join(lost) or 'see regime_coverage'}"
        raise ValueError(msg)
    wide = wide.astype(bool)
    counts = wide.sum(axis=1).rename("paradigms")
    summary = counts.to_frame().assign(of=len(names), complete=wide.all(axis=1))
    kept = ["subdimension", "dimension", "label", "label_zh"]
    ordered = regime_subdimensions.sort_values("position")[kept]
    return ordered.join(summary.join(wide), on="subdimension").reset_index(drop=True)


def complete(table: pd.DataFrame) -> list[str]:
    """Return the keys of the sub-dimensions that are coded for every paradigm."""
    return [str(key) for key in table.loc[table["complete"], "subdimension"]]
