"""The paper's own check of its first hypothesis: the regime beside the mechanisms, in order.

In: `paradigms` in the order of time, `regime_codes` (the preferred code is what the paper intends),
`mechanisms` and `paradigm_mechanisms` (which of them Table 4 names or the text carries on).
"""

from typing import Any

import pandas as pd

from clusterbook.analysis.regimes._regimes import DIMENSIONS, classify


def matched(
    paradigms: pd.DataFrame,
    regime_codes: pd.DataFrame,
    mechanisms: pd.DataFrame,
    paradigm_mechanisms: pd.DataFrame,
) -> pd.DataFrame:
    """Set each paradigm's regime beside its learning mechanisms.

    Returns
    -------
    DataFrame
        paradigm, label, label_zh, opportunity, appropriability, cumulativeness (codes as the paper
        intends them), moved (how many of the three differ from the paradigm before; 0 for the
        first), pattern (of the paper's rule), fresh (list of labels of mechanisms that no earlier
        paradigm has), carried (list of labels of those that one had).

    Raises
    ------
    ValueError
        If a paradigm lacks a preferred code of a dimension, or has two.
    """
    chosen = regime_codes[regime_codes["preferred"]]
    labels = mechanisms.set_index("mechanism")["label"]
    rows: list[dict[str, Any]] = []
    before: dict[str, str] | None = None
    seen: set[str] = set()
    for row in paradigms.to_dict("records"):
        mine = chosen[chosen["paradigm"] == row["paradigm"]].set_index("dimension")["code"]
        if sorted(mine.index) != sorted(DIMENSIONS):
            need, found = ", ".join(DIMENSIONS), ", ".join(mine.index)
            msg = f"{row['paradigm']} needs one preferred code for each of {need}; has {found}"
            raise ValueError(msg)
        codes = {name: str(mine[name]) for name in DIMENSIONS}
        has = paradigm_mechanisms.loc[
            paradigm_mechanisms["paradigm"] == row["paradigm"], "mechanism"
        ].tolist()
        rows.append(
            {name: row[name] for name in ("paradigm", "label", "label_zh")}
            | codes
            | {
                "moved": sum(codes[n] != before[n] for n in DIMENSIONS) if before else 0,
                "pattern": str(classify(**codes, rule="paper")),
                "fresh": [labels[m] for m in has if m not in seen],
                "carried": [labels[m] for m in has if m in seen],
            }
        )
        before, seen = codes, seen | set(has)
    return pd.DataFrame(rows)
