"""The still of an explorer: what a page shows without JavaScript, and what is printed.

It is drawn in the state that the controls have, and it states their values, since a reader of the
printed page cannot look at a slider.
"""

import html
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
from ipywidgets.widgets.widget_selection import _MultipleSelection, _Selection

from monograph.alive.says import aloud, parted
from monograph.alive.widget import ROWS, VegaFigure
from monograph.drawing import svg as svgs
from monograph.drawing.figure import PRINTED
from monograph.drawing.text import wrap
from monograph.words import words_beside

say = words_beside(__file__)

WIDE, NARROW, PRINT = 680, 340, 470
TITLE, SUBTITLE = 14, 12
LINE = 1.25
"""Leading of a title and of the values below it."""
MANY = 10
"""Boxes to tick; of more, all alike, the still says so once."""
VIEW = "application/vnd.jupyter.widget-view+json"

Answer = tuple[list[dict[str, Any]], str]
"""Rows and words of a state."""


@dataclass(frozen=True)
class Still:
    """An explorer's figure, held still."""

    spec: dict[str, Any]
    figure: VegaFigure
    controls: dict[str, Any]
    """Parameter -> its control."""
    live: Callable[..., Answer] | None
    label: str

    def answer(self) -> Answer:
        """Return rows and sentence of the present state."""
        return self.live(**self.figure.state()) if self.live else ([], "")

    def values(self) -> str:
        """Return the parameter values in words: "Firms in both: 4; Base: 61"."""
        held = [(c.description, read_out(c)) for c in self.controls.values()]
        ticks = [value for _, value in held if isinstance(value, bool)]
        if len(ticks) > MANY and len(set(ticks)) == 1:
            held = [(name, value) for name, value in held if not isinstance(value, bool)]
            held.append((say("boxes", count=len(ticks)), say("ticked" if ticks[0] else "unticked")))
        return "; ".join(say("value", name=name, value=shown(value)) for name, value in held)

    def print_width(self) -> int:
        """Return the width in px to draw at for print; a larger drawing is printed smaller."""
        return int(self.spec.get("usermeta", {}).get("print_width", PRINT))

    def svg(
        self,
        width: int,
        *,
        stated: bool = False,
        tagged: bool = False,
        answer: Answer | None = None,
    ) -> str:
        """Return the drawing at `width` px, if `stated` with finding and parameter values above.

        Descriptions of marks, should the specification give any, are kept where `tagged` asks.
        Who has the `answer` of the present state gives it: it may take long to compute.
        """
        rows, says = answer or self.answer()
        spec, state = {**self.spec}, self.figure.state()
        if "params" in spec:
            spec["params"] = [_held(parameter, state) for parameter in spec["params"]]
        if self.live:
            spec["datasets"] = {**spec.get("datasets", {}), ROWS: rows}
        _fix_width(spec, width)
        if stated:
            found = wrap(parted(says)[0], width, TITLE, bold=True)
            _add_title(spec, found, wrap(self.values(), width, SUBTITLE))
        return svgs.render(spec, tagged=tagged)


def bundle(held: dict[str, Any], still: Still) -> dict[str, Any]:
    """Add to the widget's own forms those for page, print and download."""
    answer = still.answer()
    rows, says = answer
    wide, narrow = (
        svgs.tall(svgs.inline(still.svg(w, answer=answer), form))
        for w, form in ((WIDE, "wide"), (NARROW, "narrow"))
    )
    label = html.escape(still.label)
    found, words = (html.escape(part) for part in parted(says))
    values = html.escape(still.values())
    drawn = still.print_width()
    alone, printed = (still.svg(w, stated=True, answer=answer) for w in (WIDE, drawn))
    return {
        **held,
        "text/html": (
            # Before the still: a page makes the controls as it is read, and nothing moves for them.
            f'<p class="cb-unmoved">{say("unmoved")}</p>'
            f'<script type="{VIEW}">{json.dumps(held[VIEW])}</script>'
            "<script>globalThis.monographPlay?.(document.currentScript)</script>"
            f'<div class="cb-still"><p class="cb-finding">{found}</p>'
            f'<div class="cb-figure" role="img" aria-label="{label}">'
            f'{wide}{narrow}</div><p class="cb-says">{words}</p>'
            f'<p class="cb-values">{say("drawn", values=values)}</p></div>'
        ),
        "image/svg+xml": svgs.standalone(alone),
        PRINTED: svgs.scaled(svgs.standalone(printed), PRINT / drawn),
        "text/csv": pd.DataFrame(rows).to_csv(index=False, lineterminator="\n"),
        "text/plain": f"{still.label} {aloud(says)}".strip(),
    }


def read_out(control: Any) -> Any:  # noqa: ANN401  (any ipywidget)
    """Return what a reader sees a control hold: of a selection the label, not the value."""
    if isinstance(control, _MultipleSelection):
        return control.label
    if isinstance(control, _Selection):  # its own label is blank while its first option is chosen
        return "" if control.index is None else control._options_labels[control.index]
    return control.value


def shown(value: Any) -> str:  # noqa: ANN401
    """Return a parameter's value in words.

    Examples
    --------
    >>> shown(True), shown(0.25), shown(2796), shown(["a", "b"]), shown([])
    ('yes', '0.25', '2,796', 'a and b', 'none')
    """
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | tuple):
        return say("and").join(map(str, value)) or say("none")
    return str(value)


def _held(parameter: dict[str, Any], state: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter with the value that its control holds, if it has one."""
    name = parameter["name"]
    return {**parameter, "value": state[name]} if name in state else parameter


def _fix_width(spec: dict[str, Any], width: int) -> None:
    if spec.get("width") == "container":
        spec["width"] = width
        # As Vega-Lite has it for a container; "fit" would take a title's height from the drawing.
        spec.setdefault("autosize", {"type": "fit-x", "contains": "padding"})


def _add_title(spec: dict[str, Any], found: list[str], values: list[str]) -> None:
    """Write the finding above the drawing, and the parameter values below it."""
    title = spec.get("title") or {}
    title = {"text": title} if isinstance(title, str | list) else dict(title)
    # Vega-Lite drops a title without text, and its subtitle with it.
    spec["title"] = {
        "text": " ",
        "fontSize": TITLE,
        "fontWeight": 600,
        **title,
        **({"text": found} if any(found) else {}),
        "subtitle": values,
        "anchor": "start",
        "subtitleFontSize": SUBTITLE,
    }
    if spec.get("autosize", {}).get("type") == "none":
        # A chart that lays itself out makes no room for a title.
        room = LINE * (TITLE * max(len(found), 1) + SUBTITLE * len(values))
        spec["padding"] = {"top": 4 + round(room)}
