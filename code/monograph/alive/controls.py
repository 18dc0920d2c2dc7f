"""What the controls offer: their values, in the order in which states are counted."""

import itertools
from typing import Any

import ipywidgets
import traitlets
from ipywidgets.widgets.widget_selection import _MultipleSelection, _Selection


class WholeWithin(ipywidgets.IntSlider):
    """A slider of whole numbers on whose track a range is marked."""

    marked: traitlets.List[float] = traitlets.List(help="its two ends").tag(sync=True)


class Within(ipywidgets.FloatSlider):
    """A slider on whose track a range is marked: in a page; JupyterLab shows the slider alone."""

    marked: traitlets.List[float] = traitlets.List(help="its two ends").tag(sync=True)


SLIDERS = (ipywidgets.IntSlider, ipywidgets.FloatSlider)
BOUNDED = (ipywidgets.BoundedIntText, ipywidgets.BoundedFloatText)
SWITCHES = (ipywidgets.Checkbox, ipywidgets.ToggleButton)


def linked_trait(control: Any) -> str:  # noqa: ANN401  (any ipywidget)
    """Return the trait that the browser shares with the figure.

    The value of a selection control lives in Python only; its index is what a page can move.
    """
    return "index" if isinstance(control, _Selection | _MultipleSelection) else "value"


def choices(control: Any) -> list[Any] | None:  # noqa: ANN401
    """Return the values behind the indices of a selection control, None for another control."""
    if isinstance(control, _Selection | _MultipleSelection):
        return [value for _, value in control._options_full]
    return None


def words(control: Any) -> list[str]:  # noqa: ANN401
    """Return what a reader sees written on a control: its name, and the names of its choices."""
    named = control._options_full if choices(control) is not None else ()
    return [control.description, *(str(label) for label, _ in named)]


def current(control: Any) -> Any:  # noqa: ANN401
    """Return what the linked trait holds now, as JSON can hold it."""
    held = getattr(control, linked_trait(control))
    return list(held) if isinstance(held, tuple) else held


def offered(name: str, control: Any) -> list[Any]:  # noqa: ANN401
    """Return every value the control can take.

    Raises
    ------
    TypeError
        If they cannot be counted.
    """
    if isinstance(control, _MultipleSelection):
        values = choices(control) or []
        return [
            [v for v, kept in zip(values, mask, strict=True) if kept]
            for mask in itertools.product([False, True], repeat=len(values))
        ]
    if isinstance(control, _Selection):
        return choices(control) or []
    if isinstance(control, SWITCHES):
        return [False, True]
    if isinstance(control, SLIDERS + BOUNDED) and control.step:
        count = round((control.max - control.min) / control.step) + 1
        return [round(control.min + i * control.step, 10) for i in range(count)]
    raise TypeError(
        f"{name}: a {type(control).__name__} has no countable values; use a slider, a bounded "
        "number with a step, a selection or a switch, or compute in the chart's own expressions"
    )
