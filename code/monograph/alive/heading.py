"""A finding over a figure that follows its state, on a chart that lays itself out."""

from __future__ import annotations

import altair as alt
import pandas as pd

from monograph.alive.sheet import Y
from monograph.drawing.theme import INK

HEADING, TALL = 15, 30
"""px: the size of a finding's type, and what it takes from the top."""


def laid_out(*layers: alt.Chart | alt.LayerChart, finding: str, height: float) -> alt.LayerChart:
    """Layer charts under a finding, as wide as their column, with no axes for Vega to lay out.

    Parameters
    ----------
    finding
        An expression for the line that stands at the top; the charts begin `TALL` px below.
    height
        Of all, in px.
    """
    top = alt.Chart(pd.DataFrame([{"y": 0}])).transform_calculate(finding=finding)
    style = {"align": "left", "baseline": "top", "fontSize": HEADING, "fontWeight": 600}
    words = top.mark_text(color=INK.light, **style).encode(x=alt.value(0), y=Y, text="finding:N")
    return alt.LayerChart(
        layer=[words, *layers],
        width="container",
        height=height,
        autosize=alt.AutoSizeParams(type="none"),
    )
