"""The firms of Table 3: how many of each type, and how large."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

ASSEMBLY, PARTS, MOULD, ROD, PACKAGING, MACHINERY = range(6)
TYPES = ("assembly", "parts", "mould", "rod", "packaging", "machinery")
"""Rows of `firm_types`; a firm's kind is its place in this list."""

PARTNERS: dict[int, tuple[int, ...]] = {
    ASSEMBLY: (PARTS, MOULD, ROD, PACKAGING),
    PARTS: (ASSEMBLY, MOULD, ROD),
    MOULD: (ASSEMBLY, PARTS),
    ROD: (ASSEMBLY, PARTS),
    PACKAGING: (ASSEMBLY,),
}
"""Who ties itself to whom: the links between firm types of Figure 2, as coded in `links`.

Machinery makers are bound by purchases alone. The figure joins no type with itself, so rivals of
one type learn from each other only through a third.
"""


@dataclass(frozen=True)
class Cluster:
    """Counts and mean staff of the six types, in the order of `TYPES`."""

    counts: tuple[int, ...]
    staff: tuple[float, ...]

    @property
    def firms(self) -> int:
        """All firms."""
        return sum(self.counts)

    def scaled(self, firms: int) -> Cluster:
        """Return a cluster of `firms` in all with the same mix, by largest remainders.

        Raises
        ------
        ValueError
            If that leaves a type without a firm, or machinery makers fewer than two.
        """
        shares = np.array(self.counts) * (firms / self.firms)
        counts = np.floor(shares).astype(int)
        order = np.argsort(counts - shares, kind="stable")
        counts[order[: firms - counts.sum()]] += 1
        counts[MACHINERY] = max(counts[MACHINERY], 2)
        counts[ASSEMBLY] += firms - counts.sum()
        if counts.min() < 1:
            raise ValueError(f"{firms} firms are too few for the mix of Table 3")
        return Cluster(tuple(int(count) for count in counts), self.staff)


def cluster(firm_types: pd.DataFrame) -> Cluster:
    """Return the cluster of the table `firm_types`.

    Raises
    ------
    ValueError
        If its types are not the six that the model knows, in their order.
    """
    if tuple(firm_types["firm_type"]) != TYPES:
        found = ", ".join(firm_types["firm_type"])
        raise ValueError(f"the firm types must be {', '.join(TYPES)}, got {found}")
    counts = tuple(int(count) for count in firm_types["firms"])
    return Cluster(counts, tuple(float(staff) for staff in firm_types["staff_mean"]))
