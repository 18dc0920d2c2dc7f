"""Rows on a number line."""

import re
from collections import Counter

import pandas as pd
import pytest

from monograph.drawing.axis import TALL
from monograph.drawing.canvas import Canvas
from monograph.drawing.row_plot import row_plot
from monograph.drawing.svg import render


@pytest.mark.parametrize("width", [680, 340])
@pytest.mark.parametrize("count", [3, 12, 22, 24, 40])
def test_a_scale_is_printed_above_exactly_if_the_plot_is_tall(width: int, count: int) -> None:
    """Whose axis below would be out of sight where a screen shows the first rows."""
    frame = pd.DataFrame({"label": [f"Row {n}" for n in range(count)], "value": range(count)})
    canvas = Canvas.titled(width, "Many rows")
    first = canvas.y
    plot = row_plot(canvas, "frame", frame, (0, 40))
    for row, y in plot:
        plot.point(row, y, "value")
    tall = canvas.y - first
    plot.axis("of something")
    svg = render(canvas.chart(), tagged=True)
    places = re.findall(r"<text [^>]*translate\([\d.]+,([\d.]+)\)[^>]*>(\d+)<", svg)
    printed = Counter(words for _, words in places)

    assert {"0", "20", "40"} <= printed.keys()
    assert set(printed.values()) == ({2} if tall > TALL else {1})
    if tall > TALL:
        over = [words for y, words in places if float(y) < plot.places[0][1]]
        assert Counter(over) == dict.fromkeys(printed, 1)
