"""Frames in, drawings and tables out; nothing here computes a statistic.

Every drawing is reached by name from here and imported only when it is called for:
`from clusterbook import figures; figures.timeline(...)`.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

_WHERE = {
    "actor_map": "actors",
    "argument_map": "argument",
    "bands": "sample_bands",
    "count_lattice": "lattices",
    "firm_type_bars": "firm_types",
    "implication_grid": "implications",
    "landing": "landing_page",
    "mean_lattice": "lattices",
    "paradigm_matrix": "codes",
    "precedence": "claims",
    "ratio_range": "ranges",
    "regime_space": "regimes",
    "sample_against_population": "ranges",
    "share_bars": "shares",
    "timeline": "history",
    "world_counts": "worlds",
}
"""Drawing -> module."""


def __getattr__(name: str) -> Callable[..., Any]:
    if name not in _WHERE:
        raise AttributeError(f"no drawing named {name!r}; drawings: {', '.join(_WHERE)}")
    drawing: Callable[..., Any] = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    return drawing


def __dir__() -> list[str]:
    return sorted(_WHERE)
