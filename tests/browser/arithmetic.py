"""What a chart's specification computes by itself: scales and positions it may, nothing else.

A sum or a sentence in a Vega expression is seen by no type checker and no debugger, and Python has
it a second time. So whatever a reader is told, by a mark's words, its tooltip, its colour or by its
being there, comes from data: from the state's rows, which a module or Python computes.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Spec = Mapping[str, Any]

PLACES = frozenset(
    {
        *("x", "y", "x2", "y2", "xOffset", "yOffset", "dx", "dy", "align", "baseline"),
        *("size", "angle", "theta", "radius", "width", "height"),
    }
)
"""Channels and properties of marks that say where a mark stands and how large it is."""
STEPS = frozenset({"filter", "lookup", "calculate"})
"""Transforms that choose rows, bring fields to them, or compute one row at a time."""
SIZES = frozenset({"width", "height", "form"})
"""Parameters of the sheet itself."""

_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_CALLS = "abs ceil clamp exp floor format log max min pow round sqrt replace slice data extent"
_CALLS += " substring join split lower upper pluck pad truncate sequence"
_COMPUTES = re.compile(rf"[+*/%]|[\w)\]]\s*-|\b(?:{'|'.join(_CALLS.split())})\(")
_FIELD = re.compile(r"\bdatum(?:\.(\w+)|\[['\"](\w+)['\"]\])")


def computes(expression: str) -> bool:
    """Say whether an expression calculates or writes words, rather than choose or compare.

    Examples
    --------
    >>> [computes(e) for e in ("datum.a ? datum.b : 'a + b'", "datum.a < -1", "datum.a == form")]
    [False, False, False]
    >>> [computes(e) for e in ("datum.a + 1", "'n ' + datum.a", "datum.a - 1", "max(a, b)")]
    [True, True, True, True]
    """
    return _COMPUTES.search(_QUOTED.sub("''", expression)) is not None


def arithmetic(spec: Spec) -> list[str]:
    """Return what the specification computes that is neither scale nor position; [] if nothing."""
    found = [
        f"parameter {param['name']}: {param['expr']}"
        for param in spec.get("params", [])
        if "expr" in param and param["name"] not in SIZES and computes(param["expr"])
    ]
    for unit, steps in _units(spec, []):
        found += _steps(steps)
        made = {step["as"]: step["calculate"] for step in steps if "calculate" in step}
        for place, expression in (*_shown(unit, made), *_chosen(steps, made)):
            if computes(expression):
                found.append(f"{place}: {expression}")
    return list(dict.fromkeys(found))


def _units(spec: Spec, before: list[Spec]) -> Iterator[tuple[Spec, list[Spec]]]:
    """Yield every chart of one mark with all transforms that lead to it."""
    steps = [*before, *spec.get("transform", [])]
    if "mark" in spec:
        yield spec, steps
    for part in (*spec.get("layer", ()), *spec.get("concat", ()), *spec.get("hconcat", ())):
        yield from _units(part, steps)
    if "spec" in spec:
        yield from _units(spec["spec"], steps)


def _steps(steps: list[Spec]) -> Iterator[str]:
    for step in steps:
        if not STEPS & set(step):
            yield f"a transform of its own: {step}"


def _shown(unit: Spec, made: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what the marks tell: the expressions behind their words, colours and tooltips."""
    for channel, definition in unit.get("encoding", {}).items():
        listed = definition if isinstance(definition, list) else [definition]
        for one in listed:
            if "aggregate" in one or "bin" in one or "timeUnit" in one:
                yield channel, "max(what it aggregates)"
            if channel in PLACES:
                continue
            yield from ((f"{channel}, {name}", made[name]) for name in _behind(one, made))
            for part in ("value", "condition"):
                yield from ((channel, expr) for expr in _expressions(one.get(part)))
    mark = unit["mark"] if isinstance(unit["mark"], dict) else {}
    for name, held in mark.items():
        if name not in PLACES:
            yield from ((f"mark, {name}", expr) for expr in _expressions(held))


def _chosen(steps: list[Spec], made: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the expressions that decide which rows are there."""
    for step in steps:
        if isinstance(step.get("filter"), str):
            yield "filter", step["filter"]
            for name in _fields(step["filter"], made):
                yield f"filter by {name}", made[name]


def _behind(definition: Spec, made: Mapping[str, str]) -> list[str]:
    field = definition.get("field")
    tested = list(_expressions(definition.get("condition")))
    names = [field] if field in made else []
    names += [name for text in tested for name in _fields(text, made)]
    return [deep for name in names for deep in (name, *_fields(made[name], made))]


def _fields(expression: str, made: Mapping[str, str]) -> list[str]:
    """Return the computed fields that an expression uses, and those that these use."""
    names = [a or b for a, b in _FIELD.findall(expression) if (a or b) in made]
    deeper = [d for n in names if made[n] != expression for d in _fields(made[n], made)]
    return [*names, *deeper]


def _expressions(held: Any) -> Iterator[str]:  # noqa: ANN401  (any part of a specification)
    if isinstance(held, dict):
        for name in ("expr", "test"):
            if isinstance(held.get(name), str):
                yield held[name]
        for part in held.values():
            yield from _expressions(part)
    elif isinstance(held, list):
        for part in held:
            yield from _expressions(part)
