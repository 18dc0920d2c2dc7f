"""Where the model's answer is known: limits, invariants, and what a step's length costs."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from clusterbook.simulation import (
    NEVER,
    P2,
    P3,
    Firms,
    Mechanisms,
    Network,
    Parameters,
    Regime,
    Run,
    Scenario,
    Setting,
    Start,
    Structure,
    World,
    dominates,
    generator,
    levels,
    luck,
    run,
    setting,
    simulate,
    world,
)
from clusterbook.simulation._cluster import ASSEMBLY, MACHINERY, Cluster
from clusterbook.simulation._dynamics import WHOLE
from clusterbook.simulation._sources import OUTSIDE, sources
from monograph.tables.package import load

from .conftest import READ_BACK

SEEDS = range(6)


def well_mixed(firms: int, holders: int, regime: Regime) -> World:
    """Return firms that are all tied to each other, of full capacity, some holding the one item."""
    kind = np.full(firms, ASSEMBLY, np.int8)
    others = np.arange(firms - 1)
    indices = np.concatenate([others + (others >= i) for i in range(firms)]).astype(np.int32)
    state = np.zeros((firms, 1), np.int8)
    state[:holders] = 2
    yes, one = np.ones((firms, 1), np.bool_), np.ones(firms, np.int8)
    nobody = np.zeros(firms + 1, np.int64)
    return World(
        regime=regime,
        firms=Firms(kind, np.ones(firms), np.ones(firms), np.zeros(firms, np.bool_)),
        network=Network(
            indptr=np.arange(firms + 1, dtype=np.int64) * (firms - 1),
            indices=indices,
            cooperative=np.zeros(len(indices), np.bool_),
            suppliers=np.full((firms, 2), -1, np.int32),
            client_indptr=nobody,
            client_indices=np.empty(0, np.int32),
        ),
        start=Start(state, yes, one, np.zeros(1, np.bool_), np.zeros(1, np.bool_)),
        leaders=1,
        lots=np.arange(firms),
        others=np.arange(firms),
        anyone=np.arange(firms),
        enters=np.zeros(firms, np.int64),
    )


def test_one_component_among_well_mixed_firms_grows_by_the_logistic(lively: Parameters) -> None:
    """With a = φ = B = w = 1 and ε = 0 the share x obeys dx/dt = β·x·(1-x)."""
    regime = replace(P3, components=1, years=8, steps_per_year=64)
    scenario = Scenario("spillover", regime)
    numbers = replace(setting(lively, scenario), alpha=0.0, omega=0.0, gamma=0.0, beta=1.0, eps=0.0)
    here = well_mixed(1500, 150, regime)
    runs = [run(here, numbers, scenario, luck(here, numbers, seed)) for seed in SEEDS]
    found = np.mean([each.curve(each.assembler) for each in runs], axis=0)
    growth = np.exp(runs[0].times)
    logistic = 0.1 * growth / (1 + 0.1 * (growth - 1))
    assert np.abs(found - logistic).max() < 0.02
    for rate in (0.9, 1.1):
        other = 0.1 * np.exp(rate * runs[0].times)
        assert np.abs(found - other / (0.9 + other)).max() > 0.05, "another rate would be seen"


def star(partners: int, regime: Regime) -> World:
    """Return one firm that is tied to all others; they hold the one item from the start."""
    here = well_mixed(2, 0, regime)
    firms, ones = partners + 1, np.ones(partners + 1)
    state = np.full((firms, 1), 2, np.int8)
    state[0] = 0
    around = np.arange(1, firms)
    return replace(
        here,
        firms=Firms(np.full(firms, ASSEMBLY, np.int8), ones, ones, np.zeros(firms, np.bool_)),
        network=Network(
            indptr=np.concatenate([[0], partners + np.arange(firms)]),
            indices=np.concatenate([around, np.zeros(partners)]).astype(np.int32),
            cooperative=np.tile(np.arange(partners) % 2 == 0, 2),
            suppliers=np.full((firms, 2), -1, np.int32),
            client_indptr=np.zeros(firms + 1, np.int64),
            client_indices=np.empty(0, np.int32),
        ),
        start=replace(
            here.start,
            state=state,
            needed=np.ones((firms, 1), np.bool_),
            threshold=np.ones(firms, np.int8),
        ),
        lots=np.arange(firms),
        others=np.arange(firms),
        anyone=np.arange(firms),
        enters=np.zeros(firms, np.int64),
    )


@pytest.mark.parametrize("cooperation", [False, True])
def test_a_firm_hears_every_partner_as_far_as_the_tie_goes(
    lively: Parameters, cooperation: bool
) -> None:
    """Of as many partners as can be counted all count: with w, or half of them with 1."""
    regime = replace(P3, components=1, years=500, steps_per_year=1)
    scenario = Scenario("spillover", regime)
    numbers = replace(
        setting(lively, scenario), alpha=0.5, omega=0.0, gamma=0.0, beta=0.01, eps=0.0, psi=0.0,
        cooperation=cooperation,
    )  # fmt: skip
    here = star(WHOLE - 1, regime)
    drawn = luck(here, numbers, 1)
    done = run(here, numbers, scenario, drawn)
    share = (WHOLE / 2 * (1 if cooperation else 0.5) + (WHOLE / 2 - 1) * 0.5) / (WHOLE - 1)
    rung = np.ceil(drawn.learn[0, 0] / (0.01 * share))
    assert 1 < rung < 500
    assert done.acquired[0, 0] == rung
    with pytest.raises(ValueError, match="65,536 partners or clients, a run counts up to 65,535"):
        run(star(WHOLE, regime), numbers, scenario, luck(star(WHOLE, regime), numbers, 1))


def test_practice_alone_is_exponential(lively: Parameters) -> None:
    """With β = 0 and B = 1 a component is held with probability 1 - exp(-ε·a·t)."""
    regime = replace(P3, components=1, years=8)
    scenario = Scenario("practice", regime)
    numbers = replace(
        setting(lively, scenario),
        alpha=0.0,
        gamma=0.0,
        beta=0.0,
        eps=0.2,
        distance=0.0,
        opportunity=1.0,
    )
    here = well_mixed(1500, 0, regime)
    done = run(here, numbers, scenario, luck(here, numbers, 3))
    expected = 1 - np.exp(-0.2 * done.times)
    assert np.abs(done.curve(done.assembler) - expected).max() < 4 * np.sqrt(0.25 / 1500)


@pytest.mark.parametrize("key", ["old", "cooperation", "new_unconverted"])
def test_without_a_source_nothing_happens(
    lively: Parameters, firms: Cluster, known: dict[str, Scenario], key: str
) -> None:
    """No holder, no practice, no customers, no links that arrive: whatever else is on."""
    mechanisms = replace(known[key].mechanisms, customers=False, links="none")
    scenario = replace(known[key], mechanisms=mechanisms)
    done = simulate(replace(lively, seeds=0, epsilon=0.0), scenario, firms, 1)
    assert (done.acquired == NEVER).all()
    assert (done.shared == NEVER).all()


@READ_BACK
@pytest.mark.parametrize("links", ["passive", "active"])
@pytest.mark.parametrize("regime", ["p2", "new"])
def test_without_conversion_nobody_learns_whom_no_link_reached(
    lively: Parameters, firms: Cluster, known: dict[str, Scenario], links: str, regime: str
) -> None:
    base = known["p2_passive" if regime == "p2" else "new"]
    mechanisms = replace(base.mechanisms, customers=False, links=links)
    scenario = replace(base, mechanisms=mechanisms, conversion=False)
    point = replace(lively, seeds=0, epsilon=0.0)
    here, numbers = world(point, base.regime, firms, 4), setting(point, scenario)
    done = run(here, numbers, scenario, luck(here, numbers, 4))
    assert (done.acquired != NEVER).any()
    assert (done.shared == NEVER).all()
    came = sources(done, here, numbers, scenario, generator(4, 9))
    assert set(came[done.acquired != NEVER].tolist()) == {OUTSIDE}
    if links == "active":
        learnt = np.flatnonzero((done.acquired != NEVER).any(axis=1))
        capacity = here.firms.capacity
        order = np.argsort(-np.where(here.firms.kind == ASSEMBLY, capacity, -1))
        assert set(learnt) <= set(order[: here.leaders])


def test_knowledge_is_monotone(
    lively: Parameters, firms: Cluster, known: dict[str, Scenario]
) -> None:
    """Held before shared, never before the start; nobody forgets, so curves never fall."""
    for scenario in known.values():
        done = simulate(lively, scenario, firms, 2)
        assert (done.acquired >= 0).all()
        assert (done.acquired <= done.shared).all()
        assert (done.acquired[~done.needed] == NEVER).all()
        assert (done.acquired[~done.present] == NEVER).all()
        assert ((done.acquired <= done.steps) | (done.acquired == NEVER)).all()
        curve = done.curve(done.present)
        assert (np.diff(curve) >= 0).all()
        assert curve[-1] == levels(done).firms


def test_a_scenario_that_has_all_of_another_makes_nobody_later(
    lively: Parameters,
    firms: Cluster,
    known: dict[str, Scenario],
    readings: dict[str, Structure],
) -> None:
    """The theorem of `dominates`: every ordered pair of it, firm by firm, component by component.

    Under every structure, in worlds of their own, at a lively point and at one where little is
    converted, so that raw knowledge in hand would be in the way if it could be.
    """
    seen = 0
    for seed, reading in enumerate(readings.values()):
        for point in (lively, replace(lively, conversion=0.3, beta=4.0, seeds=5)):
            done = in_one_world(point, firms, known, reading, seed)
            for more, less in permutations(done, 2):
                if dominates(known[more], known[less]):
                    assert (done[more].acquired <= done[less].acquired).all(), (more, less, reading)
                    assert (done[more].shared <= done[less].shared).all(), (more, less, reading)
                    seen += 1
    assert seen > 500


def in_one_world(
    point: Parameters,
    firms: Cluster,
    known: dict[str, Scenario],
    reading: Structure,
    seed: int,
) -> dict[str, Run]:
    """Run the scenarios of the third paradigm, and of the second, in one world each."""
    found = {}
    for regime in (P2, P3):
        here = world(point, regime, firms, seed, reading)
        drawn = {n: luck(here, setting(point, known["new"]), seed, n, 10) for n in (0, 1)}
        if regime is P2:
            drawn = {n: luck(here, setting(point, known["p2_none"]), seed, n, 10) for n in (0, 1)}
        for key, asked in known.items():
            if asked.regime is regime:
                found[key] = run(here, setting(point, asked), asked, drawn[asked.luck])
    return found


def test_the_contrasts_marked_as_theorems_are_those_of_the_order(
    known: dict[str, Scenario],
) -> None:
    contrasts = load("model_contrasts")
    for row in contrasts.itertuples():
        proved = dominates(known[row.scenario], known[row.against])
        assert (row.settled == "theorem") == proved, row.contrast


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("old", "new"),
        ("new", "passive"),
        ("passive_threefold", "new"),
        ("demand", "buyers"),
        ("no_makers", "new"),
        ("equal_capacity", "new"),
        ("new_reseeded", "new"),
        ("links_few_able", "links_few"),
    ],
)
def test_what_is_neither_more_nor_less_is_left_open(
    known: dict[str, Scenario], more: str, less: str
) -> None:
    assert not dominates(known[more], known[less])


def test_with_leaders_gone_and_not_replaced_nothing_comes_from_outside(
    lively: Parameters, firms: Cluster, known: dict[str, Scenario]
) -> None:
    """What `model_contrasts` marks as built in: the links go with the firms."""
    asked = known["without_leaders"]
    here, numbers = world(lively, P3, firms, 3), setting(lively, asked)
    for key, some in (("without_leaders", False), ("without_leaders_replaced", True)):
        done = run(here, numbers, known[key], luck(here, numbers, 3))
        assert (done.acquired < done.shared).any() == some


def test_taking_away_division_of_labour_makes_nobody_earlier(
    lively: Parameters, firms: Cluster, known: dict[str, Scenario]
) -> None:
    old = known["old"]
    without = replace(old, mechanisms=replace(old.mechanisms, division=False))
    full, less = (simulate(lively, each, firms, 1) for each in (old, without))
    assert (less.acquired >= full.acquired).all()
    assert (less.acquired > full.acquired).any()


def test_a_seed_decides_the_run_and_streams_differ(
    lively: Parameters, firms: Cluster, known: dict[str, Scenario]
) -> None:
    one, again, other = (simulate(lively, known["new"], firms, seed) for seed in (1, 1, 2))
    assert (one.acquired == again.acquired).all()
    assert (one.acquired != other.acquired).any()
    placebo = simulate(lively, known["new_reseeded"], firms, 1)
    assert (one.acquired != placebo.acquired).any()
    start = [each.acquired == 0 for each in (one, placebo)]
    assert (start[0] == start[1]).all(), "the placebo lives in the same world"
    numbers, here = setting(lively, known["new"]), world(lively, P3, firms, 1)
    first, second = (luck(here, numbers, 1, stream) for stream in (0, 1))
    assert (first.learn != second.learn).all()
    assert (first.convert != second.convert).all()
    assert not np.array_equal(first.events(1).whom, second.events(1).whom)


def test_a_run_changes_neither_world_nor_luck(
    lively: Parameters, firms: Cluster, known: dict[str, Scenario]
) -> None:
    scenario = known["new"]
    numbers, here = setting(lively, scenario), world(lively, P3, firms, 1)
    drawn = luck(here, numbers, 1)
    first, second = (run(here, numbers, scenario, drawn) for _ in range(2))
    assert (first.acquired == second.acquired).all()


def test_a_larger_budget_contains_the_smaller_one(
    lively: Parameters, firms: Cluster, known: dict[str, Scenario]
) -> None:
    scenario = known["new"]
    numbers, here = setting(lively, scenario), world(lively, P3, firms, 1)
    drawn = luck(here, numbers, 1, budget=3)
    small, large = drawn.events(1), drawn.events(3)
    assert set(zip(*small, strict=True)) <= set(zip(*large, strict=True))
    assert (np.diff(large.step) >= 0).all()
    expected = 3 * numbers.lam * here.size * P3.years
    assert len(large.step) == pytest.approx(expected, abs=4 * np.sqrt(expected))
    assert len(drawn.events(0).step) == 0
    # For events that lie otherwise the equations would be compiled once more, for seconds.
    lying = {
        tuple((each.dtype, each.flags.c_contiguous) for each in drawn.events(budget))
        for budget in range(4)
    }
    assert len(lying) == 1
    with pytest.raises(ValueError, match="luck was drawn for budgets of 0 to 3, got 4"):
        drawn.events(4)


def test_world_and_setting_of_different_regimes_are_refused(
    lively: Parameters, firms: Cluster, known: dict[str, Scenario]
) -> None:
    here = world(lively, P3, firms, 1)
    scenario = known["p2_passive"]
    numbers = setting(lively, scenario)
    with pytest.raises(ValueError, match="belong to different regimes: P3, P2 and P2"):
        run(here, numbers, scenario, luck(here, numbers, 1))


def test_aimed_links_waste_less_than_passive_ones(
    lively: Parameters, firms: Cluster, known: dict[str, Scenario]
) -> None:
    """Once components are held, a random needed one is often no news."""
    point = replace(lively, links=0.05, seeds=10)

    def outside(key: str) -> int:
        scenario = known[key]
        here, numbers = world(point, P3, firms, 5), setting(point, scenario)
        done = run(here, numbers, scenario, luck(here, numbers, 5))
        return int((done.acquired < done.shared).sum())

    assert outside("links_aimed") > outside("passive")


def test_equal_capacity_is_the_mean_of_what_was_drawn(
    lively: Parameters, firms: Cluster, known: dict[str, Scenario]
) -> None:
    mechanisms = Mechanisms(links="passive")
    scenario = replace(known["equal_capacity"], mechanisms=mechanisms)
    numbers, here = setting(lively, scenario), world(lively, P3, firms, 1)
    mean = replace(
        here, firms=replace(here.firms, capacity=np.full(here.size, here.firms.capacity.mean()))
    )
    drawn = replace(scenario, capacity="drawn")
    same = run(mean, numbers, drawn, luck(mean, numbers, 1))
    found = run(here, numbers, scenario, luck(here, numbers, 1))
    assert (same.acquired == found.acquired).all()


@READ_BACK
def test_makers_learn_from_clients_and_pass_on_what_machines_embody(
    lively: Parameters, firms: Cluster, known: dict[str, Scenario]
) -> None:
    point = replace(lively, embodiable=0.5, delta=4.0)  # a whole number is compiled anew
    scenario = known["old"]
    here, numbers = world(point, P3, firms, 6), setting(point, scenario)
    done = run(here, numbers, scenario, luck(here, numbers, 6))
    came = sources(done, here, numbers, scenario, generator(6, 9))
    maker = here.firms.kind == MACHINERY
    clients = came[maker][came[maker] >= 0]
    assert len(clients) > 0
    assert not maker[clients].any()
    firm, component = np.nonzero((came >= 0) & maker[np.maximum(came, 0)])
    assert set(component.tolist()) == set(np.flatnonzero(here.start.embodiable).tolist())
    for i, c in zip(firm.tolist(), component.tolist(), strict=True):
        assert came[i, c] in here.network.suppliers[i]
        assert done.shared[came[i, c], c] < done.acquired[i, c]


def test_the_bias_of_the_step_is_small_and_shrinks(
    lively: Parameters, firms: Cluster, known: dict[str, Scenario], capsys: pytest.CaptureFixture
) -> None:
    """Half-year steps against sixteenths, in the mean share of assemblers over twenty worlds."""

    def mean(steps_per_year: int) -> float:
        regime = replace(P3, steps_per_year=steps_per_year)
        scenario = replace(known["new"], regime=regime)
        runs = [simulate(lively, scenario, firms, seed) for seed in range(20)]
        return float(np.mean([area(each) for each in runs]))

    fine = mean(16)
    bias = {steps: mean(steps) - fine for steps in (1, 2, 4)}
    with capsys.disabled():
        print("\nbias of the step:", {f"1/{k} year": round(v, 4) for k, v in bias.items()})
    assert abs(bias[2]) < 0.06
    assert abs(bias[4]) < abs(bias[2]) < abs(bias[1])


def area(done: Run) -> float:
    """Return the mean over time of the share of assemblers that master."""
    return float(np.trapezoid(done.curve(done.assembler), done.times) / done.times[-1])


def test_setting_and_scenario_speak_of_the_same_numbers(lively: Parameters) -> None:
    """Each symbol of the equations is one field, so that a chapter can show them side by side."""
    numbers = setting(lively, Scenario("plain", P3))
    assert isinstance(numbers, Setting)
    assert (numbers.beta, numbers.lam, numbers.chi) == (2, 0.05, 2)
    assert (numbers.division, numbers.customers, numbers.cooperation) == (0, 0, False)
    assert numbers.dt == 0.5
