"""What the model must do where the answer is known, as tables for the chapter that says so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from clusterbook.simulation._cluster import ASSEMBLY, Cluster
from clusterbook.simulation._common_random_numbers import luck
from clusterbook.simulation._network import Network
from clusterbook.simulation._parameters import Parameters
from clusterbook.simulation._regimes import P3, Regime
from clusterbook.simulation._run import run, simulate
from clusterbook.simulation._scenarios import Scenario
from clusterbook.simulation._setting import setting
from clusterbook.simulation._world import Firms, Start, World

FIRMS, SHARE, YEARS, STEPS = 1200, 0.1, 8, 64
"""The well-mixed cluster: its size, who knows at first, how long it runs, steps in a year."""
FINE = 16
"""Steps in a year that stand for no steps at all."""


def logistic_limit(point: Parameters, runs: int = 4) -> pd.DataFrame:
    """Return one component among firms that all know each other, beside the logistic curve.

    With a = φ = B = w = 1, ε = 0 and β = 1 the share x of holders obeys dx/dt = x·(1 - x).

    Returns
    -------
    DataFrame
        year, found (share of firms, mean of `runs`), logistic.
    """
    regime = replace(P3, components=1, years=YEARS, steps_per_year=STEPS)
    asked = Scenario("spillover", regime)
    numbers = replace(setting(point, asked), alpha=0.0, omega=0.0, gamma=0.0, beta=1.0, eps=0.0)
    here = _well_mixed(regime)
    done = [run(here, numbers, asked, luck(here, numbers, seed)) for seed in range(runs)]
    found = np.mean([each.curve(each.assembler) for each in done], axis=0)
    growth = np.exp(done[0].times)
    logistic = SHARE * growth / (1 + SHARE * (growth - 1))
    return pd.DataFrame({"year": done[0].times, "found": found, "logistic": logistic})


def step_bias(
    point: Parameters, scenario: Scenario, cluster: Cluster, runs: int = 12
) -> pd.DataFrame:
    """Return how the length of a step shifts the outcome of a scenario.

    Returns
    -------
    DataFrame
        steps (in a year), share (of assemblers that master, averaged over the years and over
        `runs` worlds), bias (share minus that of `FINE` steps), error (standard error of bias).
    """
    shares = {}
    for steps in (1, 2, 4, FINE):
        regime = replace(scenario.regime, steps_per_year=steps)
        asked = replace(scenario, regime=regime)
        done = [simulate(point, asked, cluster, seed) for seed in range(runs)]
        shares[steps] = np.array(
            [np.trapezoid(each.curve(each.assembler), each.times) for each in done]
        )
        shares[steps] /= regime.years
    rows = []
    for steps, values in shares.items():
        gap = values - shares[FINE]
        error = float(gap.std(ddof=1) / runs**0.5)
        rows.append((steps, float(values.mean()), float(gap.mean()), error))
    return pd.DataFrame(rows, columns=["steps", "share", "bias", "error"])


def _well_mixed(regime: Regime) -> World:
    """Return firms of full capacity that are all tied to each other; some hold the one item."""
    others = np.arange(FIRMS - 1)
    indices = np.concatenate([others + (others >= i) for i in range(FIRMS)]).astype(np.int32)
    state = np.zeros((FIRMS, 1), np.int8)
    state[: round(SHARE * FIRMS)] = 2
    ones, nobody = np.ones(FIRMS), np.zeros(FIRMS, np.bool_)
    network = Network(
        indptr=np.arange(FIRMS + 1, dtype=np.int64) * (FIRMS - 1),
        indices=indices,
        cooperative=np.zeros(len(indices), np.bool_),
        suppliers=np.full((FIRMS, 2), -1, np.int32),
        client_indptr=np.zeros(FIRMS + 1, np.int64),
        client_indices=np.empty(0, np.int32),
    )
    needed, threshold = np.ones((FIRMS, 1), np.bool_), np.ones(FIRMS, np.int8)
    return World(
        regime=regime,
        firms=Firms(np.full(FIRMS, ASSEMBLY, np.int8), ones, ones, nobody),
        network=network,
        start=Start(state, needed, threshold, np.zeros(1, np.bool_), np.zeros(1, np.bool_)),
        leaders=1,
        lots=np.arange(FIRMS),
        others=np.arange(FIRMS),
        anyone=np.arange(FIRMS),
        enters=np.zeros(FIRMS, np.int64),
    )
