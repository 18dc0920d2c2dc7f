"""What a stored result was made from: digests of code, numbers and design, and versions.

A digest of code leaves out comments, docstrings and layout, so that better words do not ask for a
new sweep; one of data covers the numbers that reach the model, not their labels.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import io
import json
import tokenize
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.metadata import version

from clusterbook.simulation.experiments._design import Plan, Study

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

_LIBRARIES = ("numba", "numpy", "pandas", "pyarrow", "scipy")
_LAYOUT = {tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER}
_SHAPE = {tokenize.INDENT: ">", tokenize.DEDENT: "<", tokenize.NEWLINE: "\n"}


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
    code = {name: code_digest(_source(name)) for name in (*MODULES, *extra)}
    return Identity(code, data, {name: version(name) for name in _LIBRARIES})


def loads(text: str) -> Identity:
    """Read an identity from JSON."""
    return Identity(**json.loads(text))


def code_digest(source: str) -> str:
    """Return a digest of the code in a module, without comments, docstrings, layout and imports.

    Where a name is imported from is a word of the house: what it means is in the digest of the
    module that defines it, or in the version of its library.
    """
    tree = ast.parse(source)
    skipped = _docstring_lines(tree) | _import_lines(tree)
    parts = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in _LAYOUT and token.start[0] not in skipped:
            parts.append(_SHAPE.get(token.type, token.string))
    return _sha(" ".join(parts).encode())


def _docstring_lines(tree: ast.AST) -> set[int]:
    """Return the lines of all strings that stand alone: docstrings of any kind."""
    return {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def _import_lines(tree: ast.AST) -> set[int]:
    """Return the lines of all imports."""
    return {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def _source(name: str) -> str:
    return inspect.getsource(import_module(f"{_PACKAGE}.{name}"))


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
    return hashlib.sha256(content).hexdigest()[:16]
