"""Shapes and ways of the book's pictures, put together from their tables."""

from __future__ import annotations

import math

import pandas as pd

CORNERS = 48
"""Of a circle drawn as a polygon: on the page no eye sees them."""


def circle(outline: str) -> str:
    """Return the corners of a circle given by its centre and a point of its rim.

    Parameters
    ----------
    outline
        "x,y;x,y".

    Returns
    -------
    str
        48 corners, "x,y;x,y;…".

    Examples
    --------
    >>> circle("0,0;1,0").split(";")[:2]
    ['1,0', '0.991,0.131']
    """
    (x, y), rim = (tuple(map(float, pair.split(","))) for pair in outline.split(";"))
    radius = math.dist((x, y), rim)
    turns = (math.tau * n / CORNERS for n in range(CORNERS))
    corners = ((x + radius * math.cos(t), y + radius * math.sin(t)) for t in turns)
    return ";".join(f"{round(a, 3):g},{round(b, 3):g}" for a, b in corners)


def sketch_pieces(outlines: pd.DataFrame) -> pd.DataFrame:
    """Return the pieces of sketches with the corners of every shape.

    Parameters
    ----------
    outlines
        sketch, part, piece, look, shape (polygon or circle), outline, callout.

    Returns
    -------
    pandas.DataFrame
        The same with `corners`.
    """
    shapes = zip(outlines["shape"], outlines["outline"], strict=True)
    drawn = [circle(outline) if shape == "circle" else outline for shape, outline in shapes]
    return outlines.assign(corners=drawn)


def routes_on_maps(routes: pd.DataFrame, sites: pd.DataFrame, maps: dict[str, str]) -> pd.DataFrame:
    """Return the ways with their ends as points, and the map that shows each.

    Parameters
    ----------
    routes
        source, target, kind, paradigm, basis, label, label_zh.
    sites
        site, label, longitude, latitude.
    maps
        Kind of way -> map.

    Returns
    -------
    pandas.DataFrame
        map, source, target (their names), from_longitude, from_latitude, to_longitude,
        to_latitude, look (paradigm, or kind where there is none, and basis), words, words_zh.
    """
    at = sites.set_index("site")
    paradigm = routes["paradigm"].where(routes["paradigm"].fillna("") != "", routes["kind"])
    ends = {
        f"{end}_{name}": at[name].loc[routes[column]].to_numpy()
        for end, column in (("from", "source"), ("to", "target"))
        for name in ("longitude", "latitude")
    }
    return pd.DataFrame(
        {
            "map": routes["kind"].map(maps),
            "source": at["label"].loc[routes["source"]].to_numpy(),
            "target": at["label"].loc[routes["target"]].to_numpy(),
            **ends,
            "look": paradigm + "/" + routes["basis"],
            "words": routes["label"],
            "words_zh": routes["label_zh"],
        }
    )


def sites_on_maps(routes: pd.DataFrame, sites: pd.DataFrame, maps: dict[str, str]) -> pd.DataFrame:
    """Return each site once for every map that a way leads to or from it on.

    Parameters
    ----------
    routes
        source, target, kind.
    sites
        site, label, label_zh, kind (cluster, town, region), longitude, latitude, side.
    maps
        Kind of way -> map.

    Returns
    -------
    pandas.DataFrame
        map, site, name (both languages), longitude, latitude, side, dot (false for a region).
    """
    found = []
    for kind, name in maps.items():
        ways = routes[routes["kind"] == kind]
        here = sites[sites["site"].isin({*ways["source"], *ways["target"]})]
        found.append(here.assign(map=name))
    both = pd.concat(found, ignore_index=True)
    both["name"] = both["label"] + " " + both["label_zh"]
    both["dot"] = both["kind"] != "region"
    return both[["map", "site", "name", "longitude", "latitude", "side", "dot"]]
