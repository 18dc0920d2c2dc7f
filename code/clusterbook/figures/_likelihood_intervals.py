"""How probable each item is under each explanation: one interval per pair (chapter 11)."""

from typing import Any

import pandas as pd

from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.checks import Row, blank, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.ink import shows
from monograph.drawing.key import key
from monograph.drawing.rows import is_wide, margin
from monograph.drawing.scale import Scale
from monograph.drawing.text import number, wrap
from monograph.drawing.theme import ASSUMED, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

EVIDENCE = "implication explanation low high charitable_low charitable_high"
GAP, BAR, SPARE = 12.0, 6.0, 8.0
"""px: between columns, height of an interval, room above and below."""


def likelihood_intervals(
    evidence: pd.DataFrame, explanations: pd.DataFrame, items: pd.DataFrame, *, title: str = ""
) -> Figure:
    """Draw a row per item, a column per explanation, and in each cell the interval elicited.

    Parameters
    ----------
    evidence
        implication, explanation, low, high (0 to 1), charitable_low, charitable_high (blank where
        a charitable reader has no other interval).
    explanations
        explanation, label; the first is the one that is argued for.
    items
        implication, label, in the order of the rows.
    title
        The finding.
    """
    require(
        "likelihood_intervals",
        evidence=(evidence, EVIDENCE),
        explanations=(explanations, "explanation label"),
        items=(items, "implication label"),
    )
    cells = {(row.implication, row.explanation): row for row in rows(evidence)}
    items = items[items["implication"].isin(evidence["implication"])]

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        elicited = {"shape": "square", "colour": ASSUMED}
        kind = {**elicited, "filled": False}
        entries = [(say("as_we_code"), elicited), (say("as_charitable_reader_would"), kind)]
        key(canvas, [*entries, (say("under_rival"), {**elicited, "colour": QUIET})])
        scales = _scales(canvas, rows(explanations))
        _headings(canvas, scales, rows(explanations))
        for item in rows(items):
            middle = _label(canvas, item)
            for nth, (name, scale) in enumerate(scales.items()):
                _cell(canvas, scale, cells[item.implication, name], middle, first=nth == 0)
        return canvas.chart(canvas.y + 4)

    return Figure(draw, _describe(items, explanations, cells), evidence)


def _scales(canvas: Canvas, explanations: list[Row]) -> dict[str, Scale]:
    left = margin(canvas, 0.34)
    each = (canvas.width - left + GAP) / len(explanations)
    return {
        str(row.explanation): Scale(0, 1, left + nth * each, left + (nth + 1) * each - GAP)
        for nth, row in enumerate(explanations)
    }


def _headings(canvas: Canvas, scales: dict[str, Scale], explanations: list[Row]) -> None:
    """Write the explanations over their columns and the ends of the scale below them."""
    size = canvas.sizes.small
    lines = []
    for row in explanations:
        # On a phone a column is as wide as one word.
        words = str(row.label) if is_wide(canvas) else str(row.explanation).capitalize()
        scale = scales[str(row.explanation)]
        lines.append(wrap(words, scale.right - scale.left + GAP - 2, size))
    most = max(map(len, lines))
    for (name, scale), broken in zip(scales.items(), lines, strict=True):
        for nth, line in enumerate(broken):
            y = canvas.y + (most - len(broken) + nth + 0.5) * size * 1.2
            canvas.text(scale.left, y, line, size=size)
        y = canvas.y + (most + 0.6) * size * 1.2
        for end, align in ((0, "left"), (1, "right")):
            spot = scale(end)
            style: dict[str, Any] = {"size": size, "colour": QUIET, "align": align}
            canvas.text(spot, y, f"{end}", **style, shows=f"tick:{name}")
            mark = [(spot, y + size * 0.6), (spot, y + size * 0.6 + 4)]
            canvas.line(mark, stroke=RULE, shows=f"grid:{name}")
    canvas.y += (most + 1.2) * size * 1.2


def _label(canvas: Canvas, item: Row) -> float:
    """Write an item beside its intervals, or above them on a phone; return their middle."""
    top, left = canvas.y, margin(canvas, 0.34)
    canvas.line([(0, top), (canvas.width, top)], stroke=RULE)
    style: dict[str, Any] = {"size": canvas.sizes.small, "colour": QUIET}
    tag = shows("items", item, text="implication")
    canvas.paragraph(0, top + 4, str(item.implication), 40, **style, shows=tag)
    room = (left or canvas.width) - 36 - (14 if left else 0)
    words, tag = str(item.label), shows("items", item, text="label")
    end = canvas.paragraph(36, top + 4, words, room, shows=tag) + 4
    if left:
        canvas.y = max(end, top + 30)
        return (top + canvas.y) / 2
    canvas.y = end + BAR + SPARE * 2
    return end + SPARE


def _cell(canvas: Canvas, scale: Scale, row: Row, middle: float, *, first: bool) -> None:
    canvas.line([(scale.left, middle), (scale.right, middle)], stroke=RULE)
    colour = ASSUMED if first else QUIET
    other = not blank(row.charitable_low)
    y = middle - (BAR + 1 if other else BAR / 2)
    axis = str(row.explanation)
    tag = shows("evidence", row, x="low", x2="high", on=axis)
    canvas.rect(row.low, y, row.high - row.low, BAR, fill=colour, z=1, on=scale, shows=tag)
    if other:
        low, high = row.charitable_low, row.charitable_high
        tag = shows("evidence", row, x="charitable_low", x2="charitable_high", on=axis)
        canvas.rect(low, middle + 2, high - low, BAR - 1, stroke=colour, z=1, on=scale, shows=tag)


def _describe(items: pd.DataFrame, explanations: pd.DataFrame, cells: dict) -> str:  # type: ignore[type-arg]
    names = dict(zip(explanations["explanation"], explanations["label"], strict=True))
    parts = []
    for item in rows(items):
        said = []
        for name, label in names.items():
            row = cells[item.implication, name]
            words = say("range", label=label, low=number(row.low), high=number(row.high))
            if not blank(row.charitable_low):
                kind = say(
                    "charitable_range",
                    charitable_low=number(row.charitable_low),
                    charitable_high=number(row.charitable_high),
                )
                words += say("charitably", kind=kind)
            said.append(words)
        parts.append(f"{item.implication} {item.label}: {', '.join(said)}")
    return say(
        "intervals_likelihood_items_under",
        items=len(items),
        names=len(names),
        parts="; ".join(parts),
    )
