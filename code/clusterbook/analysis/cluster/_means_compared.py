"""The gap between sample and cluster, ready to be drawn: their means side by side.

The table rests on the inputs of `comparison` and the ranges that the assumptions allow them.
"""

import pandas as pd

from clusterbook.analysis.cluster._gap_inputs import input_ranges
from clusterbook.analysis.cluster._sales import sample_floor

GRANTED = {
    "If assembly and parts made it all": ("assembly", "parts"),
    "If assembly firms made it all": ("assembly",),
}


def means_compared(
    sample: pd.DataFrame,
    totals: pd.DataFrame,
    firm_types: pd.DataFrame,
    assumptions: pd.DataFrame,
) -> pd.DataFrame:
    """Set the floor under the sample's mean beside the means that the cluster can have.

    Returns
    -------
    DataFrame
        label, value, low, high (million yuan per firm; low and high missing without a range),
        voice (computed, or assumed where some trades are granted the whole output), at_least
        (true for the sample's floor). Ranges are those of `plausible_box`.
    """
    nothing = float("nan")
    rows = [("Sampled firms, at least", sample_floor(sample), nothing, nothing, "computed", True)]
    ranges = input_ranges(totals, firm_types, assumptions)
    counts = firm_types.set_index("firm_type")["firms"]
    sales = ranges["output_mcny"].times(ranges["sales_per_output"])
    every = sales.over(ranges["firms"])
    rows.append(("All firms of the cluster", every.value, every.low, every.high, "computed", False))
    for label, trades in GRANTED.items():
        mean = sales.over(float(counts.loc[list(trades)].sum()))
        rows.append((label, mean.value, mean.low, mean.high, "assumed", False))
    return pd.DataFrame(rows, columns=["label", "value", "low", "high", "voice", "at_least"])
