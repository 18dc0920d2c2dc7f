"""Take a stored map for that of code that changed, once a sample of it tried again is the same.

A module that is moved or written anew makes the maps stale of all chapters that load it. Where the
tables are as they were, some of the stored changes are tried again on the present code, those that
break a sentence first; if each moves what it moved, the map is taken to be the present code's.
"""

import random
from collections.abc import Callable, Sequence

from monograph.influence.chart import Change, Chart
from monograph.influence.stamp import Stamp

SAMPLE = 12
"""Changes that are tried again of each chapter, or all where there are fewer."""

SEED = 20261127

CODE = ("chapter", "module:")
"""What of a stamp is code; the rest is tables, and the way in which cells are tried."""


class RefusalError(Exception):
    """Why a map is not taken for the present code's."""


def sampled(chart: Chart, size: int = SAMPLE) -> list[Change]:
    """Return some changes of a map, drawn by the seed; half break a sentence, if so many do.

    Parameters
    ----------
    chart
        The map of a chapter.
    size
        How many.
    """
    chance = random.Random(SEED)
    breaking = [change for change in chart.changes if change.sentences]
    first = chance.sample(breaking, min(size // 2, len(breaking)))
    rest = [change for change in chart.changes if change not in first]
    return [*first, *chance.sample(rest, min(size - len(first), len(rest)))]


def retaken(
    chart: Chart, now: Stamp, lost: Sequence[str], again: Callable[[Change], Change]
) -> Chart:
    """Return the map with the stamp of the present code.

    Parameters
    ----------
    chart
        The map as it is stored.
    now
        What the chapter comes from now.
    lost
        What of the map's own stamp is no longer so.
    again
        Tries a change on the present code; returns it with what it moves now.

    Raises
    ------
    RefusalError
        If more than code has changed, if the chapter reads other tables, or if a change that is
        tried again moves something else. The message names it.
    """
    if data := [key for key in lost if not key.startswith(CODE)]:
        raise RefusalError(f"{', '.join(data)} changed, so that its cells must be tried again")
    read = {key for key in chart.made_from if key.startswith("table:")}
    if others := sorted(read ^ {key for key in now if key.startswith("table:")}):
        raise RefusalError(f"the chapter no longer reads the same tables: {', '.join(others)}")
    for change in sampled(chart):
        if (found := again(change)) != change:
            raise RefusalError(f"tried again, a change moves something else: {change}, now {found}")
    return Chart(now, chart.tried, chart.changes)
