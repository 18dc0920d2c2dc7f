"""The inputs of the sample-against-cluster comparison, gathered from the tables."""

import pandas as pd

from clusterbook.analysis.cluster._economy import output_range
from clusterbook.analysis.cluster._sales import Inputs
from clusterbook.analysis.statistics import Range, assumed_range, exactly

# Each input of the comparison, and the assumption that says how far it may move. Where the table
# has no such row the input stays where it is: firms as Table 3 adds them up, the others at 1.
ASSUMED = {
    "firms": "active_firms",
    "sales_per_output": "sales_per_output",
    "floor_kept": "band_floor_factor",
}


def input_ranges(
    totals: pd.DataFrame, firm_types: pd.DataFrame, assumptions: pd.DataFrame
) -> dict[str, Range]:
    """Return the range of every input of the comparison, in the units of `sales.Inputs`."""
    known = set(assumptions["assumption"])
    found = {"output_mcny": output_range(totals, assumptions).times(1000.0)}
    at_rest = {"firms": float(firm_types["firms"].sum())}
    for name, key in ASSUMED.items():
        still = exactly(at_rest.get(name, 1.0))
        found[name] = assumed_range(assumptions, key) if key in known else still
    return found


def central_inputs(
    totals: pd.DataFrame, firm_types: pd.DataFrame, assumptions: pd.DataFrame
) -> Inputs:
    """Return the inputs at their printed or assumed value."""
    ranges = input_ranges(totals, firm_types, assumptions)
    return Inputs(**{name: ends.value for name, ends in ranges.items()})


def plausible_box(
    totals: pd.DataFrame, firm_types: pd.DataFrame, assumptions: pd.DataFrame
) -> dict[str, tuple[float, float]]:
    """Return the lowest and highest plausible value of every input, for `sales.extremes`."""
    ranges = input_ranges(totals, firm_types, assumptions)
    return {name: (ends.low, ends.high) for name, ends in ranges.items()}
