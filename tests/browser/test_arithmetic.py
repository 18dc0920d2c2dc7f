"""What counts as arithmetic of a chart's own, on charts made for it."""

from typing import Any

import altair as alt
import pytest

from .arithmetic import arithmetic, computes

ROWS = alt.Chart(alt.NamedData("rows"))
WORD = ROWS.mark_text().encode(x="x:Q", text="words:N")


@pytest.mark.parametrize(
    "expression",
    ["datum.a + 1", "'n ' + datum.a", "datum.a-1", "max(a, b)", "format(a, '.1f')", "a ? 2*b : 0"],
)
def test_what_computes(expression: str) -> None:
    assert computes(expression)


@pytest.mark.parametrize(
    "expression",
    ["datum.a ? datum.b : 'a + b'", "a < -1", "datum.a == form", "[1, -2][datum.n]", "isValid(a)"],
)
def test_what_chooses(expression: str) -> None:
    assert not computes(expression)


@pytest.mark.parametrize(
    "chart",
    [
        WORD.transform_calculate(x="datum.a * 2"),
        WORD.transform_calculate(words="form == 'wide' ? datum.a : datum.b"),
        WORD.transform_filter("datum.a <= -3").transform_calculate(y="datum.x + 4"),
        ROWS.mark_point(dx=alt.expr("datum.a * 4")).encode(size="s:Q").transform_calculate(s="2*a"),
        alt.layer(WORD).add_params(alt.param("height", expr="width / 2")),
    ],
)
def test_scales_and_places_pass(chart: Any) -> None:  # noqa: ANN401
    assert arithmetic(chart.to_dict()) == []


@pytest.mark.parametrize(
    ("chart", "place"),
    [
        (WORD.transform_calculate(words="datum.a + ' of ' + datum.b"), "text, words"),
        (WORD.transform_calculate(n="datum.a / 2", words="datum.n"), "text, n"),
        (WORD.transform_joinaggregate(all="sum(x)"), "a transform of its own"),
        (WORD.transform_aggregate(words="max(x)"), "a transform of its own"),
        (WORD.transform_filter("datum.a * 2 > datum.b"), "filter"),
        (WORD.transform_calculate(s="datum.a - 1").transform_filter("datum.s > 0"), "filter by s"),
        (ROWS.mark_bar().encode(x="sum(a):Q"), "x"),
        (ROWS.mark_text(text=alt.expr("2 * k")), "mark, text"),
        (ROWS.mark_point().encode(color=alt.when("datum.a+1 > 2").then(alt.value("red"))), "color"),
        (WORD.transform_calculate(t="1+1").encode(tooltip=["x:Q", "t:N"]), "tooltip, t"),
        (alt.layer(WORD).add_params(alt.param("all", expr="a + b")), "parameter all"),
        (alt.layer(WORD).transform_calculate(words="1 + 1"), "text, words"),
    ],
)
def test_what_a_reader_is_told_does_not(chart: Any, place: str) -> None:  # noqa: ANN401
    (fault,) = arithmetic(chart.to_dict())
    assert fault.startswith(f"{place}: ")
