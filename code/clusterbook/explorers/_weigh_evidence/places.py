"""Where everything stands in the picture of `weighing`: labels, scales, key, in two forms."""

from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd

from clusterbook.explorers._weigh_evidence.tables import Tables
from monograph.alive.sheet import ACROSS, NARROW, ROWS, WIDE, Y2, X, Y, broken, half, text
from monograph.drawing.theme import ASSUMED, COMPUTED, INK, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

REACH = 10
"""Decibels to either side; what lies further out stands at the edge."""

LABELS = 0.325
BARS = {"wide": (0.36, 0.80), "narrow": (0.01, 0.70)}
"""Shares of the width: where labels end in the wide form, and where bars begin and end."""

BLOCKS = {
    # name: (first row, from row to row, bar below the row's top), in px
    "wide": {"strip": (44, 36, 15), "rivals": (186, 24, 9), "items": (362, 44, 15)},
    "narrow": {"strip": (42, 46, 27), "rivals": (214, 40, 26), "items": (466, 54, 41)},
}
HEADS = {"wide": (2, 162, 338), "narrow": (2, 190, 442)}
HEIGHT = {"wide": 648, "narrow": 812}

LEGEND = (
    ("diamond", 0, say("midpoints")),
    ("tick", 122, say("prior")),
    ("bar", 180, say("over_intervals")),
)
"""Kind of mark, where it begins in px, words."""

HALF: dict[str, Any] = {"stroke": QUIET.light, "strokeDash": [4, 3]}

TOGGLES = "replace(datum.item, '.', '_')"
"""Expression of the switch that a mark of an item turns."""


def either(wide: object, narrow: object) -> str:
    """Return the expression that takes the one of the form shown."""
    return f"(form == 'wide' ? {wide} : {narrow})"


def across(share: str) -> str:
    """Return the expression of where a share of the scale stands in the width."""
    ends = [f"{a} + {b - a:.4f} * ({share})" for a, b in BARS.values()]
    return either(*ends)


def down(block: str, row: str, *, bar: bool = True) -> str:
    """Return the expression of the height of a row of a block: of its bar, or of its top."""
    at = [BLOCKS[form][block] for form in ("wide", "narrow")]
    return either(*(f"{first + (low if bar else 0)} + {step} * ({row})" for first, step, low in at))


def at(field: str) -> alt.X:
    """Return a place across by a field of shares."""
    return alt.X(f"{field}:Q", **ACROSS)


def of_block(name: str) -> alt.Chart:
    """Return the chart of a block's rows in the state shown."""
    return alt.Chart(ROWS).transform_filter(f"datum.block == '{name}'")


def labels(tables: Tables) -> list[alt.Chart]:
    """Write headings and the labels of all rows; of the items, those of the chosen hypothesis."""
    places = either(*(f"{list(HEADS[form])!r}[datum.order]" for form in ("wide", "narrow")))
    named = _written(of_block("heads").transform_calculate(y=places, left="0"))
    plain, bold = text(color=INK.light), text(fontWeight=600, color=INK.light)
    rows = alt.Chart(_rows(tables))
    rows = _written(_beside_bars(rows, lambda bar: _row_height("datum.row", bar=bar)))
    chosen = "datum.hypothesis == hypothesis"
    words = alt.LookupData(items(tables), key="item", fields=["wide", "narrow", "half"])
    named_items = of_block("items").transform_lookup("item", words)
    named_items = _beside_bars(named_items, lambda bar: down("items", "datum.order", bar=bar))
    named_items = _written(named_items.transform_calculate(left="0", toggles=TOGGLES))
    return [
        named.mark_text(**bold),
        rows.transform_filter(chosen).mark_text(**bold),
        rows.transform_filter(f"!({chosen})").mark_text(**plain),
        named_items.mark_text(**plain, cursor="pointer"),
    ]


def _written(chart: alt.Chart) -> alt.Chart:
    return chart.encode(x=alt.X("left:Q", **ACROSS), y=Y, text=alt.Text("words:N"))


def _beside_bars(chart: alt.Chart, height: Callable[[bool], str]) -> alt.Chart:
    """Place labels in the middle of their bars, or on a phone at the top of their rows."""
    top = either(f"({height(True)}) - datum.half", f"({height(False)})")
    return chart.transform_calculate(y=top, words="datum[form]")


def _row_height(row: str, *, bar: bool) -> str:
    """Return the expression of the height of a row of a block that has a label in every state."""
    strip, rivals = (down(block, row, bar=bar) for block in ("strip", "rivals"))
    return f"datum.block == 'strip' ? {strip} : {rivals}"


