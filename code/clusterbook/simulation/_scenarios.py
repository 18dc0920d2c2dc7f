"""What is switched on: mechanism sets, rivals and interventions, one row each of a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches

import pandas as pd

from clusterbook.simulation._regimes import REGIMES, Regime

LINKS = ("none", "passive", "aimed", "concentrated", "concentrated_other", "active")
REMOVED = (
    *("none", "capacity", "size", "degree", "random", "random_other"),
    *("makers", "like_makers"),
)


@dataclass(frozen=True)
class Mechanisms:
    """Which learning mechanisms work beside doing, using and local spillover.

    Parameters
    ----------
    division
        D: learning from machinery makers through the division of labour.
    customers
        C: learning from high-end customers.
    cooperation
        Whether cooperative ties pass knowledge on undiminished.
    links
        Whom outside links reach. "passive": a random firm and a component that it needs; "aimed":
        a random firm and one that it lacks; "concentrated" (and "concentrated_other"): one of a
        fixed random set of assemblers, as many as there are gatekeepers; "active": a gatekeeper.
    """

    division: bool = False
    customers: bool = False
    cooperation: bool = False
    links: str = "none"

    def __post_init__(self) -> None:
        if self.links not in LINKS:
            raise ValueError(f"links must be one of {', '.join(LINKS)}, got {self.links!r}")


@dataclass(frozen=True)
class Scenario:
    """A regime, its mechanisms, and what an experiment changes.

    Parameters
    ----------
    key
        Its name in `model_scenarios`.
    regime, mechanisms
        The paradigm and what is switched on in it.
    budget
        Factor on the number of outside links (λ), a whole number.
    practice
        Factor on the rate of learning by doing and using (ε): demand that many times as large.
    buyers_hold_all
        Whether customers hold every component.
    conversion
        Whether raw knowledge is converted at all.
    removed
        Which firms are taken out: as many assemblers as there are gatekeepers (the top ones by
        capacity, size or degree, or random ones), all machinery makers, or as many others.
    replacement
        Whether the next ones take the places of gatekeepers that were taken out; without, the
        links that would have reached them are lost.
    capacity
        "drawn", or "equal": every firm has the mean.
    luck
        Which of the random streams: the placebo is the same scenario with another one.
    """

    key: str
    regime: Regime
    mechanisms: Mechanisms = field(default_factory=Mechanisms)
    budget: int = 1
    practice: float = 1.0
    buyers_hold_all: bool = False
    conversion: bool = True
    removed: str = "none"
    replacement: bool = False
    capacity: str = "drawn"
    luck: int = 0

    def __post_init__(self) -> None:
        if self.removed not in REMOVED:
            raise ValueError(f"removed must be one of {', '.join(REMOVED)}, got {self.removed!r}")
        if self.capacity not in ("drawn", "equal"):
            raise ValueError(f"capacity must be 'drawn' or 'equal', got {self.capacity!r}")
        if self.budget < 0 or self.practice < 0:
            raise ValueError(f"the factors of scenario {self.key!r} must not be negative")


def scenarios(table: pd.DataFrame) -> dict[str, Scenario]:
    """Read the scenarios from the table `model_scenarios`, in its order.

    Raises
    ------
    ValueError
        If a row asks for what the model does not have.
    """
    rows = [{str(k): v for k, v in row.items()} for row in table.to_dict("records")]
    return {str(row["scenario"]): _scenario(row) for row in rows}


def one(known: dict[str, Scenario], key: str) -> Scenario:
    """Return a scenario by its name.

    Raises
    ------
    KeyError
        If there is none; the nearest name, or all of them, are named.
    """
    if key in known:
        return known[key]
    near = get_close_matches(key, known, n=1)
    hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(known)}."
    raise KeyError(f"No scenario {key!r}. {hint}")


def _scenario(row: dict[str, object]) -> Scenario:
    if row["regime"] not in REGIMES:
        known = ", ".join(REGIMES)
        raise ValueError(f"regime of {row['scenario']} must be one of {known}: {row['regime']!r}")
    return Scenario(
        key=str(row["scenario"]),
        regime=REGIMES[str(row["regime"])],
        mechanisms=Mechanisms(
            division=bool(row["division"]),
            customers=bool(row["customers"]),
            cooperation=bool(row["cooperation"]),
            links=str(row["links"]),
        ),
        budget=int(str(row["budget"])),
        practice=float(str(row["practice"])),
        buyers_hold_all=bool(row["buyers_hold_all"]),
        conversion=bool(row["conversion"]),
        removed=str(row["removed"]),
        replacement=bool(row["replacement"]),
        capacity=str(row["capacity"]),
        luck=int(str(row["luck"])),
    )
