"""Other machines: the equations that the paper's words do not settle, each in another way.

A structure says how a rule reads where it could as well read otherwise. The rates of a point are
unknown numbers; a structure is an unknown rule. `BASE` is the one of chapter 13.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

import pandas as pd

CHOICES = {
    "divisor": ("mean_degree", "own_clients"),
    "gatekeepers": ("capacity", "size", "degree", "random"),
    "capacity": ("multiplied", "added"),
    "network": ("figure", "random", "nearest"),
    "starts": ("anyone", "ablest"),
}
"""Rule -> the ways in which the model can read it."""


@dataclass(frozen=True)
class Structure:
    """One way to read the rules.

    Parameters
    ----------
    key
        Its name in `model_structures`.
    divisor
        What a machinery maker's sum over its clients is divided by: the mean number of ties of the
        other firms, or the number of its own clients.
    gatekeepers
        Which assemblers active links reach: those of highest capacity, the largest, those with most
        ties, or random ones.
    capacity
        Whether capacity and knowledge in hand multiply (each useless without the other), or their
        mean counts (the one stands in for the other).
    network
        Whom firms tie themselves to: partner types as coded, some near and some anywhere; any firm
        anywhere; or the nearest firms of any type.
    starts
        Who knows something of the new at the start: any firms, drawn anew for each component; or
        the ablest assemblers, so that a few firms start with much and the rest with nothing.
    entrants
        Share of the firms, 0 to 1, that enter in the course of the run, at even intervals.
    """

    key: str = "base"
    divisor: str = "mean_degree"
    gatekeepers: str = "capacity"
    capacity: str = "multiplied"
    network: str = "figure"
    starts: str = "anyone"
    entrants: float = 0.0

    def __post_init__(self) -> None:
        for rule, ways in CHOICES.items():
            found = getattr(self, rule)
            if found not in ways:
                near = get_close_matches(str(found), ways, n=1)
                hint = f" Did you mean {near[0]!r}?" if near else ""
                known = ", ".join(ways)
                msg = f"{rule} of structure {self.key!r} must be one of {known}, got {found!r}."
                raise ValueError(msg + hint)
        if not 0 <= self.entrants < 1:
            msg = f"entrants of structure {self.key!r} must lie in [0, 1), got {self.entrants}"
            raise ValueError(msg)


BASE = Structure()


def structures(table: pd.DataFrame) -> dict[str, Structure]:
    """Read the structures from the table `model_structures`, in its order.

    Raises
    ------
    ValueError
        If a row reads a rule in a way that the model does not have.
    """
    rows = [{str(k): v for k, v in row.items()} for row in table.to_dict("records")]
    named = {str(row["structure"]): row for row in rows}
    return {
        key: Structure(
            key, **{rule: str(row[rule]) for rule in CHOICES}, entrants=float(str(row["entrants"]))
        )
        for key, row in named.items()
    }
