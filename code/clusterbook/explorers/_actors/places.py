"""Where the actors of Figure 2 stand: round the assembly firms, or in a list on a phone."""

from typing import Any

import pandas as pd

from monograph.alive.sheet import NARROW, WIDE, broken, tall
from monograph.drawing.checks import rows
from monograph.words import words_beside

say = words_beside(__file__)

HEADINGS = say.each("headings")
"""Kind of actor -> the heading above its kind, in the order of the list."""

MOST = 30
"""px: radius of the largest circle."""

HUB, KEY, GAP = "assembly", 42, 14
"""The actor in the middle; px: height of the key, and between actors."""

LEFT, RIGHT, MIDDLE, ROOM = 0.29, 0.74, 0.52, 0.22
"""Shares of the width: where the marks of a column stand, and room for the words beside them."""

BOW, MARK, WORDS = 0.02, 0.27, 0.39
"""Shares of the narrow form: the furthest bow, the marks, the words."""

Place = dict[str, Any]


def nodes_both(actors: pd.DataFrame, items: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, float]]:
    """Return the places of all actors in both forms, and the heights of the forms in px.

    Columns: form, actor, label, words and parts (broken), x (share of the width) and y (px) of the
    mark, at (share) and top (px) of the words, low (px) of the parts, align, gap (px from the
    mark's middle at which ties end).
    """
    products = items.groupby("actor")["label"].agg(", ".join).to_dict()
    found, heights = [], {}
    for form, place in (("wide", _wide), ("narrow", _narrow)):
        placed, heights[form] = place(actors, products)
        found += [{"form": form, **node} for node in placed]
    return pd.DataFrame(found), heights


def _node(row: Any, products: dict[str, str], width: float) -> Place:  # noqa: ANN401
    words = broken(row.label, width)
    parts = broken(products[row.actor], width) if row.actor in products else None
    counted = row.kind == "producer"
    high = tall(words) + (15 if counted else 0)
    node = {"actor": row.actor, "label": row.label, "words": words, "parts": parts}
    gap = (MOST if row.actor == HUB else 24 if counted else 9) + 3
    return node | {"high": high, "tall": high + (tall(parts) if parts else 0), "gap": gap}


def _stand(node: Place, x: float, y: float, at: float, *, align: str = "left") -> Place:
    """Stand a node at x, y with its words beside it, or centred below it (or above)."""
    top = {"left": y - node["tall"] / 2 + 1, "center": y + node["gap"]}.get(align)
    if top is None:
        align, top = "center", y - node["gap"] - node["tall"]
    kept = {k: node[k] for k in ("actor", "label", "words", "parts", "gap")}
    return kept | {"x": x, "y": y, "at": at, "top": top, "low": top + node["high"], "align": align}


def _wide(actors: pd.DataFrame, products: dict[str, str]) -> tuple[list[Place], float]:
    width = ROOM * WIDE
    nodes = {r.actor: (r.kind, _node(r, products, width)) for r in rows(actors)}
    left = [n for k, (kind, n) in nodes.items() if kind == "producer" and k != HUB]
    right = [n for kind, n in nodes.values() if kind in {"platform", "association"}]
    markets = [n for kind, n in nodes.values() if kind == "market"]
    needed = max(sum(max(n["tall"], 30) + GAP for n in column) for column in (left, right))
    height = max(needed, 420.0)
    found = []
    for column, x, at in ((left, LEFT, 0.0), (right, RIGHT, RIGHT + 0.035)):
        spare = (height - sum(n["tall"] for n in column)) / max(len(column), 1)
        y = KEY + 0.0
        for node in column:
            y += spare / 2
            found.append(_stand(node, x, y + node["tall"] / 2, at))
            y += node["tall"] + spare / 2
    middle = KEY + height / 2
    found.append(_stand(nodes[HUB][1], MIDDLE, middle, MIDDLE, align="center"))
    for nth, node in enumerate(markets):
        share, align = ((0.14, "above"), (0.84, "center"))[nth % 2]
        found.append(_stand(node, MIDDLE, KEY + height * share, MIDDLE, align=align))
    return found, KEY + height + 6


def _narrow(actors: pd.DataFrame, products: dict[str, str]) -> tuple[list[Place], float]:
    """Stack all actors by kind under headings, the hub first."""
    found, y = [], KEY + 0.0
    for kind in HEADINGS:
        y += 26
        mine = actors[actors["kind"] == kind]
        for row in rows(mine.sort_values("actor", key=lambda a: a != HUB, kind="stable")):
            node = _node(row, products, (1 - WORDS) * NARROW)
            room = max(node["tall"], 2 * MOST if row.actor == HUB else 22) + 6
            found.append(_stand(node, MARK, y + room / 2, WORDS) | {"kind": kind})
            y += room
    return found, y


def heads_both(nodes: pd.DataFrame) -> pd.DataFrame:
    """Return the headings of the narrow form, each above the first actor of its kind."""
    narrow = nodes[nodes["form"] == "narrow"]
    tops = narrow.groupby("kind", sort=False)["top"].min()
    words = [HEADINGS[str(kind)] for kind in tops.index]
    return pd.DataFrame({"form": "narrow", "x": WORDS, "y": tops.to_numpy() - 24, "words": words})


def links_both(nodes: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return four points per tie and form, for a basis spline, and the head at its end.

    Columns: form, link, step, source, target, basis, relation, x (share), y (px), head (a shape).
    """
    found = []
    for form, width in (("wide", WIDE), ("narrow", NARROW)):
        where = nodes[nodes["form"] == form].set_index("actor")
        longest = max(abs(where["y"].max() - where["y"].min()), 1)
        for nth, link in enumerate(rows(links)):
            start, end = where.loc[link.source], where.loc[link.target]
            points, head = _bent(start, end, width, longest, narrow=form == "narrow")
            same = {"form": form, "link": nth, "source": link.source, "target": link.target}
            same |= {"basis": link.basis, "relation": link.relation, "head": head}
            found += [{**same, "step": s, "x": x, "y": y} for s, (x, y) in enumerate(points)]
    return pd.DataFrame(found)


def _bent(
    start: pd.Series, end: pd.Series, width: int, longest: float, *, narrow: bool
) -> tuple[list[tuple[float, float]], str]:
    x, y, x2, y2 = start["x"], start["y"], end["x"], end["y"]
    off, off_2 = start["gap"] / width, end["gap"] / width
    if x != x2:
        way = 1 if x2 > x else -1
        x, x2 = x + way * off, x2 - way * off_2
        head = "triangle-right" if way > 0 else "triangle-left"
        return [(x, y), ((x + x2) / 2, y), ((x + x2) / 2, y2), (x2, y2)], head
    if not narrow and x == MIDDLE:
        # Straight down, below the words of the upper one.
        y, y2 = start["low"] + 34, y2 - end["gap"]
        return [(x, y), (x, y), (x, y2), (x2, y2)], "triangle-down"
    if narrow:
        edge = min(x - off, x2 - off_2) - 0.02
        bow = edge - (edge - BOW) * abs(y2 - y) / longest
        return [(x - off, y), (bow, y), (bow, y2), (x2 - off_2, y2)], "triangle-right"
    bow = x + 0.09
    return [(x + off, y), (bow, y), (bow, y2), (x2 + off_2, y2)], "triangle-left"
