"""`explore`: a chart, its controls, and the function behind it.

    cb.explore(
        chart,                                    # Altair, width="container"
        rows=lambda overlap: ...,                 # state -> frame, for alt.NamedData("rows")
        says=lambda overlap: "...",               # state -> the numbers in words
        overlap=IntSlider(4, min=0, max=8, description="Firms in both"),
        label="...",
    )

In a published page it works with no kernel and no network; in a notebook Python answers every move;
in print it is a still that states its parameter values.
"""

import inspect
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import altair
import ipywidgets
import pandas as pd

from monograph.alive.challenges import Challenge, held_to
from monograph.alive.controls import choices, current, linked_trait, offered, words
from monograph.alive.in_page import InPage
from monograph.alive.packing import Packed, pack, plain
from monograph.alive.still import Still, bundle
from monograph.alive.widget import VegaFigure
from monograph.drawing.theme import config
from monograph.words import words_beside

say = words_beside(__file__)

LEAST_LABEL = 30
AT_ONCE = 3
"""So many controls stand before the result; the others open on demand."""

_sketching: ContextVar[bool] = ContextVar("sketching", default=False)

_COUNTED = re.compile(r'"(param|view|layer|concat|hconcat|vconcat|facet)_\d+')
"""Names that Altair counts up from the start of the process."""


@contextmanager
def sketching() -> Iterator[None]:
    """Let `explore` return sketches: what an explorer holds when it opens, and no widget."""
    before = _sketching.set(True)
    try:
        yield
    finally:
        _sketching.reset(before)


@dataclass(frozen=True)
class Sketch:
    """What an explorer would show: its chart, its functions and its controls."""

    spec: dict[str, Any]
    rows: Callable[..., pd.DataFrame] | None
    says: Callable[..., str] | None
    controls: dict[str, Any]
    asked: Sequence[str] = ()
    """The words of the challenges."""

    def text(self) -> str:
        """Return chart, controls, opening state, rows and words as one text.

        Equal for equal explorers.
        """
        state = {name: control.value for name, control in self.controls.items()}
        answer = _live(self.rows, self.says)
        offers = {name: (choices(c), words(c)) for name, c in self.controls.items()}
        whole = [self.spec, state, offers, answer(**state) if answer else None, *self.asked]
        text = json.dumps(whole, sort_keys=True, default=str, ensure_ascii=False)
        return _COUNTED.sub(r'"\1', text)


class Explorer(ipywidgets.VBox):
    """Controls above one figure, the first of them in sight. Made by `explore`."""

    def __init__(
        self,
        controls: dict[str, Any],
        figure: VegaFigure,
        still: Still,
        asked: Sequence[Challenge] = (),
    ) -> None:
        self.controls, self.figure, self.still, self.asked = controls, figure, still, asked
        first, more = _parted(list(controls.values()))
        parts = [_row(first)]
        if more:
            folded = ipywidgets.Accordion([_row(more)], titles=(say("more", count=len(more)),))
            folded.add_class("cb-more")
            parts.append(folded)
        super().__init__([*parts, figure])
        self.add_class("cb-explorer")

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:  # noqa: ANN401
        made = super()._repr_mimebundle_(**options)
        return bundle(made[0] if isinstance(made, tuple) else made, self.still)


