"""What a stored result was made from: digests of code, numbers and design, and versions.

Words are free: a digest of code leaves out comments, docstrings and layout, as one of a chapter
does, and one of data covers the numbers that reach the model, not their labels. `make re-identify`
shows of code that was changed that it gives the same numbers.
"""

from __future__ import annotations

import hashlib
import json
import linecache
from dataclasses import asdict, dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import version

from clusterbook.simulation.experiments._design import Plan, Study
from monograph.runner.code_digest import code_digest

_PACKAGE = "clusterbook.simulation"
MODULES = (
    *(
        "_parameters",
        "_regimes",
        "_scenarios",
        "_structures",
        "_cluster",
        "_setting",
        "_network",
        "_world",
    ),
    *("_common_random_numbers", "_dynamics", "_arrays", "_sets", "_run", "_levels"),
    *("experiments._design", "experiments._trials"),
)
"""The modules whose code decides the numbers of a sweep."""

RESULTS = {
    "grid": ("_sources", "_roles", "experiments._grid"),
    "grid_curves": ("_sources", "_roles", "experiments._grid"),
    "sensitivity": ("experiments._sensitivity",),
    "makers": ("experiments._makers",),
}
"""Stored result -> the modules that decide its numbers beside these."""

_DIGITS = 16
_LIBRARIES = ("numba", "numpy", "pandas", "pyarrow", "scipy")


@dataclass(frozen=True)
class Identity:
    """Where a stored result comes from.

    Parameters
    ----------
    code
        Module -> digest of its code.
    data
        Name -> digest of the numbers that it gives the model.
    versions
        Library -> version. Noted, and compared for a checkpoint, but not for a stored result:
        the tests compute a part of that anew.
    """

    code: dict[str, str]
    data: dict[str, str]
    versions: dict[str, str]

    def dumps(self) -> str:
        """Return it as JSON."""
        return json.dumps(asdict(self), sort_keys=True)

    def differences(self, other: Identity, versions: bool = False) -> list[str]:
        """Return what differs, in words; an empty list if nothing does."""
        kinds = [("code", self.code, other.code), ("data", self.data, other.data)]
        if versions:
            kinds.append(("version", self.versions, other.versions))
        return [
            f"{kind} of {name}"
            for kind, mine, theirs in kinds
            for name in sorted(mine.keys() | theirs.keys())
            if mine.get(name) != theirs.get(name)
        ]


def identity(study: Study, extra: tuple[str, ...] = ()) -> Identity:
    """Return what a result of this study, made by these and the `extra` modules, comes from."""
    data = _numbers(study.plan) | {"points": _sha(study.points.tobytes())}
    code = {name: _digest(_source(name))[:_DIGITS] for name in (*MODULES, *extra)}
    return Identity(code, data, {name: _version(name) for name in _LIBRARIES})


def loads(text: str) -> Identity:
    """Read an identity from JSON."""
    return Identity(**json.loads(text))


_digest = cache(code_digest)
"""By the text of a module: a chapter asks for many results of the same code."""

_version = cache(version)


def _source(name: str) -> str:
    path = str(import_module(f"{_PACKAGE}.{name}").__file__)
    linecache.checkcache(path)
    return "".join(linecache.getlines(path))  # `inspect` looks through all modules before it does


def _numbers(plan: Plan) -> dict[str, str]:
    """Return digests of what the three tables and the plan give the model."""
    ranges = [(each.key, each.low, each.high, each.scale) for each in plan.space.ranges]
    return {
        "model_parameters": _sha(repr(ranges).encode()),
        "model_scenarios": _sha(repr(plan.scenarios).encode()),
        "firm_types": _sha(repr(plan.cluster).encode()),
        "model_structures": _sha(repr(plan.structures).encode()),
        "replications and seed": _sha(repr((plan.replications, plan.seed)).encode()),
    }


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_DIGITS]
