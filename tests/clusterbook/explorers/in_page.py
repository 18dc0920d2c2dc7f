"""The module that a figure ships, run in Node from its own text, and held to Python."""

import json
import math
from collections.abc import Sequence
from functools import cache
from typing import Any

from monograph.alive.explore import Explorer
from workshop.scripts import node

State = dict[str, Any]
Answer = tuple[list[dict[str, Any]], str]

RUN = """
const { module, given, states } = JSON.parse(await new Response(process.stdin).text());
const { rows, says } = await import(`data:text/javascript,${encodeURIComponent(module)}`);
const answers = states.map((state) => [rows(state, given), says(state, given)]);
console.log(JSON.stringify(answers));
"""

NEAR = 1e-9


def answers(explorer: Explorer, states: Sequence[State], module: str | None = None) -> list[Answer]:
    """Return rows and words of each state, as the page would compute them.

    Parameters
    ----------
    module
        Its text, if not as shipped.
    """
    figure = explorer.figure
    shipped = {"module": module or figure.module, "given": figure.given, "states": list(states)}
    ran = node("--input-type=module", "--eval", RUN, given=json.dumps(shipped))
    assert ran.returncode == 0, ran.stderr
    return [(rows, says) for rows, says in json.loads(ran.stdout)]


def faults(
    explorer: Explorer, states: Sequence[State], module: str | None = None
) -> list[tuple[State, str]]:
    """Return each state with how the module's answer differs from Python's; [] if none does."""
    found = []
    for state, (rows, says) in zip(states, answers(explorer, states, module), strict=True):
        ours, words = _python(explorer, json.dumps(state))
        found += [(state, fault) for fault in (*differ(rows, ours), *_words(says, words))]
    return found


@cache
def _python(explorer: Explorer, state: str) -> Answer:
    """Return what Python answers to a state, once: a module that is wrong is asked the same."""
    assert explorer.still.live
    rows, says = explorer.still.live(**json.loads(state))
    return rows, says


def differ(theirs: list[dict[str, Any]], ours: list[dict[str, Any]]) -> list[str]:
    """Return the first difference of two lists of rows; numbers may differ by `NEAR`."""
    if len(theirs) != len(ours):
        return [f"{len(theirs)} rows, {len(ours)} in Python"]
    for nth, (row, own) in enumerate(zip(theirs, ours, strict=True)):
        if set(row) != set(own):
            return [f"row {nth} has the fields {sorted(row)}, {sorted(own)} in Python"]
        for name, value in own.items():
            if not _alike(row[name], value):
                return [f"row {nth}, {name}: {row[name]!r}, {value!r} in Python; {own}"]
    return []


def _words(theirs: str, ours: str) -> list[str]:
    return [] if theirs == ours else [f"says {theirs!r}, {ours!r} in Python"]


def _alike(one: Any, other: Any) -> bool:  # noqa: ANN401  (JSON)
    numbers = (int, float)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, numbers) and isinstance(other, numbers):
        return math.isclose(one, other, rel_tol=0, abs_tol=NEAR)
    return bool(one == other)
