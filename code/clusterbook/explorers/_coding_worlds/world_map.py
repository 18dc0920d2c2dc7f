"""Where each world of codes has its place, and the chart that shows them all (chapter 9)."""

import math
from dataclasses import dataclass
from typing import Self

import altair as alt
import pandas as pd

from clusterbook.analysis.regimes import (
    DIMENSIONS,
    PARADIGMS,
    RULES,
    Pattern,
    ambiguity_sets,
    worlds,
)
from monograph.alive.sheet import ROWS, SMALL, X2, Y2, X, Y, laid_out
from monograph.drawing.theme import COMPUTED, GROUND, INK, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

CODES = say.each("codes")
SHORT = say.each("short")
CLASSES = {
    Pattern.MARK_I: say("mark_i"),
    Pattern.MARK_II: say("mark_ii"),
    Pattern.MIXED: say("mixed"),
    Pattern.NEITHER: say("neither"),
}
NAMES = say.each("names")

LINE, CELL = 20, 13
"""px: a line of the table of codes, and a world."""
HEAD, TITLES, GRID = 4, 5.9 * LINE, 7.8 * LINE
"""px: the names of the paradigms, the names of the rules, and the first worlds."""
COLUMNS = (0.42, 0.665, 0.9)
"""Where the paradigms stand across the figure, 0 to 1."""
LEFT, APART = 0.07, 0.025
"""Shares of the width: for the codes on the left, and between two rules."""
WIDE = (1 - LEFT - APART * (len(RULES) - 1)) / len(RULES)
"""Share of the width that the worlds of one rule take."""

Cell = tuple[str, str]


@dataclass(frozen=True)
class Space:
    """All worlds; those of one rule stand in rows by the older paradigms, columns by the newest.

    Parameters
    ----------
    sets
        (paradigm, dimension) -> the codes that the cell may take.
    found
        Result of `worlds`.
    """

    sets: dict[Cell, tuple[str, ...]]
    found: pd.DataFrame

    @classmethod
    def of(cls, regime_codes: pd.DataFrame) -> Self:
        """Return the space of a table of codes."""
        return cls(ambiguity_sets(regime_codes), worlds(regime_codes))

    @property
    def open(self) -> list[Cell]:
        """Return the cells that can be read in more than one way, in the table's order."""
        return [(p, d) for p in PARADIGMS for d in DIMENSIONS if len(self.sets[p, d]) > 1]

    def axis(self, *paradigms: str) -> list[Cell]:
        """Return the open cells of some paradigms, those with most codes first."""
        mine = [cell for cell in self.open if cell[0] in paradigms]
        return sorted(mine, key=lambda cell: len(self.sets[cell]), reverse=True)

    @property
    def down(self) -> list[Cell]:
        """Return the cells whose codes choose a row."""
        return self.axis(*PARADIGMS[:-1])

    @property
    def across(self) -> list[Cell]:
        """Return the cells whose codes choose a column."""
        return self.axis(PARADIGMS[-1])

    def size(self, cells: list[Cell]) -> int:
        """Return how many rows or columns there are."""
        return math.prod(len(self.sets[cell]) for cell in cells)

    def number(self, cells: list[Cell], codes: dict[Cell, str]) -> int:
        """Return which row or column a choice of codes is, the last cell turning fastest."""
        at = 0
        for cell in cells:
            at = at * len(self.sets[cell]) + self.sets[cell].index(codes[cell])
        return at

    def place(self, codes: dict[Cell, str], rule: str) -> dict[str, float]:
        """Return the corners of a world: across in shares of the width, down in px."""
        step = WIDE / self.size(self.across)
        x = _start(rule) + step * self.number(self.across, codes)
        y = GRID + CELL * self.number(self.down, codes)
        return {"x": x, "x2": x + step, "y": y, "y2": y + CELL}

    def counts(self, rule: str) -> tuple[int, int]:
        """Return in how many worlds the paper's pattern holds under a rule, and of how many."""
        held = self.found.loc[self.found["rule"] == rule, "holds"]
        return int(held.sum()), len(held)


def line(number: int) -> float:
    """Return how far down, in px, a line of the table of codes begins."""
    return HEAD + LINE * (number + 1)


def world_map(space: Space) -> alt.LayerChart:
    """Return the chart: the codes and classes of a state's rows, above all worlds."""
    bottom = GRID + CELL * space.size(space.down)
    ring = alt.Chart(ROWS).transform_filter("datum.kind == 'here'")
    ring = ring.mark_rect(filled=False, stroke=INK.light, strokeWidth=2.5)
    words = (("code", 400, 13), ("class", 600, 13))
    layers = [
        *_heads(),
        *(_state(*style) for style in words),
        *_titles(space),
        _grid(space),
        *_edges(space, bottom),
        ring.encode(x=X, x2=X2, y=Y, y2=Y2),
    ]
    return laid_out(*layers, height=bottom + 3 * LINE + 20)


def _start(rule: str) -> float:
    return LEFT + list(RULES).index(rule) * (WIDE + APART)


