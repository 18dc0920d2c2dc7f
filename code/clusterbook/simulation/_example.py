"""One firm through one step: the terms of its hazard, by the equations of `dynamics` themselves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clusterbook.simulation import _arrays as arrays
from clusterbook.simulation._cluster import Cluster
from clusterbook.simulation._dynamics import embodied, joined, practice, spillover
from clusterbook.simulation._parameters import Parameters
from clusterbook.simulation._scenarios import Scenario
from clusterbook.simulation._setting import setting
from clusterbook.simulation._world import world


@dataclass(frozen=True)
class Firm:
    """A firm that lacks a component which others share.

    Parameters
    ----------
    capacity
        a, 0 to 1.
    needs, holds
        Components needed together, and in hand.
    partners, sharing, cooperating
        Partners; those of them that share the component on a plain tie, and on a cooperative one.
    makers, holding
        Machinery makers that it buys from, and those that share the component.
    """

    capacity: float
    needs: int
    holds: int
    partners: int
    sharing: int
    cooperating: int
    makers: int
    holding: int


def one_step(
    point: Parameters, scenario: Scenario, cluster: Cluster, firm: Firm
) -> dict[str, float]:
    """Return what a step does for a firm that is no exporter, for a component machines can embody.

    Returns
    -------
    dict
        phi, readiness (0 to 1); practice, spillover, embodied, hazard (per year); step (years);
        chance (0 to 1).

    Raises
    ------
    ValueError
        If the firm has more teachers than partners or makers.
    """
    if firm.sharing + firm.cooperating > firm.partners or firm.holding > firm.makers:
        raise ValueError(f"more teachers than partners or makers: {firm}")
    numbers = setting(point, scenario)
    rates = arrays.rates(world(point, scenario.regime, cluster, 0), numbers, scenario)
    phi = (1 - numbers.omega) + numbers.omega * firm.capacity
    ready = min(1.0, (1 + firm.holds) / firm.needs) ** numbers.gamma
    able, own = (joined(rates.added, each, ready) for each in (phi, firm.capacity))
    whole = 1.0 if numbers.cooperation else 1 - numbers.alpha
    heard = firm.sharing * (1 - numbers.alpha) + firm.cooperating * whole
    terms = {
        "practice": practice(rates, own),
        "spillover": spillover(rates, able, heard, float(firm.partners)),
        "embodied": embodied(rates, True, float(firm.holding), float(firm.makers)),
    }
    hazard = sum(terms.values())
    chance = float(-np.expm1(-hazard * numbers.dt))
    start = {"phi": phi, "readiness": ready}
    return {**start, **terms, "hazard": hazard, "step": numbers.dt, "chance": chance}
