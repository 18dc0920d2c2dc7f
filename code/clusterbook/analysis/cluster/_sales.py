"""The floor under the sample's mean sales, and the mean that the whole cluster can have.

Table 2 counts the sampled firms by band of sales. Each firm sells at least the floor of its band,
so the bands put a floor under the sample's mean. Output divided by the number of firms (Table 3)
gives the mean of the cluster. A sample that stands for the cluster should not have a floor far
above that mean. Money is in million yuan throughout.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import pandas as pd

RISING = frozenset({"firms", "floor_kept"})
"""Inputs in which the ratio rises; it falls in the others."""


@dataclass(frozen=True)
class Inputs:
    """What the comparison of sample and cluster rests on.

    Parameters
    ----------
    output_mcny
        Output of the cluster, in million yuan.
    firms
        Firms that make this output.
    sales_per_output
        Sales of all firms as a multiple of output, counting a part again in the product it
        goes into.
    floor_kept
        How much of each band's floor is believed, 0 to 1; 1 takes Table 2 as printed.

    Raises
    ------
    ValueError
        If an input is not positive, or more than the whole floor is kept.
    """

    output_mcny: float
    firms: float
    sales_per_output: float = 1.0
    floor_kept: float = 1.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not value > 0:
                msg = f"{field.name} must be positive, got {value}"
                raise ValueError(msg)
        if self.floor_kept > 1:
            msg = f"floor_kept lies between 0 and 1, got {self.floor_kept}"
            raise ValueError(msg)

    @property
    def cluster_mean_mcny(self) -> float:
        """Return mean sales per firm of the cluster, in million yuan."""
        return self.output_mcny * self.sales_per_output / self.firms


def bands(sample: pd.DataFrame) -> pd.DataFrame:
    """Return the bands of sales of Table 2, lowest first.

    Returns
    -------
    DataFrame
        category, label, label_zh, firms, floor_mcny, ceiling_mcny (missing for the top band),
        share (of the sampled firms, 0 to 1).
    """
    table = sample.loc[(sample["block"] == "sales") & ~sample["is_total"].astype(bool)]
    table = table.rename(
        columns={"sales_floor_mcny": "floor_mcny", "sales_ceiling_mcny": "ceiling_mcny"}
    )
    kept = ["category", "label", "label_zh", "firms", "floor_mcny", "ceiling_mcny"]
    table = table[kept].sort_values("floor_mcny").reset_index(drop=True)
    table["floor_mcny"] = table["floor_mcny"].fillna(0.0)  # no floor printed: sales start at 0
    return table.assign(share=table["firms"] / table["firms"].sum())


def sample_floor(sample: pd.DataFrame) -> float:
    """Return the least mean sales that the sampled firms can have, in million yuan per firm."""
    table = bands(sample)
    return float((table["firms"] * table["floor_mcny"]).sum() / table["firms"].sum())


def floor_ratio(floor_mcny: float, inputs: Inputs) -> float:
    """Return the floor under the sample's mean as a multiple of the cluster's mean.

    Parameters
    ----------
    floor_mcny
        Result of `sample_floor`, in million yuan per firm.
    inputs
        The cluster's side.

    Returns
    -------
    float
        Above 1 the average sampled firm sells more than the average firm of the cluster.
    """
    return floor_mcny * inputs.floor_kept / inputs.cluster_mean_mcny


def break_even(floor_mcny: float, inputs: Inputs) -> pd.DataFrame:
    """Return the value of each input at which the ratio would be 1, the others unchanged.

    Returns
    -------
    DataFrame
        input, value (as assumed), needed (for a ratio of 1), factor (needed over value).
    """
    ratio = floor_ratio(floor_mcny, inputs)
    rows = []
    for field in fields(inputs):
        value = getattr(inputs, field.name)
        factor = 1 / ratio if field.name in RISING else ratio
        rows.append((field.name, value, value * factor, factor))
    return pd.DataFrame(rows, columns=["input", "value", "needed", "factor"])


def by_population(
    floor_mcny: float,
    inputs: Inputs,
    firm_types: pd.DataFrame,
    groups: Sequence[Sequence[str]] = (),
) -> pd.DataFrame:
    """Ask the same question of fewer firms: what if only some trades made the whole output.

    Parameters
    ----------
    floor_mcny, inputs
        As for `floor_ratio`; the number of firms is replaced.
    firm_types
        The table of Table 3.
    groups
        Groups of trades that are each granted the whole output. None given: all trades, then
        without the last of Table 3, and so on down to the first alone.

    Returns
    -------
    DataFrame
        population (keys joined by "+"), firms, cluster_mean_mcny, ratio.
    """
    counts = firm_types.set_index("firm_type")["firms"]
    every = [str(trade) for trade in counts.index]
    chosen = groups or [every[:size] for size in range(len(every), 0, -1)]
    rows = []
    for group in chosen:
        changed = replace(inputs, firms=float(counts.loc[list(group)].sum()))
        ratio = floor_ratio(floor_mcny, changed)
        rows.append(("+".join(group), int(changed.firms), changed.cluster_mean_mcny, ratio))
    return pd.DataFrame(rows, columns=["population", "firms", "cluster_mean_mcny", "ratio"])
