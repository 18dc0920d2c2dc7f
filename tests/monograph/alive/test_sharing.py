"""Steps that data sets of a compiled figure have in common are taken once."""

from typing import Any

import altair as alt
import pandas as pd
import vl_convert

from monograph.alive.sharing import shared
from monograph.alive.sheet import ROWS, X, Y, looked_up, sheet
from monograph.alive.widget import VegaFigure

PLACES = pd.DataFrame({"key": ["a", "b"], "x": [0.2, 0.8], "y": [10, 20], "form": "wide"})


def chart() -> Any:  # noqa: ANN401
    """Return a chart three layers of which look up the same of the state's rows."""
    base = alt.Chart(PLACES).transform_filter("datum.form == form")
    base = base.transform_lookup(**looked_up("key", "role")).encode(X, Y)
    held = base.transform_filter("datum.role")
    return sheet(base.mark_point(), held.mark_point(), held.mark_text(), wide=30, narrow=30)


def steps(vega: dict[str, Any], kind: str) -> int:
    """Return how many steps of a kind the figure takes."""
    return sum(s["type"] == kind for held in vega["data"] for s in held.get("transform", []))


def lineage(vega: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return all steps that lead to a data set."""
    (held,) = (one for one in vega["data"] if one["name"] == name)
    before = lineage(vega, held["source"]) if "source" in held else []
    return [*before, *held.get("transform", [])]


def test_layers_that_look_up_the_same_do_so_once() -> None:
    compiled = vl_convert.vegalite_to_vega(chart().to_dict())
    assert steps(compiled, "lookup") == 3
    assert steps(shared(compiled), "lookup") == 1


def test_each_mark_is_drawn_from_what_it_was() -> None:
    compiled = vl_convert.vegalite_to_vega(chart().to_dict())
    made = shared(compiled)
    assert made["marks"] == compiled["marks"]
    for mark in compiled["marks"]:
        name = mark["from"]["data"]
        assert lineage(made, name) == lineage(compiled, name)


def test_a_data_set_stands_behind_the_one_that_it_comes_from() -> None:
    made = shared(vl_convert.vegalite_to_vega(chart().to_dict()))
    names = [held["name"] for held in made["data"]]
    assert len(set(names)) == len(names)
    for nth, held in enumerate(made["data"]):
        asked = [step["from"] for step in held.get("transform", []) if step["type"] == "lookup"]
        before = [*asked, held["source"]] if "source" in held else asked
        assert set(before) <= set(names[:nth])


def test_what_has_nothing_in_common_stays() -> None:
    step = {"type": "filter", "expr": "datum.a"}
    sets = [{"name": "a", "values": []}, {"name": "b", "values": []}]
    sets += [{"name": f"{one}1", "source": one, "transform": [step]} for one in "ab"]
    assert shared({"data": sets})["data"] == sets
    assert shared({"marks": []})["data"] == []


def test_a_widget_carries_the_shared_steps() -> None:
    spec = chart().to_dict() | {"datasets": {**chart().to_dict()["datasets"], ROWS.name: []}}
    figure = VegaFigure(spec, {}, {}, None, None, "A figure of two places that look up their role")
    assert steps(figure.vega, "lookup") == 1
