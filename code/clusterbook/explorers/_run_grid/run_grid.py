"""A grid of runs to move through: curves, levels and roles of the third paradigm (chapter 14)."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Self

import altair as alt
import numpy as np
import pandas as pd
from ipywidgets import Dropdown, SelectionSlider

from monograph.alive.challenges import Challenge, within
from monograph.alive.explore import Explorer, explore
from monograph.alive.sheet import ROWS, SMALL, X2, Y2, X, Y, laid_out
from monograph.alive.signatures import named
from monograph.drawing.checks import require
from monograph.drawing.stamp import IF_THEN
from monograph.drawing.theme import ASSUMED, COMPUTED, INK, QUIET, RULE, WATER
from monograph.words import words_beside

say = words_beside(__file__)

MOVED = ("beta", "gamma_high", "alpha_high", "links")
AGAINST = ("old", "new")
"""The scenarios that stand beside the chosen one: so every control moves something."""
ROLES = say.each("roles")
YEARS = 30
ALIKE, FEW, MOST = 0.02, 0.05, 0.9
"""Shares of firms: two ends that are alike, almost none, and nearly all."""
LEFT = 0.09
TOP, HIGH = 42, 190.0
BARS = TOP + HIGH + 66
ROW = 20.0
"""px: above the curves, their height; where the roles begin, and a row of them."""
BAR_LEFT, BAR_WIDE = 0.44, 0.42
Row = dict[Hashable, Any]
COLUMNS = ["kind", "x", "x2", "y", "y2", "words"]


def run_grid(
    grid: pd.DataFrame,
    grid_curves: pd.DataFrame,
    model_parameters: pd.DataFrame,
    model_scenarios: pd.DataFrame,
) -> Explorer:
    """Let a reader choose mechanisms and four parameters, and see the runs.

    Parameters
    ----------
    grid
        state, scenario, the parameters of `MOVED`, assemblers (share), technology, firm, half
        (years; nan if not within the runs), role_* (shares of assemblers).
    grid_curves
        state, year, mean, low, high (shares of assemblers that master).
    model_parameters
        parameter, label.
    model_scenarios
        scenario, label.
    """
    roles = " ".join(f"role_{role}" for role in ROLES)
    require(
        "run_grid",
        grid=(
            grid,
            f"state scenario {' '.join(MOVED)} assemblers technology firm half {roles}",
        ),
        grid_curves=(grid_curves, "state year mean low high"),
        model_parameters=(model_parameters, "parameter label"),
        model_scenarios=(model_scenarios, "scenario label"),
    )
    labels = model_parameters.set_index("parameter")["label"]
    names = model_scenarios.set_index("scenario")["label"]
    runs = Runs.of(grid, grid_curves, {str(key): str(name) for key, name in names.items()})
    scenarios = list(dict.fromkeys(grid["scenario"].astype(str)))
    opens = runs.widest()
    controls = {
        "scenario": Dropdown(
            options=[(runs.names[s], s) for s in scenarios],
            value="new",
            description=say("mechanisms"),
        ),
        **{key: _slider(grid, key, str(labels[key]), opens.get(key)) for key in MOVED},
    }
    return explore(
        _chart(),
        rows=named(lambda **state: runs.rows(**state), list(controls)),
        says=named(lambda **state: runs.says(**state), list(controls)),
        label=say("share_assembly_firms_master", if_then=IF_THEN),
        challenges=_challenges(runs, controls),
        **controls,
    )


@dataclass(frozen=True)
class Runs:
    """The grid, looked up by the state of the controls."""

    by: dict[tuple[Any, ...], Row]
    curves: dict[int, pd.DataFrame]
    names: dict[str, str]
    """Scenario -> its label."""
    drawn: dict[tuple[int, str], list[tuple[object, ...]]] = field(default_factory=dict)
    """The points of the curves that were asked for."""

    @classmethod
    def of(cls, grid: pd.DataFrame, grid_curves: pd.DataFrame, names: dict[str, str]) -> Self:
        """Return the runs of the two frames of `run_grid`."""
        keys = ["scenario", *MOVED]
        by = {tuple(row[key] for key in keys): row for row in grid.to_dict("records")}
        curves = {int(str(state)): part for state, part in grid_curves.groupby("state")}
        return cls(by, curves, names)

    def widest(self) -> dict[str, float]:
        """Return the parameters at which old and new mechanisms end alike but farthest apart.

        They end alike where half of the firms master the paradigm within the runs with both; and
        apart are the years in which half do. What mechanisms change most often is when, not
        whether.
        """
        far: dict[tuple[Any, ...], float] = {}
        for _, *place in (key for key in self.by if key[0] == "old"):
            _, old, new = self.at("old", **dict(zip(MOVED, place, strict=True)))
            if abs(float(old["assemblers"]) - float(new["assemblers"])) < ALIKE:
                far[tuple(place)] = float(old["half"]) - float(new["half"])
        reached = {place: years for place, years in far.items() if not np.isnan(years)}
        if not reached:
            return {}
        widest = max(reached, key=lambda place: reached[place])
        return dict(zip(MOVED, widest, strict=True))

    def at(self, scenario: str, **at: float) -> list[Row]:
        """Return the chosen row, and those with old and with new mechanisms."""
        place = tuple(at[key] for key in MOVED)
        return [self.by[(name, *place)] for name in (scenario, *AGAINST)]

    def rows(self, **state: Any) -> pd.DataFrame:  # noqa: ANN401  (values of the controls)
        """Return curves, roles and words of a state."""
        kinds = ("here", *AGAINST)
        found = dict(zip(kinds, self.at(**state), strict=True))
        parts = [
            *(point for kind in kinds for point in self._points(found[kind]["state"], kind)),
            *_roles(found["here"]),
            ("levels", 0.0, 0.0, 0.0, 0.0, _levels(found["here"])),
        ]
        return pd.DataFrame(parts, columns=COLUMNS)

    def _points(self, run: int, kind: str) -> list[tuple[object, ...]]:
        """Return the points of a curve: that of the old mechanisms stands in many states."""
        if (run, kind) not in self.drawn:
            self.drawn[run, kind] = _curve(self.curves[run], kind)
        return self.drawn[run, kind]

    def says(self, **state: Any) -> str:  # noqa: ANN401
        """Return the main numbers of a state in words."""
        runs = self.at(**state)
        here = runs[0]
        shares = ", ".join(
            f"{100 * here[f'role_{role}']:.0f}% {name.lower()}" for role, name in ROLES.items()
        )
        return say(
            "told",
            finding=_finding(state["scenario"], self.names, runs),
            master=_shares(runs),
            levels=_levels(here),
            shares=shares,
        )


def _slider(
    grid: pd.DataFrame, key: str, label: str, opens: float | None = None
) -> SelectionSlider:
    values = sorted(float(value) for value in grid[key].unique())
    options = [(f"{value:g}", value) for value in values]
    first = values[len(values) // 2] if opens is None else opens
    return SelectionSlider(options=options, value=first, description=label)


def _challenges(runs: Runs, controls: dict[str, Any]) -> list[Challenge]:
    """Ask for worlds in which mechanisms decide whether, and not when; and in which they do not."""

    def ends(state: dict[str, Any]) -> tuple[float, float]:
        _, old, new = runs.at(**state)
        return float(old["assemblers"]), float(new["assemblers"])

    asked: tuple[tuple[str, Callable[[float, float], bool]], ...] = (
        (say("let_only_new_mechanisms"), lambda o, n: o <= FEW and n >= MOST),
        (say("let_neither_spread"), lambda o, n: max(o, n) <= FEW),
    )
    moved = {name: control for name, control in controls.items() if name != "scenario"}
    first = {name: control.value for name, control in controls.items()}
    found = []
    for words, test in asked:

        def holds(state: dict[str, Any], test: Callable[[float, float], bool] = test) -> bool:
            return test(*ends({**first, **state}))

        change = within(moved, len(moved), holds)
        if change:
            state = {**first, **change}
            found.append(
                Challenge(words, change, _finding(state["scenario"], runs.names, runs.at(**state)))
            )
    return found


def _across(year: float) -> float:
    return round(LEFT + (1 - LEFT) * year / YEARS, 3)


def _down(share: float) -> float:
    return round(2 * (TOP + HIGH * (1 - share))) / 2  # half a pixel: fewer values to carry


def _curve(curve: pd.DataFrame, kind: str) -> list[tuple[object, ...]]:
    """Return the points of a curve, for the chosen one with the band of its runs."""
    year = curve["year"].to_numpy()
    mean, low, high = (curve[c].to_numpy(dtype=float) for c in ("mean", "low", "high"))
    found: list[tuple[object, ...]] = []
    for y, m, least, most in zip(year, mean, low, high, strict=True):
        words = f"{100 * m:.0f}%" if y == YEARS else ""
        if kind == "here":
            ends = (_across(max(y - 0.5, 0)), _across(min(y + 0.5, YEARS)))
            found.append(("band", *ends, _down(most), _down(least), ""))
        if kind == "here" or y % 2 == 0:  # the page is lighter, and the line the same to the eye
            found.append((kind, _across(y), 0.0, _down(m), 0.0, words))
    return found


def _roles(here: Row) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for nth, (role, name) in enumerate(ROLES.items()):
        share, y = float(here[f"role_{role}"]), BARS + ROW * nth
        end = round(BAR_LEFT + BAR_WIDE * share, 4)
        found.append(("role", BAR_LEFT, end, y, y + 12, f"{name}, {100 * share:.0f}%"))
    return found


def _finding(scenario: str, names: dict[str, str], runs: list[Row]) -> str:
    """Say when half of the firms master, against the mechanisms that are not chosen."""
    here, old, new = runs
    other, words = {"new": (old, say("old_ones")), "old": (new, say("new_ones"))}.get(
        scenario, (old, say("old_alone"))
    )
    mine, theirs = float(here["half"]), float(other["half"])
    chosen = names[scenario]
    said: dict[str, Any] = {"name": chosen[0].lower() + chosen[1:], "other": words}
    if np.isnan(mine) and np.isnan(theirs):
        return say("neither", years=YEARS, **said)
    if np.isnan(mine):
        return say("only_other", years=YEARS, half=theirs, **said)
    if np.isnan(theirs):
        return say("not_other", years=YEARS, half=mine, **said)
    apart = mine - theirs
    if not apart:
        return say("as_early", half=mine, **said)
    return say("earlier" if apart < 0 else "later", half=mine, apart=abs(apart), **said)


def _shares(runs: list[Row]) -> str:
    chosen, old, new = (f"{100 * float(row['assemblers']):.0f}%" for row in runs)
    return say("master", chosen=chosen, years=YEARS, old=old, new=new)


def _levels(here: Row) -> str:
    parts = [
        f"{name} {say('not_reached') if np.isnan(here[key]) else say('years', years=here[key])}"
        for key, name in (
            ("technology", say("technology")),
            ("firm", say("first_firm")),
            ("half", say("half")),
        )
    ]
    return say("levels", parts=", ".join(parts))


def _of(kind: str) -> alt.Chart:
    return alt.Chart(ROWS).transform_filter(f"datum.kind == '{kind}'")


def _chart() -> alt.LayerChart:
    text = {"align": "left", "baseline": "top", "fontSize": SMALL}
    line = {"x": X, "y": Y, "order": alt.Order("x:Q"), "detail": alt.Detail("kind:N")}
    layers = [
        *_frame(),
        _of("band").mark_rect(color=WATER.light, opacity=0.18).encode(X, X2, Y, Y2),
        _of("old").mark_line(stroke=QUIET.light, strokeDash=[6, 3]).encode(**line),
        _of("new").mark_line(stroke=QUIET.light, strokeDash=[1.5, 2.5]).encode(**line),
        _of("here").mark_line(stroke=WATER.light, strokeWidth=2.5).encode(**line),
        _of("role").mark_rect(color=COMPUTED.light, opacity=0.6).encode(X, X2, Y, Y2),
        _of("role")
        .mark_text(**text, color=INK.light)
        .encode(x=alt.XValue(0), y=Y, text=alt.Text("words:N")),
        _of("levels")
        .mark_text(**text, color=QUIET.light)
        .encode(x=alt.XValue(0), y=alt.YValue(0), text=alt.Text("words:N")),
    ]
    return laid_out(*layers, height=BARS + ROW * len(ROLES) + 22)


def _frame() -> list[alt.Chart]:
    """Draw the grid of years and shares, and the words around it."""
    across = pd.DataFrame([{"x": _across(year), "words": str(year)} for year in (0, 10, 20, 30)])
    across = across.assign(y=TOP, y2=TOP + HIGH, low=TOP + HIGH + 4)
    up = pd.DataFrame([{"y": _down(s), "words": f"{100 * s:.0f}%"} for s in (0, 0.5, 1)])
    up = up.assign(x=LEFT, x2=1.0)
    below = TOP + HIGH
    words = pd.DataFrame(
        [
            {"y": 15, "words": say("line_chosen_dashed_old"), "t": 0},
            {"y": below + 20, "words": say("axis"), "t": 0},
            {"y": below + 44, "words": say("roles_assembly_firms_end"), "t": 1},
            {"y": BARS + ROW * len(ROLES) + 4, "words": say("model", if_then=IF_THEN), "t": 2},
        ]
    )
    tones = alt.Scale(domain=[0, 1, 2], range=[QUIET.light, INK.light, ASSUMED.light])
    style = {"fontSize": SMALL, "color": QUIET.light}
    edge = alt.expr("datum.words == '30' ? 'right' : 'center'")
    return [
        alt.Chart(up).mark_rule(stroke=RULE.light).encode(X, X2, Y),
        alt.Chart(up).mark_text(align="left", baseline="middle", **style).encode(
            x=alt.XValue(0), y=Y, text=alt.Text("words:N")
        ),
        alt.Chart(across).mark_text(align=edge, baseline="top", **style).encode(
            x=X, y=alt.Y("low:Q", scale=None, axis=None), text=alt.Text("words:N")
        ),
        alt.Chart(words).mark_text(align="left", baseline="top", fontSize=SMALL).encode(
            alt.XValue(0), Y, alt.Text("words:N"), alt.Color("t:O", scale=tones, legend=None)
        ),
    ]  # fmt: skip
