"""Where the parts of the overlap explorer stand: a table of dots above, two axes below.

One axis has what is probable, the other the p-values, which are no probability of it. Each frame
holds the places of both forms: across as a share of the column, down in px.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from clusterbook.analysis.statistics import LEVEL
from monograph.alive.sheet import LEADING, NARROW, WIDE, broken
from monograph.words import words_beside

say = words_beside(__file__)

PITCH, PAD, PLOT = 8, 10, 84
"""px: from dot to dot, from a cell's edge to what is in it, height of an axis."""
LINE, ABOVE = LEADING + 3, 14
"""px: a line of a key, and from the last one to the top of its axis."""
KEY = (
    say("exact_p_value"),
    say("mid_p_value"),
    say("probability_first_more_common"),
)
CELLS = {"both": (0, 0), "first_only": (0, 1), "second_only": (1, 0), "neither": (1, 1)}
"""Cell -> row (in the first group: yes, no) and column (in the second: yes, no)."""


@dataclass(frozen=True)
class Form:
    """The measures of one form, in px."""

    width: int
    side: int
    """Width of the headings at the left."""
    cell: int
    tall: int
    """Width and height of a cell."""
    head: int
    """Height of the headings on top."""
    dots: int
    """Dots in a row of a cell."""

    def left(self, column: int) -> int:
        """Return the left edge of a column of the table."""
        return self.side + column * self.cell

    def top(self, row: int) -> int:
        """Return the upper edge of a row of the table."""
        return self.head + row * self.tall

    @property
    def chance_key(self) -> int:
        """Where the key of the probabilities stands."""
        return self.top(2) + 48

    @property
    def chance(self) -> int:
        """Where the axis of the probabilities has its nothing."""
        return self.chance_key + LINE + ABOVE + PLOT

    @property
    def key(self) -> int:
        """Where the key of the p-values begins."""
        return self.chance + 22

    @property
    def floor(self) -> int:
        """Where the axis of the p-values has its nothing."""
        return self.key + (len(KEY) - 1) * LINE + ABOVE + PLOT

    @property
    def height(self) -> int:
        """Return the height of the whole sheet."""
        return self.floor + 44


FORMS = {"wide": Form(WIDE, 186, 190, 62, 40, 20), "narrow": Form(NARROW, 92, 104, 84, 40, 10)}

Places = list[dict[str, Any]]


def headings(first: str, second: str) -> Places:
    """Return the headings of the rows (first group) and columns (second), in lines, by form."""
    found = []
    for group, words in {"first": first, "second": second}.items():
        for key, answer in {group: "yes", f"not_{group}": "no"}.items():
            room = {name: f.side if group == "first" else f.cell for name, f in FORMS.items()}
            lines = {name: broken(f"{words}: {answer}", room[name] - PAD) for name in FORMS}
            found.append({"key": f"{key}_head", **lines})
    return found


def boxes() -> pd.DataFrame:
    """Return the cells of the table: key, x, x2, y, y2."""
    return _both(
        lambda f: [
            {"key": key, "x": f.left(c), "x2": f.left(c + 1), "y": f.top(r), "y2": f.top(r + 1)}
            for key, (r, c) in CELLS.items()
        ]
    )


def dots(firms: int) -> pd.DataFrame:
    """Return room for `firms` dots in each cell: key, dot, x, y."""
    return _both(
        lambda f: [
            {
                "key": key,
                "dot": dot,
                "x": f.left(c) + PAD + 3 + PITCH * (dot % f.dots),
                "y": f.top(r) + 32 + PITCH * (dot // f.dots),
            }
            for key, (r, c) in CELLS.items()
            for dot in range(firms)
        ]
    )


def labels() -> pd.DataFrame:
    """Return the places of headings and of the sums at the margins: key, x, y."""

    def places(f: Form) -> Places:
        rows = {"first": f.top(0) + 6, "not_first": f.top(1) + 6}
        columns = {"second": f.left(0) + PAD, "not_second": f.left(1) + PAD}
        right, below = f.left(2) + 8, f.top(2) + 6
        found = [{"key": f"{key}_head", "x": 0, "y": y} for key, y in rows.items()]
        found += [{"key": key, "x": right, "y": y} for key, y in rows.items()]
        found += [{"key": f"{key}_head", "x": x, "y": 4} for key, x in columns.items()]
        found += [{"key": key, "x": x, "y": below} for key, x in columns.items()]
        return [*found, {"key": "all", "x": right, "y": below}]

    return _both(places)


def key() -> pd.DataFrame:
    """Return the keys of both axes: line, x and y of the middle of its mark, y2, words."""

    def places(f: Form) -> Places:
        tops = [f.key, f.key + LINE, f.chance_key]
        return [
            {"line": line, "x": 8, "y": top + 1, "middle": top + 7, "y2": top + 13, "words": words}
            for line, (words, top) in enumerate(zip(KEY, tops, strict=True))
        ]

    return _both(places)


def levels() -> pd.DataFrame:
    """Return the lines across both axes: axis (p or chance), value, x, x2, y, words."""
    marked = {
        "p": {1: "1", 0.5: "0.5", LEVEL: f"{LEVEL}", 0: ""},
        "chance": {1: "100%", 0.5: "50%", 0: "0%"},
    }

    def places(f: Form) -> Places:
        floors = {"p": f.floor, "chance": f.chance}
        return [
            {"axis": axis, "value": value, "y": floors[axis] - PLOT * value, "words": words}
            | {"x": 32, "x2": f.width - 4}
            for axis, values in marked.items()
            for value, words in values.items()
        ]

    return _both(places)


def overlaps(most: int) -> pd.DataFrame:
    """Return the places of 0 to `most` firms in both: overlap, x, y (its number), floor, chance.

    `floor` and `chance` are where the p-values and the probabilities have their nothing.
    """
    return _both(
        lambda f: [
            {
                "overlap": overlap,
                "x": 48 + (f.width - 72) * overlap / most,
                "y": f.floor + 6,
                "floor": f.floor,
                "chance": f.chance,
            }
            for overlap in range(most + 1)
        ]
    )


def _both(places: Callable[[Form], Places]) -> pd.DataFrame:
    """Return the places of both forms, with `form`, x and x2 as shares of the width."""
    parts = []
    for name, form in FORMS.items():
        part = pd.DataFrame(places(form)).assign(form=name)
        for column in {"x", "x2"} & set(part.columns):
            part[column] = (part[column] / form.width).round(5)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)
