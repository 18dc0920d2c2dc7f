"""What the controls offer is what is computed, value for value."""

from typing import Any

import ipywidgets as w
import pytest

from monograph.alive.controls import choices, current, linked_trait, offered

NAMED = [("first", 1), ("second", 2)]
SELECTIONS = [w.Dropdown, w.Select, w.RadioButtons, w.ToggleButtons, w.SelectionSlider]


@pytest.mark.parametrize(
    ("control", "values"),
    [
        (w.IntSlider(2, min=1, max=7, step=2), [1, 3, 5, 7]),
        (w.IntSlider(0, min=-2, max=2), [-2, -1, 0, 1, 2]),
        (w.FloatSlider(0.1, min=0.1, max=0.5, step=0.1), [0.1, 0.2, 0.3, 0.4, 0.5]),
        (w.BoundedIntText(1, min=1, max=3), [1, 2, 3]),
        (w.BoundedFloatText(0, min=0, max=1, step=0.25), [0, 0.25, 0.5, 0.75, 1]),
        (w.Checkbox(False), [False, True]),
        (w.ToggleButton(True), [False, True]),
        (w.SelectMultiple(options=["a", "b"]), [[], ["b"], ["a"], ["a", "b"]]),
        *((kind(options=NAMED), [1, 2]) for kind in SELECTIONS),
    ],
)
def test_every_value_is_offered_once(control: Any, values: list[Any]) -> None:  # noqa: ANN401
    assert offered("x", control) == values


def test_a_sliders_values_are_those_that_a_reader_sees() -> None:
    slider = w.FloatSlider(0, min=0, max=1, step=0.05)
    assert [str(value) for value in offered("x", slider)] == [
        str(round(i * 0.05, 2)) for i in range(21)
    ]


def test_steps_end_within_the_range() -> None:
    assert offered("x", w.IntSlider(0, min=0, max=10, step=3)) == [0, 3, 6, 9]


@pytest.mark.parametrize(
    "control", [w.FloatText(1), w.Text("a"), w.FloatLogSlider(1), w.IntText(2)]
)
def test_what_cannot_be_counted_is_refused_by_name(control: Any) -> None:  # noqa: ANN401
    kind = type(control).__name__
    with pytest.raises(TypeError, match=f"speed: a {kind} has no countable values"):
        offered("speed", control)


@pytest.mark.parametrize("kind", SELECTIONS)
def test_selections_are_linked_by_index(kind: Any) -> None:  # noqa: ANN401
    control = kind(options=NAMED, value=2)
    assert (linked_trait(control), current(control), choices(control)) == ("index", 1, [1, 2])


def test_several_are_held_as_a_list_of_indices() -> None:
    control = w.SelectMultiple(options=["a", "b", "c"], value=["c", "a"])
    assert current(control) == [2, 0]


def test_other_controls_are_linked_by_value() -> None:
    control = w.IntSlider(3)
    assert (linked_trait(control), current(control), choices(control)) == ("value", 3, None)
