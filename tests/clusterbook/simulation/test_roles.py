"""Who taught whom is read back from a run; roles follow by the printed rule."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from clusterbook.simulation import (
    NEVER,
    ROLES,
    Cluster,
    Cuts,
    Parameters,
    Scenario,
    generator,
    luck,
    role_shares,
    roles,
    run,
    setting,
    transfers,
    world,
)
from clusterbook.simulation._sources import CUSTOMERS, DEMAND, NOWHERE, OUTSIDE, PRACTICE, sources

from .conftest import READ_BACK


@READ_BACK
@pytest.mark.parametrize("key", ["p1", "p2_passive", "old", "new", "demand", "without_leaders"])
def test_every_component_has_a_source_that_could_give_it(
    lively: Parameters, firms: Cluster, known: dict[str, Scenario], key: str
) -> None:
    scenario = known[key]
    here, numbers = world(lively, scenario.regime, firms, 3), setting(lively, scenario)
    done = run(here, numbers, scenario, luck(here, numbers, 3))
    came = sources(done, here, numbers, scenario, generator(3, 9))
    again = sources(done, here, numbers, scenario, generator(3, 9))
    assert (came == again).all()
    held, start = done.acquired != NEVER, done.acquired == 0
    assert ((came == NOWHERE) == (~held | start)).all()
    assert ((came == OUTSIDE) == (held & ~start & (done.acquired < done.shared))).all()
    net = here.network
    for i, c in np.argwhere(came >= 0).tolist():
        teacher = int(came[i, c])
        assert done.shared[teacher, c] < done.acquired[i, c]
        near = net.indices[net.indptr[i] : net.indptr[i + 1]]
        clients = net.client_indices[net.client_indptr[i] : net.client_indptr[i + 1]]
        assert teacher in {*near.tolist(), *clients.tolist(), *net.suppliers[i].tolist()}
    if not scenario.mechanisms.customers:
        assert not (came == CUSTOMERS).any()
    elsewhere = ~here.firms.exporter[:, None] | ~here.start.customer_held
    assert not (came == CUSTOMERS)[elsewhere].any()
    assert set(came[came < 0].tolist()) <= {PRACTICE, CUSTOMERS, OUTSIDE, DEMAND, NOWHERE}
    assert (came == DEMAND).any() == scenario.pull


@READ_BACK
def test_sources_come_in_proportion_to_their_terms(
    lively: Parameters, firms: Cluster, known: dict[str, Scenario]
) -> None:
    """Of what exporters learn in the first step, customers give κ·v·φ·B of the whole hazard."""
    from dataclasses import replace

    scenario = known["buyers"]
    point = replace(lively, seeds=0, distance=0.5, opportunity=1.0, epsilon=0.02, kappa=0.05)
    numbers, shares, expected = setting(point, scenario), [], []
    for seed in range(60):
        here = world(point, scenario.regime, firms, seed)
        done = run(here, numbers, scenario, luck(here, numbers, seed))
        came = sources(done, here, numbers, scenario, generator(seed, 9))
        first = (done.acquired == 1) & here.firms.exporter[:, None]
        a = np.repeat(here.firms.capacity[:, None], 8, axis=1)[first]
        phi = (1 - numbers.omega) + numbers.omega * a
        practice = 0.02 * 0.5 * (1 + numbers.iota * numbers.alpha) * a
        shares += (came[first] == CUSTOMERS).tolist()
        expected += (0.05 * phi / (0.05 * phi + practice)).tolist()
    error = np.sqrt(np.sum(np.array(expected) * (1 - np.array(expected)))) / len(shares)
    assert len(shares) > 300
    assert np.mean(shares) == pytest.approx(np.mean(expected), abs=4 * error)


def test_what_is_given_is_received() -> None:
    came = np.array([[NOWHERE, 2], [2, OUTSIDE], [PRACTICE, CUSTOMERS]])
    counts = transfers(came)
    assert counts["received"].tolist() == [1, 1, 0]
    assert counts["given"].tolist() == [0, 0, 2]
    assert counts["outside"].tolist() == [0, 1, 0]


COUNTS = pd.DataFrame(
    list(product(range(8), range(8), range(3))), columns=["received", "given", "outside"]
)


@pytest.mark.parametrize("cuts", [Cuts(), Cuts(poorly=1, net=1.0), Cuts(poorly=5, net=3.0)])
def test_the_rule_reads_as_printed_for_every_count(cuts: Cuts) -> None:
    """The five sentences of the module, asked in their order, over all small counts."""

    def rule(received: int, given: int, outside: int) -> str:
        if received + given < cuts.poorly and outside == 0:
            return "isolated"
        if outside and given >= cuts.poorly and given > cuts.net * received:
            return "gatekeeper"
        if outside and (given < received / cuts.net or given < cuts.poorly):
            return "external_star"
        return "active_exchanger" if outside else "weak_exchanger"

    expected = [rule(*row) for row in COUNTS.itertuples(index=False)]
    assert roles(COUNTS, cuts).tolist() == expected
    assert set(expected) == set(ROLES)


def test_a_gatekeeper_needs_outside_knowledge_and_outward_transfer() -> None:
    """Strong outside and thin inside is an external star, whatever it holds."""
    base = pd.DataFrame({"received": [0, 0, 3], "given": [9, 9, 1], "outside": [4, 0, 4]})
    assert roles(base).tolist() == ["gatekeeper", "weak_exchanger", "external_star"]


def test_shares_of_roles_add_up() -> None:
    named = roles(COUNTS)
    shares = role_shares(named, np.ones(len(named), np.bool_))
    assert tuple(shares) == ROLES
    assert sum(shares.values()) == pytest.approx(1)


@pytest.mark.parametrize("cuts", [{"poorly": 0}, {"net": 0.5}])
def test_cuts_that_cut_nothing_are_refused(cuts: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="both cuts must be 1 or more"):
        Cuts(**cuts)
