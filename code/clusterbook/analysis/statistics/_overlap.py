"""Two shares of the same firms: what their margins leave open about the firms in both.

The paper prints how many firms take part in each mode, not which. The number in both lies between
the Fréchet-Hoeffding bounds, and every whole number between them is one 2x2 table.
"""

import pandas as pd

from clusterbook.analysis.survey import Share


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


TREATMENTS = {
    "no": "the missing answer was no",
    "yes": "the missing answer was yes",
    "left_out_no": "the firm is left out; it had said no to the other question",
    "left_out_yes": "the firm is left out; it had said yes to the other question",
}
"""What can be done with one firm that did not answer the first question."""


def treatments(first: Share, second: Share) -> pd.DataFrame:
    """Return the pairs of counts under each treatment of the missing first answer.

    If both questions have the same base nothing is missing and the one row is "complete".

    Parameters
    ----------
    first, second
        Recovered shares; the base of the first is that of the second or one firm fewer.

    Returns
    -------
    DataFrame
        treatment, first, second, firms (counts of firms).

    Raises
    ------
    ValueError
        If the bases differ in another way.
    """
    names = ["treatment", "first", "second", "firms"]
    if first.base == second.base:
        return pd.DataFrame([("complete", first.count, second.count, second.base)], columns=names)
    if first.base != second.base - 1:
        msg = f"the base of first must be {second.base - 1} or {second.base}, got {first}"
        raise ValueError(msg)
    n, k, m = second.base, first.count, second.count
    rows = [("no", k, m, n), ("yes", k + 1, m, n)]
    # The firm that is left out takes its other answer with it, if such an answer can exist.
    rows += [("left_out_no", k, m, n - 1)] if m < n else []
    rows += [("left_out_yes", k, m - 1, n - 1)] if m > 0 else []
    return pd.DataFrame(rows, columns=names)
