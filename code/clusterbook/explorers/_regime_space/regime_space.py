"""The space of regimes: choose levels and a rule, and see the class (chapter 2)."""

from collections.abc import Callable, Hashable
from functools import cache
from typing import Any

import altair as alt
import pandas as pd
from ipywidgets import Checkbox, ToggleButtons

from clusterbook.analysis.regimes import _regimes as regimes
from clusterbook.palette import PARADIGMS
from monograph.alive.challenges import Challenge, within
from monograph.alive.explore import Explorer, explore
from monograph.alive.sheet import ROWS, laid_out, text
from monograph.drawing.checks import require
from monograph.drawing.checks import rows as each
from monograph.drawing.text import join
from monograph.drawing.theme import COMPUTED, GROUND, INK, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

LEVELS = say.each("levels")
WORDS = {**LEVELS, "missing": say("no_code")}
CLASSES = say.each("classes")
RULES = tuple(regimes.RULES)

LEFT, CELL, TOP, APART, FOOT = 54, 54, 40, 12, 24
"""px: words of the vertical axis, height of a cell, head of a square, between squares, foot."""

DOWN = TOP + 3 * CELL + FOOT - 10

SHADES = {"I": 0.14, "II": 0.42}
"""Class -> how densely its cells are tinted; a cell that is neither bears no word and no tint."""

SQUARES = {"L": (0, 0), "M": (1, 0), "H": (0, 1), "missing": (1, 1)}
"""Cumulativeness -> column and row of its square."""


def regime_space(paradigms: pd.DataFrame, regime_codes: pd.DataFrame) -> Explorer:
    """Let a reader set the three ordered dimensions and the rule, with the paradigms in place.

    The fourth dimension, the knowledge base, has no levels and enters no rule.

    Parameters
    ----------
    paradigms
        paradigm, short, label.
    regime_codes
        paradigm, dimension, code, preferred: the reading that favours the paper places a paradigm.
    """
    require(
        "regime_space",
        paradigms=(paradigms, "paradigm short label"),
        regime_codes=(regime_codes, "paradigm dimension code preferred"),
    )
    space = _space()
    codes = regime_codes[regime_codes["preferred"].astype(bool)]
    placed = paradigms[["paradigm", "short", "label"]].join(
        codes.pivot_table("code", "paradigm", "dimension", aggfunc="first"), on="paradigm"
    )

    ruled = cache(lambda rule, timed: cells(space, placed, rule, timed=timed))
    places = list(space[list(regimes.DIMENSIONS)].itertuples(index=False, name=None))

    @cache
    def rows(
        rule: str, opportunity: str, appropriability: str, cumulativeness: str, timed: bool
    ) -> pd.DataFrame:
        chosen = (opportunity, appropriability, cumulativeness)
        return ruled(rule, timed).assign(chosen=[place == chosen for place in places])

    @cache
    def held(rule: str, timed: bool) -> tuple[list[dict[Hashable, Any]], str, str]:
        found = ruled(rule, timed)
        return found.to_dict("records"), _classes(found), _divided(found)

    def says(rule: str, timed: bool, **levels: str) -> str:
        every, classes, divided = held(rule, timed)
        cell = every[places.index(tuple(levels[name] for name in regimes.DIMENSIONS))]
        return told(cell, rule, len(every), classes, divided)

    levels = [(word, code) for code, word in LEVELS.items()]
    controls = {
        "rule": ToggleButtons(options=list(RULES), description=say("rules_control")),
        "opportunity": ToggleButtons(options=levels, value="H", description=say("opportunity")),
        "appropriability": ToggleButtons(
            options=levels, value="L", description=say("appropriability")
        ),
        "cumulativeness": ToggleButtons(
            options=[*levels, (say("no_code"), "missing")],
            value="L",
            description=say("cumulativeness"),
        ),
        "timed": Checkbox(True, description=say("read_paradigms_durations_as")),
    }
    return explore(
        _chart(paradigms),
        rows=rows,
        says=says,
        label=say("space_regimes_opportunity_across"),
        challenges=_challenges(controls, says),
        **controls,
    )


def _challenges(controls: dict[str, Any], says: Callable[..., str]) -> list[Challenge]:
    """Ask for a regime on which the rules disagree, and for one that is Mark II."""
    asked = (
        (say("find_regime_which_rules"), say("finds_disagreement", rules=len(RULES))),
        (say("turn_into_mark_ii"), say("finds_mark_ii", mark=CLASSES["II"])),
    )
    found = []
    for words, finds in asked:

        def holds(state: dict[str, Any], finds: str = finds) -> bool:
            return finds in says(**state).partition("\n")[0]

        change = within(controls, 3, holds)
        if change:
            found.append(Challenge(words, change, finds))
    return found


