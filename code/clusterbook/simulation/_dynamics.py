"""The equations, and the loop that steps them: everything that numba compiles.

Hazard of learning a needed component c that firm i does not share yet, per year:

    h_ic = ε·O·(1-d)·(1+ι·α)·a_i·B_i                          `practice`
         + β·φ_i·B_i·(1/deg_i)·Σ_j w_ij·1[x_jc = 2]           `spillover`
         + D·δ·(1-ω)·b_c·(share of i's makers with x_c = 2)   `embodied`
         + C·κ·v_c·φ_i·B_i·1[exporter]                        `customers`
         + ψ·φ_i·B_i                                          `demand`

A machinery maker s is such a firm without suppliers and exports, with its clients as partners:
its second term is β·φ_s·B_s·(1/z)·Σ_j 1[x_jc = 2] over them, where z is the mean number of ties of
the other firms, or the number of its own clients. Where capacity is added instead of multiplied,
a·B and φ·B are means: (a + B)/2 and (φ + B)/2. The sums over partners are kept as the state
changes. What is learnt here is shared at once, also by a firm that held it raw.

All hazards, conversions and outside events of a step see the state at its beginning; then all is
applied at once, what was learnt here before what came from outside. Compiled code is kept beside
this file and made anew when it changes: no compiled function, nor a shape of arguments, may live
in another one.

Compiling takes seconds, on every new machine. So nothing is compiled twice: `diffuse` alone can be
called from Python, its parts are pasted into it, each at one place, and an equation is compiled
where compiled code calls it, while Python calls it as it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, cast

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic, register_jitable

from clusterbook.simulation._network import Bools, Ints
from clusterbook.simulation._parameters import Floats

NEVER = np.iinfo(np.int16).max
"""What stands for a step that does not come."""

_AHEAD = 16
"""How many others share between asking memory for a firm's partners and telling them."""


class Rates(NamedTuple):
    """Numbers that are the same for all firms; see `setting`."""

    alpha: float
    sigma: float
    opportunity: float
    omega: float
    distance: float
    iota: float
    eps: float
    beta: float
    delta: float
    kappa: float
    psi: float
    chi: float
    division: float
    customers: float
    dt: float
    package: bool
    aimed: bool  # whether an outside event is about what is missing
    added: bool  # whether capacity adds to readiness instead of multiplying


class Agents(NamedTuple):
    """What differs between firms and stays as it is."""

    capacity: Floats  # a_i
    exporter: Bools
    present: Bools  # false: taken out of the cluster
    enters: Ints  # step from which on a firm is there; `NEVER` if it was taken out
    needed: Bools  # (n, m)
    threshold: Ints  # k_i
    readiness: Floats  # B for k components needed and n held, (m + 1, m + 1)
    embodiable: Bools  # b_c
    customer_held: Bools  # v_c


class Ties(NamedTuple):
    """Whom a firm can teach, and what its own sums are divided by."""

    indptr: Ints
    indices: Ints
    whole: Bools  # whether w_ij = 1, in the order of indices
    weight: float  # w_ij of the other ties
    divisor: Floats  # deg_i; z for a maker
    suppliers: Ints  # (n, s)
    bought: Ints  # number of suppliers that are present
    client_indptr: Ints
    client_indices: Ints


class State(NamedTuple):
    """What changes: knowledge and the sums over partners that follow from it."""

    x: Ints  # (n, m): 0 none, 1 raw, 2 converted
    held: Ints  # n_i
    heard: Floats  # (n, m): Σ_j w_ij·1[x_jc = 2]
    taught: Ints  # (n, m): number of i's makers with x_c = 2
    learn: Floats  # (n, m): what is left on the clocks; infinite where nothing is to be learnt
    convert: Floats  # (n, m)
    raw: Ints  # how many components i holds as raw
    idle: Bools  # whether nothing moves in i until it, a partner, a maker or a client changes
    order: Ints  # (m,): room for the components that a firm needs, in random order
    pending: Ints  # firm · m + component of what this step brings
    acquired: Ints  # (n, m): after how many steps i held c
    shared: Ints  # (n, m): after how many steps i could share it


class Events(NamedTuple):
    """Outside events in the order of their steps, with uniform numbers that decide them."""

    step: Ints  # counted from 0
    whom: Floats  # which firm it reaches
    what: Floats  # which component it is about
    success: Floats


