"""The map of influence, as the pages of a build read it: once, for it takes half a second."""

from functools import cache
from pathlib import Path

from monograph.influence.belief import believed
from monograph.influence.chart import Chart


@cache
def charts(root: Path) -> dict[str, Chart]:
    """Return the map of the chapters for which it holds."""
    return believed(root)
