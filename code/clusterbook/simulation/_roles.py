"""Cognitive roles after Giuliani and Bell (2005), by a rule that is printed.

The original rests on interviews about technical advice received and given, and on links outside.
Here transfers are counted: components that a firm had from another one (received), that others had
from it (given), and that it had from outside. The roles are theirs; the cuts are ours, and so is
the order in which the rule asks:

1. isolated: neither received nor given `poorly` components or more, and none from outside;
2. gatekeeper: some from outside, and a net source: given at least `poorly` and more than
   `net` times received;
3. external star: some from outside, and given less than received divided by `net`, or less than
   `poorly`;
4. active mutual exchanger: some from outside, giving and taking in balance;
5. weak mutual exchanger: everyone else, tied in the cluster alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from clusterbook.simulation._network import Bools, Ints
from clusterbook.simulation._sources import OUTSIDE

ROLES = ("gatekeeper", "active_exchanger", "weak_exchanger", "external_star", "isolated")


@dataclass(frozen=True)
class Cuts:
    """Where the rule cuts.

    Parameters
    ----------
    poorly
        Fewer transfers than this, received and given together, tie a firm poorly.
    net
        Given over received above this makes a net source, below its inverse a net absorber.
    """

    poorly: int = 2
    net: float = 1.5

    def __post_init__(self) -> None:
        if self.poorly < 1 or self.net < 1:
            raise ValueError(f"both cuts must be 1 or more, got {self.poorly} and {self.net}")


def transfers(sources: Ints) -> pd.DataFrame:
    """Count transfers: received, given, outside (components), one row for each firm."""
    n = len(sources)
    teachers = sources[sources >= 0]
    return pd.DataFrame(
        {
            "received": (sources >= 0).sum(axis=1),
            "given": np.bincount(teachers, minlength=n),
            "outside": (sources == OUTSIDE).sum(axis=1),
        }
    )


def roles(counts: pd.DataFrame, cuts: Cuts | None = None) -> pd.Series[str]:
    """Return each firm's role from its `transfers`, by the rule above."""
    cuts = cuts or Cuts()
    received, given = counts["received"], counts["given"]
    open_, few = counts["outside"] > 0, (received + given) < cuts.poorly
    source = open_ & (given >= cuts.poorly) & (given > cuts.net * received)
    star = open_ & ~source & ((given * cuts.net < received) | (given < cuts.poorly))
    found = np.select(
        [few & ~open_, source, star, open_],
        ["isolated", "gatekeeper", "external_star", "active_exchanger"],
        default="weak_exchanger",
    )
    return pd.Series(found, index=counts.index, name="role", dtype="str")


def role_shares(named: pd.Series[str], among: Bools) -> dict[str, float]:
    """Return the share of each role among some firms."""
    shares = named[among].value_counts(normalize=True)
    return {role: float(shares.get(role, 0.0)) for role in ROLES}
