"""A chart laid out by hand: across in shares of the column, down in px, in two forms.

A diagram has no axis that Vega could lay out, and on a phone it is another drawing, not a smaller
one. So a layout is a frame with one set of places per form, and the chart keeps the form that fits
the width of its column.
Charts name their channels by class, `alt.Text("words:N")`: of a bare "words:N" Altair makes the
same, after going through all its classes, which takes a hundred times as long.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from monograph.drawing.text import wrap

WIDE, NARROW = 620, 328
"""px: the least widths at which each form is drawn, and so those at which its texts are broken.

A narrower column shows the narrow form smaller: `LEAST` in the figure's script.
"""

SMALL, LEADING = 12, 15
"""px: size of type, and from line to line."""

ROWS = alt.NamedData("rows")

PATH = "drawn-path"
"""The style of a mark that is one path."""

ACROSS = {"scale": alt.Scale(domain=[0, 1], nice=False), "axis": None}
X, X2 = alt.X("x:Q", **ACROSS), alt.X2("x2:Q")
Y, Y2 = alt.Y("y:Q", scale=None, axis=None), alt.Y2("y2:Q")


def sheet(
    *layers: alt.Chart,
    wide: float | str,
    narrow: float | str,
    params: Sequence[alt.Parameter] = (),
) -> alt.LayerChart:
    """Layer the charts on a sheet that chooses its form by its width.

    The parameter "form" is "wide" or "narrow".

    Parameters
    ----------
    wide, narrow
        Height of each form in px, or an expression for it.
    params
        What else the chart hangs on.
    """
    fits = f"width >= {WIDE}"
    form = alt.param("form", expr=f"{fits} ? 'wide' : 'narrow'")
    height = alt.param("height", expr=f"{fits} ? {wide} : {narrow}")
    return laid_out(
        *layers,
        height=1,  # in fact the parameter's
        params=[form, height, *params],
        usermeta={"print_width": WIDE},
    )


def laid_out(
    *layers: alt.Chart | alt.LayerChart,
    height: float,
    params: Sequence[alt.Parameter] = (),
    **properties: Any,  # noqa: ANN401  (any of a chart)
) -> alt.LayerChart:
    """Layer charts as wide as their column and `height` px high, with no axes for Vega to lay out.

    For a layout that is the same at every width; one with two forms is a `sheet`. All that the
    chart has besides layers is given here: to add it afterwards copies them, and more than once.
    """
    return alt.LayerChart(
        layer=[*layers],
        width="container",
        height=height,
        autosize=alt.AutoSizeParams(type="none"),
        params=[param.param for param in params],  # type: ignore[misc]
        **properties,
    )


def broken(words: str, width: float, *, bold: bool = False) -> str:
    """Return `words` in lines of at most `width` px, for a text mark with lineBreak."""
    return "\n".join(wrap(words, width, SMALL, bold=bold))


def tall(lines: str) -> int:
    """Return the height of broken words in px."""
    return LEADING * (lines.count("\n") + 1)


def half(lines: str) -> float:
    """Return how far the middle of broken words lies below their top, as the eye has it, in px.

    Their top is that of their first line; what goes down at "top" less this stands beside a mark.
    """
    return LEADING * lines.count("\n") / 2 + SMALL / 2


def text(**style: object) -> dict[str, object]:
    """Return the properties of a text mark in the house's small type, from its top left corner."""
    return {
        "align": "left",
        "baseline": "top",
        "lineBreak": "\n",
        "fontSize": SMALL,
        "lineHeight": LEADING,
        **style,
    }


def drawn_as_path(**style: object) -> dict[str, object]:
    """Return the properties of a point mark that is one path, in px: its channel `shape` has it.

    Many points of one look, drawn as one path, cost a browser as much as one of them.
    """
    return {"style": PATH, "x": 0, "y": 0, "size": 4, "opacity": 1, "fill": None, **style}


def as_paths(
    rows: alt.Chart,
    by: str,
    parts: Mapping[str, str],
    looks: Sequence[tuple[str, bool, Mapping[str, object]]],
) -> list[alt.Chart]:
    """Draw the rows of each look as one path.

    What a row tells when it is touched something else must tell, such as a rectangle over it.

    Parameters
    ----------
    rows
        A chart without a mark.
    by
        Field that is true or false, by which rows look one way or the other.
    parts
        What is drawn of a row -> the expression of its path, in px.
    looks
        Part, value of the field, style; from the lowest to the topmost.
    """
    first, *_ = parts
    held = rows.transform_calculate(**parts).transform_aggregate(
        held=f"values({first})", groupby=[by]
    )
    return [
        as_path(held, f"datum.{by} === {str(value).lower()}", part, **style)
        for part, value, style in looks
    ]


def as_path(held: alt.Chart, look: str, part: str, **style: object) -> alt.Chart:
    """Draw a part of all rows of a look as one path.

    Parameters
    ----------
    held
        Rows that are gathered by how they look, in the field `held`.
    look
        Expression that is true of one look.
    part
        Field of the rows that has their paths, in px.
    """
    return (
        held.transform_filter(look)
        .transform_calculate(path=f"join(pluck(datum.held, '{part}'), '')")
        .mark_point(**drawn_as_path(**style), tooltip=None)
        .encode(shape=alt.Shape("path:N", scale=None))
    )


def px(place: str) -> str:
    """Return the expression of a place in px, to a hundredth of one, as part of a path.

    Examples
    --------
    >>> px("datum.x")
    'round(100 * (datum.x)) / 100'
    """
    return f"round(100 * ({place})) / 100"


def looked_up(key: str, *fields: str, into: list[str] | None = None) -> dict[str, object]:
    """Return the lookup that brings fields of the state's rows to a layout, by the rows' first key.

    Parameters
    ----------
    key
        "mine=theirs", or one name for both.
    """
    mine, _, theirs = key.partition("=")
    found = alt.LookupData(ROWS, key=theirs or mine, fields=list(fields))
    return {"lookup": mine, "from_": found, "as_": into or list(fields)}
