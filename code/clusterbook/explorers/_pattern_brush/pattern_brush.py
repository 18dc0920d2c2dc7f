"""Narrowing the assumed space: where a pattern of the model lives, and where it dies (chapter 14).

Counts are packed for every state; the page moves the points themselves by expressions.
"""

import itertools
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Self

import altair as alt
import numpy as np
import numpy.typing as npt
import pandas as pd
from ipywidgets import Dropdown

from clusterbook.analysis.mechanism import THIRDS, WHOLE_RANGE, counted, places, third
from monograph.alive.challenges import Challenge
from monograph.alive.explore import Explorer, explore
from monograph.alive.sheet import ROWS, SMALL, X2, Y2, X, Y, as_path, laid_out
from monograph.alive.signatures import named
from monograph.drawing.checks import require
from monograph.drawing.stamp import IF_THEN
from monograph.drawing.theme import ASSUMED, COMPUTED, GROUND, INK, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

NARROWED = ("beta", "gamma_high", "threshold", "links")
"""Parameters that a reader narrows; the first two are the axes."""
LEFT, RIGHT = 0.03, 0.97
TOP, HIGH = 46, 260.0
"""Shares of the width left of the points and up to their end; px above them, their height."""
LEAST = 8
"""Points at which a quarter of the box must be able to show a pattern to be called the best."""
QUARTERS = {
    (False, False): "lower_left",
    (False, True): "lower_right",
    (True, False): "upper_left",
    (True, True): "upper_right",
}
"""Whether a point lies in the upper half of the box, and in the right one -> its quarter."""
SIGNS = {1: "1", -1: "r", 0: "0"}
BLANK = "x"
"""Codes of a point, one letter each; the last where the pattern cannot show."""
PATHS = {
    "dot": "'M' + datum.across + ',' + datum.y + 'h.01'",
    "cross": "'M' + (datum.across - 3) + ',' + datum.y + 'h6m-3,-3v6'",
}
"""What is drawn at a point, once `across` is in px -> its path: on a dot a round pen stands."""
LOOKS = (
    (BLANK, ("dot", 2.8, "round", RULE.light)),
    (SIGNS[0], ("dot", 3.6, "round", QUIET.light)),
    (SIGNS[1], ("dot", 7.5, "round", COMPUTED.light)),
    (SIGNS[-1], ("cross", 2.4, "butt", INK.light)),
)
"""Code of a point -> path, width, end and ink of a line; of one outside the part, as of a blank."""
SHOWN = pd.Index(["holds", "of", "reversed", "placebo", "whole", "best"])
"""What the figure draws of a state; as an index, for it is asked of thousands."""
PART = {WHOLE_RANGE: say("whole_range"), **say.each("thirds")}


def pattern_brush(
    held: pd.DataFrame,
    null: pd.DataFrame,
    points: pd.DataFrame,
    patterns: pd.DataFrame,
    model_parameters: pd.DataFrame,
) -> Explorer:
    """Let a reader choose a pattern and narrow four ranges, and see which share of points is left.

    Parameters
    ----------
    held, null
        One row a point (index), one column a pattern: 1 where it holds, -1 where its reverse does,
        0 where neither, blank where it cannot show; and the same of its placebo.
    points
        point, and a column for each parameter.
    patterns
        pattern, hypothesis, label.
    model_parameters
        parameter, label, low, high, scale.

    Raises
    ------
    ValueError
        If a frame lacks a column.
    """
    require(
        "pattern_brush",
        held=(held, " ".join(patterns["pattern"])),
        null=(null, " ".join(patterns["pattern"])),
        points=(points, f"point {' '.join(NARROWED)}"),
        patterns=(patterns, "pattern hypothesis label"),
        model_parameters=(model_parameters, "parameter label low high scale"),
    )
    space = Space.of(held, null, points, model_parameters)
    state = cache(space.state)  # asked twice of each state: for what is drawn, and for the words
    labels = model_parameters.set_index("parameter")["label"]
    called = (patterns["hypothesis"] + ": " + patterns["label"]).tolist()
    parts = [(word, part) for part, word in PART.items()]
    options = list(zip(called, patterns["pattern"], strict=True))
    controls = {
        "pattern": Dropdown(options=options, description=say("pattern")),
        **{key: Dropdown(options=parts, description=str(labels[key])) for key in NARROWED},
    }
    return explore(
        _chart(space, _axes(model_parameters)),
        rows=named(lambda **chosen: _shown(state(**chosen)), list(controls)),
        says=named(lambda **chosen: _said(state(**chosen)), list(controls)),
        label=say("points_assumed_space_local", if_then=IF_THEN),
        challenges=_challenges(space, str(patterns["pattern"].iloc[0])),
        **controls,
    )


