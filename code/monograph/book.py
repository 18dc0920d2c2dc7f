"""What a chapter of any monograph needs: `import monograph.book as cb`.

Names are fetched when a chapter first uses them. That keeps a chapter's start short, and it is what
lets the builder know which modules a chapter depends on: only those it asked for. A book with
rooms of its own makes a toolbox of its own by `attach`.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

WHERE = {
    "load": "monograph.tables.package:load",
    "describe": "monograph.tables.package:describe",
    "names": "monograph.tables.package:names",
    "cite": "monograph.tables.package:cite",
    "dictionary": "monograph.tables.dictionary",
    "tell": "monograph.voices.telling:tell",
    "printed": "monograph.voices.telling:printed",
    "recovered": "monograph.voices.telling:recovered",
    "computed": "monograph.voices.telling:computed",
    "assumed": "monograph.voices.telling:assumed",
    "chosen": "monograph.voices.telling:chosen",
    "holds": "monograph.voices.sentences:holds",
    "change": "monograph.living.session:change",
    "reset": "monograph.living.session:reset",
    "table": "monograph.drawing.table:table",
    "Markup": "monograph.drawing.table:Markup",
    "explore": "monograph.alive.explore:explore",
}
"""Name -> a module, or what is in it after the colon; in the order a chapter meets them."""


def attach(where: Mapping[str, str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return the `__getattr__` and `__dir__` of a toolbox.

    Parameters
    ----------
    where
        Name -> a module, or what is in it after the colon.
    """

    def fetch(name: str) -> Any:  # noqa: ANN401  (modules and functions alike)
        if name not in where:
            message = f"A chapter's toolbox has no {name!r}. It offers: {', '.join(where)}."
            raise AttributeError(message)
        module, _, member = where[name].partition(":")
        found = import_module(module)
        return getattr(found, member) if member else found

    return fetch, lambda: sorted(where)


__getattr__, __dir__ = attach(WHERE)
