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

Every step reads every clock, so memory decides what a firm costs. Clocks and sums lie component by
component, and many firms run through the same instructions; what changes less often than once a
step is looked up only then. Whoever learns a component is dealt with before the next component.

Compiling takes seconds, on every new machine. So nothing is compiled twice: `diffuse` alone can be
called from Python, its parts are pasted into it, each at one place, and an equation is compiled
where compiled code calls it, while Python calls it as it stands. A part is pasted where it runs
once a step or a block, not once a firm: there numba would count references to every array.
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

WHOLE = 1 << 16
"""What a tie with w = 1 adds to `State.heard`, so that it stands apart from the others' ones."""

_BLOCK = 512
"""How many firms a step takes at once: what belongs to them alone stays in the nearest cache."""

_AHEAD = 8
"""How many others share between asking memory for what a firm shares by, and the next question."""


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
    """What changes: knowledge, and what follows from it for the hazards.

    What every step reads of every firm lies component by component, so that one instruction serves
    several firms; what it reads of firms that learn lies firm by firm.
    """

    acquired: Ints  # (n, m): after how many steps i held c, x_ic > 0; `NEVER` until then
    shared: Ints  # (n, m): after how many steps i could share it, x_ic = 2; `NEVER` until then
    held: Ints  # n_i
    raw: Ints  # how many components i holds as raw, x_ic = 1
    stirs: Bools  # whether i is yet to come, holds more than before, or something raw
    own: Floats  # a_i·B_i; 0 while i is not there, as are the next three
    able: Floats  # φ_i·B_i
    near: Floats  # the term of a partner with w_ij = 1 that holds a component
    made: Floats  # the term of a maker that holds one with b_c = 1
    heard: Ints  # (m, n): partners with x_jc = 2, those with w_ij = 1 in units of `WHOLE`
    taught: Ints  # (m, n): number of i's makers with x_c = 2
    learn: Floats  # (m, n): what is left on the clocks; infinite where nothing is to be learnt
    convert: Floats  # (n, m): clocks of conversion as they were set: all run at one pace
    order: Ints  # (m,): room for the components that a firm needs, in random order
    pending: Ints  # (m, ·): the firms to which this step brings a component
    learnt: Ints  # (m,): how many of these, from the first on, learnt or converted it here
    brought: Ints  # (m,): how many there are in all


class Events(NamedTuple):
    """Outside events in the order of their steps, with uniform numbers that decide them."""

    step: Ints  # counted from 0
    whom: Floats  # which firm it reaches
    what: Floats  # which component it is about
    success: Floats


def _asking(
    _: object, array: types.Array, _place: types.Integer
) -> tuple[object, Callable[..., object]]:
    """Return how the compiler asks memory for a place: LLVM's prefetch, to be read and kept."""

    def ask(context: Any, builder: ir.IRBuilder, _: object, given: Any) -> object:  # noqa: ANN401  (numba)
        pointer, number = ir.PointerType(ir.IntType(8)), ir.IntType(32)
        takes = ir.FunctionType(ir.VoidType(), [pointer, number, number, number])
        prefetch = builder.module.declare_intrinsic("llvm.prefetch", [pointer], takes)
        to_read, keep, data = number(0), number(3), number(1)
        first = context.make_array(array)(context, builder, given[0]).data
        at = builder.bitcast(builder.gep(first, [given[1]]), pointer)
        builder.call(prefetch, [at, to_read, keep, data])
        return context.get_dummy_value()

    return types.void(array, types.intp), ask


