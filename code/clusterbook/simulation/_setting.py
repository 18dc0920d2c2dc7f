"""The numbers that the equations of one scenario need, picked from a point of the space."""

from __future__ import annotations

from dataclasses import dataclass

from clusterbook.simulation._parameters import Parameters
from clusterbook.simulation._regimes import P1, P2, P3, Regime
from clusterbook.simulation._scenarios import Scenario


@dataclass(frozen=True)
class Setting:
    """The symbols of the equations.

    Rates are per year. `k` is None where each firm has its own fragment (P2).

    Parameters
    ----------
    regime
        The paradigm.
    alpha, sigma, opportunity, omega, gamma, distance, iota
        α, σ, O, ω, γ, d, ι.
    eps, beta, delta, kappa, psi, lam, chi
        ε, β, δ, κ, ψ (0 unless demand pulls), λ, χ (0 without conversion).
    division, customers
        D and C, 0 or 1.
    cooperation
        Whether w = 1 on cooperative ties.
    """

    regime: Regime
    alpha: float
    sigma: float
    opportunity: float
    omega: float
    gamma: float
    distance: float
    iota: float
    eps: float
    beta: float
    delta: float
    kappa: float
    psi: float
    lam: float
    chi: float
    division: float
    customers: float
    cooperation: bool

    @property
    def dt(self) -> float:
        """Length of a step in years."""
        return 1 / self.regime.steps_per_year


def setting(parameters: Parameters, scenario: Scenario) -> Setting:
    """Pick the numbers of a scenario.

    Opportunity and distance are parameters of the third paradigm alone. In the first two, O = 1
    (Table 4 codes it high) and d = 0: no distance is assumed for them: that
    practice there is practice of the paradigm itself.
    """
    regime, on = scenario.regime, scenario.mechanisms
    return Setting(
        regime=regime,
        alpha=float(getattr(parameters, regime.alpha)),
        sigma=float(getattr(parameters, regime.sigma)),
        opportunity=parameters.opportunity if regime.key == P3.key else 1.0,
        omega=float(getattr(parameters, regime.omega)),
        gamma=float(getattr(parameters, regime.gamma)),
        distance=parameters.distance if regime.key == P3.key else 0.0,
        iota=parameters.incentive,
        eps=parameters.epsilon,
        beta=parameters.beta,
        delta=parameters.delta,
        kappa=parameters.kappa,
        psi=parameters.pull if scenario.pull else 0.0,
        lam=parameters.links,
        chi=parameters.conversion if scenario.conversion else 0.0,
        division=float(on.division),
        customers=float(on.customers),
        cooperation=on.cooperation,
    )


def embodiable_share(parameters: Parameters, regime: Regime) -> float:
    """Return π: what share of the components a machine can embody.

    The paper credits machinery makers with the spread of the whole second paradigm and does not
    yet know them in the first, so we assume all and none.
    """
    return {P1.key: 0.0, P2.key: 1.0, P3.key: parameters.embodiable}[regime.key]


def customer_share(parameters: Parameters, regime: Regime) -> float:
    """Return v: what share of the components customers hold; none in the first paradigm."""
    second, third = parameters.customer_held_second, parameters.customer_held_third
    return {P1.key: 0.0, P2.key: second, P3.key: third}[regime.key]


def firms_share(parameters: Parameters, regime: Regime) -> float:
    """Return how large the cluster was, as a share of the firms of Table 3."""
    first, second = parameters.first_firms, parameters.second_firms
    return {P1.key: first, P2.key: second, P3.key: 1.0}[regime.key]
