"""The one import of a chapter: `import clusterbook.book as cb`.

Names are fetched when a chapter first uses them. That keeps a chapter's start short, and it is what
lets the builder know which modules a chapter depends on: only those it asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_THEMES = (
    *("statistics", "survey", "cluster", "regimes", "boolean"),
    *("evidence", "mechanism", "verdicts", "register"),
)

_WHERE = {
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
    "holds": "monograph.voices.sentences:holds",
    "table": "monograph.drawing.table:table",
    "Markup": "monograph.drawing.table:Markup",
    "draw": "clusterbook.figures",
    "explorers": "clusterbook.explorers",
    "findings": "clusterbook.findings",
    "swept": "clusterbook.findings:swept",
    "simulation": "clusterbook.simulation",
    **{theme: f"clusterbook.analysis.{theme}" for theme in _THEMES},
}
"""What a chapter finds in its toolbox -> a module, or what is in it after the colon.

In the order in which a chapter meets them.
"""

__all__ = list(_WHERE)


def __getattr__(name: str) -> Any:  # noqa: ANN401  (modules and functions alike)
    if name not in _WHERE:
        message = f"A chapter's toolbox has no {name!r}. It offers: {', '.join(_WHERE)}."
        raise AttributeError(message)
    module, _, member = _WHERE[name].partition(":")
    found = import_module(module)
    return getattr(found, member) if member else found


def __dir__() -> list[str]:
    return sorted(_WHERE)
