"""The argument of the paper, from its concepts to what was observed (chapter 1)."""

import altair as alt
import pandas as pd

from clusterbook.figures.canvas import Canvas, Point
from clusterbook.figures.checks import Row, allowed, require, rows
from clusterbook.figures.curves import across, arc, arrow
from clusterbook.figures.figure import Figure
from clusterbook.figures.key import key
from clusterbook.figures.rows import is_wide
from clusterbook.figures.text import join, wrap
from clusterbook.figures.theme import COMPUTED, GROUND, INK, QUIET, RULE

COLUMNS = {
    "concept": "concepts",
    "hypothesis": "hypotheses",
    "source": "tables, figures, sections",
    "evidence": "what they hold",
}
KEY = [
    ("in the paper", {"shape": "square", "colour": QUIET, "filled": False}),
    ("needed, not observed", {"shape": "square", "filled": False, "dash": (3, 2),
                              "colour": COMPUTED}),
]  # fmt: skip
GAP, PAD = 40.0, 6.0
Box = tuple[float, float, float, float]


def argument_map(nodes: pd.DataFrame, links: pd.DataFrame, *, title: str = "") -> Figure:
    """Draw concepts, hypotheses, sources and evidence in layers; what nobody observed is dashed.

    Parameters
    ----------
    nodes
        concept, column (concept, hypothesis, source, evidence), position, label, observed.
    links
        source, target (keys of nodes).
    title
        The finding.
    """
    require(
        "argument_map",
        nodes=(nodes, "concept column position label observed"),
        links=(links, "source target"),
    )
    allowed("argument_map", nodes["column"], tuple(COLUMNS))
    allowed("argument_map", links["source"], tuple(nodes["concept"]))
    allowed("argument_map", links["target"], tuple(nodes["concept"]))
    nodes = nodes.sort_values("position")

    def draw(width: int) -> alt.LayerChart:
        canvas = Canvas.titled(width, title)
        key(canvas, KEY)
        return (_layers if is_wide(canvas) else _list)(canvas, nodes, links)

    return Figure(draw, _describe(nodes, links), nodes)


def _height(canvas: Canvas, label: str, width: float) -> float:
    size = canvas.sizes.small
    return len(wrap(label, width - 2 * PAD, size)) * size * 1.25 + 2 * PAD - 2


def _layers(canvas: Canvas, nodes: pd.DataFrame, links: pd.DataFrame) -> alt.LayerChart:
    """Put each layer into a column of boxes, evenly spread over the height of the longest."""
    gap = GAP if canvas.width > 560 else GAP / 2
    width = (canvas.width - gap * (len(COLUMNS) - 1)) / len(COLUMNS)
    top = canvas.y + 26
    tall = {
        column: [_height(canvas, row.label, width) for row in rows(group)]
        for column, group in nodes.groupby("column", sort=False)
    }
    height = max(sum(each) + 7 * (len(each) - 1) for each in tall.values())
    boxes: dict[str, Box] = {}
    for nth, (column, words) in enumerate(COLUMNS.items()):
        x, mine = nth * (width + gap), nodes[nodes["column"] == column]
        canvas.paragraph(x, canvas.y + 2, words, width, size=canvas.sizes.small, bold=True)
        spare = (height - sum(tall.get(str(column), [0]))) / max(len(mine), 1)
        y = top + (spare / 2 if len(mine) else 0)
        for row, each in zip(rows(mine), tall.get(str(column), []), strict=True):
            boxes[row.concept] = (x, y, width, each)
            _box(canvas, row, boxes[row.concept])
            y += each + spare
    seen = dict(zip(nodes["concept"], nodes["observed"].astype(bool), strict=True))
    for link in rows(links):
        _join(canvas, boxes[link.source], boxes[link.target], seen[link.target])
    return canvas.chart(top + height + 8)


def _box(canvas: Canvas, row: Row, box: Box) -> None:
    x, y, width, height = box
    edge = {"stroke": RULE} if row.observed else {"stroke": COMPUTED, "dash": (3, 2)}
    canvas.rect(x, y, width, height, radius=3, z=1, fill=GROUND, **edge)  # type: ignore[arg-type]
    bold = row.column == "hypothesis"
    canvas.paragraph(x + PAD, y + PAD - 1, row.label, width - 2 * PAD,
                     size=canvas.sizes.small, bold=bold)  # fmt: skip


def _join(canvas: Canvas, start: Box, end: Box, observed: bool) -> None:
    """Join two boxes: side to side, or with a short bow where they share a column."""
    colour = QUIET if observed else COMPUTED
    y0, y1 = start[1] + start[3] / 2, end[1] + end[3] / 2
    if start[0] < end[0]:
        points = across((start[0] + start[2], y0), (end[0], y1))
    elif start[0] > end[0]:
        points = across((start[0], y0), (end[0] + end[2], y1))
    else:
        right = start[0] + start[2]
        points = arc((right, y0), (right, y1), -10)
    canvas.line(points, stroke=colour, width=1, dash=None if observed else (3, 2), z=0)


def _list(canvas: Canvas, nodes: pd.DataFrame, links: pd.DataFrame) -> alt.LayerChart:
    """On a phone: one list from top to bottom, its links as bows in the left margin."""
    left, where = 84.0, dict[str, Point]()
    for column, words in COLUMNS.items():
        canvas.y = canvas.paragraph(left, canvas.y + 10, words, canvas.width - left, bold=True) + 2
        for row in rows(nodes[nodes["column"] == column]):
            y = canvas.paragraph(left + 12, canvas.y + 3, row.label, canvas.width - left - 12)
            where[row.concept] = (left, canvas.y + 3 + canvas.sizes.label * 0.62)
            edge = {} if row.observed else {"colour": COMPUTED, "filled": False, "dash": (2, 2)}
            canvas.mark(*where[row.concept], size=8, **{"colour": INK, **edge})  # type: ignore[arg-type]
            canvas.y = y + 2
    seen = dict(zip(nodes["concept"], nodes["observed"].astype(bool), strict=True))
    pairs = [(where[link.source], where[link.target]) for link in rows(links)]
    longest = max(abs(end[1] - start[1]) for start, end in pairs)
    for link, (start, end) in zip(rows(links), pairs, strict=True):
        depth = 4 + 74 * abs(end[1] - start[1]) / longest
        observed = seen[link.target]
        arrow(canvas, arc(start, end, depth), solid=observed, head=False,
              colour=QUIET if observed else COMPUTED)  # fmt: skip
    return canvas.chart(canvas.y + 6)


def _describe(nodes: pd.DataFrame, links: pd.DataFrame) -> str:
    label = dict(zip(nodes["concept"], nodes["label"], strict=True))
    missing = nodes.loc[~nodes["observed"].astype(bool), "label"].tolist()
    parts = []
    for row in rows(nodes[nodes["column"] == "hypothesis"]):
        ends = [label[t] for t in links.loc[links["source"] == row.concept, "target"]]
        parts.append(f"{row.label} leads to {join(ends)}" if ends else f"{row.label} has no link")
    return (
        f"Graph of {len(nodes)} parts of the argument and {len(links)} links, from concepts "
        f"to evidence. {'; '.join(parts)}. Not observed ({len(missing)}): "
        f"{join(missing) if missing else 'none'}."
    )
