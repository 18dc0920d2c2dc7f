"""Figure 2 redrawn: who belongs to the cluster, and which ties the text states (chapter 6)."""

import altair as alt
import pandas as pd

from clusterbook.figures.actor_places import (
    HEADINGS,
    SHAPES,
    Node,
    draw_node,
    place_beside,
    place_in_list,
)
from clusterbook.figures.canvas import Canvas
from clusterbook.figures.checks import allowed, blank, require, rows
from clusterbook.figures.curves import DASH, across, arc, arrow
from clusterbook.figures.figure import Figure
from clusterbook.figures.key import key
from clusterbook.figures.rows import is_wide
from clusterbook.figures.text import join, measure, number
from clusterbook.figures.theme import INK, PAPER, QUIET

KINDS = ("producer", "platform", "market", "association")
BASES = {"text": "tie stated in the text", "ours": "tie inferred by us"}


def actor_map(
    actors: pd.DataFrame,
    links: pd.DataFrame,
    items: pd.DataFrame,
    firm_types: pd.DataFrame,
    *,
    title: str = "",
    size: str = "firms",
) -> Figure:
    """Draw the actors by kind; a tie from the text is solid, one inferred by us dashed.

    Parameters
    ----------
    actors
        actor, kind (producer, platform, market, association), position, label, firm_type.
    links
        source, target (keys of actors), basis (text, ours).
    items
        actor, label: the products a producer is broken down into.
    firm_types
        firm_type and the column named by `size`.
    title
        The finding.
    size
        Column of `firm_types` that sets a producer's area (firms, jobs, staff_mean).
    """
    require(
        "actor_map",
        actors=(actors, "actor kind position label firm_type"),
        links=(links, "source target basis"),
        firm_types=(firm_types, f"firm_type {size}"),
    )
    allowed("actor_map", actors["kind"], KINDS)
    allowed("actor_map", links["basis"], tuple(BASES))
    sizes = dict(zip(firm_types["firm_type"], firm_types[size], strict=True))
    nodes = _nodes(actors.sort_values("position"), items, sizes)
    hub = links["target"].value_counts().index[0]

    def draw(width: int) -> alt.LayerChart:
        canvas = Canvas.titled(width, title)
        _key(canvas, size)
        (place_beside if is_wide(canvas) else place_in_list)(canvas, nodes, hub)
        for node in nodes.values():
            draw_node(canvas, node)
        for link in rows(links):
            _tie(canvas, nodes[link.source], nodes[link.target], link.basis == "text")
        return canvas.chart()

    return Figure(draw, _describe(nodes, links, size), actors)


def _nodes(actors: pd.DataFrame, items: pd.DataFrame, sizes: dict[str, float]) -> dict[str, Node]:
    most = max(sizes.values())
    nodes = {}
    for row in rows(actors):
        value = None if blank(row.firm_type) else sizes[row.firm_type]
        radius = 7.0 if value is None else max(4.0, 30 * (value / most) ** 0.5)
        parts = items.loc[items["actor"] == row.actor, "label"].tolist() if len(items) else []
        nodes[row.actor] = Node(row.label, row.kind, value, radius, parts)
    return nodes


def _key(canvas: Canvas, size: str) -> None:
    """Explain the two kinds of line and the area."""
    small, x, y = canvas.sizes.small, 0.0, canvas.y + 8
    for basis, words in BASES.items():
        colour = INK if basis == "text" else QUIET
        dash = None if basis == "text" else DASH
        canvas.line([(x, y), (x + 22, y)], stroke=colour, width=1.2, dash=dash)
        canvas.text(x + 28, y, words, size=small, colour=QUIET)
        x += 28 + measure(words, small) + 18
    words = f"area: {size.replace('_', ' ')}; dashed circle: not counted"
    if x + measure(words, small) > canvas.width:
        x, y = 0, y + small * 1.5
    canvas.text(x, y, words, size=small, colour=QUIET)
    canvas.y = y + 12
    key(canvas, [(w.lower(), {"shape": SHAPES[k], "colour": PAPER}) for k, w in HEADINGS.items()])


def _tie(canvas: Canvas, start: Node, end: Node, stated: bool) -> None:
    """Join two actors, edge to edge."""
    if abs(start.x - end.x) < 1:
        side = 1 if canvas.width < 400 else -1
        x0, x1 = start.x - side * start.radius, end.x - side * end.radius
        depth = 12 + 40 * abs(start.y - end.y) / canvas.y
        if "align" in start.words:  # in the middle: round the words below the hub
            depth = 70
        points = arc((x0, start.y), (x1, end.y), side * depth)
    else:
        way = 1 if end.x > start.x else -1
        points = across(
            (start.x + way * (start.radius + 1), start.y), (end.x - way * (end.radius + 2), end.y)
        )
    arrow(canvas, points, solid=stated)


def _describe(nodes: dict[str, Node], links: pd.DataFrame, size: str) -> str:
    counted = [f"{n.label} {number(n.value)}" for n in nodes.values() if n.value is not None]
    counts = links["basis"].value_counts().to_dict()
    label = {key: node.label for key, node in nodes.items()}
    stated = [f"{label[r.source]} to {label[r.target]}" for r in rows(links) if r.basis == "text"]
    kinds = [f"{sum(n.kind == k for n in nodes.values())} of kind {k}" for k in KINDS]
    return (
        f"Map of {len(nodes)} actors ({', '.join(kinds)}) and {len(links)} ties: "
        f"{counts.get('text', 0)} stated in the text ({join(stated) if stated else 'none'}), "
        f"{counts.get('ours', 0)} inferred by us. By {size.replace('_', ' ')}: {join(counted)}."
    )
