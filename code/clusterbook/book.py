"""The one import of a chapter: `import clusterbook.book as cb`.

Names are fetched when a chapter first uses them. That keeps a chapter's start short, and it is what
lets the builder know which modules a chapter depends on: only those it asked for.
"""

from monograph.book import WHERE as _FOR_ANY_BOOK
from monograph.book import attach

_THEMES = (
    *("statistics", "survey", "cluster", "regimes", "boolean"),
    *("evidence", "mechanism", "verdicts", "register"),
)

WHERE = _FOR_ANY_BOOK | {
    "draw": "clusterbook.figures",
    "explorers": "clusterbook.explorers",
    "findings": "clusterbook.findings",
    "swept": "clusterbook.findings:swept",
    "simulation": "clusterbook.simulation",
    **{theme: f"clusterbook.analysis.{theme}" for theme in _THEMES},
}
"""Name -> a module, or what is in it after the colon; in the order a chapter meets them."""

__getattr__, __dir__ = attach(WHERE)
