"""Which totals over which bases can print as a mean that the reader types (chapter 7)."""

from pathlib import Path

import altair as alt
import pandas as pd

from clusterbook.analysis.survey import Bases
from clusterbook.explorers import typed_number as typed
from clusterbook.explorers._mean_lattice.means_tried import MOST, handed_over, shown, told
from monograph.alive.explore import Explorer, explore
from monograph.alive.in_page import InPage
from monograph.alive.sheet import ROWS, SMALL, Y2, Y, as_paths, laid_out, looked_up, px
from monograph.drawing.theme import COMPUTED, INK, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

LEFT, TOP, HEIGHT, FOOT = 52, 4, 180, 36
"""px: for the numbers on the left, above the field of the means, the field, and below it."""

LOOKS: tuple[tuple[str, bool, dict[str, object]], ...] = (
    ("line", False, {"stroke": RULE.light, "strokeWidth": 1}),
    ("line", True, {"stroke": COMPUTED.light, "strokeWidth": 1}),
    ("dot", False, {"stroke": QUIET.light, "strokeWidth": 2.8, "strokeCap": "round"}),
    ("dot", True, {"stroke": COMPUTED.light, "strokeWidth": 7, "strokeCap": "round"}),
)
"""What is drawn of a mean, by whether it prints as the number -> how it looks."""

X, X2 = alt.X("x:Q", scale=None, axis=None), alt.X2("x2:Q")


def mean_lattice(entry: str, bases: Bases) -> Explorer:
    """Let a reader type a mean of whole things and see over which numbers of firms it can be one.

    Parameters
    ----------
    entry
        The mean as printed that stands there at first, and an example of what can.
    bases
        Numbers of firms that may have answered.

    Raises
    ------
    ValueError
        If it is no number as printed.
    """
    if not typed.readable(entry, MOST):
        raise ValueError(typed.refusal(entry, MOST, entry))
    return explore(
        _chart(bases),
        rows=lambda printed, rule: shown(bases, printed, rule),
        says=lambda printed, rule: told(bases, entry, printed, rule),
        in_page=InPage(Path(__file__).with_name("in_page.mjs"), handed_over(bases, entry)),
        label=say("each_number_firms_attainable"),
        printed=typed.entry(entry, say("mean_as_printed")),
        rule=typed.rule_choice(),
    )


def _chart(bases: Bases) -> alt.LayerChart:
    return laid_out(*_band(), *_means(bases), *_foot(bases), height=TOP + HEIGHT + FOOT)


def _of(kind: str) -> alt.Chart:
    """Return the state's rows of a kind, in their places down."""
    rows = alt.Chart(ROWS).transform_filter(f"datum.kind == '{kind}'")
    return rows.transform_calculate(y=_down("datum.rise"))


def _across(base: str, bases: Bases) -> str:
    """Return the expression for the place of a base, in px."""
    return f"{LEFT} + (width - {LEFT}) * ({base} - {bases.low} + 0.5) / {len(bases.tried)}"


def _down(rise: str) -> str:
    """Return the expression for the place of a mean, in px, by its share of half the field."""
    return f"{TOP} + {HEIGHT / 2} * (1 - {rise})"


def _band() -> list[alt.Chart]:
    """Draw the means that print as the number, with their ends and the number itself."""
    band = _of("band").transform_calculate(x=str(LEFT), x2="width", y2=_down("datum.rise2"))
    lines = _of("line")
    ruled = lines.transform_calculate(x=str(LEFT), x2="width")
    numbers = lines.transform_calculate(x=str(LEFT - 6))
    return [
        band.mark_rect(color=COMPUTED.light, opacity=0.12).encode(x=X, x2=X2, y=Y, y2=Y2),
        ruled.mark_rule(color=RULE.light).encode(x=X, x2=X2, y=Y),
        numbers.mark_text(align="right", fontSize=SMALL, color=QUIET.light).encode(
            x=X, y=Y, text=alt.Text("words:N")
        ),
    ]


def _means(bases: Bases) -> list[alt.Chart]:
    """Draw a stem and a mark for each base; write the totals over the two that matter."""
    fewer, valid = bases.answered
    found = _of("base").transform_calculate(x=_across("datum.base", bases))
    named = found.transform_filter(f"datum.base == {fewer} || datum.base == {valid}")
    return [
        *_stems(found),
        named.mark_text(
            fontSize=SMALL,
            fontWeight=600,
            color=INK.light,
            align=alt.expr(f"datum.base == {fewer} ? 'right' : 'left'"),
            dx=alt.expr(f"datum.base == {fewer} ? 4 : -4"),
            dy=alt.expr("datum.rise > 0 ? -13 : 13"),
        ).encode(x=X, y=Y, text=alt.Text("words:N")),
        _told(bases),
    ]


def _stems(found: alt.Chart) -> list[alt.Chart]:
    """Draw all stems of a look as one path, and so their dots: on each a round pen stands."""
    place = " + ',' + ".join(px(f"datum.{way}") for way in ("x", "y"))
    line, dot = f"'M' + {place} + 'V{TOP + HEIGHT // 2}'", f"'M' + {place} + 'h.01'"
    return as_paths(found, "fits", {"line": line, "dot": dot}, LOOKS)


def _told(bases: Bases) -> alt.Chart:
    """Lay a column that is not seen over each base: it tells more of it, wherever it is touched."""
    columns = alt.Chart(pd.DataFrame({"base": bases.tried}))
    return (
        columns.transform_lookup(**looked_up("base", "over", "mean", "prints"))
        .transform_filter("datum.over")
        .transform_calculate(
            x=_across("datum.base - 0.5", bases), x2=_across("datum.base + 0.5", bases)
        )
        .mark_rect(fill="transparent")
        .encode(
            x=X,
            x2=X2,
            y=alt.YValue(TOP),
            y2=alt.Y2Value(TOP + HEIGHT),
            tooltip=[
                alt.Tooltip("over:N", title=say("total")),
                alt.Tooltip("mean:Q", title=say("mean"), format=".6f"),
                alt.Tooltip("prints:N", title=say("prints")),
            ],
        )
    )


def _foot(bases: Bases) -> list[alt.Chart]:
    """Draw the numbers of firms below, those that matter as one label, and what they are."""
    middle = sum(bases.answered) / 2
    shown = {middle: ", ".join(map(str, bases.answered))}
    shown |= {n: str(n) for n in bases.tried if n % 5 == 0 and abs(n - middle) > 2}
    frame = pd.DataFrame(
        {"base": list(shown), "words": list(shown.values()), "y": TOP + HEIGHT + 8}
    )
    frame["bold"] = frame["base"] == middle
    numbers = alt.Chart(frame).transform_calculate(x=_across("datum.base", bases))
    tone = alt.condition("datum.bold", alt.value(INK.light), alt.value(QUIET.light))
    name = alt.Chart(pd.DataFrame([{"y": TOP + HEIGHT + 24, "words": say("firms_answered")}]))
    style = {"baseline": "top", "fontSize": SMALL}
    return [
        numbers.mark_text(fontWeight=alt.expr("datum.bold ? 600 : 400"), **style).encode(
            x=X, y=Y, text=alt.Text("words:N"), color=tone
        ),
        name.transform_calculate(x="width")
        .mark_text(align="right", color=QUIET.light, **style)
        .encode(x=X, y=Y, text=alt.Text("words:N")),
    ]
