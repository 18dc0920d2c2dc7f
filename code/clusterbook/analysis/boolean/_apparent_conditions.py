"""What each condition looks like in a truth table: its class, and whether it seems to decide.

One row per condition, ready to be drawn: which others it can't be told apart from, and which of its
presence or absence looks necessary, sufficient or both.
"""

from collections.abc import Sequence

import pandas as pd

from clusterbook.analysis.boolean._boolean import classes, fits

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
    found = sorted(
        fits(table, conditions, outcome).to_dict("records"), key=lambda f: not f["present"]
    )
    best = dict.fromkeys(conditions, ("", LOOKS[-1]))
    for look in reversed(LOOKS[:-1]):
        for row in reversed(found):
            if row[look]:
                best[str(row["condition"])] = ("present" if row["present"] else "absent", look)
    signs, kinds = zip(*best.values(), strict=True)
    return classes(table, conditions).assign(sign=signs, look=kinds)
