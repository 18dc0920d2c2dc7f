"""Figures that a reader can move: real ipywidgets, alive with a kernel and without one.

Every explorer is reached by name from here and imported only when it is called for:
`from clusterbook import explorers; explorers.coding_worlds(...)`.
"""

from importlib import import_module
from typing import Any

_WHERE: dict[str, str] = {
    "actors": "actors",
    "argument": "argument",
    "boolean_cases": "hypothetical_cases",
    "coding_worlds": "coding_worlds",
    "count_lattice": "count_lattice",
    "history_layers": "history_layers",
    "mean_lattice": "mean_lattice",
    "overlap_tables": "overlap",
    "regime_space": "regime_space",
    "sample_gap": "sample_gap",
    "verdict_matrix": "thresholds",
    "weigh_evidence": "weighing",
}
"""Explorer -> module."""


def __getattr__(name: str) -> Any:  # noqa: ANN401  (functions of any explorer)
    if name not in _WHERE:
        raise AttributeError(f"no explorer named {name!r}; explorers: {', '.join(_WHERE)}")
    found = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    # Importing a module binds its name here; where an explorer has that name, it is the explorer.
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(_WHERE)
