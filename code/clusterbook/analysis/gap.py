"""The gap between sample and cluster, ready to be drawn: means side by side, what moves them.

Both tables rest on the inputs of `comparison` and the ranges that the assumptions allow them.
"""

import pandas as pd

from clusterbook.analysis.comparison import central_inputs, input_ranges, plausible_box
from clusterbook.analysis.sales import floor_ratio, sample_floor
from clusterbook.analysis.sensitivity import extremes

GRANTED = {
    "If assembly and parts made it all": ("assembly", "parts"),
    "If assembly firms made it all": ("assembly",),
}
MOVED = {
    "output_mcny": "Output of the cluster",
    "firms": "Firms that made it",
    "sales_per_output": "Sales over output",
    "floor_kept": "Lower edges believed",
    "all": "All of them together",
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


def ratio_moves(
    sample: pd.DataFrame,
    totals: pd.DataFrame,
    firm_types: pd.DataFrame,
    assumptions: pd.DataFrame,
) -> pd.DataFrame:
    """Move one input of the ratio at a time over its range, then all of them.

    Returns
    -------
    DataFrame
        input, label, value (at the central inputs), low, high, voice; the last row, input "all",
        has the exact extremes over the whole box.
    """
    floor = sample_floor(sample)
    central = central_inputs(totals, firm_types, assumptions)
    value = floor_ratio(floor, central)
    box = plausible_box(totals, firm_types, assumptions)
    at_rest = {name: (still, still) for name, still in vars(central).items()}
    rows = []
    for name in (*box, "all"):
        moved = box if name == "all" else at_rest | {name: box[name]}
        ends = extremes(floor, moved)
        voice = "computed" if name == "all" else "assumed"
        rows.append((name, MOVED[name], value, ends.least, ends.most, voice))
    return pd.DataFrame(rows, columns=["input", "label", "value", "low", "high", "voice"])