def _asking(_: object, address: types.Type) -> tuple[object, Callable[..., object]]:
    """Return how the compiler asks memory for an address: LLVM's prefetch, to be read and kept."""

    def ask(context: Any, builder: ir.IRBuilder, _: object, given: Any) -> object:  # noqa: ANN401  (numba)
        pointer, number = ir.PointerType(ir.IntType(8)), ir.IntType(32)
        takes = ir.FunctionType(ir.VoidType(), [pointer, number, number, number])
        prefetch = builder.module.declare_intrinsic("llvm.prefetch", [pointer], takes)
        to_read, keep, data = number(0), number(3), number(1)
        builder.call(prefetch, [builder.inttoptr(given[0], pointer), to_read, keep, data])
        return context.get_dummy_value()

    return types.void(address), ask


_fetch = cast(Callable[[int], None], intrinsic(_asking))
"""Ask memory for what stands at an address, without waiting for it; changes nothing.

Whom a firm tells is known once its row of partners is there. In a large cluster the row is not in
the cache, and all that follows would wait for it, at every firm anew.
"""


@register_jitable(error_model="numpy")
def absorbing(r: Rates, capacity: float) -> float:
    """Return the share of tacit and other knowledge that a firm can take in: φ = (1-ω) + ω·a."""
    return (1 - r.omega) + r.omega * capacity


@register_jitable(error_model="numpy")
def joined(added: bool, capacity: float, b: float) -> float:
    """Return capacity and readiness in one number: their product, or their mean."""
    return 0.5 * (capacity + b) if added else capacity * b


@register_jitable(error_model="numpy")
def practice(r: Rates, able: float) -> float:
    """Learning by doing and using: ε·O·(1-d)·(1+ι·α)·a·B."""
    return r.eps * r.opportunity * (1 - r.distance) * (1 + r.iota * r.alpha) * able


@register_jitable(error_model="numpy")
def spillover(r: Rates, able: float, heard: float, divisor: float) -> float:
    """Local spillover: β·φ·B·(1/deg)·Σ w·1[x = 2]."""
    return r.beta * able / divisor * heard if divisor > 0 else 0.0


@register_jitable(error_model="numpy")
def embodied(r: Rates, b_c: bool, taught: float, bought: float) -> float:
    """Division of labour: D·δ·(1-ω)·b_c·(share of suppliers that hold it, converted)."""
    return r.division * r.delta * (1 - r.omega) / bought * b_c * taught if bought > 0 else 0.0


@register_jitable(error_model="numpy")
def customers(r: Rates, v_c: bool, able: float, exporter: bool) -> float:
    """High-end customers: C·κ·v_c·φ·B·1[exporter]."""
    return r.customers * r.kappa * v_c * able * exporter


@register_jitable(error_model="numpy")
def demand(r: Rates, able: float) -> float:
    """Pull of demand: ψ·φ·B."""
    return r.psi * able


@njit(cache=True, error_model="numpy")
def diffuse(
    r: Rates,
    agents: Agents,
    ties: Ties,
    state: State,
    events: Events,
    aims: Ints,
    learnt: int,
    total: int,
    steps: int,
) -> None:
    """Step the state, in place, from the start; outside events reach one of `aims`.

    What firms hold at the start is pending then, as if step 0 brought it: the first `learnt` of
    `total` converted, the rest raw.
    """
    first = 0
    for step in range(steps + 1):
        if step > 0:
            learnt = _learn(r, agents, ties, state, step)
            last = first
            while last < len(events.step) and events.step[last] < step:
                last += 1
            total = _reach_out(r, agents, state, events, first, last, aims, learnt, step)
            first = last
        _apply(state, learnt, total, step)
        _share(ties, state, learnt)