def _space() -> pd.DataFrame:
    """Return one row per cell with its class under each rule in a column of the rule's name."""
    found = regimes.regime_space()
    kept = found["opportunity"].isin(LEVELS) & found["appropriability"].isin(LEVELS)
    wide = found[kept].pivot_table("pattern", list(regimes.DIMENSIONS), "rule", aggfunc="first")
    return wide[list(RULES)].reset_index().rename_axis(columns=None)


def cells(space: pd.DataFrame, placed: pd.DataFrame, rule: str, *, timed: bool) -> pd.DataFrame:
    """Return every cell: its levels, its class under each rule and under `rule`, who lies in it.

    Returns
    -------
    DataFrame
        opportunity, appropriability, cumulativeness, paper, strict, lenient, prototype, pattern,
        chosen (none yet), paradigms (such as "P1 P2"). If not `timed`, the paradigms lie where
        cumulativeness has no code.
    """
    levels = list(regimes.DIMENSIONS)
    where = placed if timed else placed.assign(cumulativeness="missing")
    inside = where.groupby(levels)["short"].agg(" ".join).rename("paradigms")
    found = space.assign(pattern=space[rule], chosen=False)
    return found.join(inside, on=levels).fillna({"paradigms": ""})


def _classes(found: pd.DataFrame) -> str:
    """Say the paradigms' classes."""
    held = found[found["paradigms"] != ""]
    placed = {p: row.pattern for row in each(held) for p in row.paradigms.split()}
    return join([say("is", paradigm=p, pattern=CLASSES[placed[p]]) for p in sorted(placed)])


def _divided(found: pd.DataFrame) -> str:
    """Say how all cells divide."""
    counts = found["pattern"].value_counts()
    return join([f"{counts[c]} {CLASSES[c]}" for c in CLASSES if c in counts])


def told(cell: dict[Hashable, Any], rule: str, of: int, classes: str, divided: str) -> str:
    """Say the chosen cell's class under all rules, the paradigms' classes, and how all divide."""
    levels = ", ".join(f"{name} {WORDS[cell[name]]}" for name in regimes.DIMENSIONS)
    others = join([f"{r}: {CLASSES[cell[r]]}" for r in RULES if r != rule])
    alike = sum(cell[r] == cell["pattern"] for r in RULES)
    agree = (
        say("all_rules_agree")
        if alike == len(RULES)
        else say("rules_agree", alike=alike, rules=len(RULES))
    )
    return say(
        "others_all_regimes_makes",
        levels=levels[0].upper() + levels[1:],
        pattern=CLASSES[cell["pattern"]],
        rule=_named(rule),
        agree=agree,
        others=others,
        classes=classes,
        regimes=of,
        divided=divided,
    )


def _named(rule: str) -> str:
    return say("rule_of_paper") if rule == "paper" else say("rule", rule=rule)


def _chart(paradigms: pd.DataFrame) -> alt.LayerChart:
    squares = [{"code": c, "column": x, "row": y} for c, (x, y) in SQUARES.items()]
    cell = _placed(alt.Chart(ROWS))
    heads = pd.DataFrame(squares).assign(
        words=[say("square", level=WORDS[code]) for code in SQUARES]
    )
    pure = "datum.pattern == 'I' || datum.pattern == 'II'"
    mixed = "datum.pattern == 'mixed'"
    tips = [alt.Tooltip(f"{d}:N", title=d.capitalize()) for d in regimes.DIMENSIONS]
    tips += [alt.Tooltip(f"{r}:N", title=say("rule_column", rule=r)) for r in RULES]
    box = cell.encode(**_at("x", "y"), x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), tooltip=tips)
    word = box.encode(text=alt.Text("name:N"), x2=alt.Undefined, y2=alt.Undefined)
    return laid_out(
        box.mark_rect(cornerRadius=3, fill=GROUND.light, stroke=RULE.light),
        *[
            box.transform_filter(f"datum.pattern == '{pattern}'").mark_rect(
                cornerRadius=3, fill=COMPUTED.light, fillOpacity=shade, stroke=RULE.light
            )
            for pattern, shade in SHADES.items()
        ],
        box.transform_filter("datum.chosen").mark_rect(
            cornerRadius=3, fill=None, stroke=INK.light, strokeWidth=3
        ),
        word.transform_filter(pure).mark_text(**text(dx=4, dy=4), fontWeight=600, color=INK.light),
        word.transform_filter(mixed).mark_text(**text(dx=4, dy=4), color=QUIET.light),
        *[_paradigm(cell, row.paradigm, row.short) for row in each(paradigms)],
        *_axes(heads),
        height=TOP + DOWN + 3 * CELL + FOOT + 18,
    )


