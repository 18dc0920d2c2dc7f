"""Where everything stands in the picture of `weighing`: labels, scales, key, in two forms."""

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
    "wide": {"strip": (44, 36, 15), "rivals": (186, 24, 9), "items": (362, 36, 15)},
    "narrow": {"strip": (42, 46, 27), "rivals": (214, 40, 26), "items": (466, 54, 41)},
}
HEADS = {"wide": (2, 162, 338), "narrow": (2, 190, 442)}
HEIGHT = {"wide": 600, "narrow": 812}

LEGEND = (
    ("diamond", 0, say("midpoints")),
    ("tick", 122, say("prior")),
    ("bar", 180, say("over_intervals")),
)
"""Kind of mark, where it begins in px, words."""

HALF: dict[str, Any] = {"stroke": QUIET.light, "strokeDash": [4, 3]}

CHOSEN = "datum.hypothesis == hypothesis"


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


def labels(tables: Tables) -> list[alt.Chart]:
    """Write headings and the labels of all rows; of the items, those of the chosen hypothesis."""
    places = either(*(f"{list(HEADS[form])!r}[datum.order]" for form in ("wide", "narrow")))
    named = alt.Chart(ROWS).transform_filter("datum.kind == 'head'")
    named = named.transform_calculate(y=places, left="0")
    rows = alt.Chart(_rows(tables)).transform_filter(f"!datum.item || {CHOSEN}")
    top = either(f"({_row_height(bar=True)}) - datum.half", f"({_row_height(bar=False)})")
    rows = rows.transform_calculate(y=top, words="datum[form]")
    left = alt.X("left:Q", **ACROSS)
    shown = rows.encode(x=left, y=Y, text=alt.Text("words:N"))
    chosen = f"datum.block == 'strip' && {CHOSEN}"
    return [
        named.mark_text(**text(fontWeight=600, color=INK.light)).encode(
            x=left, y=Y, text=alt.Text("words:N")
        ),
        shown.transform_filter(chosen).mark_text(**text(fontWeight=600, color=INK.light)),
        shown.transform_filter(f"!({chosen}) && !datum.item").mark_text(**text(color=INK.light)),
        shown.transform_filter("datum.item")
        .transform_calculate(toggles="replace(split(trim(datum.words), ' ')[0], '.', '_')")
        .mark_text(**text(color=INK.light), cursor="pointer"),
    ]


def _row_height(*, bar: bool) -> str:
    """Return the expression of the height of a row of any block."""
    parts = [
        f"datum.block == '{block}' ? {down(block, 'datum.row', bar=bar)}"
        for block in BLOCKS["wide"]
    ]
    return " : ".join([*parts, "0"])


def _rows(tables: Tables) -> pd.DataFrame:
    """Return the label of every row.

    That is block, row, hypothesis, item (or not), wide, narrow, left, and half (px from the top of
    the label to its middle, in the wide form, in which it stands beside its bar).
    """
    labels = tables.hypotheses.set_index("hypothesis")["label"]
    found = [
        ("strip", n, name, False, f"{name} {labels[name]}") for n, name in enumerate(tables.names)
    ]
    named = enumerate(tables.explanations["label"])
    found += [("rivals", n, "", False, str(label)) for n, label in named]
    labels = tables.items.set_index("implication")["label"]
    for name in tables.names:
        mine = enumerate(tables.items_of(name))
        found += [("items", n, name, True, f"{item} {labels[item]}") for n, item in mine]
    frame = pd.DataFrame(found, columns=["block", "row", "hypothesis", "item", "label"])
    forms = {"wide": LABELS * WIDE, "narrow": float(NARROW)}
    broad = {
        form: [broken(words, width) for words in frame["label"]] for form, width in forms.items()
    }
    # On a phone all items have two lines, so that a short one stands by its bar too.
    short = zip(frame["item"], broad["narrow"], strict=True)
    broad["narrow"] = [f"\n{w}" if item and "\n" not in w else w for item, w in short]
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
        tick.mark_tick(orient="vertical", size=14, thickness=2, color=ASSUMED.light, xOffset=6),
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
    middle = alt.Chart(_rows(tables)).transform_filter(
        f"form == 'narrow' && (!datum.item || {CHOSEN})"
    )
    middle = middle.transform_calculate(x=across("0.5"), bar=_row_height(bar=True))
    return [
        line.transform_filter("datum.share == 0.5").mark_rule(**HALF),
        line.transform_filter("datum.share != 0.5").mark_rule(stroke=RULE.light),
        middle.transform_calculate(y="datum.bar - 9", y2="datum.bar + 9")
        .mark_rule(**HALF)
        .encode(X, Y, Y2),
        *(
            word.transform_filter(f"datum.share == {share}").mark_text(
                **text(align=align, dy=3, color=QUIET.light)
            )
            for share, align in ((0, "left"), (0.5, "center"), (1, "right"))
        ),
    ]
