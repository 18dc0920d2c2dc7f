"""Worlds are seeded, and have the ties, sizes and holdings that they are said to have."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr

from clusterbook.simulation import (
    BASE,
    CHOICES,
    LINKS,
    NEVER,
    P1,
    P2,
    P3,
    REGIMES,
    Mechanisms,
    Parameters,
    Scenario,
    Space,
    Structure,
    World,
    bystanders,
    capacities,
    gatekeepers,
    reached,
    simulate,
    taken_out,
    world,
)
from clusterbook.simulation._cluster import ASSEMBLY, MACHINERY, Cluster, cluster
from monograph.tables.package import load


@pytest.fixture(scope="module")
def whole(ranges: Space, table_3: Cluster) -> World:
    """Give a world of all firms of Table 3."""
    return world(ranges.parameters(degree=10), P3, table_3, 5)


@pytest.mark.parametrize("regime", REGIMES.values(), ids=REGIMES)
def test_a_seed_decides_the_world(firms: Cluster, lively: Parameters, regime: object) -> None:
    one, again, other = (world(lively, regime, firms, seed) for seed in (1, 1, 2))
    same = [same_arrays(one, each) for each in (again, other)]
    assert same == [True, False]
    assert not same_arrays(one, world(lively, regime, firms, (1, 1)))


def same_arrays(one: World, other: World) -> bool:
    pairs = (
        (a, b)
        for part in ("firms", "network", "start")
        for a, b in zip(
            vars(getattr(one, part)).values(), vars(getattr(other, part)).values(), strict=True
        )
    )
    lots = (one.lots, other.lots), (one.others, other.others)
    return all(np.array_equal(a, b) for a, b in (*pairs, *lots))


def test_ties_are_mutual_and_join_coded_partner_types(whole: World, table_3: Cluster) -> None:
    net, kind = whole.network, whole.firms.kind
    rows = np.repeat(np.arange(whole.size), net.degree)
    ties = dict(zip(zip(rows, net.indices, strict=True), net.cooperative, strict=True))
    assert len(ties) == len(rows), "no tie is listed twice"
    assert all(ties[j, i] == cooperative for (i, j), cooperative in ties.items())
    allowed = {(a, b) for a, others in enumerate(table_3.partners) for b in others}
    assert set(zip(kind[rows].tolist(), kind[net.indices].tolist(), strict=True)) == allowed
    assert {(b, a) for a, b in allowed} == allowed


def test_partner_types_and_buyers_are_the_coded_links_between_firm_types(table_3: Cluster) -> None:
    """Each pair of types that `links` joins, in both directions; machinery is bought, not tied."""
    links, actors = load("links"), load("actors").dropna(subset="firm_type")
    names = list(load("firm_types")["firm_type"])
    kinds = {row.actor: names.index(row.firm_type) for row in actors.itertuples()}
    coded = {
        frozenset((kinds[row.source], kinds[row.target]))
        for row in links.itertuples()
        if row.source in kinds and row.target in kinds
    }
    ours = {frozenset((a, b)) for a, others in enumerate(table_3.partners) for b in others}
    assert ours == {pair for pair in coded if MACHINERY not in pair}
    assert {frozenset((MACHINERY, b)) for b in table_3.buyers} == coded - ours


def test_a_type_without_a_tie_is_named() -> None:
    links = load("links")
    lost = links[(links["source"] != "packaging") & (links["target"] != "packaging")]
    with pytest.raises(ValueError, match="links ties no firm type to packaging"):
        cluster(load("firm_types"), lost, load("actors"))


@pytest.mark.parametrize("degree", [4.0, 7.3, 16.0])
@pytest.mark.parametrize("local", [0.0, 0.5, 1.0])
def test_the_mean_degree_is_as_asked_but_for_doubles(
    ranges: Space, table_3: Cluster, degree: float, local: float
) -> None:
    point = ranges.parameters(degree=degree, local=local, cooperative=0.2)
    net = world(point, P3, table_3, 3).network
    mean = net.degree[: 2796 - 60].mean()
    assert 0.6 * degree < mean < 1.05 * degree
    if local == 0:
        assert mean > 0.95 * degree
    assert net.cooperative.mean() == pytest.approx(0.2, abs=0.02)


def test_local_ties_are_near_and_others_are_not(ranges: Space, table_3: Cluster) -> None:
    """On a ring of near ties alone, the neighbours of neighbours are few."""

    def reach(local: float) -> float:
        net = world(ranges.parameters(local=local), P3, table_3, 3).network
        firms = range(0, 1200, 60)
        return float(np.mean([len(second(net, firm)) for firm in firms]))

    assert reach(1.0) < 0.6 * reach(0.0)


def second(net: object, firm: int) -> set[int]:
    near = net.indices[net.indptr[firm] : net.indptr[firm + 1]]
    return {j for i in near for j in net.indices[net.indptr[i] : net.indptr[i + 1]].tolist()}


def test_everyone_but_makers_buys_from_two_different_makers(whole: World) -> None:
    net, maker = whole.network, whole.firms.kind == MACHINERY
    assert (net.suppliers[maker] == -1).all()
    bought = net.suppliers[~maker]
    assert maker[bought].all()
    assert (bought[:, 0] != bought[:, 1]).all()
    sold = {
        (int(client), maker_)
        for maker_ in np.flatnonzero(maker).tolist()
        for client in net.client_indices[net.client_indptr[maker_] : net.client_indptr[maker_ + 1]]
    }
    buyers = np.flatnonzero(~maker).tolist()
    assert sold == {(i, int(s)) for i in buyers for s in net.suppliers[i]}
    assert np.diff(net.client_indptr)[~maker].sum() == 0


@pytest.mark.parametrize("wanted", [0.0, 0.4, 0.8])
def test_capacity_has_the_rank_correlation_with_size_and_the_beta_moments(
    ranges: Space, table_3: Cluster, wanted: float
) -> None:
    point = ranges.parameters(
        size_correlation=wanted, capacity_mean=0.3, capacity_precision=4, seeds=0
    )
    firms = world(point, P3, table_3.scaled(50_000), 3).firms
    assert spearmanr(firms.size, firms.capacity).statistic == pytest.approx(wanted, abs=0.02)
    assert firms.capacity.mean() == pytest.approx(0.3, abs=0.005)
    assert firms.capacity.var() == pytest.approx(0.3 * 0.7 / 5, rel=0.03)


def test_sizes_scatter_around_the_printed_means(ranges: Space, table_3: Cluster) -> None:
    firms = world(ranges.parameters(), P3, table_3.scaled(200_000), 3).firms
    for kind, printed in enumerate(load("firm_types")["staff_mean"]):
        sizes = firms.size[firms.kind == kind]
        assert sizes.mean() == pytest.approx(printed, rel=0.1)
        assert np.log(sizes).std() == pytest.approx(1, abs=0.03)
    exporters = firms.exporter[firms.kind == ASSEMBLY]
    assert exporters.mean() == pytest.approx(43 / 60, abs=0.01)
    assert not firms.exporter[firms.kind != ASSEMBLY].any()


def test_starts_are_as_the_regimes_say(ranges: Space, firms: Cluster) -> None:
    point = ranges.parameters(seeds=4, threshold=6, embodiable=0.25, first_firms=1, second_firms=1)
    first, second, third = (world(point, regime, firms, 8) for regime in (P1, P2, P3))
    holders = np.flatnonzero(first.start.state.any(axis=1))
    assert first.start.state[holders].tolist() == [[1, 1]]
    assert first.firms.kind[holders] == ASSEMBLY
    assert not second.start.state.any()
    for kind in range(6):
        needs = np.unique(second.start.needed[second.firms.kind == kind], axis=0)
        assert len(needs) == 1
        assert needs.sum() in ({8} if kind == MACHINERY else {1, 2, 3})
    assert (second.start.threshold == second.start.needed.sum(axis=1)).all()
    assert ((third.start.state == 2).sum(axis=0) == 4).all()
    assert (third.start.state == 1).sum() == 0
    assert set(third.start.threshold.tolist()) == {6}
    assert [each.start.embodiable.sum() for each in (first, second, third)] == [0, 8, 2]


def test_sets_of_firms_are_as_many_as_gatekeepers_and_do_not_overlap(
    firms: Cluster, lively: Parameters, known: dict[str, Scenario]
) -> None:
    here = world(replace(lively, gatekeepers=0.05), P3, firms, 2)
    assert here.leaders == round(0.05 * firms.counts[ASSEMBLY])
    capacity = here.firms.capacity
    gone = {key: taken_out(here, each) for key, each in known.items() if each.regime is P3}
    top = np.flatnonzero(gone["without_leaders"])
    rest = np.flatnonzero((here.firms.kind == ASSEMBLY) & ~gone["without_leaders"])
    assert capacity[top].min() >= capacity[rest].max()
    for removed in ("leaders", "random", "random_other"):
        assert gone[f"without_{removed}"].sum() == here.leaders
        assert (here.firms.kind[gone[f"without_{removed}"]] == ASSEMBLY).all()
    assert (gone["no_makers"] == (here.firms.kind == MACHINERY)).all()
    assert gone["like_makers"].sum() == gone["no_makers"].sum()
    assert not (gone["like_makers"] & gone["no_makers"]).any()
    everyone = np.ones(here.size, np.bool_)
    keepers = gatekeepers(here, everyone, False)
    drawn = [set(reached(here, known["links_aimed_assemblers_few"], keepers).tolist())]
    drawn += [set(np.flatnonzero(gone[f"without_random{x}"]).tolist()) for x in ("", "_other")]
    assert len(set.union(*drawn)) == sum(map(len, drawn)) == 3 * here.leaders
    present = ~gone["without_leaders"]
    kept, refilled = (gatekeepers(here, present, replaced) for replaced in (False, True))
    assert set(kept) == set(top)
    assert not set(refilled) & set(top)
    assert len(refilled) == here.leaders


@pytest.mark.parametrize("rule", CHOICES["gatekeepers"])
def test_bystanders_are_touched_by_no_scenario(
    firms: Cluster, lively: Parameters, known: dict[str, Scenario], rule: str
) -> None:
    """Nobody who is taken out, steps into a place, or has another capacity than drawn."""
    point = replace(lively, gatekeepers=0.05)
    here = world(point, P3, firms, 2, Structure("tried", gatekeepers=rule))
    spared = bystanders(here)
    for asked in known.values():
        if asked.regime is not P3 or asked.capacity == "equal":
            continue
        gone = taken_out(here, asked)
        changed = capacities(here, asked) != here.firms.capacity
        stepped_in = np.zeros(here.size, np.bool_)
        if asked.removed != "none":
            stepped_in[gatekeepers(here, ~gone, asked.replacement)] = True
        assert not (spared & (gone | changed | stepped_in)).any(), asked.key
    assert spared.sum() > 0.6 * firms.counts[ASSEMBLY]


def test_as_much_capacity_is_taken_elsewhere_as_from_the_leaders(
    firms: Cluster, lively: Parameters, known: dict[str, Scenario]
) -> None:
    here = world(replace(lively, gatekeepers=0.05, capacity_precision=6), P3, firms, 2)
    drawn = here.firms.capacity.sum()
    lost = [drawn - capacities(here, known[k]).sum() for k in ("leaders_mean", "others_less")]
    assert lost[0] > 1
    assert lost[1] == pytest.approx(lost[0])


@pytest.mark.parametrize("links", LINKS)
def test_links_reach_whom_their_words_say(firms: Cluster, lively: Parameters, links: str) -> None:
    here = world(replace(lively, gatekeepers=0.05), P3, firms, 2)
    asked = Scenario("tried", P3, Mechanisms(links=links))
    aims = reached(here, asked, gatekeepers(here, np.ones(here.size, np.bool_), False))
    words = LINKS[links]
    pool = here.firms.kind == ASSEMBLY if "assemblers" in words else np.full(here.size, True)
    assert pool[aims].all()
    assert len(aims) == len(set(aims)) == (here.leaders if "few" in words else pool.sum())
    left = np.setdiff1d(np.flatnonzero(pool), aims)
    ablest = len(left) == 0 or here.firms.capacity[aims].min() >= here.firms.capacity[left].max()
    assert ablest == ("able" in words or "few" not in words)


def test_a_structure_reads_one_rule_otherwise(readings: dict[str, Structure]) -> None:
    base = readings["base"]
    assert base == BASE
    for key, other in readings.items():
        rules = [name for name in vars(base) if name != "key"]
        changed = [name for name in rules if getattr(base, name) != getattr(other, name)]
        assert len(changed) == (key != "base")


def test_a_rule_that_the_model_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match=r"network of structure 'x' must be one of .*Did you mean"):
        Structure("x", network="nearst")
    with pytest.raises(ValueError, match=r"entrants of structure 'x' must lie in \[0, 1\)"):
        Structure("x", entrants=1.0)


@pytest.mark.parametrize("network", ["random", "nearest"])
def test_other_networks_ask_for_no_type_and_keep_the_degree(
    ranges: Space, table_3: Cluster, network: str
) -> None:
    point = ranges.parameters(degree=10)
    here = world(point, P3, table_3, 3, Structure("tried", network=network))
    rows = np.repeat(np.arange(here.size), here.network.degree)
    assert (rows != here.network.indices).all()
    same = here.firms.kind[rows] == here.firms.kind[here.network.indices]
    shares = np.bincount(here.firms.kind)[:MACHINERY] / (here.firms.kind != MACHINERY).sum()
    assert same.mean() == pytest.approx((shares**2).sum(), abs=0.02)
    assert 6 < here.network.degree[here.firms.kind != MACHINERY].mean() < 10.5


def test_the_ablest_know_first_where_the_structure_says_so(
    firms: Cluster, lively: Parameters
) -> None:
    """Ablest assemblers alone hold anything; the rest of the world is as it was."""
    point = replace(lively, gatekeepers=0.05, seeds=5)
    plain, unequal = (
        world(point, P3, firms, 2, Structure("tried", starts=starts))
        for starts in CHOICES["starts"]
    )
    holders = np.flatnonzero((unequal.start.state > 0).any(axis=1))
    ablest = gatekeepers(unequal, np.ones(unequal.size, np.bool_), False)
    assert set(holders) <= set(ablest)
    assert len(holders) > 1
    assert not set(np.flatnonzero((plain.start.state > 0).any(axis=1))) <= set(ablest)
    for here in (plain, unequal):
        assert ((here.start.state > 0).sum(axis=0) == point.seeds).all()
    assert (plain.firms.capacity == unequal.firms.capacity).all()
    assert (plain.network.indices == unequal.network.indices).all()


def test_the_first_sample_then_goes_to_the_ablest(firms: Cluster, lively: Parameters) -> None:
    here = world(lively, P1, firms, 2, Structure("tried", starts="ablest"))
    (holder,) = np.flatnonzero((here.start.state > 0).any(axis=1))
    assemblers = here.firms.kind == ASSEMBLY
    assert assemblers[holder]
    assert here.firms.capacity[holder] == here.firms.capacity[assemblers].max()


def test_few_leaders_are_joined_by_as_many_as_must_hold_something(
    firms: Cluster, lively: Parameters
) -> None:
    point = replace(lively, gatekeepers=0.005, seeds=10)
    for entrants in (0.0, 0.5):
        here = world(point, P3, firms, 2, Structure("t", starts="ablest", entrants=entrants))
        holders = np.flatnonzero((here.start.state > 0).any(axis=1))
        assert len(holders) == point.seeds > here.leaders
        assert (here.enters[holders] == 0).all()


def test_who_enters_later_holds_nothing_before(
    firms: Cluster, lively: Parameters, known: dict[str, Scenario]
) -> None:
    reading = Structure("tried", entrants=0.5)
    here = world(lively, P3, firms, 4, reading)
    assert (here.enters > 0).sum() == firms.firms // 2
    assert here.enters.max() <= P3.steps
    late = np.bincount(here.enters[here.enters > 0], minlength=P3.steps + 1)[1:]
    assert late.max() - late.min() <= 1
    done = simulate(lively, known["new"], firms, 4, reading)
    assert (done.acquired >= here.enters[:, None])[here.enters > 0].all()
    assert (done.acquired[here.enters > 0] != NEVER).any()