@dataclass(frozen=True)
class Space:
    """The points: where each lies, and which patterns hold there.

    Parameters
    ----------
    where, thirds
        point (index), and a column for each of `NARROWED`: the share of its range, and its third.
    held, null
        point (index), and a column for each pattern: its code, and that of its placebo.
    """

    where: pd.DataFrame
    thirds: pd.DataFrame
    held: pd.DataFrame
    null: pd.DataFrame

    @classmethod
    def of(
        cls, held: pd.DataFrame, null: pd.DataFrame, points: pd.DataFrame, ranges: pd.DataFrame
    ) -> Self:
        """Return the space of the frames of `pattern_brush`."""
        where = places(points, ranges, list(NARROWED)).set_index("point")
        return cls(where, where.apply(third), held, null)

    def state(self, pattern: str, **parts: str) -> dict[str, str | float]:
        """Return counts and words of a pattern in a part of the space."""
        inside = np.ones(len(self.thirds), np.bool_)
        for key, part in parts.items():
            if part != WHOLE_RANGE:
                inside &= self._within[key, part]
        found, placebo = (counted(frame[pattern], inside) for frame in (self.held, self.null))
        return _row(found, placebo, self._whole[pattern]) | {"best": self._best(pattern, inside)}

    @cached_property
    def _within(self) -> dict[tuple[str, str], npt.NDArray[np.bool_]]:
        """Which points lie in a third of a parameter's range."""
        pairs = itertools.product(NARROWED, THIRDS)
        return {(key, part): (self.thirds[key] == part).to_numpy() for key, part in pairs}

    @cached_property
    def _whole(self) -> dict[str, dict[str, float]]:
        """What each pattern counts in the whole space."""
        everywhere = np.ones(len(self.held), np.bool_)
        return {str(name): counted(self.held[name], everywhere) for name in self.held}

    @cached_property
    def _quarters(self) -> dict[str, npt.NDArray[np.bool_]]:
        """Which points lie in a quarter of the box."""
        across, up = (self.where[key].to_numpy() > 1 / 2 for key in NARROWED[:2])
        return {name: (up == high) & (across == right) for (high, right), name in QUARTERS.items()}

    def _best(self, pattern: str, inside: npt.NDArray[np.bool_]) -> str:
        """Return the quarter of the box in which a pattern holds most often; "" if in none."""
        codes = self.held[pattern].to_numpy()
        inside = inside & ~np.isnan(codes)
        shares = {}
        for name, within in self._quarters.items():
            mine = codes[inside & within]
            if len(mine) >= LEAST and (mine == 1).any():
                shares[name] = float((mine == 1).mean())
        return max(shares, key=lambda name: shares[name], default="")


def _challenges(space: Space, pattern: str) -> list[Challenge]:
    """Ask for the thirds in which the pattern that is shown first holds most often, and never."""
    shares = {}
    for one, other in itertools.combinations(NARROWED, 2):
        for parts in itertools.product(THIRDS, repeat=2):
            change = dict(zip((one, other), parts, strict=True))
            state = space.state(pattern, **dict.fromkeys(NARROWED, WHOLE_RANGE) | change)
            if state["of"]:
                place = tuple(change.items())
                shares[place] = (float(state["holds"]) / float(state["of"]), str(state["finding"]))
    found = []
    for words, place in (
        (say("most_often"), max(shares, key=lambda at: shares[at])),
        (say("hardly"), min(shares, key=lambda at: shares[at])),
    ):
        found.append(Challenge(words, dict(place), shares[place][1]))
    return found


def _shown(row: dict[str, str | float]) -> pd.DataFrame:
    """Return what the figure draws of a state: its counts."""
    return pd.DataFrame([[row[key] for key in SHOWN]], columns=SHOWN)


def _said(row: dict[str, str | float]) -> str:
    """Return a state in words; short, for a page carries every one of them."""
    return say(
        "reverse_placebo_whole_space",
        finding=row["finding"],
        reversed=row["reversed"],
        placebo=row["placebo"],
        whole=row["whole"],
    )


def _row(
    found: dict[str, float], placebo: dict[str, float], whole: dict[str, float]
) -> dict[str, str | float]:
    """Return counts of a state, and the words above its points."""
    base = say("points_where_could", holds=found["holds"], of=found["of"])
    if found["of"]:
        span = say("range", low=100 * found["low"], high=100 * found["high"])
        finding = say("holds", base=base, share=100 * found["share"], span=span)
    else:
        finding = say("could_show_no_point")
    counts = {key: found[key] for key in ("holds", "of", "reversed")}
    return {**counts, "placebo": placebo["holds"], "whole": whole["holds"], "finding": finding}


def _points(space: Space) -> pd.DataFrame:
    """Return the points as the page holds them: places, codes one letter a pattern, thirds."""
    across, up = NARROWED[:2]
    return pd.DataFrame(
        {
            "x": (LEFT + (RIGHT - LEFT) * space.where[across]).round(3),
            "y": (TOP + HIGH * (1 - space.where[up])).round(0).astype(int),
            "codes": ["".join(SIGNS.get(v, BLANK) for v in row) for row in space.held.to_numpy()],
            **{f"t_{key}": space.thirds[key].map(THIRDS.index) for key in NARROWED},
        }
    )


