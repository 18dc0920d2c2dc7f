"""The arrows of the argument: all that look alike are one path.

A line of its own for each would be a group of its own to Vega, with all that a chart has; another
state would have it go through every one of them.
"""

import altair as alt
import pandas as pd

from monograph.alive.sheet import as_path, looked_up
from monograph.drawing.theme import COMPUTED, INK, RULE

HEAD = 34
"""px²: the size of a head, as of a mark."""
BACK = 3
"""px from the end of an arrow back to the middle of its head."""
LINES = {
    "none": {"stroke": RULE.light, "strokeWidth": 1},
    "seen": {"stroke": INK.light, "strokeWidth": 1.3},
    "unseen": {"stroke": COMPUTED.light, "strokeWidth": 1.5, "strokeDash": [4, 3]},
}
"""Where an arrow leads -> how it looks: to nothing that is held, to a datum, or to none."""
HEADS = {"seen": INK.light, "unseen": COMPUTED.light}


def arrows(points: pd.DataFrame) -> list[alt.Chart]:
    """Return the layers that draw the arrows, those that hold above the others.

    Parameters
    ----------
    points
        link, step, source, target, x (share of the width), y (px), observed (the target), end.
    """
    looks = _by_look(points)
    lines = [
        as_path(looks, f"datum.look == '{look}'", "line", **style) for look, style in LINES.items()
    ]
    heads = [
        as_path(looks, f"datum.look == '{look}'", "head", fill=ink, stroke=None)
        for look, ink in HEADS.items()
    ]
    return [*lines, *heads]


def _by_look(points: pd.DataFrame) -> alt.Chart:
    """Return the arrows gathered by what they lead to in the present state."""
    led = "datum.observed ? 'seen' : 'unseen'"
    held = "datum.from != 'outside' && datum.to != 'outside'"
    return (
        _bent(points)
        .transform_lookup(**looked_up("source=concept", "role", into=["from"]))
        .transform_lookup(**looked_up("target=concept", "role", into=["to"]))
        .transform_calculate(look=f"{held} ? ({led}) : 'none'")
        .transform_aggregate(held="values(link)", groupby=["look"])
    )


def _bent(points: pd.DataFrame) -> alt.Chart:
    """Return the arrows, each with a line, bent by a basis spline, and a head: none changes."""
    before = [
        alt.WindowFieldDef(op="lag", field=field, param=steps, **{"as": f"{field}{steps}"})
        for field in ("at", "y")
        for steps in (1, 2)
    ]
    start, first, onward, last = (
        "'M' + " + _place("datum.at", "datum.y"),
        "'L' + " + _place(*(f"(5 * datum.{f}1 + datum.{f}) / 6" for f in ("at", "y"))),
        _curve("{0}2", "{0}1", "{0}"),
        _curve("{0}1", "{0}", "{0}") + " + 'L' + " + _place("datum.at", "datum.y"),
    )
    piece = f"datum.step == 0 ? {start} : datum.step == 1 ? {first} : {onward}"
    half = HEAD**0.5 / 2
    long, high = round(3**0.5 * half, 2), round(half, 2)
    tip = f"'M' + {_place(f'datum.at - {BACK - long / 2}', 'datum.y')}"
    head = f"{tip} + 'l{-long},{-high}v{2 * high}Z'"
    return (
        alt.Chart(points)
        .transform_filter("form == 'wide'")
        .transform_calculate(at="datum.x * width")
        .transform_window(before, sort=[alt.SortField("step")], groupby=["link"])
        .transform_calculate(piece=f"({piece}) + (datum.end ? {last} : '')")
        .transform_calculate(tip=f"datum.end ? {head} : ''")
        .transform_aggregate(
            pieces="values(link)", groupby=["link", "source", "target", "observed"]
        )
        .transform_calculate(
            line="join(pluck(datum.pieces, 'piece'), '')",
            head="join(pluck(datum.pieces, 'tip'), '')",
        )
    )


def _curve(*fields: str) -> str:
    """Return the expression for the piece of a basis spline between three points."""
    (ax, bx, cx), (ay, by, cy) = ([f"datum.{f.format(way)}" for f in fields] for way in ("at", "y"))
    near = _place(f"(2 * {ax} + {bx}) / 3", f"(2 * {ay} + {by}) / 3")
    far = _place(f"({ax} + 2 * {bx}) / 3", f"({ay} + 2 * {by}) / 3")
    to = _place(f"({ax} + 4 * {bx} + {cx}) / 6", f"({ay} + 4 * {by} + {cy}) / 6")
    return f"'C' + {near} + ',' + {far} + ',' + {to}"


def _place(x: str, y: str) -> str:
    """Return the expression for a place in a path, to a hundredth of a px."""
    return " + ',' + ".join(f"round(100 * ({at})) / 100" for at in (x, y))
