"""Two shares of the same firms: what their margins leave open about the firms in both.

The paper prints how many firms take part in each mode, not which. The number in both lies between
the Fréchet-Hoeffding bounds, and every whole number between them is one 2x2 table.
"""

import pandas as pd


def overlap_range(first: int, second: int, firms: int) -> tuple[int, int]:
    """Return the fewest and most firms that can be in both groups.

    Raises
    ------
    ValueError
        Unless firms >= 1 and both groups have 0..firms members.

    Examples
    --------
    >>> overlap_range(11, 8, 61)
    (0, 8)
    """
    for name, value in (("first", first), ("second", second)):
        if firms < 1 or not 0 <= value <= firms:
            msg = f"{name} must lie in 0..firms with firms 1 or more, got {value} of {firms}"
            raise ValueError(msg)
    return max(0, first + second - firms), min(first, second)


def tables(first: int, second: int, firms: int) -> pd.DataFrame:
    """Return every 2x2 table that has these margins.

    Returns
    -------
    DataFrame
        overlap, both, first_only, second_only, neither (firms; the four add to `firms`).
    """
    low, high = overlap_range(first, second, firms)
    rows = [(o, o, first - o, second - o, firms - first - second + o) for o in range(low, high + 1)]
    return pd.DataFrame(rows, columns=["overlap", "both", "first_only", "second_only", "neither"])
