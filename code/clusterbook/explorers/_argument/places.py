"""Where the parts of the argument stand: four columns side by side, or four blocks on a phone."""

from typing import Any

import pandas as pd

from monograph.alive.sheet import NARROW, WIDE, broken, tall
from monograph.drawing.checks import rows
from monograph.words import words_beside

say = words_beside(__file__)

HEADS = say.each("heads")
LEFT = {"concept": 0.0, "hypothesis": 0.245, "source": 0.465, "evidence": 0.69}
BROAD = {"concept": 0.19, "hypothesis": 0.165, "source": 0.17, "evidence": 0.31}
"""Shares of the width: where a column begins, and how broad it is."""

ABREAST = {"concept": 2, "hypothesis": 1, "source": 3, "evidence": 1}
"""Boxes side by side in each block on a phone."""

PAD, GAP, HEAD, BETWEEN = 6, 5, 24, 14
Place = dict[str, Any]


def nodes_both(concepts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, float, float]:
    """Return boxes and headings in both forms, and the heights of the two forms in px.

    Boxes: form, concept, words (broken), x, x2 (shares of the width), y, y2 (px), label, label_zh,
    observed, standing. Headings: form, words, x, y.
    """
    boxes, heads, heights = [], [], []
    for form, place in (("wide", _wide), ("narrow", _narrow)):
        mine, over, height = place(concepts)
        boxes += [{"form": form, **box} for box in mine]
        heads += [{"form": form, **head} for head in over]
        heights.append(height)
    placed = pd.DataFrame(boxes).merge(
        concepts[["concept", "column", "label", "label_zh", "observed"]], on="concept"
    )
    placed["observed"] = placed["observed"].astype(bool)
    placed["standing"] = [
        say("reported") if seen else say("not_observed") for seen in placed["observed"]
    ]
    placed.loc[placed["column"] != "evidence", "standing"] = say("none")
    return placed, pd.DataFrame(heads), heights[0], heights[1]


def _wide(concepts: pd.DataFrame) -> tuple[list[Place], list[Place], float]:
    """Spread each column evenly over the height of the longest."""
    sized = {c: _boxes(concepts, c, BROAD[c] * WIDE) for c in HEADS}
    most = max(sum(b["tall"] + GAP for b in boxes) for boxes in sized.values()) - GAP
    placed, heads = [], []
    for column, boxes in sized.items():
        left = LEFT[column]
        heads.append({"words": HEADS[column], "x": left, "y": 2})
        spare = (most - sum(b["tall"] for b in boxes)) / max(len(boxes) - 1, 1)
        # A few boxes alone would cling to the edges: they stand round the middle.
        spare = min(spare, 60)
        y = HEAD + (most - sum(b["tall"] for b in boxes) - spare * (len(boxes) - 1)) / 2
        for box in boxes:
            placed.append(_at(box, left, left + BROAD[column], y))
            y += box["tall"] + spare
    return placed, heads, HEAD + most + 2


def _narrow(concepts: pd.DataFrame) -> tuple[list[Place], list[Place], float]:
    """Stack the four blocks; a source goes by its number alone."""
    placed, heads, y = [], [], 2.0
    for column, abreast in ABREAST.items():
        heads.append({"words": HEADS[column], "x": 0.0, "y": y})
        y += HEAD - 4
        room = 1 / abreast
        boxes = _boxes(concepts, column, NARROW * room - GAP, short=column == "source")
        for first in range(0, len(boxes), abreast):
            line = boxes[first : first + abreast]
            most = max(box["tall"] for box in line)
            for nth, box in enumerate(line):
                left = nth * room
                placed.append(_at({**box, "tall": most}, left, left + room - GAP / NARROW, y))
            y += most + GAP
        y += BETWEEN
    return placed, heads, y - BETWEEN


def _boxes(
    concepts: pd.DataFrame, column: str, width: float, *, short: bool = False
) -> list[Place]:
    boxes = []
    for row in rows(concepts[concepts["column"] == column]):
        label = str(row.label).split(":")[0] if short else str(row.label)
        words = broken(label, width - 2 * PAD)
        boxes.append({"concept": row.concept, "words": words, "tall": tall(words) + 2 * PAD - 4})
    return boxes


def _at(box: Place, x: float, x2: float, y: float) -> Place:
    return {
        "concept": box["concept"],
        "words": box["words"],
        "x": x,
        "x2": x2,
        "y": y,
        "y2": y + box["tall"],
    }


def links_wide(nodes: pd.DataFrame, concept_links: pd.DataFrame) -> pd.DataFrame:
    """Return the points of each arrow, which a basis spline bends into a line with level ends.

    An arrow that passes a column goes through a gap between its boxes, not behind them.

    Columns: link, step, source, target, x, y, observed (the target), end (whether it is the last).
    """
    wide = nodes[nodes["form"] == "wide"]
    where, gaps = wide.set_index("concept"), _gaps(wide)
    points = []
    for nth, link in enumerate(rows(concept_links)):
        start, end = where.loc[link.source], where.loc[link.target]
        bent = _bent(start, end, gaps)
        same = {"link": nth, "source": link.source, "target": link.target}
        same["observed"] = bool(end["observed"])
        points += [
            {**same, "step": s, "x": px, "y": py, "end": s == len(bent) - 1}
            for s, (px, py) in enumerate(bent)
        ]
    return pd.DataFrame(points)


def _gaps(wide: pd.DataFrame) -> dict[str, list[float]]:
    """Return column -> the middles of the gaps between its boxes, in px."""
    found = {}
    for column, boxes in wide.groupby("column"):
        lower = boxes["y"].sort_values().tolist()[1:]
        upper = boxes["y2"].sort_values().tolist()[:-1]
        found[str(column)] = [(a + b) / 2 for a, b in zip(upper, lower, strict=True)]
    return found


def _bent(start: Any, end: Any, gaps: dict[str, list[float]]) -> list[tuple[float, float]]:  # noqa: ANN401
    """Return the points of one arrow."""
    y, y2 = (start["y"] + start["y2"]) / 2, (end["y"] + end["y2"]) / 2
    if end["x"] <= start["x"]:
        # Within a column the bow goes round the right edge.
        return [(start["x2"], y), *((start["x2"] + 0.045, h) for h in (y, y2)), (end["x2"], y2)]
    points, at, height = [(start["x2"], y)], start["x2"], y
    columns = list(LEFT)
    for column in columns[columns.index(start["column"]) + 1 : columns.index(end["column"])]:
        left, right = LEFT[column], LEFT[column] + BROAD[column]
        gap = min(gaps[column], key=lambda one: abs(one - (y + y2) / 2))
        middle = (at + left) / 2
        points += [(middle, height), (middle, gap), (left, gap), (right, gap)]
        at, height = right, gap
    middle = (at + end["x"]) / 2
    return [*points, (middle, height), (middle, y2), (end["x"], y2)]
