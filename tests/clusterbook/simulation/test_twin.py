"""The model against its independent twin: the same law, whatever is switched on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pytest

from clusterbook.simulation import (
    LINKS,
    NEVER,
    REGIMES,
    Mechanisms,
    Parameters,
    Scenario,
    Structure,
    luck,
    run,
    setting,
    space,
    world,
)
from clusterbook.simulation._cluster import MACHINERY, Cluster
from clusterbook.simulation._world import CONVERTED
from monograph.tables.package import load

from ...covering import cover, some
from .twin import hazards, matrices, twin

FIRMS, RUNS = 500, 30
ERRORS = 4.5
"""Errors of the difference that are allowed: some hundred numbers are compared below."""

LIVELY = {
    "epsilon": 0.02, "pull": 0.05, "beta": 1.0, "delta": 0.6, "kappa": 0.1, "links": 0.05,
    "conversion": 0.8,
    "distance": 0.6, "seeds": 3, "threshold": 5, "alpha_high": 0.7, "embodiable": 0.5,
    "customer_held_third": 0.3, "cooperative": 0.25, "gatekeepers": 0.05, "gamma_high": 0.8,
    "sigma_uncertain": 0.4, "omega_integrated": 0.6, "capacity_precision": 4.0,
    "first_firms": 1.0, "second_firms": 1.0,
}  # fmt: skip
"""A point of the space at which every mechanism leaves a trace and none settles all at once."""


@dataclass(frozen=True)
class Case:
    """A regime with mechanisms on or off."""

    regime: str
    division: bool = False
    customers: bool = False
    cooperation: bool = False
    links: str = "none"
    conversion: bool = True
    pull: bool = False
    structure: str = "base"

    def __str__(self) -> str:
        on = [name for name in ("division", "customers", "cooperation") if getattr(self, name)]
        words = [self.regime, *on, self.links, "" if self.conversion else "unconverted"]
        words += ["demand" if self.pull else "", self.structure]
        return "-".join(filter(None, words))


def cases() -> Iterable[Case]:
    """Yield each regime with each mechanism alone, and with all but that one."""
    for conversion in (True, False):
        yield Case("P1", conversion=conversion)
    for key in ("P2", "P3"):
        switches = ["division", "customers"] + (["cooperation"] if key == "P3" else [])
        full = Case(key, **dict.fromkeys(switches, True), links="active")
        yield Case(key)
        yield full
        for name in switches:
            yield Case(key, **{name: True})
            yield replace(full, **{name: False})
        for links in ("none", "passive"):
            yield replace(full, links=links)
        for links in ("passive", "active"):
            yield Case(key, links=links)
            yield Case(key, links=links, conversion=False)
    full = Case("P3", *[True] * 3, links="active")
    yield replace(full, links="none", pull=True)
    for links in [each for each in LINKS if each not in ("passive", "active")]:
        yield replace(full, links=links)
    for structure in load("model_structures")["structure"][1:]:
        yield replace(full, structure=structure)


@pytest.fixture(scope="module")
def point() -> Parameters:
    return space(load("model_parameters")).parameters(**LIVELY)


def scenario(case: Case) -> Scenario:
    on = Mechanisms(case.division, case.customers, case.cooperation, case.links)
    regime = REGIMES[case.regime]
    return Scenario(str(case), regime, on, conversion=case.conversion, pull=case.pull)


def summary(masters: np.ndarray, known: np.ndarray, makers: np.ndarray) -> np.ndarray:
    """Return a run in numbers: masters, and knowledge of all and of makers, at three times."""
    at = [len(masters) // 4, len(masters) // 2, len(masters) - 1]
    of_all, of_makers = (known[part][:, at].mean(axis=(0, 2)) for part in (slice(None), makers))
    return np.concatenate([masters[at], of_all, of_makers])


def _words(value: object) -> list[str]:
    """Return of what a kind of link is put together ("aimed_few"); else the value."""
    return value.split("_") if value in LINKS and isinstance(value, str) else [str(value)]


EVERY = list(cases())
SOME = cover(
    {
        str(case): {
            f"{name} {word}" for name, value in vars(case).items() for word in _words(value)
        }
        for case in EVERY
    },
    len,
)
"""Cases in which each mechanism is on and off, and each reading and kind of link is there."""


@pytest.mark.parametrize("case", some(EVERY, [c for c in EVERY if str(c) in SOME]), ids=str)
def test_model_and_twin_agree_within_replication_error(
    case: Case, point: Parameters, table_3: Cluster, readings: dict[str, Structure]
) -> None:
    """The means of either differ by no more than chance, at the start, halfway and at the end."""
    asked = scenario(case)
    reading = readings[case.structure]
    drawn = world(point, asked.regime, table_3.scaled(FIRMS), 7, reading)
    numbers = setting(point, asked)
    makers, fixed = drawn.firms.kind == MACHINERY, matrices(drawn, numbers)
    ours, theirs = [], []
    for seed in range(RUNS):
        history = twin(drawn, numbers, fixed, case.links, seed)
        theirs.append(summary(history.masters, history.held, makers))
        done = run(drawn, numbers, asked, luck(drawn, numbers, seed))
        held = done.acquired[:, None, :] <= np.arange(done.steps + 1)[:, None]
        ours.append(summary(done.curve(np.ones(drawn.size, np.bool_)), held, makers))
    one, other = np.array(ours), np.array(theirs)
    error = np.sqrt((one.var(axis=0, ddof=1) + other.var(axis=0, ddof=1)) / RUNS)
    gap = one.mean(axis=0) - other.mean(axis=0)
    assert (np.abs(gap) <= ERRORS * error + 1e-12).all(), (gap / np.maximum(error, 1e-12), gap)


@pytest.mark.parametrize("epsilon", [0.0, LIVELY["epsilon"]])
@pytest.mark.parametrize("case", [Case("P3", *[True] * 3), Case("P3", division=True)], ids=str)
def test_clocks_run_down_in_every_firm_at_every_step_ring_when_ours_do(
    case: Case, epsilon: float, point: Parameters, table_3: Cluster
) -> None:
    """Without practice most firms rest until others teach them; none may sleep through that."""
    asked = scenario(case)
    drawn = world(point, asked.regime, table_3.scaled(FIRMS), 7)
    numbers = replace(setting(point, asked), eps=epsilon)
    lot = luck(drawn, numbers, 3)
    done = run(drawn, numbers, asked, lot)
    state, fixed = drawn.start.state.astype(int), matrices(drawn, numbers)
    clocks, since = lot.learn.copy(), np.where(state > 0, 0, NEVER)
    for step in range(1, done.steps + 1):
        clocks -= hazards(state, drawn, numbers, fixed) * numbers.dt
        rung = (clocks <= 0) & (state == 0)
        state[rung], since[rung] = CONVERTED, step
    assert 0.2 < (since[drawn.start.state == 0] < NEVER).mean() < 0.97
    assert (done.shared == since).all()