def _chart(space: Space, axes: tuple[str, str]) -> alt.LayerChart:
    inside = " && ".join(
        f"({key} == '{WHOLE_RANGE}' || indexof({list(THIRDS)}, {key}) == datum.t_{key})"
        for key in NARROWED
    )
    # One path for all points of a look: a browser draws it as fast as a point of its own.
    shown = f"datum.inside ? slice(datum.codes, at, at + 1) : '{BLANK}'"
    looks = (
        alt.Chart(_points(space))
        .transform_calculate(across="round(10 * datum.x * width) / 10")
        .transform_calculate(**PATHS)
        .transform_calculate(inside=inside)
        .transform_calculate(code=shown)
        .transform_aggregate(held="values(codes)", groupby=["code"])
    )
    points = [
        as_path(
            looks,
            f"datum.code == '{code}'",
            path,
            stroke=ink,
            strokeWidth=width,
            strokeCap=end,
        )
        for code, (path, width, end, ink) in LOOKS
    ]
    layers = [*_frame(*axes), *points, *_corner()]
    order = list(space.held.columns)
    params = [
        alt.param("pattern", value=order[0]),
        *(alt.param(key, value=WHOLE_RANGE) for key in NARROWED),
        alt.param("at", expr=f"indexof({order}, pattern)"),
    ]
    return laid_out(*layers, height=TOP + HIGH + 44, params=params)


def _corner() -> list[alt.Chart]:
    """Tint the quarter of the box in which the pattern holds most often, and say so."""
    best = (
        alt.Chart(ROWS)
        .transform_filter("datum.best")
        .transform_calculate(
            x=f"test(/right/, datum.best) ? 1 : {LEFT - 0.015}",
            x2=f"{(LEFT + RIGHT) / 2}",
            y=f"test(/lower/, datum.best) ? {TOP + HIGH + 8} : {TOP - 8}",
            y2=f"{TOP + HIGH / 2}",
        )
    )
    drawn = [
        best.mark_rect(fill=COMPUTED.light, fillOpacity=0.07).encode(x=X, x2=X2, y=Y, y2=Y2),
    ]
    for quarter in QUARTERS.values():
        low, right = quarter.startswith("lower"), quarter.endswith("right")
        words = best.transform_filter(f"datum.best == '{quarter}'").encode(x=X, y=Y)
        style = {
            "fontSize": SMALL,
            "fontWeight": 600,
            "text": say("most_often_here"),
            "align": "right" if right else "left",
            "dx": -5 if right else 5,
            "baseline": "bottom" if low else "top",
            "dy": -4 if low else 5,
        }
        halo = {"stroke": GROUND.light, "strokeWidth": 4, "strokeJoin": "round"}
        drawn += [
            words.mark_text(**style, **halo, color=GROUND.light),
            words.mark_text(**style, color=COMPUTED.light),
        ]
    return drawn


def _axes(model_parameters: pd.DataFrame) -> tuple[str, str]:
    """Return the names of the two axes, with their ends."""
    named = {str(row["parameter"]): row for row in model_parameters.to_dict("records")}
    across, up = (named[key] for key in NARROWED[:2])
    ends = [{key: row[key] for key in ("label", "low", "high")} for row in (across, up)]
    return say("axis", **ends[0]), say("axis", **ends[1])


def _frame(across: str, up: str) -> list[alt.Chart]:
    """Draw the words around the points, and the box that they lie in."""
    box = pd.DataFrame([{"x": LEFT - 0.015, "x2": 1.0, "y": TOP - 8, "y2": TOP + HIGH + 8}])
    words = pd.DataFrame(
        [
            {"y": TOP - 26, "words": f"↑ {up}", "tone": "quiet"},
            {"y": TOP + HIGH + 14, "words": f"→ {across}", "tone": "quiet"},
            {"y": TOP + HIGH + 29, "words": say("model", if_then=IF_THEN), "tone": "assumed"},
        ]
    )
    style = {"align": "left", "baseline": "top", "fontSize": SMALL}
    tone = alt.condition("datum.tone == 'quiet'", alt.value(QUIET.light), alt.value(ASSUMED.light))
    short = (
        alt.Chart(ROWS)
        .transform_calculate(
            short=f"'{say('reverse')} ' + datum.reversed + ' · {say('placebo')} ' + datum.placebo"
        )
        .mark_text(**style, color=QUIET.light)
    )
    return [
        alt.Chart(box).mark_rect(fill=None, stroke=RULE.light).encode(x=X, x2=X2, y=Y, y2=Y2),
        alt.Chart(words)
        .mark_text(**style)
        .encode(x=alt.XValue(0), y=Y, text=alt.Text("words:N"), color=tone),
        short.encode(x=alt.XValue(0), y=alt.YValue(0), text=alt.Text("short:N")),
    ]