def _at(x: str, y: str) -> dict[str, alt.X | alt.Y]:
    return {
        "x": alt.X(f"{x}:Q", scale=None, axis=None),
        "y": alt.Y(f"{y}:Q", scale=None, axis=None),
    }


def _placed(chart: alt.Chart) -> alt.Chart:
    """Give each cell its corners in px: two squares abreast, each of three by three cells."""
    codes = list(LEVELS)
    column = "{" + ", ".join(f"{c}: {x}" for c, (x, _) in SQUARES.items()) + "}"
    row = "{" + ", ".join(f"{c}: {y}" for c, (_, y) in SQUARES.items()) + "}"
    return (
        chart.transform_calculate(side=f"(width - {LEFT} - {APART}) / 2")
        .transform_calculate(
            left=f"{LEFT} + ({column})[datum.cumulativeness] * (datum.side + {APART})",
            top=f"{TOP} + ({row})[datum.cumulativeness] * {DOWN}",
            over=f"indexof({codes}, datum.opportunity)",
            up=f"indexof({codes}, datum.appropriability)",
        )
        .transform_calculate(
            x="datum.left + datum.over * datum.side / 3",
            x2="datum.left + (datum.over + 1) * datum.side / 3 - 3",
            y=f"datum.top + (2 - datum.up) * {CELL}",
            y2=f"datum.top + (3 - datum.up) * {CELL} - 3",
            name=f"({CLASSES})[datum.pattern]",
        )
    )


def _paradigm(cell: alt.Chart, paradigm: str, short: str) -> alt.LayerChart:
    """Draw one paradigm's mark and number in the lower half of its cell."""
    mine = cell.transform_filter(f"indexof(datum.paradigms, '{short}') >= 0").transform_calculate(
        # One below the other where two share a cell.
        px="datum.x + 10",
        py=f"datum.y + 26 + indexof(split(datum.paradigms, ' '), '{short}') * 15",
    )
    spot = mine.encode(**_at("px", "py"))
    layers = [
        spot.mark_point(filled=True, size=90, opacity=1, color=PARADIGMS[paradigm].light),
        spot.mark_text(align="left", dx=7, fontSize=12, color=INK.light, text=short),
    ]
    return alt.LayerChart(layer=layers)


def _axes(heads: pd.DataFrame) -> list[alt.Chart]:
    """Name the squares, and the levels along them."""
    head = (
        alt.Chart(heads)
        .transform_calculate(
            x=f"{LEFT} + datum.column * ((width - {LEFT} - {APART}) / 2 + {APART})"
        )
        .transform_calculate(y=f"{TOP} - 18 + datum.row * {DOWN}")
    )
    names = pd.DataFrame(
        [(word, k, c, r) for k, word in enumerate(LEVELS.values()) for c in (0, 1) for r in (0, 1)],
        columns=["words", "k", "column", "row"],
    )
    left = f"{LEFT} + datum.column * ((width - {LEFT} - {APART}) / 2 + {APART})"
    top = f"{TOP} + datum.row * {DOWN}"
    along = alt.Chart(names).transform_calculate(
        x=f"{left} + (datum.k + 0.5) * (width - {LEFT} - {APART}) / 6", y=f"{top} + {3 * CELL + 5}"
    )
    beside = (
        alt.Chart(names)
        .transform_filter("datum.column == 0")
        .transform_calculate(x=f"{LEFT} - 8", y=f"{top} + (2.5 - datum.k) * {CELL} - 8")
    )
    quiet = {**text(), "color": QUIET.light}
    across, up = (
        alt.Chart(pd.DataFrame({"words": [words]})) for words in (say("across"), say("upwards"))
    )
    foot = TOP + DOWN + 3 * CELL + FOOT
    return [
        head.mark_text(**text(fontWeight=600, color=INK.light)).encode(
            **_at("x", "y"), text=alt.Text("words:N")
        ),
        along.mark_text(**quiet | {"align": "center"}).encode(
            **_at("x", "y"), text=alt.Text("words:N")
        ),
        beside.mark_text(**quiet | {"align": "right"}).encode(
            **_at("x", "y"), text=alt.Text("words:N")
        ),
        up.mark_text(**quiet, x=0, y=2).encode(text=alt.Text("words:N")),
        across.mark_text(**quiet | {"align": "right"}, x=alt.expr("width"), y=foot).encode(
            text=alt.Text("words:N")
        ),
    ]