def _parted(controls: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return the controls in sight and those that open on demand, never one alone."""
    if len(controls) <= AT_ONCE:
        return controls, []
    return controls[:AT_ONCE], controls[AT_ONCE:]


def _row(controls: list[Any]) -> ipywidgets.Box:
    row = ipywidgets.Box(controls, layout={"flex_flow": "row wrap"})
    row.add_class("cb-controls")
    return row


def explore(
    chart: Any,  # noqa: ANN401  (any Altair chart)
    *,
    label: str,
    rows: Callable[..., pd.DataFrame] | None = None,
    says: Callable[..., str] | None = None,
    in_page: InPage | None = None,
    challenges: Sequence[Challenge] = (),
    **controls: Any,  # noqa: ANN401  (any ipywidgets controls)
) -> Explorer:
    """Return the chart with controls that move it, with or without a kernel.

    Parameters
    ----------
    chart
        An Altair chart with width="container". Its parameters (`alt.param(name)`) of the controls'
        names follow the controls; its data set `alt.NamedData("rows")` is filled by `rows`. A mark
        whose row has a field `toggles` turns the switch (a checkbox) of that name when it is
        clicked, or by Enter.
    label
        What the figure shows, for those who cannot see it; at least 30 characters.
    rows
        State -> frame: numbers, texts, booleans; missing values are left out. Called for every
        state at build time, and on demand where a kernel is there. Its arguments name controls.
    says
        State -> on its first line the finding, which is the figure's title and is read out when a
        control is moved; on its second what else there is to say, in one or two sentences.
    in_page
        The module that does in a page what `rows` and `says` do, because the states are too many
        to pack (a typed number). Python still answers where a kernel is there, and for the still.
    challenges
        What a reader is asked to reach, each a button that sets one answer.
    controls
        Parameter -> ipywidgets control, each with a `description`. The first three stand before
        the result.

    Raises
    ------
    ValueError
        If a label or a description is missing, an argument of `rows` names no control, a module
        has no `rows` and `says` in Python to stand for, or a challenge's state does not say what it
        promises.
    TooLargeError
        If a page cannot carry all states.
    """
    _check(label, rows, controls)
    spec = _written(chart) if isinstance(chart, altair.TopLevelMixin) else dict(chart)
    spec["description"] = label
    if _sketching.get():
        words = [challenge.words for challenge in challenges]
        return Sketch(spec, rows, says, controls, words)  # type: ignore[return-value]
    spec["config"] = _merged(config(), spec.get("config", {}))
    if in_page and not (rows and says):
        raise ValueError(f"{in_page.module} needs rows and says in Python, its reference")
    live = _live(rows, says)
    answers = in_page or _pack(rows, says, controls)
    asked = [held_to(challenge, controls, _spoken(live)) for challenge in challenges]
    chosen = {name: v for name, control in controls.items() if (v := choices(control)) is not None}
    values = {name: current(control) for name, control in controls.items()}
    figure = VegaFigure(spec, values, chosen, answers, live, label, asked)
    for name, control in controls.items():
        control.style.description_width = "initial"
        ipywidgets.jslink((control, linked_trait(control)), (figure, name))
    return Explorer(controls, figure, Still(spec, figure, controls, live, label), challenges)


def _written(chart: Any) -> dict[str, Any]:  # noqa: ANN401  (any Altair chart)
    """Return the specification of a chart; a frame is turned to rows once, not once a layer."""
    known: dict[int, tuple[Any, Any]] = {}  # holds the frame too: an id is its own while it lives

    def once(frame: Any) -> Any:  # noqa: ANN401  (what Altair takes for data, and makes of it)
        if id(frame) not in known:
            known[id(frame)] = frame, altair.default_data_transformer(frame)
        return known[id(frame)][1]

    altair.data_transformers.register("once", once)
    with altair.data_transformers.enable("once"):
        return dict(chart.to_dict())


def _spoken(
    live: Callable[..., tuple[list[dict[str, Any]], str]] | None,
) -> Callable[..., str] | None:
    return (lambda **state: live(**state)[1]) if live else None


def _merged(house: dict[str, Any], chart: dict[str, Any]) -> dict[str, Any]:
    """Return the house's style with the chart's own on top, entry by entry."""
    merged = {**house, **chart}
    for name, held in house.items():
        if isinstance(held, dict) and name in chart:
            merged[name] = {**held, **chart[name]}
    return merged


def _check(label: str, rows: Callable[..., Any] | None, controls: dict[str, Any]) -> None:
    if len(label) < LEAST_LABEL:
        raise ValueError(f"label must have at least {LEAST_LABEL} characters, got {label!r}")
    for name, control in controls.items():
        if not control.description.strip():
            raise ValueError(f"the control {name} needs a description: it is its accessible name")
    unknown = set(inspect.signature(rows).parameters) - set(controls) if rows else set()
    if unknown:
        raise ValueError(
            f"rows takes {', '.join(sorted(unknown))}, but the controls are {', '.join(controls)}"
        )


def _pack(
    rows: Callable[..., pd.DataFrame] | None,
    says: Callable[..., str] | None,
    controls: dict[str, Any],
) -> Packed | None:
    if rows is None:
        return None
    axes = [(n, offered(n, controls[n])) for n in inspect.signature(rows).parameters]
    return pack(axes, rows, says)


def _live(
    rows: Callable[..., pd.DataFrame] | None, says: Callable[..., str] | None
) -> Callable[..., tuple[list[dict[str, Any]], str]] | None:
    """Return the same functions as a kernel answers them: all controls in, rows and words out."""
    if rows is None:
        return None
    wanted = list(inspect.signature(rows).parameters)

    def answer(**state: Any) -> tuple[list[dict[str, Any]], str]:  # noqa: ANN401
        own = {name: state[name] for name in wanted}
        records = rows(**own).to_dict("records")
        found = [{str(k): plain(v) for k, v in row.items()} for row in records]
        return found, says(**own) if says else ""

    return answer
