"""Frames in, drawings and tables out; nothing here computes a statistic.

Every drawing is reached by name from here and imported only when it is called for:
`from clusterbook import figures; figures.share_bars(...)`.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

_WHERE = {
    "bands": "sample_bands",
    "chance_by_cases": "chances",
    "contrast_effects": "effects",
    "difference_bounds": "differences",
    "firm_type_bars": "firm_types",
    "implication_grid": "implications",
    "item_weights": "weights_of_items",
    "landing": "landing_page",
    "left_out": "weights_of_items",
    "likelihood_intervals": "likelihoods",
    "paradigm_matrix": "codes",
    "pattern_shares": "pattern_rows",
    "posterior_ranges": "posteriors",
    "precedence": "claims",
    "sample_against_population": "ranges",
    "share_bars": "shares",
    "share_intervals": "intervals",
    "small_world_barter": "bartered",
    "study_sizes": "studies",
    "truth_table": "conditions",
    "verdict_matrix": "verdicts",
}
"""Drawing -> module."""


def __getattr__(name: str) -> Callable[..., Any]:
    if name not in _WHERE:
        raise AttributeError(f"no drawing named {name!r}; drawings: {', '.join(_WHERE)}")
    drawing: Callable[..., Any] = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    return drawing


def __dir__() -> list[str]:
    return sorted(_WHERE)
