"""Steps that data sets of a compiled figure have in common, taken once.

Vega-Lite gives each layer that looks up the state's rows a look-up of its own, and all that follows
it: another state would have Vega take the same steps once for each layer.
"""

from itertools import takewhile
from typing import Any

Data = dict[str, Any]


def shared(vega: dict[str, Any]) -> dict[str, Any]:
    """Return the compiled figure with one data set for the first steps that several share.

    Examples
    --------
    >>> step, one, other = ({"type": "formula", "as": name} for name in "abc")
    >>> sets = [{"name": "held"}]
    >>> sets += [{"name": "d1", "source": "held", "transform": [step, one]}]
    >>> sets += [{"name": "d2", "source": "held", "transform": [step, other]}]
    >>> for made in shared({"data": sets})["data"]:
    ...     print(made["name"], made.get("source"), [s["as"] for s in made.get("transform", [])])
    held None []
    shared_0 held ['a']
    d1 shared_0 ['b']
    d2 shared_0 ['c']
    """
    sets = list(vega.get("data", []))
    made = 0
    while (alike := _alike(sets)) is not None:
        at, mine = alike[0], [sets[nth] for nth in alike]
        steps = _common([one["transform"] for one in mine])
        name = f"shared_{made}"
        made += 1
        for nth in alike:
            sets[nth] = sets[nth] | {
                "source": name,
                "transform": sets[nth]["transform"][len(steps) :],
            }
        sets.insert(at, {"name": name, "source": mine[0]["source"], "transform": steps})
    return {**vega, "data": sets}


def _alike(sets: list[Data]) -> list[int] | None:
    """Return which data sets begin alike, from the same; None if no two do."""
    for nth, one in enumerate(sets):
        if one.get("transform") and isinstance(one.get("source"), str):
            start = one["source"], one["transform"][0]
            found = [
                n
                for n, other in enumerate(sets)
                if other.get("transform") and (other.get("source"), other["transform"][0]) == start
            ]
            if found != [nth]:
                return found
    return None


def _common(many: list[list[Data]]) -> list[Data]:
    """Return the steps with which all of them begin."""
    alike = takewhile(
        lambda steps: all(step == steps[0] for step in steps), zip(*many, strict=False)
    )
    return [steps[0] for steps in alike]