def _state(kind: str, weight: int, size: int) -> alt.Chart:
    """Draw the state's words of one kind; a class that is not the paper's is quiet."""
    tone = alt.condition("datum.fits", alt.value(COMPUTED.light), alt.value(QUIET.light))
    drawn = alt.Chart(ROWS).transform_filter(f"datum.kind == '{kind}'")
    drawn = drawn.mark_text(align="center", baseline="top", fontSize=size, fontWeight=weight)
    colour = tone if kind == "class" else alt.ColorValue(INK.light)
    return drawn.encode(x=X, y=Y, text=alt.Text("words:N"), color=colour)


def _text(rows: list[dict[str, object]], align: str, **style: object) -> alt.Chart:
    style = {"baseline": "top", "fontSize": SMALL, "color": QUIET.light, **style}
    drawn = alt.Chart(pd.DataFrame(rows)).mark_text(align=align, **style)
    return drawn.encode(x=X, y=Y, text=alt.Text("words:N"))


def _heads() -> list[alt.Chart]:
    """Write the names of dimensions and paradigms around the codes."""
    words = [*(d.capitalize() for d in DIMENSIONS), say("class")]
    left = [{"x": 0, "y": line(i), "words": w} for i, w in enumerate(words)]
    top = zip(PARADIGMS, COLUMNS, strict=True)
    names = [{"x": x, "y": HEAD, "words": NAMES[p]} for p, x in top]
    return [_text(left, "left"), _text(names, "center")]


def _titles(space: Space) -> list[alt.Chart]:
    """Write each rule above its worlds, and in how many the pattern holds."""
    rows = [{"x": _start(rule), "y": TITLES, "words": rule.capitalize()} for rule in RULES]
    counts = [
        say("holds_in", **dict(zip(("holds", "worlds"), space.counts(rule), strict=True)))
        for rule in RULES
    ]
    below = [r | {"y": TITLES + 16, "words": c} for r, c in zip(rows, counts, strict=True)]
    return [_text(rows, "left", fontWeight=600, color=INK.light), _text(below, "left")]


def _grid(space: Space) -> alt.Chart:
    """Draw every world under every rule, filled where the paper's pattern holds."""
    rows = []
    for world in space.found.to_dict("records"):
        codes = {cell: world[".".join(cell)] for cell in space.sets}
        told = {f"{NAMES[p]}, {d}": CODES[codes[p, d]] for p, d in space.open}
        classes = ", ".join(CLASSES[Pattern(world[p])] for p in PARADIGMS)
        place = space.place(codes, world["rule"])
        told |= {say("rule"): world["rule"], say("classes"): classes}
        rows.append({**place, "holds": bool(world["holds"]), **told})
    tips = [f"{name}:N" for name in rows[0] if name not in ("x", "x2", "y", "y2", "holds")]
    holds = alt.condition("datum.holds", alt.value(COMPUTED.light), alt.value(RULE.light))
    drawn = alt.Chart(pd.DataFrame(rows)).mark_rect(stroke=GROUND.light, strokeWidth=1)
    return drawn.encode(x=X, x2=X2, y=Y, y2=Y2, fill=holds, tooltip=tips)


def _edges(space: Space, bottom: float) -> list[alt.Chart]:
    """Write the codes that choose rows on the left, those that choose columns below."""
    (down, *_), (across, *_) = space.down, space.across
    tall = bottom - GRID
    left = [
        {"x": LEFT / 3, "y": GRID + tall * at - 6, "words": SHORT[code]}
        for code, at in _middles(space.sets[down])
    ]
    below = [
        {"x": _start(rule) + WIDE * at, "y": bottom + 5, "words": SHORT[code]}
        for rule in RULES
        for code, at in _middles(space.sets[across])
    ]
    names = [
        {"x": LEFT, "y": bottom + 23 + 16 * nth, "words": f"{side}, {_named(space, cells)}"}
        for nth, (side, cells) in enumerate(
            {say("down"): space.down, say("across"): space.across}.items()
        )
    ]
    return [_text(left, "left"), _text(below, "center"), _text(names, "left"), *_key(bottom)]


def _named(space: Space, cells: list[Cell]) -> str:
    """Say whose codes choose a row or column, and in which order those within one stripe stand."""
    (paradigm, dimension), *within = cells
    words = [f"{dimension}: {NAMES[paradigm].lower()}"]
    for cell in within:
        whose = NAMES[cell[0]].lower() if cell[0] != paradigm else cell[1]
        words.append(f"{whose} {', '.join(SHORT[code] for code in space.sets[cell])}")
    return say("in_each").join(words)


def _key(bottom: float) -> list[alt.Chart]:
    """Say what a cell of the grid is, and what its fill means."""
    signs = [(LEFT, COMPUTED, say("world_which_i_i")), (0.55, RULE, say("does_not"))]
    y = bottom + 39 + LINE
    layers = []
    for x, colour, words in signs:
        box = pd.DataFrame([{"x": x, "y": y, "y2": y + CELL}])
        sign = alt.Chart(box).mark_rect(width=CELL, align="left", fill=colour.light)
        layers += [
            sign.encode(x=X, y=Y, y2=Y2),
            _text([{"x": x, "y": y, "words": words}], "left", dx=18),
        ]
    return layers


def _middles(codes: tuple[str, ...]) -> list[tuple[str, float]]:
    """Return each code with the middle of its stripe, 0 to 1."""
    return [(code, (i + 0.5) / len(codes)) for i, code in enumerate(codes)]
