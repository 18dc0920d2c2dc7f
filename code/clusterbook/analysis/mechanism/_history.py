"""Which points reproduce what the paper prints of durations: history matching, without a fit.

Points that fail are not improved, and those that pass are not made likelier: they are marked.
"""

import numpy as np
import pandas as pd

ALL = "all"


def matches(runs: pd.DataFrame, model_history: pd.DataFrame) -> pd.DataFrame:
    """Return which points pass which check.

    Parameters
    ----------
    runs
        point, scenario, and the outcomes that the checks look at (years, blank if not reached).
    model_history
        check, scenario, outcome, low, high (blank: any later year, or none within the run).

    Returns
    -------
    DataFrame
        One row a point (index), one column a check, and `all`. A point is looked at by the median
        of its runs, in which a level that was not reached comes last.

    Raises
    ------
    ValueError
        If a check's scenario was not run.
    """
    found = {}
    for row in model_history.to_dict("records"):
        mine = runs[runs["scenario"] == row["scenario"]]
        if mine.empty:
            raise ValueError(f"{row['check']} asks for the scenario {row['scenario']!r}: not run")
        years = mine[str(row["outcome"])].astype(float).fillna(np.inf)
        middle = years.groupby(mine["point"]).median()
        high = np.inf if pd.isna(row["high"]) else float(row["high"])
        found[str(row["check"])] = (middle >= float(row["low"])) & (middle <= high)
    frame = pd.DataFrame(found)
    return frame.assign(**{ALL: frame.all(axis=1)})


def durations(runs: pd.DataFrame, asked: dict[str, str], outcomes: list[str]) -> pd.DataFrame:
    """Return how long levels take in some scenarios: quartiles over points.

    Parameters
    ----------
    runs
        point, scenario, and the outcomes (years, blank if not reached).
    asked
        Scenario -> its name.
    outcomes
        Columns of the runs.

    Returns
    -------
    DataFrame
        scenario, outcome, reached (share of points at which the median run reaches it), quarter,
        middle, three_quarters (years; infinite where less than that share of points reaches it).
    """
    rows = []
    for scenario, name in asked.items():
        mine = runs[runs["scenario"] == scenario]
        for outcome in outcomes:
            years = mine[outcome].astype(float).fillna(np.inf).groupby(mine["point"]).median()
            ordered = np.sort(years.to_numpy())
            cuts = [float(ordered[int(q * (len(ordered) - 1))]) for q in (0.25, 0.5, 0.75)]
            rows.append((name, outcome, float(np.isfinite(ordered).mean()), *cuts))
    columns = ["scenario", "outcome", "reached", "quarter", "middle", "three_quarters"]
    return pd.DataFrame(rows, columns=columns)


def sooner(runs: pd.DataFrame, one: str, other: str, outcome: str) -> tuple[int, int]:
    """Return at how many points one scenario reaches a level before another, and of how many.

    Counted are points at which the median run of either reaches it.
    """
    years = runs[outcome].astype(float).fillna(np.inf)
    middle = years.groupby([runs["scenario"].astype(str), runs["point"]]).median()
    both = pd.DataFrame({"first": middle.loc[one], "second": middle.loc[other]})
    first, second = (both[name].to_numpy(dtype=float) for name in both)
    either = np.isfinite(first) | np.isfinite(second)
    return int((first < second)[either].sum()), int(either.sum())
