"""What each condition looks like in a truth table: its class, and whether it seems to decide.

One row per condition, ready to be drawn: which others it can't be told apart from, and which of its
presence or absence looks necessary, sufficient or both.
"""

from collections.abc import Sequence

import pandas as pd

from clusterbook.analysis.boolean import classes, fits

LOOKS = ("both", "necessary", "sufficient", "neither")


def looks(table: pd.DataFrame, conditions: Sequence[str], outcome: str) -> pd.DataFrame:
    """Return the class and the look of every condition.

    If neither the condition nor the outcome is the same in all cases, at most one of presence and
    absence can look like anything: two looks at once would make one of them constant.

    Parameters
    ----------
    table
        Result of `boolean.truth_table`.
    conditions, outcome
        Columns of the table.

    Returns
    -------
    DataFrame
        condition, pattern, group, inverted, size (as `boolean.classes`), sign {present, absent,
        ""}, look {both, necessary, sufficient, neither}.

    Raises
    ------
    ValueError
        If a column is lacking, or there is no case.
    """
    found = fits(table, conditions, outcome).set_index("condition")
    signs, kinds = [], []
    for name in conditions:
        either = found.loc[[name]].sort_values("present", ascending=False)
        sign, look = _best(either)
        signs.append(sign)
        kinds.append(look)
    return classes(table, conditions).assign(sign=signs, look=kinds)


def _best(either: pd.DataFrame) -> tuple[str, str]:
    """Return the sign that looks like most, and as what."""
    for look in LOOKS[:-1]:
        for present, holds in zip(either["present"], either[look], strict=True):
            if holds:
                return "present" if present else "absent", look
    return "", LOOKS[-1]