@njit(error_model="numpy", inline="always")
def _learn(r: Rates, agents: Agents, ties: Ties, state: State, step: int) -> int:
    """Run the clocks down by one step; return how many components are now learnt or converted."""
    n, m = state.x.shape
    found = 0
    for i in range(n):
        if state.idle[i] or step < agents.enters[i]:
            continue
        a = agents.capacity[i]
        b = agents.readiness[agents.threshold[i], state.held[i]]
        able, own = joined(r.added, absorbing(r, a), b), joined(r.added, a, b)
        rung, moved = False, state.raw[i] > 0
        for c in range(m):  # without a branch, so that it runs on several components at once
            h = practice(r, own) + demand(r, able)
            h += spillover(r, able, state.heard[i, c], ties.divisor[i])
            h += embodied(r, agents.embodiable[c], state.taught[i, c], ties.bought[i])
            h += customers(r, agents.customer_held[c], able, agents.exporter[i])
            left = state.learn[i, c] - h * r.dt
            moved |= left != state.learn[i, c]
            state.learn[i, c] = left
            rung |= left <= 0
        state.idle[i] = not moved
        for c in range(m if rung or state.raw[i] > 0 else 0):
            if state.x[i, c] == 1:
                state.convert[i, c] -= r.chi * a * r.dt
            if state.learn[i, c] <= 0 or (state.x[i, c] == 1 and state.convert[i, c] <= 0):
                state.pending[found] = i * m + c
                found += 1
    return found


@njit(error_model="numpy", inline="always")
def _reach_out(
    r: Rates,
    agents: Agents,
    state: State,
    events: Events,
    first: int,
    last: int,
    aims: Ints,
    found: int,
    step: int,
) -> int:
    """Let a step's outside events happen; return how many components are pending after them.

    One succeeds with probability σ·φ_i·B_i, as raw; a whole package with σ·φ_i. An event carries a
    random order of the components: it is about the first that the firm needs, or, if aimed, the
    first that the firm needs and lacks.
    """
    for e in range(first, last):
        i = aims[int(events.whom[e] * len(aims))]
        if step < agents.enters[i]:
            continue
        b = agents.readiness[agents.threshold[i], state.held[i]]
        phi = absorbing(r, agents.capacity[i])
        chance = phi if r.package else joined(r.added, phi, b)
        if events.success[e] >= r.sigma * chance:
            continue
        found = _bring(r, agents, state, i, events.what[e], found)
    return found


@njit(error_model="numpy", inline="always")
def _bring(r: Rates, agents: Agents, state: State, i: int, left: float, found: int) -> int:
    """Note as pending what an event brings to firm i; `left` is unfolded into a random order."""
    m, needed, order = state.x.shape[1], 0, state.order
    for c in range(m):
        if agents.needed[i, c]:
            order[needed] = c
            needed += 1
    for nth in range(needed):
        left *= needed - nth
        place = nth + min(int(left), needed - nth - 1)
        left -= int(left)
        c = order[place]
        order[place] = order[nth]
        if state.x[i, c] == 0:
            state.pending[found] = i * m + c
            found += 1
        if not r.package and (state.x[i, c] == 0 or not r.aimed):
            break
    return found


@njit(error_model="numpy", inline="always")
def _apply(state: State, learnt: int, total: int, step: int) -> None:
    """Give every firm what the step brought it: the first `learnt` converted, the rest raw."""
    m = state.x.shape[1]
    for each in range(total):
        i, c = state.pending[each] // m, state.pending[each] % m
        if state.x[i, c] == 0:
            state.x[i, c] = 1
            state.held[i] += 1
            state.raw[i] += 1
            state.acquired[i, c] = step
            state.idle[i] = False
        if each < learnt:
            state.x[i, c] = 2
            state.learn[i, c] = np.inf
            state.raw[i] -= 1
            state.shared[i, c] = step


@njit(error_model="numpy", inline="always")
def _share(ties: Ties, state: State, learnt: int) -> None:
    """Let partners, makers and clients of firms learn from them what these have just learnt."""
    m = state.x.shape[1]
    for each in range(learnt):
        if each + _AHEAD < learnt:
            later = ties.indptr[state.pending[each + _AHEAD] // m]
            _fetch(ties.indices.ctypes.data + later * ties.indices.itemsize)
            _fetch(ties.whole.ctypes.data + later * ties.whole.itemsize)
        i, c = state.pending[each] // m, state.pending[each] % m
        for e in range(ties.indptr[i], ties.indptr[i + 1]):
            j = ties.indices[e]
            state.heard[j, c] += 1.0 if ties.whole[e] else ties.weight
            state.idle[j] = False
        for s in ties.suppliers[i]:
            if s >= 0:
                state.heard[s, c] += 1
                state.idle[s] = False
        for e in range(ties.client_indptr[i], ties.client_indptr[i + 1]):
            j = ties.client_indices[e]
            state.taught[j, c] += 1
            state.idle[j] = False
