"""The firms of Table 3: how many of each type, how large, and which types are tied."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

ASSEMBLY, PARTS, MOULD, ROD, PACKAGING, MACHINERY = range(6)
TYPES = ("assembly", "parts", "mould", "rod", "packaging", "machinery")
"""Rows of `firm_types`; a firm's kind is its place in this list."""


@dataclass(frozen=True)
class Cluster:
    """Counts and mean staff of the six types, in the order of `TYPES`, and who deals with whom.

    Parameters
    ----------
    counts, staff
        Number of firms, and persons in a firm on average.
    partners
        For each type, the types that its firms tie themselves to; none for machinery makers, who
        are bound by purchases alone.
    buyers
        The types that buy machines.
    """

    counts: tuple[int, ...]
    staff: tuple[float, ...]
    partners: tuple[tuple[int, ...], ...]
    buyers: tuple[int, ...]

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
        return replace(self, counts=tuple(int(count) for count in counts))


def cluster(firm_types: pd.DataFrame, links: pd.DataFrame, actors: pd.DataFrame) -> Cluster:
    """Return the cluster of three tables.

    Parameters
    ----------
    firm_types
        firm_type, firms, staff_mean.
    links
        source, target: ties between actors; those that join two firm types are the network's.
    actors
        actor, firm_type (blank for what is no firm type).

    Raises
    ------
    ValueError
        If the types are not the six that the model knows, in their order, or one has no tie.
    """
    if tuple(firm_types["firm_type"]) != TYPES:
        found = ", ".join(firm_types["firm_type"])
        raise ValueError(f"the firm types must be {', '.join(TYPES)}, got {found}")
    counts = tuple(int(count) for count in firm_types["firms"])
    staff = tuple(float(staff) for staff in firm_types["staff_mean"])
    typed = actors.dropna(subset="firm_type")
    kind = {str(a): TYPES.index(t) for a, t in zip(typed["actor"], typed["firm_type"], strict=True)}
    ends = zip(links["source"], links["target"], strict=True)
    pairs = {(kind[a], kind[b]) for a, b in ends if a in kind and b in kind}
    pairs |= {(b, a) for a, b in pairs}
    tied = [tuple(sorted(b for a, b in pairs if a == each)) for each in range(len(TYPES))]
    lonely = [TYPES[each] for each, others in enumerate(tied) if not others]
    if lonely:
        raise ValueError(f"links ties no firm type to {', '.join(lonely)}")
    partners = tuple(tuple(b for b in others if b != MACHINERY) for others in tied)
    return Cluster(counts, staff, (*partners[:MACHINERY], ()), tied[MACHINERY])
