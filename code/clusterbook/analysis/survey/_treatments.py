"""Two shares of which one has a silent firm: the pairs of counts that its answer leaves open."""

import pandas as pd

from clusterbook.analysis.survey._survey import Share

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
