"""The inputs of the sample-against-cluster comparison, gathered from the tables.

Also the numbers that the explorer of the chapter shows when a reader moves output, exchange rate,
staff error or the floors of the bands.
"""

import pandas as pd

from clusterbook.analysis.economy import output_range
from clusterbook.analysis.ranges import Range, assumed_range, exactly
from clusterbook.analysis.sales import Inputs, floor_ratio

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


def readings(
    *,
    output_bcny: float,
    export_busd: float,
    cny_per_usd: float,
    staff_error: float,
    floor_kept: float,
    firms: float,
    jobs: float,
    floor_mcny: float,
) -> dict[str, float]:
    """Return the ratios of the chapter at one setting of the explorer.

    Parameters
    ----------
    output_bcny, export_busd
        Output in billion yuan, export value in billion US dollars.
    cny_per_usd
        Exchange rate.
    staff_error
        Relative error of the jobs implied by Table 3 (-1 to 1, -1 excluded).
    floor_kept
        Share of each band's floor that is believed (0 to 1).
    firms, jobs
        Firms of the cluster and jobs implied by Table 3.
    floor_mcny
        Floor under the sample's mean sales, in million yuan.

    Returns
    -------
    dict
        output_per_firm (million yuan), output_per_worker (thousand yuan), export_share (0 to 1),
        sample_floor (million yuan), ratio (sample floor over output per firm), implied_output
        (billion yuan, if every firm sold the sample's floor).
    """
    inputs = Inputs(1000 * output_bcny, firms, floor_kept=floor_kept)
    return {
        "output_per_firm": inputs.cluster_mean_mcny,
        "output_per_worker": output_bcny * 1e6 / (jobs * (1 + staff_error)),
        "export_share": export_busd * cny_per_usd / output_bcny,
        "sample_floor": floor_mcny * floor_kept,
        "ratio": floor_ratio(floor_mcny, inputs),
        "implied_output": floor_mcny * floor_kept * firms / 1000,
    }
