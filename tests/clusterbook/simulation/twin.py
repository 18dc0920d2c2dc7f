"""The model a second time, in plain NumPy and SciPy, written from the equations alone.

It takes a world (network, firms, start) from the package and nothing else: no hidden clocks, no
compiled loops, no shared draws. Every step throws dice with probability 1 - exp(-h dt). So it
agrees with the package in law, not run by run.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from clusterbook.simulation import Setting, World

Matrix = sparse.csr_matrix | np.ndarray
RAW, CONVERTED = 1, 2


@dataclass(frozen=True)
class History:
    """What the twin says of one run, from the start on.

    Parameters
    ----------
    masters
        Share of firms, shape (steps + 1,).
    held
        Who holds what, shape (firms, steps + 1, components).
    """

    masters: np.ndarray
    held: np.ndarray


def twin(
    world: World, setting: Setting, fixed: dict[str, Matrix], links: str, seed: int
) -> History:
    """Run the model.

    Parameters
    ----------
    world
        Firms, network and start.
    setting
        The numbers of the equations.
    fixed
        What `matrices` gives of both, for all runs.
    links
        "none", or what sets links apart from passive ones, in words joined by "_"; "passive" and
        "active" for nothing and all of it.
    seed
        Of all dice.
    """
    dice = np.random.default_rng(seed)
    state, needed = world.start.state.astype(int).copy(), world.start.needed
    masters, history = [], []
    for step in range(setting.regime.steps + 1):
        held = state > 0
        masters.append(((held & needed).sum(axis=1) >= world.start.threshold).mean())
        history.append(held)
        if step < setting.regime.steps:
            there = world.enters <= step + 1
            state = advanced(state, world, setting, fixed, (links, there), dice)
    return History(np.array(masters), np.stack(history, axis=1))


def matrices(world: World, setting: Setting) -> dict[str, Matrix]:
    """Return what does not change: who learns how much from whom, as sparse matrices."""
    net, n = world.network, len(world.firms.kind)
    freely = net.cooperative & setting.cooperation
    weight = np.where(freely, 1.0, 1 - setting.alpha)
    degree = np.diff(net.indptr)
    ties = sparse.csr_matrix((weight, net.indices, net.indptr), (n, n))
    supply = sparse.lil_matrix((n, n))
    for buyer, pair in enumerate(net.suppliers):
        for seller in pair[pair >= 0]:
            supply[buyer, seller] += 1 / max(1, (pair >= 0).sum())
    ones = np.ones(len(net.client_indices))
    clients = sparse.csr_matrix((ones, net.client_indices, net.client_indptr), (n, n))
    makes = np.asarray(world.firms.kind == world.firms.kind.max())
    own = np.maximum(np.diff(net.client_indptr), 1).astype(float)
    mean = np.full(n, degree[~makes].mean())
    asked = {"own_clients": own, "mean_degree": mean}[world.structure.divisor]
    return {
        "spill": sparse.diags(1 / np.maximum(degree, 1)) @ ties,
        "supply": supply.tocsr(),
        "clients": sparse.diags(1 / asked) @ clients,
        "maker": makes,
    }


def hazards(state: np.ndarray, world: World, s: Setting, fixed: dict[str, Matrix]) -> np.ndarray:
    """Return the annual hazard of every firm and component, 0 where it is shared already."""
    shared = (state == CONVERTED).astype(float)
    capacity = world.firms.capacity
    phi = (1 - s.omega) + s.omega * capacity
    base = ready(state, world, s)
    doing, able = (together(each, base, world) for each in (capacity, phi))
    practice = s.eps * s.opportunity * (1 - s.distance) * (1 + s.iota * s.alpha) * doing
    practice = practice + s.psi * able
    local = s.beta * able[:, None] * (fixed["spill"] @ shared)
    bought = s.division * s.delta * (1 - s.omega) * (fixed["supply"] @ shared)
    bought = bought * world.start.embodiable
    buyers = s.customers * s.kappa * (able * world.firms.exporter)[:, None]
    buyers = buyers * world.start.customer_held
    firm = practice[:, None] + local + bought + buyers
    maker = practice[:, None] + s.beta * able[:, None] * (fixed["clients"] @ shared)
    rate = np.where(fixed["maker"][:, None], maker, firm)
    return np.where((state < CONVERTED) & world.start.needed, rate, 0.0)


def together(capacity: np.ndarray, base: np.ndarray, world: World) -> np.ndarray:
    """Return the product of two factors, or their mean where the structure adds them."""
    if world.structure.capacity == "added":
        return (capacity + base) / 2
    return capacity * base


def ready(state: np.ndarray, world: World, s: Setting) -> np.ndarray:
    """Return B of every firm."""
    n = (state > 0).sum(axis=1)
    return np.minimum(1.0, (1 + n) / np.maximum(world.start.threshold, 1)) ** s.gamma


def advanced(
    state: np.ndarray,
    world: World,
    s: Setting,
    fixed: dict[str, Matrix],
    asked: tuple[str, np.ndarray],
    dice: np.random.Generator,
) -> np.ndarray:
    """Return the state a step later; all of it follows from the state at the step's beginning.

    `asked` is the kind of links, and which firms are there.
    """
    links, there = asked
    rate = np.where(there[:, None], hazards(state, world, s, fixed), 0.0)
    learnt = dice.random(state.shape) < -np.expm1(-rate * s.dt)
    turned = dice.random(state.shape) < -np.expm1(-s.chi * world.firms.capacity * s.dt)[:, None]
    after = np.where((state == RAW) & turned, CONVERTED, state)
    for firm, part in brought(state, world, s, links, dice):
        if there[firm]:
            after[firm, part] = max(after[firm, part], RAW)
    return np.where(learnt, CONVERTED, after)


def brought(
    state: np.ndarray,
    world: World,
    s: Setting,
    links: str,
    dice: np.random.Generator,
) -> list[tuple[int, int]]:
    """Return the firms and components that outside links bring in one step."""
    if links == "none":
        return []
    n, capacity = len(state), world.firms.capacity
    chance = (1 - s.omega) + s.omega * capacity
    words = {"passive": set(), "active": {"aimed", "assemblers", "few", "able"}}
    apart = words.get(links, set(links.split("_")))
    aims = firms_reached(world, apart)
    if not s.regime.package:
        chance = together(chance, ready(state, world, s), world)
    found = []
    for _ in range(dice.poisson(s.lam * n * s.dt)):
        firm = one_of(aims, dice)
        if dice.random() >= s.sigma * chance[firm]:
            continue
        missing = np.flatnonzero(world.start.needed[firm] & (state[firm] == 0))
        if s.regime.package:
            found += [(firm, int(part)) for part in missing]
            continue
        wanted = missing if "aimed" in apart else np.flatnonzero(world.start.needed[firm])
        if len(wanted) == 0:
            continue
        part = one_of(wanted, dice)
        if state[firm, part] == 0:
            found.append((firm, part))
    return found


def one_of(offered: np.ndarray, dice: np.random.Generator) -> int:
    """Return one of these; `dice.choice` throws the same and takes five times as long."""
    return int(offered[dice.integers(len(offered))])


def firms_reached(world: World, apart: set[str]) -> np.ndarray:
    """Return whom links reach that are set apart from passive ones by these words."""
    kinds, many = world.firms.kind, world.leaders
    pool = np.flatnonzero(kinds == 0) if "assemblers" in apart else np.arange(len(kinds))
    if "few" not in apart:
        return pool
    if "able" not in apart:
        return world.lots[:many] if "assemblers" in apart else world.anyone[:many]
    order = {
        "capacity": -world.firms.capacity,
        "size": -world.firms.size,
        "degree": -np.diff(world.network.indptr),
        "random": np.argsort(world.anyone),
    }[world.structure.gatekeepers]
    return pool[np.argsort(order[pool], kind="stable")[:many]]