def _rows(tables: Tables) -> pd.DataFrame:
    """Return the label of every row that stands in all states, as `_in_lines`.

    Before it block, row, and in the strip hypothesis.
    """
    labels = tables.hypotheses.set_index("hypothesis")["label"]
    found = [("strip", n, name, f"{name} {labels[name]}") for n, name in enumerate(tables.names)]
    named = enumerate(tables.explanations["label"])
    found += [("rivals", n, "", str(label)) for n, label in named]
    return _in_lines(pd.DataFrame(found, columns=["block", "row", "hypothesis", "label"]))


def items(tables: Tables) -> pd.DataFrame:
    """Return the label of every item, as `_in_lines`; on a phone in two lines.

    So a short one stands by its bar too.
    """
    labels = tables.items.set_index("implication")["label"]
    found = [(item, f"{item} {labels[item]}") for item in tables.all_items()]
    frame = _in_lines(pd.DataFrame(found, columns=["item", "label"]))
    return frame.assign(narrow=[w if "\n" in w else f"\n{w}" for w in frame["narrow"]])


def _in_lines(frame: pd.DataFrame) -> pd.DataFrame:
    """Break labels for both forms.

    That is wide, narrow, left, and half (px from the top of the label to its middle, in the wide
    form, in which it stands beside its bar).
    """
    forms = {"wide": LABELS * WIDE, "narrow": float(NARROW)}
    broad = {
        form: [broken(words, width) for words in frame["label"]] for form, width in forms.items()
    }
    halves = [half(words) for words in broad["wide"]]
    return frame.drop(columns="label").assign(**broad, left=0, half=halves)


def legend() -> list[alt.Chart]:
    """Say below the first heading what bar, diamond and tick are."""
    frame = pd.DataFrame(LEGEND, columns=["kind", "px", "words"]).assign(y=26)
    base = alt.Chart(frame).encode(x=alt.X("px:Q", scale=None, axis=None), y=Y)
    diamond, tick, bar = (base.transform_filter(f"datum.kind == '{kind}'") for kind, *_ in LEGEND)
    return [
        bar.mark_rule(strokeWidth=6, strokeOpacity=0.45, stroke=COMPUTED.light, x2Offset=14).encode(
            x2=alt.X2("px:Q")
        ),
        diamond.mark_point(
            shape="diamond", size=90, filled=True, opacity=1, color=COMPUTED.light, xOffset=6
        ),
        tick.mark_tick(
            orient="vertical", size=14, thickness=2, opacity=1, color=ASSUMED.light, xOffset=6
        ),
        base.encode(text=alt.Text("words:N")).mark_text(
            **text(baseline="middle", dx=18, color=QUIET.light)
        ),
    ]


def scales(tables: Tables) -> list[alt.Chart]:
    """Draw the scales: their ends, and a line through the middle, clear of labels on a phone."""
    marks = [(0, n / 2, f"{50 * n}%") for n in range(3)]
    marks += [(1, (n + 1) / 2, f"{'+' if n > 0 else ''}{REACH * n} dB") for n in (-1, 0, 1)]
    frame = pd.DataFrame(marks, columns=["axis", "share", "words"])
    frame["words"] = frame["words"].str.replace("-", "−")
    counts = str({name: len(tables.items_of(name)) for name in tables.names})
    y, tops = [], []
    for form in BLOCKS.values():
        (first, step, _), (start, each, _) = form["items"], form["rivals"]
        end = start + each * len(tables.explanations)
        y.append(f"[{end}, {first} + {step} * {counts}[hypothesis]][datum.axis]")
        tops.append(f"[{form['strip'][0]}, {first}][datum.axis]")
    base = alt.Chart(frame).transform_calculate(
        x=across("datum.share"), y=either(*y), y2=either(*tops)
    )
    line = base.transform_filter("form == 'wide'").encode(X, Y, Y2)
    word = base.encode(X, Y, text=alt.Text("words:N"))
    bars = (
        (alt.Chart(_rows(tables)), _row_height("datum.row", bar=True)),
        (of_block("items"), down("items", "datum.order")),
    )
    return [
        line.transform_filter("datum.share == 0.5").mark_rule(**HALF),
        line.transform_filter("datum.share != 0.5").mark_rule(stroke=RULE.light),
        *(
            chart.transform_filter("form == 'narrow'")
            .transform_calculate(x=across("0.5"), y=f"({bar}) - 9", y2=f"({bar}) + 9")
            .mark_rule(**HALF)
            .encode(X, Y, Y2)
            for chart, bar in bars
        ),
        *(
            word.transform_filter(f"datum.share == {share}").mark_text(
                **text(align=align, dy=3, color=QUIET.light)
            )
            for share, align in ((0, "left"), (0.5, "center"), (1, "right"))
        ),
    ]
