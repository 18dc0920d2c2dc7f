"""One widget that draws a compiled Vega figure whose parameters are traits of the widget.

ipywidgets can link a control to a trait in the browser (`jslink`), with no kernel. So every
parameter of the figure is a synced trait, and everything that follows from a parameter happens in
the browser: a look-up in the rows that Python packed, or a module that computes them.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from monograph.alive.in_page import InPage
from monograph.alive.packing import Packed, plain
from monograph.alive.sharing import shared
from monograph.alive.sheet import PATH
from monograph.drawing.engine import to_vega
from monograph.drawing.theme import COLOURS, INK

STATIC = Path(__file__).parent / "static"
ROWS = "rows"
"""The name of the data set that a chart leaves open for the state's rows."""


class VegaFigure(anywidget.AnyWidget):
    """A figure that a page can move.

    Parameters
    ----------
    spec
        A Vega-Lite specification. Its data set named "rows" is filled by `answers`.
    values
        Parameter -> its value now (for selection controls, the index).
    choices
        Parameter -> the values behind its indices, for selection controls.
    answers
        The rows of every state, or the module that computes them; None if the chart has none.
    live
        Called with the state when a kernel is there: returns rows and sentence.
    label
        What the figure shows, for those who cannot see it.
    challenges
        Words, and parameter -> what its control holds in one answer.
    """

    _esm = STATIC / "figure.mjs"
    vega = traitlets.Dict().tag(sync=True)
    names: traitlets.List[str] = traitlets.List().tag(sync=True)
    choices = traitlets.Dict().tag(sync=True)
    packed = traitlets.Dict().tag(sync=True)
    codes = traitlets.Bytes(b"").tag(sync=True)
    module = traitlets.Unicode("").tag(sync=True)
    given = traitlets.Dict().tag(sync=True)
    label = traitlets.Unicode("").tag(sync=True)
    challenges: traitlets.List[list[object]] = traitlets.List().tag(sync=True)

    def __init__(
        self,
        spec: dict[str, Any],
        values: dict[str, Any],
        choices: dict[str, list[Any]],
        answers: Packed | InPage | None,
        live: Callable[..., tuple[list[dict[str, Any]], str]] | None,
        label: str,
        challenges: list[Any] | None = None,
    ) -> None:
        taken = sorted(set(values) & set(self.trait_names()))
        if taken:
            raise ValueError(f"the widget itself uses the names {', '.join(taken)}: rename")
        # Before the widget opens its channel: traits that are there then travel with it.
        self.add_traits(**{name: traitlets.Any(v).tag(sync=True) for name, v in values.items()})
        packed = answers if isinstance(answers, Packed) else None
        own = answers.traits() if isinstance(answers, InPage) else {}
        super().__init__(
            vega=themed(shared(with_paths(to_vega(spec)))),
            names=list(values),
            choices={name: [plain(v) for v in held] for name, held in choices.items()},
            packed=header(packed) if packed else {},
            codes=packed.codes if packed else b"",
            label=label,
            challenges=challenges or [],
            **own,
        )
        self._live = live
        self.on_msg(self._answer)

    def state(self) -> dict[str, Any]:
        """Return parameter -> value, with indices resolved to what they stand for."""
        found = {}
        for name in self.names:
            held = getattr(self, name)
            if name in self.choices:
                values = self.choices[name]
                held = [values[i] for i in held] if isinstance(held, list) else values[held]
            found[name] = held
        return found

    def _answer(self, _: Any, message: dict[str, Any], __: list[Any]) -> None:  # noqa: ANN401
        """Serve a notebook's browser: the Vega library once, and rows computed on demand."""
        if message.get("want") == "vega":
            self.send({"have": "vega"}, [(STATIC / "vega.js").read_bytes()])
        elif message.get("want") == "rows" and self._live:
            rows, says = self._live(**self.state())
            self.send({"have": "rows", "rows": rows, "says": says, "ask": message.get("ask")})


def header(packed: Packed) -> dict[str, Any]:
    """Return all of a pack but its codes, as the page reads it."""
    return {
        "axes": packed.axes,
        # Pairs, not an object: a saved notebook sorts the keys of objects.
        "columns": [[name, values] for name, values in packed.columns.items()],
        "starts": packed.starts,
        "says": packed.says,
    }


def with_paths(vega: dict[str, Any]) -> dict[str, Any]:
    """Return the compiled figure with paths for the marks that are `drawn_as_path`.

    As symbols they look the same, but Vega keeps every symbol that it has ever drawn.

    Examples
    --------
    >>> shape = {"shape": {"field": "path"}, "size": {"value": 4}}
    >>> mark = {"type": "symbol", "style": [PATH], "encode": {"update": shape}}
    >>> [made] = with_paths({"marks": [mark]})["marks"]
    >>> made["type"], made["encode"]
    ('path', {'update': {'path': {'field': 'path'}}})
    """

    def converted(mark: dict[str, Any]) -> dict[str, Any]:
        if PATH not in mark.get("style", []):
            return with_paths(mark) if "marks" in mark else mark
        encoded = mark["encode"]["update"]
        kept = {name: value for name, value in encoded.items() if name not in ("shape", "size")}
        update = {**kept, "path": encoded["shape"]}
        return {**mark, "type": "path", "encode": {**mark["encode"], "update": update}}

    return {**vega, "marks": [converted(mark) for mark in vega["marks"]]}


def themed(vega: dict[str, Any]) -> dict[str, Any]:
    """Return the compiled figure with the page's own colours in place of the printed ones.

    Raises
    ------
    ValueError
        If a colour of the house stands inside an expression, where it would stay as it is printed.
    """
    text = json.dumps(vega)
    for colour in COLOURS:
        page = "currentColor" if colour is INK else f"var({colour.variable},{colour.light})"
        rest = text.replace(f'"{colour.light}"', "")
        if colour.light in rest:
            at = rest.index(colour.light)
            raise ValueError(
                f"the colour {colour.light} ({colour.variable}) stands inside an expression, where "
                "no dark theme reaches it; choose it by a condition between values instead: "
                f"…{rest[max(0, at - 60) : at + 20]}…"
            )
        text = text.replace(f'"{colour.light}"', json.dumps(page))
    return json.loads(text)  # type: ignore[no-any-return]
