"""What single items say: weights in decibels, and the posterior without each (chapter 11)."""

from typing import Any

import pandas as pd

from monograph.drawing.canvas import UPRIGHT, Canvas, Spec
from monograph.drawing.checks import Row, blank, require, rows
from monograph.drawing.figure import Figure
from monograph.drawing.key import key
from monograph.drawing.row_plot import RowPlot, row_plot
from monograph.drawing.rows import is_wide
from monograph.drawing.text import number
from monograph.drawing.theme import COMPUTED, QUIET
from monograph.words import words_beside

say = words_beside(__file__)

CODED: dict[str, Any] = {"shape": "diamond", "colour": COMPUTED}
KIND: dict[str, Any] = {**CODED, "filled": False}


def item_weights(
    weights: pd.DataFrame,
    items: pd.DataFrame,
    hypotheses: pd.DataFrame,
    *,
    title: str = "",
    keys: tuple[str, str] = (say("coded"), say("charitable")),
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

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        key(canvas, [(keys[0], CODED), (keys[1], KIND)])
        named = _blocks(canvas, weights, labels, hypotheses)
        plot = row_plot(
            *(canvas, "weights", _labelled(weights, labels), (-reach, reach)),
            numbers=_decibels,
            **named,
        )
        for row, y in plot:
            _weight(plot, row, y)
        plot.level(0, width=1)
        plot.axis(say("decibels_db_against"))
        return canvas.chart()

    said = []
    for row in rows(weights):
        words = f"{row.implication} {labels[row.implication]}: {number(row.db, 1)} dB"
        words += say("range", low=number(row.low, 1), high=number(row.high, 1))
        if not blank(row.kind_db):
            words += f", {keys[1]} {number(row.kind_db, 1)}"
        said.append(words)
    lead = say("weights_evidence_items_their", weights=len(weights))
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

    def draw(width: int) -> Spec:
        canvas = Canvas.titled(width, title)
        lines = {"shape": UPRIGHT, "colour": COMPUTED}
        entries = [(say("sceptical_without_item"), CODED), (say("charitable_without_item"), KIND)]
        key(canvas, [*entries, (say("all_items"), lines)])
        named = _blocks(canvas, coded, labels, hypotheses)
        plot = row_plot(
            *(canvas, "changes", _labelled(coded, labels), (0, 100)), times=100, **named
        )
        for row, y in plot:
            _shift(plot, row, y, CODED)
            if row.implication in kind:
                _shift(plot, kind[row.implication], y, KIND)
        plot.axis(say("posterior_hypothesis"), unit="%")
        return canvas.chart()

    said = [
        say(
            "change",
            implication=r.implication,
            label=labels[r.implication],
            reading=r.reading,
            posterior=r.posterior,
            without=r.without,
        )
        for r in rows(changes)
    ]
    return Figure(draw, say("posteriors_one_item_left", said="; ".join(said)), changes)


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


def _labelled(frame: pd.DataFrame, labels: "pd.Series[str]") -> pd.DataFrame:
    """Name each row after its item."""
    return frame.assign(label=[f"{item} {labels[item]}" for item in frame["implication"]])


def _blocks(
    canvas: Canvas, frame: pd.DataFrame, labels: "pd.Series[str]", hypotheses: pd.DataFrame
) -> dict[str, Any]:
    """Return how the rows stand: under the hypothesis that they are about."""
    named = _labelled(frame, labels)
    blocks = [
        (f"{h.hypothesis} {h.label}", named[named["hypothesis"] == h.hypothesis])
        for h in rows(hypotheses)
    ]
    return {"blocks": blocks, "share": 0.42, "height": 26 if is_wide(canvas) else 20}


def _decibels(row: Row) -> str:
    return f"{'+' if row.db > 0 else ''}{number(row.db, 1)} dB"


def _weight(plot: RowPlot, row: Row, y: float) -> None:
    other = not blank(row.kind_db)
    at = y - 4 if other else y
    plot.span(row, at, ("low", "high"), stroke=COMPUTED, width=3, z=0)
    plot.point(row, at, "db", **CODED)
    if other:
        plot.span(row, y + 6, ("kind_low", "kind_high"), stroke=COMPUTED, z=0)
        plot.point(row, y + 6, "kind_db", size=9, **KIND)


def _shift(plot: RowPlot, row: Row, y: float, style: dict[str, Any]) -> None:
    plot.stroke(row, y, "posterior", reach=9, stroke=COMPUTED, width=1.5, z=0)
    plot.span(row, y, ("posterior", "without"), stroke=QUIET, width=1.5, z=0)
    plot.point(row, y, "without", look="reading", **style)
