"""Figures that a reader can move: real ipywidgets, alive with a kernel and without one.

Every explorer is reached by name from here and imported only when it is called for:
`from clusterbook import explorers; explorers.coding_worlds(...)`.
"""

from importlib import import_module
from typing import Any

_WHERE: dict[str, str] = {
    "actors": "actor_ties",
    "argument": "argument_paths",
    "boolean_cases": "hypothetical_cases",
    "coding_worlds": "coding_choices",
    "count_lattice": "typed_shares",
    "history_layers": "history_axis",
    "mean_lattice": "typed_means",
    "overlap_tables": "overlap",
    "pattern_brush": "space_brush",
    "regime_space": "regime_classes",
    "run_grid": "runs_by_hand",
    "verdicts_in_turn": "rules_in_turn",
    "sample_gap": "gap_inputs",
    "verdict_matrix": "thresholds",
    "weigh_evidence": "weighing",
}
"""Explorer -> module. None carries an explorer's name: importing it would bind that name here."""


def __getattr__(name: str) -> Any:  # noqa: ANN401  (functions of any explorer)
    if name not in _WHERE:
        raise AttributeError(f"no explorer named {name!r}; explorers: {', '.join(_WHERE)}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_WHERE)
