"""The three paradigms as the model sees them, and which parameters each one uses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Regime:
    """What the model fixes for one paradigm.

    Parameters
    ----------
    key
        "P1" sand casting, "P2" hot forging, "P3" the new search.
    years
        Horizon of a run.
    steps_per_year
        Steps of equal length; compare results only between equal steps.
    components
        m, the number of knowledge components.
    package
        Whether an outside source hands over everything that a firm needs at once (a mature
        source), or one component.
    alpha, sigma, omega, gamma
        Which parameter the regime uses for appropriability, source certainty, tacitness and
        cumulativeness.
    """

    key: str
    years: int
    steps_per_year: int
    components: int
    package: bool
    alpha: str
    sigma: str
    omega: str
    gamma: str

    @property
    def steps(self) -> int:
        """Number of steps of a run."""
        return self.years * self.steps_per_year


_MARK_I = {
    "alpha": "alpha_low",
    "sigma": "sigma_certain",
    "omega": "omega_simple",
    "gamma": "gamma_low",
}
_MARK_II = {
    "alpha": "alpha_high",
    "sigma": "sigma_uncertain",
    "omega": "omega_integrated",
    "gamma": "gamma_high",
}

P1 = Regime("P1", years=20, steps_per_year=4, components=2, package=True, **_MARK_I)
P2 = Regime("P2", years=20, steps_per_year=4, components=8, package=True, **_MARK_I)
P3 = Regime("P3", years=30, steps_per_year=2, components=8, package=False, **_MARK_II)

REGIMES = {regime.key: regime for regime in (P1, P2, P3)}
