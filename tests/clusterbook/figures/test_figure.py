"""A figure in all its forms."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import altair as alt
import frames
import numpy as np
import pandas as pd
import pikepdf
import pytest

from monograph.drawing.canvas import Canvas, Spec
from monograph.drawing.figure import Figure
from monograph.drawing.scale import Scale
from monograph.drawing.theme import config

from .conftest import forms

WORDS = "A picture of nothing in particular: 3 marks."
DATA = pd.DataFrame({"x": [1, 2], "词": ["a", "阀"]})
Drawn = Callable[[str], Figure]


def native(width: int, **other: Any) -> Spec:  # noqa: ANN401 - properties by name
    """Draw a chart with axes, clipped, as an explorer would."""
    points = alt.Chart(DATA).mark_point(clip=True, color="#1c6a9c").encode(x="x:Q", y="词:N")
    chart = alt.layer(points).properties(**{"width": width - 80, "height": 80, **other})
    chart.config = alt.Config(**config(width))
    return dict(chart.to_dict())


def chinese(width: int) -> Spec:
    canvas = Canvas(width)
    canvas.title("Valves 阀门, counted")
    return canvas.chart()


def test_a_figure_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 30 characters, got 'A chart'"):
        Figure(native, "A chart", DATA)


def test_what_is_no_specification_is_refused() -> None:
    def draw(width: int) -> Spec:
        canvas = Canvas(width)
        canvas.text(0, 10, "askew", align="middle")
        return canvas.chart(20)

    with pytest.raises(alt.utils.schemapi.SchemaValidationError, match="'middle' is an invalid"):
        Figure(draw, WORDS, DATA).html()


def test_numbers_of_numpy_are_drawn_as_any_other() -> None:
    def drawn(number: Callable[[int], Any]) -> str:
        def draw(width: int) -> Spec:
            canvas, on = Canvas(width), Scale(number(0), number(8), number(10), number(90))
            canvas.mark(number(2), number(10), size=number(9), on=on)
            canvas.line([(0, 5), (9, 5)], dash=(number(2), number(3)), width=number(2))
            return canvas.chart(number(20))

        return Figure(draw, WORDS, DATA).svg()

    assert drawn(int) == drawn(np.int64) == drawn(np.float64)


def test_all_forms_are_given(drawn: Drawn) -> None:
    bundle = drawn("bands")._repr_mimebundle_()

    assert set(bundle) == {
        "text/html",
        "application/vnd.monograph.print+svg",
        "image/svg+xml",
        "text/csv",
        "text/plain",
    }
    assert bundle["text/plain"] == drawn("bands").alt
    assert bundle["application/vnd.monograph.print+svg"].startswith("<svg")


def test_the_csv_reads_back_as_the_data() -> None:
    csv = Figure(native, WORDS, DATA)._repr_mimebundle_()["text/csv"]

    assert csv == "x,词\n1,a\n2,阀\n"


def test_the_page_gets_one_image_with_one_name(drawn: Drawn) -> None:
    html = drawn("bands").html()

    assert html.count('role="img"') == 1
    assert html.count("aria-label=") == 1
    assert html.count("<svg ") == html.count('aria-hidden="true"') == 2
    assert 'class="cb-wide" viewBox="0 0 680 ' in html
    assert 'class="cb-narrow" viewBox="0 0 340 ' in html
    assert "<script" not in html


def test_words_are_escaped_in_the_page() -> None:
    html = Figure(native, 'Quotes " and <tags> & so on: 3 marks.', DATA).html()

    assert 'aria-label="Quotes &quot; and &lt;tags&gt; &amp; so on: 3 marks."' in html


def test_ids_are_unique_over_two_figures_and_their_forms() -> None:
    other = Figure(lambda width: native(width, height=90), WORDS, DATA)
    page = Figure(native, WORDS, DATA).html() + other.html()
    ids = re.findall(r'\bid="([^"]+)"', page)

    assert len(ids) == 4
    assert len(set(ids)) == 4
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)


def test_numbers_in_words_are_not_rounded() -> None:
    """Only coordinates are; 0.00512 in a label stays."""

    def draw(width: int) -> Spec:
        canvas = Canvas(width)
        canvas.text(10.123456, 10, "0.00512 of 61")
        return canvas.chart(20)

    svg = Figure(draw, WORDS, DATA).svg()
    assert ">0.00512 of 61<" in svg
    assert "10.12," in svg
    assert "10.123" not in svg


def test_chinese_names_its_language_and_its_font_in_a_file() -> None:
    """Outside browsers the first family is taken, and a missing sign comes from anywhere."""
    svg = Figure(chinese, WORDS, DATA).svg()

    marked = r"<tspan lang=\"zh-Hans\" font-family=\"'Noto Sans SC', [^>]+>([^<]+)</tspan>"
    assert re.findall(marked, svg) == ["阀门"]
    assert re.findall(r">([^<]+)</t", svg) == ["Valves", "阀门", ", counted"]


def test_chinese_inside_a_text_of_vega_is_marked_too() -> None:
    svg = Figure(lambda width: native(width, title="the 阀 b"), WORDS, DATA).svg()

    assert re.search(r">the <tspan lang=\"zh-Hans\"[^>]*>阀</tspan> b</text>", svg)


def _is_descriptor(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"


FORMS = """
import json, sys
sys.path[:0] = sys.argv[1:]
from conftest import forms
print(json.dumps(forms()))
"""


def test_two_processes_write_the_same_bytes() -> None:
    """With different hash seeds, so that no order of a set or dictionary slips in."""
    paths = [str(Path(__file__).parent), str(Path(__file__).parents[3] / "code")]
    command = [sys.executable, "-W", "ignore", "-c", FORMS, *paths]
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"  # not as here
    env = {"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"}
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=True)

    here = forms()
    assert len(set(here)) == 9
    assert json.loads(run.stdout) == here


def test_data_of_a_figure_is_what_was_given(drawn: Drawn) -> None:
    assert drawn("bands").data is frames.BANDS
