"""One definition, four homes: live widget, saved page, still, print; all in the same state."""

import json
import re
from typing import Any

import altair as alt
import ipywidgets as w
import pandas as pd
import pytest

from monograph.alive.explore import Explorer, explore
from monograph.alive.still import VIEW, Still, read_out, shown
from monograph.drawing.theme import INK, QUIET

LABEL = "Bars that grow with their place, as many as the slider says"


def rows(k: int, sign: str) -> pd.DataFrame:
    """Return k bars."""
    return pd.DataFrame({"x": range(k), "y": [i if sign == "up" else -i for i in range(k)]})


def bars(**changes: Any) -> Explorer:  # noqa: ANN401
    """Return a small explorer, with some of its arguments changed."""
    chart = alt.Chart(alt.NamedData("rows"), width="container", height=90)
    given: dict[str, Any] = {
        "rows": rows,
        "says": lambda k, sign: f"{k} bars go {sign}.",
        "label": LABEL,
        "k": w.IntSlider(3, min=0, max=5, description="Bars"),
        "sign": w.Dropdown(options=[("upwards", "up"), ("downwards", "down")], description="Way"),
    }
    return explore(chart.mark_bar(color="#1c6a9c").encode(x="x:O", y="y:Q"), **(given | changes))


def asked(explorer: Explorer, message: dict[str, Any]) -> list[tuple[dict[str, Any], Any]]:
    """Return what the widget sends when a notebook's browser asks."""
    sent: list[tuple[dict[str, Any], Any]] = []
    explorer.figure.send = lambda content, buffers=None: sent.append((content, buffers))
    explorer.figure._handle_custom_msg(message, [])
    return sent


def test_each_control_is_linked_to_its_parameter_in_the_browser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    links = []
    monkeypatch.setattr(w, "jslink", lambda source, target: links.append((source, target)))
    explorer = bars()
    assert links == [
        ((explorer.controls["k"], "value"), (explorer.figure, "k")),
        ((explorer.controls["sign"], "index"), (explorer.figure, "sign")),
    ]


def test_a_colour_that_no_theme_would_reach_is_refused() -> None:
    chart = alt.Chart(alt.NamedData("rows"), width="container", height=90)
    ink = alt.expr(f"datum.y > 1 ? '{INK.light}' : '{QUIET.light}'")
    with pytest.raises(ValueError, match="stands inside an expression, where no dark theme"):
        explore(
            chart.mark_bar(color=ink).encode(x="x:O", y="y:Q"),
            rows=lambda k: rows(k, "up"),
            says=lambda k: f"{k} bars.",
            label=LABEL,
            k=w.IntSlider(3, min=0, max=5, description="Bars"),
        )


def test_a_kernel_answers_with_the_same_function() -> None:
    explorer = bars()
    explorer.figure.k, explorer.figure.sign = 2, 1
    ((content, _),) = asked(explorer, {"want": "rows", "ask": 7})
    assert content == {
        "have": "rows",
        "rows": [{"x": 0, "y": 0}, {"x": 1, "y": -1}],
        "says": "2 bars go down.",
        "ask": 7,
    }


def test_a_kernel_serves_the_library_so_that_no_network_is_needed() -> None:
    ((content, buffers),) = asked(bars(), {"want": "vega"})
    assert content == {"have": "vega"}
    assert b"clusterbookVega" in buffers[0]


def test_an_unknown_question_is_not_answered() -> None:
    assert asked(bars(), {"want": "the moon"}) == []


def test_the_page_carries_every_state() -> None:
    figure = bars().figure
    assert figure.packed["axes"] == [["k", [0, 1, 2, 3, 4, 5]], ["sign", ["up", "down"]]]
    assert len(figure.packed["says"]) == 12
    assert figure.packed["says"][7] == "3 bars go down."


def test_colours_become_those_of_the_page() -> None:
    vega = json.dumps(bars().figure.vega)
    assert "var(--cb-water,#1c6a9c)" in vega
    assert '"#1c6a9c"' not in vega


def test_the_bundle_holds_a_form_for_every_home() -> None:
    bundle = bars()._repr_mimebundle_()
    page = bundle["text/html"]
    assert page.count("<svg") == 2, "a wide and a narrow drawing"
    assert f'role="img" aria-label="{LABEL}"' in page
    assert "3 bars go up." in page
    assert "Drawn with Bars: 3; Way: upwards." in page
    assert (
        json.loads(re.findall(rf'<script type="{re.escape(VIEW)}">(.*?)</script>', page)[0])
        == bundle[VIEW]
    )
    assert bundle["text/csv"] == "x,y\n0,0\n1,1\n2,2\n"
    assert "Bars: 3; Way: upwards" in bundle["image/svg+xml"]
    assert bundle["application/vnd.monograph.print+svg"].startswith("<svg")


def test_the_still_shows_the_state_that_the_controls_have() -> None:
    explorer = bars(k=w.IntSlider(1, min=0, max=5, description="Bars"))
    assert explorer._repr_mimebundle_()["text/csv"] == "x,y\n0,0\n"


def test_the_first_option_is_stated_though_the_control_was_never_moved() -> None:
    slider = w.SelectionSlider(options=[("a half", 0.5), ("all", 1.0)], value=0.5)
    assert read_out(slider) == "a half"
    assert read_out(w.Select(options=["a"], value=None)) == ""


@pytest.mark.parametrize(
    ("ticked", "said"),
    [(11, "All 11 boxes: ticked"), (10, "b9: no"), (0, "All 11 boxes: not ticked")],
)
def test_many_boxes_all_alike_are_stated_once(ticked: int, said: str) -> None:
    boxes = {f"b{n}": w.Checkbox(n < ticked, description=f"b{n}") for n in range(11)}
    if ticked == 10:
        boxes["b9"].value = False
    still = Still({}, bars().figure, {"k": w.IntSlider(3, description="Bars"), **boxes}, None, "")
    assert still.values().startswith("Bars: 3; ")
    assert said in still.values()


def test_words_in_a_still_cannot_break_the_page() -> None:
    html = bars(says=lambda k, sign: "<b>3 & 4</b>")._repr_mimebundle_()["text/html"]
    assert "&lt;b&gt;3 &amp; 4&lt;/b&gt;" in html


@pytest.mark.parametrize(
    ("value", "words"),
    [(True, "yes"), (False, "no"), (0.25, "0.25"), (3, "3"), (["a", "b"], "a and b"), ((), "none")],
)
def test_values_are_stated_in_words(value: Any, words: str) -> None:  # noqa: ANN401
    assert shown(value) == words


def test_a_short_label_is_refused() -> None:
    with pytest.raises(ValueError, match="label must have at least 30 characters, got 'Bars'"):
        bars(label="Bars")


def test_a_control_without_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="the control k needs a description"):
        bars(k=w.IntSlider(3, min=0, max=5))


def test_rows_of_an_unknown_control_are_refused() -> None:
    with pytest.raises(ValueError, match="rows takes year, but the controls are k, sign"):
        bars(rows=lambda year: pd.DataFrame())


def test_a_name_that_the_widget_itself_uses_is_refused() -> None:
    chart = alt.Chart(alt.NamedData("rows")).mark_bar()
    with pytest.raises(ValueError, match="the widget itself uses the names layout: rename"):
        explore(chart, label=LABEL, layout=w.IntSlider(1, description="Layout"))


def test_a_control_that_cannot_be_counted_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="k: a FloatText has no countable values"):
        bars(k=w.FloatText(1, description="Bars"))
