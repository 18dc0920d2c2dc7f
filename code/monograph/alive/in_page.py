"""Arithmetic that a page does itself, because a figure has too many states to pack.

A typed number cannot be counted, and a dozen sliders have more states than a page can carry. Such a
figure brings a small ES module along, which exports two pure functions:

    export function rows(state, given) { return [{ … }, …]; }
    export function says(state, given) { return "…"; }

`state` holds the controls' values by name, `given` what Python hands over: numbers from tables, and
the words, so that they are written once. Python's own `rows` and `says` are the reference: they
answer where a kernel is there, draw the still, and are what the module is tested against.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from monograph.alive.packing import plain

FUNCTIONS = ("rows", "says")


@dataclass(frozen=True)
class InPage:
    """The module that answers a figure's states in a page.

    Parameters
    ----------
    module
        An ES module in one file that exports `rows` and `says`.
    given
        What both are called with beside the state: anything that JSON can hold.

    Raises
    ------
    ValueError
        If the module imports another, or does not export both functions.
    """

    module: Path
    given: dict[str, Any]

    @cached_property
    def text(self) -> str:
        """The module, as a page runs it."""
        text = self.module.read_text("utf-8")
        if re.search(r"(^|[;}\n])\s*import\b\s*[\w{*\"']", text):
            raise ValueError(
                f"{self.module}: a page runs it from its own text, where nothing can be imported; "
                "bundle what it imports into it"
            )
        exported = set(re.findall(r"export\s+(?:async\s+)?(?:function|const|let)\s+(\w+)", text))
        for listed in re.findall(r"export\s*\{([^}]*)\}", text):
            exported |= {name.split(" as ")[-1].strip() for name in listed.split(",")}
        lacking = [name for name in FUNCTIONS if name not in exported]
        if lacking:
            raise ValueError(f"{self.module}: must export {' and '.join(lacking)}")
        return text

    def traits(self) -> dict[str, Any]:
        """Return what the widget holds of it."""
        return {"module": self.text, "given": jsonable(self.given)}


def jsonable(held: Any) -> Any:  # noqa: ANN401  (anything that JSON can hold)
    """Return numbers, texts, lists and mappings as JSON can hold them.

    Raises
    ------
    ValueError
        If JSON cannot hold a value.
    """
    if isinstance(held, dict):
        return {str(name): jsonable(value) for name, value in held.items()}
    if isinstance(held, list | tuple):
        return [jsonable(value) for value in held]
    return plain(held)


def fixed(value: float, digits: int, *, plus: bool = False) -> str:
    """Write a number as a page does: halves away from zero, of the number as it is stored.

    Its twin is `fixed` in `scripts/in_page/words.js`.

    Examples
    --------
    >>> fixed(12.5, 0), fixed(0.0625, 3), fixed(2, 2)
    ('13', '0.063', '2.00')
    >>> fixed(-1.25, 1), fixed(1.25, 1, plus=True), fixed(-0.04, 1)
    ('−1.3', '+1.3', '0.0')
    """
    text = str(abs(Decimal(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
    if not float(text):
        return ("+" if plus else "") + text
    return ("−" if value < 0 else "+" if plus else "") + text


def grouped(value: float, digits: int = 0) -> str:
    """Write a number of zero or more with commas between thousands, else as `fixed` does.

    Examples
    --------
    >>> grouped(2796.5), grouped(1234567.25, 1), grouped(12)
    ('2,797', '1,234,567.3', '12')
    """
    return f"{Decimal(fixed(value, digits)):,}"
