"""What single items say: weights in decibels, and the posterior without each (chapter 11)."""

from typing import Any

import altair as alt
import pandas as pd

from monograph.drawing.canvas import UPRIGHT, Canvas
from monograph.drawing.checks import Row, blank, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.key import key
from monograph.drawing.rows import heading, is_wide, label_rows, margin
from monograph.drawing.scale import Scale, axis
from monograph.drawing.text import number
from monograph.drawing.theme import COMPUTED, INK, QUIET

LABELS, NUMBERS = 0.42, 54.0
"""Share of the width for labels; px on the right for a number."""

CODED: dict[str, Any] = {"shape": "diamond", "colour": COMPUTED}
KIND: dict[str, Any] = {**CODED, "filled": False}


def item_weights(
    weights: pd.DataFrame,
    items: pd.DataFrame,
    hypotheses: pd.DataFrame,
    *,
    title: str = "",
    keys: tuple[str, str] = ("as coded, with its range", "read charitably"),
) -> Figure:
    """Draw each item's weight of evidence in decibels, with its range, from zero to both sides.

    Parameters
    ----------
    weights
        hypothesis, implication, db, low, high; kind_db, kind_low, kind_high (blank where a
        charitable reading changes nothing). Positive speaks for the hypothesis.
    items
        implication, label.
    hypotheses
        hypothesis, label, in the order of the blocks.
    title
        The finding.
    keys
        What the filled marks and the open ones are.
    """
    needs = "hypothesis implication db low high kind_db kind_low kind_high"
    _require("item_weights", weights, needs, items, hypotheses)
    labels = items.set_index("implication")["label"]
    reach = float(weights[["low", "high", "kind_low", "kind_high"]].abs().max().max())

    def draw(width: int) -> alt.LayerChart:
        canvas = Canvas.titled(width, title)
        key(canvas, [(keys[0], CODED), (keys[1], KIND)])
        scale = Scale(-reach, reach, margin(canvas, LABELS) + 4, width - NUMBERS)
        top = canvas.y
        for row, y in _blocks(canvas, weights, labels, hypotheses):
            _weight(canvas, scale, row, y)
        canvas.line([(scale(0), top), (scale(0), canvas.y)], stroke=INK, z=0)
        canvas.y = axis(canvas, scale, top, canvas.y + 2, title="decibels (dB), against ← → for")
        return canvas.chart()

    said = []
    for row in rows(weights):
        words = f"{row.implication} {labels[row.implication]}: {number(row.db, 1)} dB"
        words += f" ({number(row.low, 1)} to {number(row.high, 1)})"
        if not blank(row.kind_db):
            words += f", {keys[1]} {number(row.kind_db, 1)}"
        said.append(words)
    lead = f"Weights of evidence of {len(weights)} items for their hypothesis, against its rivals."
    return Figure(draw, f"{lead} {'; '.join(said)}.", weights)


def left_out(
    changes: pd.DataFrame, items: pd.DataFrame, hypotheses: pd.DataFrame, *, title: str = ""
) -> Figure:
    """Draw where the posterior of a hypothesis goes when one item is left out.

    Parameters
    ----------
    changes
        hypothesis, reading (sceptical or charitable), implication, posterior (with all items),
        without (this one); shares.
    items
        implication, label.
    hypotheses
        hypothesis, label, in the order of the blocks.
    title
        The finding.
    """
    needs = "hypothesis reading implication posterior without"
    _require("left_out", changes, needs, items, hypotheses)
    labels = items.set_index("implication")["label"]
    coded = changes[changes["reading"] == "sceptical"]
    kind = {r.implication: r for r in rows(changes[changes["reading"] == "charitable"])}

    def draw(width: int) -> alt.LayerChart:
        canvas = Canvas.titled(width, title)
        lines = {"shape": UPRIGHT, "colour": COMPUTED}
        entries = [("sceptical, without the item", CODED), ("charitable, without it", KIND)]
        key(canvas, [*entries, ("with all items", lines)])
        scale = Scale(0, 100, margin(canvas, LABELS) + 4, width - 16)
        top = canvas.y
        for row, y in _blocks(canvas, coded, labels, hypotheses):
            _shift(canvas, scale, row, y, CODED)
            if row.implication in kind:
                _shift(canvas, scale, kind[row.implication], y, KIND)
        words = "posterior of the hypothesis"
        canvas.y = axis(canvas, scale, top, canvas.y + 2, title=words, unit="%")
        return canvas.chart()

    said = [
        f"{r.implication} {labels[r.implication]}, {r.reading} reading: {r.posterior:.0%} with all "
        f"items, {r.without:.0%} without it"
        for r in rows(changes)
    ]
    return Figure(draw, f"Posteriors with one item left out. {'; '.join(said)}.", changes)


def _require(
    name: str, frame: pd.DataFrame, needs: str, items: pd.DataFrame, hypotheses: pd.DataFrame
) -> None:
    first = "weights" if name == "item_weights" else "changes"
    require(
        name,
        **{first: (frame, needs)},
        items=(items, "implication label"),
        hypotheses=(hypotheses, "hypothesis label"),
    )


def _blocks(
    canvas: Canvas, frame: pd.DataFrame, labels: "pd.Series[str]", hypotheses: pd.DataFrame
) -> list[tuple[Row, float]]:
    """Write a heading per hypothesis and a label per item; return rows with their heights."""
    placed = []
    for hypothesis in rows(hypotheses):
        mine = rows(frame[frame["hypothesis"] == hypothesis.hypothesis])
        words = f"{hypothesis.hypothesis} {hypothesis.label}"
        heading(canvas, words)
        named = [f"{row.implication} {labels[row.implication]}" for row in mine]
        height = 26 if is_wide(canvas) else 20
        middles = label_rows(canvas, named, margin(canvas, LABELS), height=height)
        placed += list(zip(mine, middles, strict=True))
    return placed


def _weight(canvas: Canvas, scale: Scale, row: Row, y: float) -> None:
    other = not blank(row.kind_db)
    at = y - 4 if other else y
    canvas.line([(scale(row.low), at), (scale(row.high), at)], stroke=COMPUTED, width=3)
    canvas.mark(scale(row.db), at, **CODED)
    if other:
        canvas.line([(scale(row.kind_low), y + 6), (scale(row.kind_high), y + 6)], stroke=COMPUTED)
        canvas.mark(scale(row.kind_db), y + 6, size=9, **KIND)
    sign = "+" if row.db > 0 else ""
    words = f"{sign}{number(row.db, 1)} dB"
    canvas.text(canvas.width, at, words, size=canvas.sizes.small, align="right")


def _shift(canvas: Canvas, scale: Scale, row: Row, y: float, style: dict[str, Any]) -> None:
    start, end = scale(100 * row.posterior), scale(100 * row.without)
    canvas.line([(start, y - 9), (start, y + 9)], stroke=COMPUTED, width=1.5)
    canvas.line([(start, y), (end, y)], stroke=QUIET, width=1.5)
    canvas.mark(end, y, **style)
