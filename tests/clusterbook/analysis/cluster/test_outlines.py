"""What the map and the sketches are drawn from."""

import math

import pandas as pd
import pytest

from clusterbook.analysis import cluster

SITES = pd.DataFrame(
    {
        "site": ["here", "town", "island"],
        "label": ["Here", "Town", "Island"],
        "label_zh": ["此", "镇", "岛"],
        "kind": ["cluster", "town", "region"],
        "longitude": [1.0, 2.0, 3.0],
        "latitude": [4.0, 5.0, 6.0],
        "side": ["left", "left", "right"],
    }
)
ROUTES = pd.DataFrame(
    {
        "source": ["town", "here"],
        "target": ["here", "island"],
        "kind": ["knowledge", "products"],
        "paradigm": ["hot_forging", None],
        "basis": ["text", "ours"],
        "label": ["a sample", "goods"],
        "label_zh": ["样品", "产品"],
    }
)
MAPS = {"knowledge": "near", "products": "far"}


def test_a_circle_keeps_its_radius() -> None:
    corners = [tuple(map(float, pair.split(","))) for pair in cluster.circle("5,4;5,1").split(";")]

    assert len(set(corners)) == 48
    for corner in corners:
        assert math.dist(corner, (5, 4)) == pytest.approx(3, abs=1e-3)


def test_each_way_has_its_map_its_ends_and_its_look() -> None:
    found = cluster.routes_on_maps(ROUTES, SITES, MAPS)

    assert found["map"].tolist() == ["near", "far"]
    assert found["look"].tolist() == ["hot_forging/text", "products/ours"]
    assert found[["from_longitude", "to_latitude"]].to_numpy().tolist() == [[2.0, 4.0], [1.0, 6.0]]


def test_a_site_stands_on_every_map_that_a_way_needs_it_on() -> None:
    found = cluster.sites_on_maps(ROUTES, SITES, MAPS)

    assert list(zip(found["map"], found["site"], found["dot"], strict=True)) == [
        ("near", "here", True),
        ("near", "town", True),
        ("far", "here", True),
        ("far", "island", False),
    ]
