"""Which totals over which bases can print as a mean that the reader types (chapter 7)."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import altair as alt
import pandas as pd

from clusterbook.analysis.survey import VALID, WIDE_BASES, Rounding, totals
from clusterbook.explorers import typed_number as typed
from monograph.alive.explore import Explorer, explore
from monograph.alive.heading import TALL as TOP
from monograph.alive.heading import laid_out
from monograph.alive.sheet import SMALL, Y2, Y
from monograph.drawing.theme import COMPUTED, INK, QUIET, RULE

MOST, EXAMPLE = 999, "1.33"
MATTER = (VALID - 1, VALID)
LEFT, HEIGHT, FOOT = 52, 180, 36
"""px: for the numbers on the left, the field of the means, and the numbers of firms below."""

FURTHEST = 0.5 / WIDE_BASES[0]
"""The farthest that the nearest attainable mean can be from any number."""

X, X2 = alt.X("x:Q", scale=None, axis=None), alt.X2("x2:Q")


def mean_lattice(entry: str = EXAMPLE) -> Explorer:
    """Let a reader type a mean of whole things and see over which numbers of firms it can be one.

    Parameters
    ----------
    entry
        The mean as printed that stands there at first.

    Raises
    ------
    ValueError
        If it is no number as printed.
    """
    if not typed.readable(entry, MOST):
        raise ValueError(typed.refusal(entry, MOST, EXAMPLE))
    return explore(
        _chart(entry),
        rows=tried,
        says=told,
        in_page=True,
        label="For each number of firms, the attainable mean that comes nearest to the one in "
        "print; a large mark where it lies in the band of means that print so.",
        printed=typed.entry(entry, "Mean as printed"),
        rule=typed.rule_choice(),
    )


def tried(printed: str, rule: str) -> pd.DataFrame:
    """Return, base by base, the mean of whole things that comes nearest to the one in print.

    Returns
    -------
    DataFrame
        base, total (the nearest; the least that prints so, if the nearest does not), mean (exact),
        fits, least and most (the totals that print so, missing if there is none); no rows if
        `printed` is not readable.
    """
    names = ["base", "total", "mean", "fits", "least", "most"]
    if not typed.readable(printed, MOST):
        return pd.DataFrame(columns=names)
    rows = []
    for base in WIDE_BASES:
        found = totals(printed, base, Rounding(rule))
        near = floor(Fraction(printed) * base + Fraction(1, 2))
        total = near if near in found or not found else found[0]
        ends = (found[0], found[-1]) if found else (None, None)
        rows.append((base, total, total / base, bool(found), *ends))
    return pd.DataFrame(rows, columns=names)


def told(printed: str, rule: str) -> str:
    """Return which bases survive, in words, and the totals over the two that matter."""
    if not typed.readable(printed, MOST):
        return typed.refusal(printed, MOST, EXAMPLE)
    found, how = tried(printed, rule), typed.RULES[Rounding(rule)][1]
    count = int(found["fits"].sum())
    over = found.set_index("base")
    ends = [(over.loc[n, "least"], over.loc[n, "most"], bool(over.loc[n, "fits"])) for n in MATTER]
    needed = [_needed(*end) for end in ends]
    return (
        f"{printed}, {how}, can be a mean over {count} of the {len(WIDE_BASES)} bases. The total "
        f"over {MATTER[0]} firms would be {needed[0]}, over {MATTER[1]} firms {needed[1]}."
    )


def _needed(least: float, most: float, fits: bool) -> str:
    if not fits:
        return "none"
    return f"{least:.0f}" if least == most else f"{least:.0f} to {most:.0f}"


def _says() -> str:
    """Return the expression that says what `told` says."""
    needed = []
    for n in map(str, MATTER):
        least, most = typed.first(n, 1), typed.last(n, 1)
        several = f"({most} > {least} ? {least} + ' to ' + {most} : '' + {least})"
        needed.append(f"({most} < {least} ? 'none' : {several})")
    how = ", ".join(f"'{rule}': '{words}'" for rule, (_, words) in typed.RULES.items())
    return (
        f"!readable ? {typed.refusal_expr(MOST, EXAMPLE)} : printed + ', ' + ({{{how}}})[rule] + "
        f"', can be a mean over ' + fitting + ' of the {len(WIDE_BASES)} bases. The total over "
        f"{MATTER[0]} firms would be ' + {needed[0]} + ', over {MATTER[1]} firms ' + {needed[1]}"
        " + '.'"
    )


def _chart(entry: str) -> alt.LayerChart:
    title = f"fitting + ' of {len(WIDE_BASES)} bases can print ' + printed"
    params = [
        *typed.parameters(entry, MOST),
        alt.param("ways", expr=typed.listed(1)),
        alt.param("fitting", expr=typed.counted()),
        # How far the band of rounding reaches below and above, and the field on either side.
        alt.param("below", expr="rule == 'truncate' ? 0 : 0.5 / ten"),
        alt.param("above", expr="rule == 'truncate' ? 1 / ten : 0.5 / ten"),
        alt.param("reach", expr=f"1.25 * max(above, {FURTHEST})"),
        alt.param("says", expr=_says()),
    ]
    finding = f"readable ? {title} : 'No mean to be tried'"
    chart = laid_out(*_band(), *_means(), *_foot(), finding=finding, height=TOP + HEIGHT + FOOT)
    return chart.add_params(*params)


def _across(base: str) -> str:
    """Return the expression for the place of a base, in px."""
    return f"{LEFT} + (width - {LEFT}) * ({base} - {WIDE_BASES[0]} + 0.5) / {len(WIDE_BASES)}"


def _down(gap: str) -> str:
    """Return the expression for the place of a mean, in px, by its distance from the printed."""
    return f"{TOP} + {HEIGHT / 2} * (1 - ({gap}) / reach)"


def _band() -> list[alt.Chart]:
    """Draw the means that print as the number, with their ends and the number itself."""
    one = alt.Chart(pd.DataFrame([{"y": 0}])).transform_filter("readable")
    band = one.transform_calculate(x=str(LEFT), x2="width", y=_down("above"), y2=_down("-below"))
    wide = f"0.5 / ten / reach * {HEIGHT / 2} > 13"
    form = "'.' + (round(log(ten) / LN10) + 1) + 'f'"
    lines = (
        alt.Chart(pd.DataFrame({"side": [-1, 0, 1]}))
        .transform_filter("readable")
        .transform_calculate(off="datum.side > 0 ? above : datum.side < 0 ? -below : 0")
        # Ends that would touch the number in the middle are not written.
        .transform_filter(f"datum.side == 0 || (datum.off && {wide})")
        .transform_calculate(
            x=str(LEFT - 6),
            x2="width",
            y=_down("datum.off"),
            # While the ends are written, with one decimal more than in print.
            words=f"{wide} ? format(units / ten + datum.off, {form}) : printed",
        )
    )
    return [
        band.mark_rect(color=COMPUTED.light, opacity=0.12).encode(x=X, x2=X2, y=Y, y2=Y2),
        lines.transform_calculate(x=str(LEFT)).mark_rule(color=RULE.light).encode(x=X, x2=X2, y=Y),
        lines.mark_text(align="right", fontSize=SMALL, color=QUIET.light).encode(
            x=X, y=Y, text="words:N"
        ),
    ]


def _found() -> alt.Chart:
    """Return what is computed for each base: its total, its mean, and their place."""
    of = ("datum.base", 1)
    near = typed.nearest(*of)
    inside = "datum.near >= datum.least && datum.near <= datum.most"
    sequence = alt.sequence(WIDE_BASES[0], WIDE_BASES[-1] + 1, as_="base")
    return (
        alt.Chart(sequence)
        .transform_filter("readable")
        .transform_calculate(least=typed.first(*of), most=typed.last(*of), near=near)
        .transform_calculate(fits="datum.most >= datum.least")
        .transform_calculate(total=f"!datum.fits || {inside} ? datum.near : datum.least")
        .transform_calculate(mean="datum.total / datum.base")
        .transform_calculate(
            x=_across("datum.base"),
            y=_down("datum.mean - units / ten"),
            y2=str(TOP + HEIGHT / 2),
            words="datum.total + '/' + datum.base",
            Total="datum.total + ' over ' + datum.base + ' firms'",
            Mean="format(datum.mean, '.6f')",
            Prints="datum.fits ? 'as ' + printed : 'otherwise'",
        )
    )


def _means() -> list[alt.Chart]:
    """Draw a stem and a mark for each base; write the totals over the two that matter."""
    found = _found()
    fits = "datum.fits"
    tone = alt.condition(fits, alt.value(COMPUTED.light), alt.value(RULE.light))
    dot = alt.condition(fits, alt.value(COMPUTED.light), alt.value(QUIET.light))
    named = found.transform_filter(f"datum.base == {MATTER[0]} || datum.base == {MATTER[1]}")
    return [
        found.mark_rule().encode(x=X, y=Y, y2=Y2, color=tone),
        found.properties(name="lattice")
        .mark_point(filled=True, opacity=1)
        .encode(
            x=X,
            y=Y,
            color=dot,
            size=alt.condition(fits, alt.value(49), alt.value(8)),
            tooltip=["Total:N", "Mean:N", "Prints:N"],
        ),
        named.mark_text(
            fontSize=SMALL,
            fontWeight=600,
            color=INK.light,
            align=alt.expr(f"datum.base == {MATTER[0]} ? 'right' : 'left'"),
            dx=alt.expr(f"datum.base == {MATTER[0]} ? 4 : -4"),
            dy=alt.expr("datum.y < datum.y2 ? -13 : 13"),
        ).encode(x=X, y=Y, text="words:N"),
    ]


def _foot() -> list[alt.Chart]:
    """Draw the numbers of firms below, those that matter as one label, and what they are."""
    middle = sum(MATTER) / 2
    shown = {middle: ", ".join(map(str, MATTER))}
    shown |= {n: str(n) for n in WIDE_BASES if n % 5 == 0 and abs(n - middle) > 2}
    frame = pd.DataFrame(
        {"base": list(shown), "words": list(shown.values()), "y": TOP + HEIGHT + 8}
    )
    frame["bold"] = frame["base"] == middle
    numbers = alt.Chart(frame).transform_calculate(x=_across("datum.base"))
    tone = alt.condition("datum.bold", alt.value(INK.light), alt.value(QUIET.light))
    name = alt.Chart(pd.DataFrame([{"y": TOP + HEIGHT + 24, "words": "firms that answered"}]))
    style = {"baseline": "top", "fontSize": SMALL}
    return [
        numbers.mark_text(fontWeight=alt.expr("datum.bold ? 600 : 400"), **style).encode(
            x=X, y=Y, text="words:N", color=tone
        ),
        name.transform_calculate(x="width")
        .mark_text(align="right", color=QUIET.light, **style)
        .encode(x=X, y=Y, text="words:N"),
    ]
