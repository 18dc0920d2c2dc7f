"""A challenge has an answer that was looked for, and its state says what it promises."""

from __future__ import annotations

import json
from typing import Any

import altair as alt
import ipywidgets as w
import pandas as pd
import pytest

from monograph.alive.challenges import Challenge, within
from monograph.alive.explore import AT_ONCE, Explorer, explore
from monograph.alive.says import aloud
from monograph.alive.still import VIEW


def controls() -> dict[str, Any]:
    """Return a slider at 3 of 0 to 9, a choice, a box, and a field that cannot be counted."""
    return {
        "k": w.IntSlider(3, min=0, max=9, description="Bars"),
        "sign": w.Dropdown(options=[("upwards", "up"), ("downwards", "down")], description="Way"),
        "bold": w.Checkbox(False, description="Bold"),
        "typed": w.Text("valve", description="Typed"),
    }


def bars(*challenges: Challenge) -> Explorer:
    """Return an explorer whose finding is its state."""
    held = {name: control for name, control in controls().items() if name != "typed"}
    return explore(
        alt.Chart(alt.NamedData("rows"), width="container").mark_bar().encode(x="x:O"),
        rows=lambda k, sign, bold: pd.DataFrame({"x": range(k)}),
        says=lambda k, sign, bold: f"{k} bars go {sign}\n{'Bold' if bold else 'Plain'}.",
        label="Bars that grow with their place, as many as the slider says",
        challenges=challenges,
        **held,
    )


@pytest.mark.parametrize(
    ("holds", "found"),
    [
        (lambda s: s["k"] >= 6, {"k": 6}),  # a slider moves no farther than it must
        (lambda s: s["k"] <= 1, {"k": 1}),
        (lambda s: s["sign"] == "down", {"sign": "down"}),
        (lambda s: s["sign"] == "down" and s["bold"], {"sign": "down", "bold": True}),
        (lambda s: s["k"] > 8 and s["bold"], {"k": 9, "bold": True}),
        (lambda s: s["k"] > 9, None),
        (lambda s: s["k"] > 5 and s["sign"] == "down" and s["bold"], None),  # takes three
        (lambda s: s["typed"] == "tap", None),  # nobody can count what is typed
    ],
)
def test_it_finds_the_fewest_changes_that_hold(holds: Any, found: dict[str, Any] | None) -> None:  # noqa: ANN401
    assert within(controls(), 2, holds) == found


def test_the_page_holds_what_the_answer_s_controls_hold() -> None:
    explorer = bars(Challenge("Turn them round", {"sign": "down", "k": 5}, "5 bars go down"))
    assert explorer.figure.challenges == [["Turn them round", {"sign": 1, "k": 5}]]
    state = {name: control.value for name, control in explorer.controls.items()}
    assert state == {"k": 3, "sign": "up", "bold": False}  # as before it was tried


@pytest.mark.parametrize(
    ("challenge", "said"),
    [
        (Challenge("Fly", {"sign": "down"}, "bars fly"), "promises 'bars fly'; its state says '3"),
        (Challenge("Fly", {"speed": 2}, ""), "moves speed, but the controls are k, sign, bold"),
        (Challenge("Fly", {"k": 12}, ""), "sets k to 12, which its control rounds"),
        # What stands below the finding is not the finding.
        (Challenge("Fly", {"bold": True}, "Bold"), "promises 'Bold'"),
    ],
)
def test_a_promise_that_is_not_kept_is_refused(challenge: Challenge, said: str) -> None:
    with pytest.raises(ValueError, match="the challenge 'Fly'") as refused:
        bars(challenge)
    assert said in str(refused.value)


def test_no_more_than_three_controls_stand_before_the_result() -> None:
    assert AT_ONCE == 3
    folded = w.Accordion  # what a page shows as a disclosure
    five = bars_of(5)
    assert [type(part) for part in five.children[:-1]] == [w.Box, folded]
    assert [len(five.children[0].children), len(five.children[1].children[0].children)] == [3, 2]
    assert [type(part) for part in bars_of(3).children[:-1]] == [w.Box]
    assert five.children[1].titles == ("More settings (2)",)
    assert five.children[1].selected_index is None


def bars_of(count: int) -> Explorer:
    """Return an explorer with so many boxes to tick."""
    some = {f"c{n}": w.Checkbox(False, description=f"Box {n}") for n in range(count)}
    chart = alt.Chart(alt.sequence(0, 5, as_="x"), width="container").mark_tick()
    return explore(chart, label="Ticks on a line that no control moves at all", **some)


def test_finding_and_rest_stand_apart_in_the_still_and_together_in_words() -> None:
    held = bars()._repr_mimebundle_()
    assert '<p class="cb-finding">3 bars go up</p>' in held["text/html"]
    assert '<p class="cb-says">Plain.</p>' in held["text/html"]
    assert held["text/plain"].endswith("3 bars go up. Plain.")
    assert ">3 bars go up<" in held["image/svg+xml"]
    assert "finding" not in json.dumps(held[VIEW])
    assert aloud("Only this.") == "Only this."