_fetch = cast(Callable[[Ints | Bools, int], None], intrinsic(_asking))
"""Ask memory for what stands at a place of an array, counted flat, without waiting for it.

In a large cluster neither a firm's row of partners nor what they have heard is in a cache, and all
that follows would wait for it, at every firm anew.
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
    r: Rates, agents: Agents, ties: Ties, state: State, events: Events, aims: Ints, steps: int
) -> None:
    """Step the state, in place, from the start; outside events reach one of `aims`.

    What firms hold at the start is pending then, as if step 0 brought it.
    """
    happened = 0
    for step in range(steps + 1):
        if step > 0:
            _learn(r, agents, ties, state, step)
            last = happened
            while last < len(events.step) and events.step[last] < step:
                last += 1
            _reach_out(r, agents, state, events, happened, last, aims, step)
            happened = last
        _apply(state, step)
        _share(ties, state)


@njit(error_model="numpy", inline="always")
def _learn(r: Rates, agents: Agents, ties: Ties, state: State, step: int) -> None:
    """Run the clocks down by one step, and note what is now converted or learnt."""
    n, m = state.acquired.shape
    for c in range(m):
        state.learnt[c] = 0
    for first in range(0, n, _BLOCK):
        last = min(first + _BLOCK, n)
        _attend(r, agents, ties, state, first, last, step)
        own, able, near = state.own[first:last], state.able[first:last], state.near[first:last]
        made, exporter = state.made[first:last], agents.exporter[first:last]
        for c in range(m):
            b_c, v_c = agents.embodiable[c], agents.customer_held[c]
            heard, taught = state.heard[c, first:last], state.taught[c, first:last]
            learn, rung = state.learn[c, first:last], False
            for k in range(last - first):  # without a branch, so that it runs on several at once
                whole, part = np.int32(heard[k] >> 16), np.int32(heard[k] & 0xFFFF)
                h = practice(r, own[k]) + demand(r, able[k])
                h += near[k] * (whole + ties.weight * part)
                h += made[k] * b_c * taught[k]
                h += customers(r, v_c, able[k], exporter[k])
                left = learn[k] - h * r.dt
                learn[k] = left
                rung |= left <= 0
            for k in range(last - first if rung else 0):
                if learn[k] <= 0:
                    learn[k] = np.inf
                    state.pending[c, state.learnt[c]] = first + k
                    state.learnt[c] += 1


@njit(error_model="numpy", inline="always")
def _attend(
    r: Rates, agents: Agents, ties: Ties, state: State, first: int, last: int, step: int
) -> None:
    """Set what readiness makes of each source, in those of a block that stir; note conversions.

    What is converted is no longer to be learnt.
    """
    stirs = state.stirs[first:last]
    for k in range(last - first):
        i = first + k
        if not stirs[k] or step < agents.enters[i]:
            continue
        a = agents.capacity[i]
        b = agents.readiness[agents.threshold[i], state.held[i]]
        able = joined(r.added, absorbing(r, a), b)
        state.own[i] = joined(r.added, a, b)
        state.able[i] = able
        state.near[i] = spillover(r, able, 1.0, ties.divisor[i])
        state.made[i] = embodied(r, True, 1.0, ties.bought[i])
        raw = state.raw[i]
        stirs[k] = raw > 0
        for c in range(len(state.learnt) if raw > 0 else 0):
            if state.acquired[i, c] != NEVER and state.shared[i, c] == NEVER:
                run_down = r.chi * a * r.dt * (step - state.acquired[i, c])
                if state.convert[i, c] <= run_down:
                    state.learn[c, i] = np.inf
                    state.pending[c, state.learnt[c]] = i
                    state.learnt[c] += 1


@njit(error_model="numpy", inline="always")
def _reach_out(
    r: Rates,
    agents: Agents,
    state: State,
    events: Events,
    first: int,
    last: int,
    aims: Ints,
    step: int,
) -> None:
    """Let a step's outside events happen, and note what they bring.

    One succeeds with probability σ·φ_i·B_i, as raw; a whole package with σ·φ_i. An event carries a
    random order of the components: it is about the first that the firm needs, or, if aimed, the
    first that the firm needs and lacks.
    """
    for c in range(len(state.learnt)):
        state.brought[c] = state.learnt[c]
    for e in range(first, last):
        i = aims[int(events.whom[e] * len(aims))]
        if step < agents.enters[i]:
            continue
        chance = absorbing(r, agents.capacity[i]) if r.package else state.able[i]
        if events.success[e] < r.sigma * chance:
            _bring(r, agents, state, i, events.what[e])


@njit(error_model="numpy", inline="always")
def _bring(r: Rates, agents: Agents, state: State, i: int, left: float) -> None:
    """Note what an event brings to firm i; `left` is unfolded into a random order."""
    m, needed, order = len(state.order), 0, state.order
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
        lacking = state.acquired[i, c] == NEVER
        if lacking:
            state.pending[c, state.brought[c]] = i
            state.brought[c] += 1
        if not r.package and (lacking or not r.aimed):
            break


@njit(error_model="numpy", inline="always")
def _apply(state: State, step: int) -> None:
    """Give every firm what the step brought it: what was learnt here to share, the rest raw."""
    for c in range(len(state.learnt)):
        for each in range(state.brought[c]):
            i = state.pending[c, each]
            here, before = each < state.learnt[c], state.acquired[i, c] != NEVER
            if here:
                state.shared[i, c] = step
            if here == before:
                state.raw[i] += 1 if not before else -1
            if not before:
                state.acquired[i, c] = step
                state.held[i] += 1
                state.stirs[i] = True


@njit(error_model="numpy", inline="always")
def _share(ties: Ties, state: State) -> None:
    """Let partners, makers and clients of firms learn from them what these have just learnt."""
    for c in range(len(state.learnt)):
        firms = state.pending[c, : state.learnt[c]]
        _tell_partners(ties, state.heard[c], firms)
        _tell_makers_and_clients(ties, state.heard[c], state.taught[c], firms)


@njit(error_model="numpy", inline="always")
def _tell_partners(ties: Ties, heard: Ints, firms: Ints) -> None:
    """Add firms to what their partners heard.

    Memory is asked long before: where a firm's row of partners begins, the row, whom it names.
    """
    for each in range(len(firms)):
        if each + 3 * _AHEAD < len(firms):
            _fetch(ties.indptr, firms[each + 3 * _AHEAD])
        if each + 2 * _AHEAD < len(firms):
            i = firms[each + 2 * _AHEAD]
            _fetch(ties.indices, ties.indptr[i])
            _fetch(ties.indices, ties.indptr[i + 1])
            _fetch(ties.whole, ties.indptr[i])
        if each + _AHEAD < len(firms):
            i = firms[each + _AHEAD]
            for e in range(ties.indptr[i], ties.indptr[i + 1]):
                _fetch(heard, ties.indices[e])
        i = firms[each]
        for e in range(ties.indptr[i], ties.indptr[i + 1]):
            heard[ties.indices[e]] += WHOLE if ties.whole[e] else 1


@njit(error_model="numpy", inline="always")
def _tell_makers_and_clients(ties: Ties, heard: Ints, taught: Ints, firms: Ints) -> None:
    """Add firms to what makers heard from their clients, and to what clients are taught."""
    for each in range(len(firms)):
        if each + _AHEAD < len(firms):
            i = firms[each + _AHEAD]
            _fetch(ties.suppliers, i * ties.suppliers.shape[1])
            _fetch(ties.client_indptr, i)
        i = firms[each]
        for s in ties.suppliers[i]:
            if s >= 0:
                heard[s] += WHOLE
        for e in range(ties.client_indptr[i], ties.client_indptr[i + 1]):
            taught[ties.client_indices[e]] += 1
