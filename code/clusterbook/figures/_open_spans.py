"""How far a span is drawn that the paper leaves open."""

import pandas as pd

BEYOND = 2
"""Years that an open span is drawn beyond the last year that is dated."""


def drawn_to(*years: pd.Series) -> int:
    """Return the last year drawn of an open span.

    Parameters
    ----------
    years
        First and last years of spans; blank: open.
    """
    return int(max(column.max() for column in years)) + BEYOND
