"""The model's own side of the benchmark: one simple rule, and the full model, measured.

`python -m workshop.bench_ours simple TIES JSON` or `… full FIRMS JSON`.
"""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
from scipy.sparse import coo_array

from clusterbook.simulation import (
    P3,
    Luck,
    Network,
    Regime,
    Scenario,
    Setting,
    cluster,
    luck,
    one,
    run,
    scenarios,
    setting,
    space,
)
from clusterbook.simulation._world import CONVERTED, Firms, Start, World, world
from monograph.tables.package import load

PARTS = 1
"""Place of parts firms among the types: they neither make machinery nor export."""


def simple(ties: Path, answer: Path) -> None:
    """Run the simple rule on a network of `bench_model.ties`, and write what it took."""
    with np.load(ties) as held:
        pairs, first = held["pairs"], held["first"]
        firms, steps, seed = (int(held[key]) for key in ("firms", "steps", "seed"))
        chance = float(held["chance"])
    _compile(pairs[:0])
    started = time.perf_counter()
    made, numbers = _simple_world(firms, pairs, first, steps, chance)
    ready = time.perf_counter()
    # The dice are part of the run: the other packages throw theirs there too.
    done = run(made, numbers, Scenario("simple", made.regime), luck(made, numbers, seed))
    curve = np.cumsum(np.bincount(done.acquired[:, 0].clip(max=steps + 1), minlength=steps + 1))
    seconds = time.perf_counter() - ready
    _write(answer, ready - started, seconds, [int(each) for each in curve[: steps + 1]])


def full(firms: int, answer: Path) -> None:
    """Run the full model of the third paradigm with `firms` firms, and write what it took."""
    point = space(load("model_parameters")).parameters()
    asked = one(scenarios(load("model_scenarios")), "new")
    types = cluster(load("firm_types"), load("links"), load("actors"))
    numbers = setting(point, asked)
    small = world(point, P3, types.scaled(200), 1)
    run(small, numbers, asked, luck(small, numbers, 1))
    started = time.perf_counter()
    made = world(point, P3, types.scaled(firms), 1)
    ready = time.perf_counter()
    thrown: Luck = luck(made, numbers, 1)
    run(made, numbers, asked, thrown)
    _write(answer, ready - started, time.perf_counter() - ready, [])


def _simple_world(
    firms: int, pairs: np.ndarray, first: np.ndarray, steps: int, chance: float
) -> tuple[World, Setting]:
    """Return a world of one component and equal firms, and what makes a tie pass it on.

    With φ = B = w = 1 the hazard is β/deg for each partner that knows, so β = -deg·ln(1 - chance)
    and a step of a year give the chance.
    """
    regime = Regime("simple", steps, 1, 1, package=False, alpha="", sigma="", omega="", gamma="")
    both = np.concatenate([pairs, pairs[:, ::-1]])
    ones = np.ones(len(both), np.int8)
    graph = coo_array((ones, (both[:, 0], both[:, 1])), shape=(firms, firms)).tocsr()
    degree = 2 * len(pairs) / firms if len(pairs) else 1.0
    nobody = np.zeros(firms, np.bool_)
    network = Network(
        graph.indptr.astype(np.int64),
        graph.indices.astype(np.int32),
        np.zeros(len(both), np.bool_),
        np.full((firms, 2), -1, np.int32),
        np.zeros(firms + 1, np.int64),
        np.zeros(0, np.int32),
    )
    state = np.zeros((firms, 1), np.int8)
    state[first] = CONVERTED
    unit = np.ones(firms)
    kind = np.full(firms, PARTS, np.int8)
    nothing = np.zeros(1, np.bool_)
    needed, threshold = np.ones((firms, 1), np.bool_), np.ones(firms, np.int8)
    start = Start(state, needed, threshold, nothing, nothing)
    made = World(
        regime, Firms(kind, unit, unit, nobody), network, start, 1, np.zeros(0, np.int64),
        np.arange(firms), np.arange(firms), np.zeros(firms, np.int64),
    )  # fmt: skip
    rate = -degree * np.log1p(-chance)
    off = dict.fromkeys(
        ("alpha", "omega", "gamma", "distance", "iota", "eps", "delta", "kappa", "psi", "lam"), 0.0
    )
    numbers = Setting(
        regime, **off, sigma=1.0, opportunity=1.0, beta=rate, chi=1.0, division=0.0,
        customers=0.0, cooperation=False,
    )  # fmt: skip
    return made, numbers


def _compile(pairs: np.ndarray) -> None:
    """Let the compiler work before the clock runs; other packages come compiled."""
    tiny, numbers = _simple_world(4, pairs, np.array([0]), 2, 0.5)
    run(tiny, numbers, Scenario("simple", tiny.regime), luck(tiny, numbers, 1))


def _write(answer: Path, setup: float, seconds: float, curve: list[int]) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    found = {"setup": setup, "run": seconds, "curve": curve, "memory": memory}
    answer.write_text(json.dumps(found), "utf-8")


if __name__ == "__main__":
    kind, what, where = sys.argv[1:]
    if kind == "simple":
        simple(Path(what), Path(where))
    else:
        full(int(what), Path(where))
