"""Where the actors of Figure 2 stand, on a wide sheet and on a phone, and how each is drawn."""

from dataclasses import dataclass, field
from typing import Any

from clusterbook.figures.canvas import Canvas
from clusterbook.figures.text import number, wrap
from clusterbook.figures.theme import PAPER, QUIET

SHAPES = {
    "producer": "circle",
    "platform": "diamond",
    "market": "square",
    "association": "triangle-up",
}
HEADINGS = {
    "producer": "Producers",
    "platform": "Platforms",
    "market": "Markets",
    "association": "Associations",
}


MIDDLE = 300.0  # px that the hub between two markets needs


@dataclass
class Node:
    """An actor: what it is, how large, and where its mark and its words stand (px)."""

    label: str
    kind: str
    value: float | None
    radius: float
    parts: list[str]
    x: float = 0
    y: float = 0
    words: dict[str, Any] = field(default_factory=dict)


def _lines(node: Node) -> str:
    return node.label if node.value is None else f"{node.label} ({number(node.value)})"


def _height(canvas: Canvas, node: Node, width: float) -> float:
    """Return the height that a node and its words take."""
    size, small = canvas.sizes.label, canvas.sizes.small
    tall = len(wrap(_lines(node), width, size)) * size * 1.25
    if node.parts:
        tall += len(wrap(", ".join(node.parts), width, small)) * small * 1.25
    return max(tall, 2 * node.radius) + 12


def place_beside(canvas: Canvas, nodes: dict[str, Node], hub: str) -> None:
    """Put producers left, hub and markets in the middle, platforms and associations right."""
    width = canvas.width
    room = width * 0.21
    left = [n for k, n in nodes.items() if n.kind == "producer" and k != hub]
    right = [n for n in nodes.values() if n.kind in {"platform", "association"}]
    markets = [n for n in nodes.values() if n.kind == "market"]
    top = canvas.y
    end_left = _column(canvas, left, room + 34, {"x": 0.0, "width": room})
    canvas.y = top
    end_right = _column(canvas, right, width - room - 22, {"x": width - room, "width": room})
    canvas.y = max(end_left, end_right, top + MIDDLE)
    middle = (room + 34 + width - room - 22) / 2 - 4
    tall = canvas.y - top
    _stand(nodes[hub], middle, top + tall * 0.5, room)
    for nth, node in enumerate(markets):
        share = (0.14, 0.86, 0.3, 0.7)[nth % 4]
        _stand(node, middle, top + tall * share, room, above=share < 0.5)


def _stand(node: Node, x: float, y: float, room: float, *, above: bool = False) -> None:
    """Stand a node in the middle, its words centred below (or above) it."""
    node.x, node.y = x, y
    node.words = {"x": x, "width": room * 0.95, "align": "center", "above": above}


def _column(canvas: Canvas, nodes: list[Node], x: float, words: dict[str, Any]) -> float:
    """Stack nodes at x with their words beside them; return the end."""
    for node in nodes:
        tall = _height(canvas, node, words["width"])
        node.x, node.y, node.words = x, canvas.y + tall / 2, words
        canvas.y += tall
    return canvas.y


def place_in_list(canvas: Canvas, nodes: dict[str, Node], hub: str) -> None:
    """Stack all actors by kind, the hub first, with room for bows on the left."""
    x, words = 78.0, {"x": 114.0, "width": canvas.width - 114.0}
    for kind, heading in HEADINGS.items():
        mine = [n for k, n in nodes.items() if n.kind == kind]
        mine.sort(key=lambda node: node is not nodes[hub])
        canvas.text(114, canvas.y + 12, heading, bold=True)
        canvas.y += 24
        _column(canvas, mine, x, words)


def draw_node(canvas: Canvas, node: Node) -> None:
    """Draw the mark and write the words, beside it or centred below it."""
    hollow = node.value is None and node.kind == "producer"
    canvas.mark(node.x, node.y, SHAPES[node.kind], size=2 * node.radius, colour=PAPER,
                filled=not hollow, dash=(2, 2) if hollow else None,
                opacity=0.75 if not hollow else None)  # fmt: skip
    x, width, size = node.words["x"], node.words["width"], canvas.sizes.label
    align, small = node.words.get("align", "left"), canvas.sizes.small
    below = align == "center"
    words = len(wrap(_lines(node), width, size)) * size * 1.25
    parts = len(wrap(", ".join(node.parts), width, small)) * small * 1.25 if node.parts else 0
    y = node.y + node.radius + 4 if below else node.y - (words + parts) / 2
    if node.words.get("above"):
        y = node.y - node.radius - 4 - words
    y = canvas.paragraph(x, y, _lines(node), width, align=align, bold=below)
    if node.parts:
        canvas.paragraph(x, y, ", ".join(node.parts), width, size=small, colour=QUIET, align=align)
