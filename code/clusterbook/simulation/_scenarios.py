"""What is switched on: mechanism sets, rivals and interventions, one row each of a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches

import pandas as pd

from clusterbook.simulation._regimes import REGIMES, Regime

LINKS: dict[str, frozenset[str]] = {
    "passive": frozenset(),
    "aimed": frozenset({"aimed"}),
    "assemblers": frozenset({"assemblers"}),
    "few": frozenset({"few"}),
    "few_able": frozenset({"few", "able"}),
    "aimed_assemblers": frozenset({"aimed", "assemblers"}),
    "aimed_few": frozenset({"aimed", "few"}),
    "aimed_few_able": frozenset({"aimed", "few", "able"}),
    "assemblers_few": frozenset({"assemblers", "few"}),
    "assemblers_few_able": frozenset({"assemblers", "few", "able"}),
    "aimed_assemblers_few": frozenset({"aimed", "assemblers", "few"}),
    "active": frozenset({"aimed", "assemblers", "few", "able"}),
}
"""Kind of outside link -> what sets it apart from a passive one, which reaches any firm with any
component that it needs. "aimed": with one that the firm lacks; "assemblers": assembly firms alone;
"few": as many firms as there are gatekeepers; "able": not random ones but the leading ones."""

REMOVED = ("none", "leaders", "random", "random_other", "makers", "like_makers")
CAPACITIES = ("drawn", "equal", "leaders_mean", "others_less")


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
        Which outside links there are: "none", or a key of `LINKS`.
    """

    division: bool = False
    customers: bool = False
    cooperation: bool = False
    links: str = "none"

    def __post_init__(self) -> None:
        if self.links not in ("none", *LINKS):
            raise ValueError(f"links must be one of none, {', '.join(LINKS)}, got {self.links!r}")

    @property
    def linked(self) -> frozenset[str]:
        """What sets the outside links apart from passive ones; of none, nothing does."""
        return LINKS.get(self.links, frozenset())


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
    pull
        Whether demand for the new product pulls: every firm acquires what it needs at a rate of
        its own (ψ), wherever the knowledge comes from.
    buyers_hold_all
        Whether customers hold every component.
    conversion
        Whether raw knowledge is converted at all.
    removed
        Which firms are taken out: the leading assemblers, those that active links reach; as many
        random ones; all machinery makers, or as many others.
    replacement
        Whether the next ones take the places of leaders that were taken out; without, the links
        that would have reached them are lost.
    capacity
        "drawn"; "equal": every firm has the mean; "leaders_mean": the leaders have the mean of the
        assemblers; "others_less": as much in total is taken from two sets of random assemblers.
    luck
        Which of the random streams: the placebo is the same scenario with another one.
    """

    key: str
    regime: Regime
    mechanisms: Mechanisms = field(default_factory=Mechanisms)
    budget: int = 1
    pull: bool = False
    buyers_hold_all: bool = False
    conversion: bool = True
    removed: str = "none"
    replacement: bool = False
    capacity: str = "drawn"
    luck: int = 0

    def __post_init__(self) -> None:
        if self.removed not in REMOVED:
            raise ValueError(f"removed must be one of {', '.join(REMOVED)}, got {self.removed!r}")
        if self.capacity not in CAPACITIES:
            known = ", ".join(CAPACITIES)
            raise ValueError(f"capacity must be one of {known}, got {self.capacity!r}")
        if self.budget < 0:
            raise ValueError(f"the budget of scenario {self.key!r} must not be negative")


def scenarios(table: pd.DataFrame) -> dict[str, Scenario]:
    """Read the scenarios from the table `model_scenarios`, in its order.

    Raises
    ------
    ValueError
        If a row asks for what the model does not have.
    """
    rows = [{str(k): v for k, v in row.items()} for row in table.to_dict("records")]
    return {str(row["scenario"]): _scenario(row) for row in rows}


def dominates(more: Scenario, less: Scenario) -> bool:
    """Tell whether one scenario has all that the other has, so that it makes nobody later.

    With common luck this is a theorem, not a finding. Order what a firm holds of a component as
    nothing, raw, converted. Every hazard, every chance of a link and every rate of conversion is at
    least as high when firms hold more; a link that brings the first missing component in a fixed
    random order brings one that the richer firm has already, or the same. So whoever is ahead at
    the start of a step is not behind at its end, firm by firm and component by component; more
    mechanisms, more links, and conversion only add. Taking firms out or moving capacity is neither
    more nor less, and neither is aiming the same links elsewhere.
    """
    same = ("regime", "removed", "replacement", "capacity", "luck")
    if any(getattr(more, name) != getattr(less, name) for name in same):
        return False
    mine, theirs = more.mechanisms, less.mechanisms
    switches = ("division", "customers", "cooperation")
    pairs = [(getattr(mine, name), getattr(theirs, name)) for name in switches]
    pairs += [(getattr(more, n), getattr(less, n)) for n in ("pull", "buyers_hold_all")]
    pairs.append((more.conversion, less.conversion))
    if any(other and not one for one, other in pairs):
        return False
    if theirs.links == "none" or less.budget == 0:
        return True
    # Aiming alone: the component that a passive link is about heads the order of the aimed one.
    elsewhere = mine.links == "none" or mine.linked - {"aimed"} != theirs.linked - {"aimed"}
    aimless = "aimed" in theirs.linked and "aimed" not in mine.linked
    return not elsewhere and not aimless and more.budget >= less.budget


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
        pull=bool(row["pull"]),
        buyers_hold_all=bool(row["buyers_hold_all"]),
        conversion=bool(row["conversion"]),
        removed=str(row["removed"]),
        replacement=bool(row["replacement"]),
        capacity=str(row["capacity"]),
        luck=int(str(row["luck"])),
    )
