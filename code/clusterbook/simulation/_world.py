"""A seeded world: firms, their ties, and who holds what at the start; nothing of the dynamics."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from clusterbook.simulation._cluster import ASSEMBLY, MACHINERY, TYPES, Cluster
from clusterbook.simulation._network import Bools, Ints, Network, network
from clusterbook.simulation._parameters import Floats, Parameters
from clusterbook.simulation._regimes import P1, P2, P3, Regime
from clusterbook.simulation._setting import customer_share, embodiable_share, firms_share
from clusterbook.simulation._structures import BASE, Structure

NONE, RAW, CONVERTED = 0, 1, 2
"""What a firm holds of a component: nothing; something of use to itself; something to share."""

FRAGMENT = (1, 3)
"""How many components a type of firm needs in the second paradigm, both ends included."""

Seed = int | tuple[int, ...]


@dataclass(frozen=True)
class Firms:
    """n firms: kind (place in `cluster.TYPES`), size (persons), capacity a_i, exporter."""

    kind: Ints
    size: Floats
    capacity: Floats
    exporter: Bools


@dataclass(frozen=True)
class Start:
    """Who holds and who needs what of m components at the start.

    Parameters
    ----------
    state
        Shape (n, m), int8: 0 none, 1 raw, 2 converted.
    needed
        Shape (n, m): whether a firm has use for the component.
    threshold
        Shape (n,): k_i, how many it needs jointly.
    embodiable, customer_held
        Shape (m,): b_c and v_c.
    """

    state: npt.NDArray[np.int8]
    needed: Bools
    threshold: Ints
    embodiable: Bools
    customer_held: Bools


@dataclass(frozen=True)
class World:
    """Firms, network and start.

    Parameters
    ----------
    regime, structure
        The paradigm, and how the rules are read.
    firms, network, start
        Who there is, who knows whom, who holds what.
    leaders
        The number of gatekeepers.
    lots, others, anyone
        All assemblers, all firms that make no machinery, and all firms, in random order: sets drawn
        at random are taken from there, so that they are the same in every scenario.
    enters
        Shape (n,): the step from which on a firm is there; 0 if from the start.
    """

    regime: Regime
    firms: Firms
    network: Network
    start: Start
    leaders: int
    lots: Ints
    others: Ints
    anyone: Ints
    enters: Ints
    structure: Structure = BASE

    @property
    def size(self) -> int:
        """Number of firms."""
        return len(self.firms.kind)


def world(
    parameters: Parameters,
    regime: Regime,
    cluster: Cluster,
    seed: Seed,
    structure: Structure = BASE,
) -> World:
    """Draw a world.

    Parameters
    ----------
    parameters
        A point of the space.
    regime
        The paradigm; in the first two the cluster is smaller by `first_firms`, `second_firms`.
    cluster
        The firms of Table 3.
    seed
        One number or several; the same seed gives the same world.
    structure
        How the rules are read.
    """
    rng = generator(seed, 0)
    scaled = cluster.scaled(max(round(cluster.firms * firms_share(parameters, regime)), 1))
    firms = _firms(rng, scaled, parameters)
    local = {"figure": parameters.local, "random": 0.0, "nearest": 1.0}[structure.network]
    ties = network(
        rng,
        firms.kind,
        scaled if structure.network == "figure" else _untyped(scaled),
        parameters.degree,
        local,
        parameters.cooperative,
        int(parameters.suppliers),
    )
    enters = _entries(rng, scaled.firms, structure.entrants, regime.steps)
    assemblers = np.flatnonzero(firms.kind == ASSEMBLY)
    leaders = max(1, round(parameters.gatekeepers * len(assemblers)))
    knowing: Ints = np.flatnonzero(enters == 0)
    if structure.starts == "ablest":
        knowing = _ablest(firms, knowing, leaders, parameters, regime)
    return World(
        regime=regime,
        firms=firms,
        network=ties,
        start=_start(rng, firms.kind, knowing, parameters, regime),
        leaders=leaders,
        lots=rng.permutation(assemblers),
        others=rng.permutation(np.flatnonzero(firms.kind != MACHINERY)),
        anyone=rng.permutation(scaled.firms),
        enters=enters,
        structure=structure,
    )


def generator(seed: Seed, *branch: int) -> np.random.Generator:
    """Return the generator of one branch of a seed; branches are independent of each other.

    To NumPy a zero at the end adds nothing: the seeds 7 and (7, 0) are one.
    """
    whole = (seed,) if isinstance(seed, int) else seed
    return np.random.default_rng(np.random.SeedSequence((*whole, *branch)))


def _untyped(cluster: Cluster) -> Cluster:
    """Return the cluster with every type but machinery makers a partner of every other."""
    firms = tuple(range(MACHINERY))
    return replace(cluster, partners=(*[firms] * len(firms), ()))


def _entries(rng: np.random.Generator, firms: int, share: float, steps: int) -> Ints:
    """Return the step from which on each firm is there; newcomers come at even intervals."""
    enters = np.zeros(firms, np.int64)
    late = rng.permutation(firms)[: round(share * firms)]
    enters[late] = 1 + np.arange(len(late)) * steps // max(len(late), 1)
    return enters


def _firms(rng: np.random.Generator, cluster: Cluster, parameters: Parameters) -> Firms:
    """Draw sizes around Table 3's means, capacities by rank of size, and exporters.

    Capacities are a Beta sample dealt out by the rank of a normal score that is correlated with
    the normal score of size; 2·sin(π·ρ/6) is the correlation that gives the rank correlation ρ.
    """
    kind = np.repeat(np.arange(len(TYPES), dtype=np.int8), cluster.counts)
    n, spread = len(kind), parameters.size_spread
    size = np.array(cluster.staff)[kind] * np.exp(
        spread * rng.standard_normal(n) - spread * spread / 2
    )
    normal = 2 * np.sin(np.pi * parameters.size_correlation / 6)
    score = normal * ndtri((_ranks(size) + 0.5) / n)
    score += np.sqrt(1 - normal**2) * rng.standard_normal(n)
    mean, precision = parameters.capacity_mean, parameters.capacity_precision
    drawn = np.sort(rng.beta(mean * precision, (1 - mean) * precision, n))
    exporter = (kind == ASSEMBLY) & (rng.random(n) < parameters.exporters)
    return Firms(kind, size, drawn[_ranks(score)], exporter)


def _ranks(values: Floats) -> Ints:
    """Return each value's place from the smallest, counted from 0."""
    ranks = np.empty(len(values), np.int64)
    ranks[np.argsort(values, kind="stable")] = np.arange(len(values))
    return ranks


