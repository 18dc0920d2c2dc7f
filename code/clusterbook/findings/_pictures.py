"""What the book's map and sketches are drawn from."""

from __future__ import annotations

import pandas as pd

from clusterbook.analysis import cluster
from clusterbook.simulation import Firm
from monograph.tables.package import load


def origins() -> dict[str, pd.DataFrame]:
    """Return the frames of the drawing `origins`: maps, their land, and what lies on it."""
    maps, sites, routes = load("maps"), load("map_sites"), load("map_routes")
    by_kind = dict(zip(maps["kind"], maps["map"], strict=True))
    return {
        "maps": maps,
        "land": load("map_land"),
        "sites": cluster.sites_on_maps(routes, sites, by_kind),
        "routes": cluster.routes_on_maps(routes, sites, by_kind),
    }


def sketches() -> dict[str, pd.DataFrame]:
    """Return the frames of the drawing `sketches`: the sheets, their parts and their pieces."""
    return {
        "sheets": load("sketches"),
        "parts": load("sketch_parts"),
        "pieces": cluster.sketch_pieces(load("sketch_outlines")),
    }


def firm_channels(firm: Firm, step: dict[str, float]) -> dict[str, pd.DataFrame]:
    """Return the frames of the drawing `firm_channels`: what each channel adds, and its teachers.

    Parameters
    ----------
    firm
        The firm of the example.
    step
        The terms of its hazard, per year, as `simulation.one_step` gives them; a channel of which
        it has no term adds nothing.
    """
    channels = load("model_channels")
    rates = [step.get(term, 0.0) for term in channels["term"]]
    states = {
        "partners": {
            "cooperates": firm.cooperating,
            "shares": firm.sharing,
            "lacks": firm.partners - firm.sharing - firm.cooperating,
        },
        "makers": {"shares": firm.holding, "lacks": firm.makers - firm.holding},
    }
    teachers = [
        (channel, state)
        for channel, counts in states.items()
        for state, count in counts.items()
        for _ in range(count)
    ]
    return {
        "channels": channels.assign(rate=rates),
        "teachers": pd.DataFrame(teachers, columns=["channel", "state"]),
    }
