"""A finding over a figure that follows its state, on a chart that lays itself out."""

import altair as alt

from monograph.alive.sheet import ROWS
from monograph.drawing.theme import INK

HEADING, TALL = 15, 30
"""px: the size of a finding's type, and what it takes from the top."""


def laid_out(*layers: alt.Chart | alt.LayerChart, height: float) -> alt.LayerChart:
    """Layer charts under a finding, as wide as their column, with no axes for Vega to lay out.

    The finding is the `words` of the one row of the state whose `kind` is "finding".

    Parameters
    ----------
    layers
        They begin `TALL` px below the top.
    height
        Of all, in px.
    """
    top = alt.Chart(ROWS).transform_filter("datum.kind == 'finding'")
    style = {"align": "left", "baseline": "top", "fontSize": HEADING, "fontWeight": 600}
    words = top.mark_text(color=INK.light, **style).encode(
        x=alt.value(0), y=alt.value(0), text="words:N"
    )
    return alt.LayerChart(
        layer=[words, *layers],
        width="container",
        height=height,
        autosize=alt.AutoSizeParams(type="none"),
    )