def _ablest(
    firms: Firms, there: Ints, leaders: int, parameters: Parameters, regime: Regime
) -> Ints:
    """Return the ablest assemblers of those there, as many as lead, or as must hold something.

    The first paradigm starts from one sample: then the ablest alone.
    """
    assemblers = there[firms.kind[there] == ASSEMBLY]
    number = 1 if regime.key == P1.key else max(leaders, int(parameters.seeds))
    order = np.argsort(-firms.capacity[assemblers], kind="stable")
    return np.asarray(assemblers[order[:number]])


def _start(
    rng: np.random.Generator, kinds: Ints, knowing: Ints, parameters: Parameters, regime: Regime
) -> Start:
    """Draw the initial state of a paradigm; only firms that are `knowing` may hold anything."""
    n, m = len(kinds), regime.components
    state = np.zeros((n, m), np.int8)
    needed = np.ones((n, m), np.bool_)
    threshold = np.full(n, m, np.int8)
    if regime.key == P1.key:
        state[rng.choice(knowing[kinds[knowing] == ASSEMBLY])] = RAW
    elif regime.key == P2.key:
        needed = _fragments(rng, m)[kinds]
        threshold = needed.sum(axis=1).astype(np.int8)
    elif regime.key == P3.key:
        threshold[:] = int(parameters.threshold)
        for component in range(m):
            chosen = rng.choice(knowing, int(parameters.seeds), replace=False)
            state[chosen, component] = CONVERTED
    embodiable = _some(rng, m, embodiable_share(parameters, regime))
    return Start(
        state, needed, threshold, embodiable, _some(rng, m, customer_share(parameters, regime))
    )


def _fragments(rng: np.random.Generator, m: int) -> Bools:
    """Return what each type needs: its own one to three of m; machinery makers may hold all."""
    needed = np.zeros((len(TYPES), m), np.bool_)
    for kind in range(len(TYPES)):
        number = rng.integers(FRAGMENT[0], FRAGMENT[1] + 1)
        needed[kind, rng.choice(m, number, replace=False)] = True
    needed[MACHINERY] = True
    return needed


def _some(rng: np.random.Generator, m: int, share: float) -> Bools:
    """Return which of m components belong to a random `share` of them, rounded."""
    return np.asarray(rng.permutation(m) < round(share * m))
