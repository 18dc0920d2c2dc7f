"""Which points match the printed durations, against looking each up."""

import numpy as np
import pandas as pd
import pytest

from clusterbook.analysis.mechanism import _history as history

CHECKS = pd.DataFrame(
    [("first", "a", "half", 3, 7), ("later", "b", "half", 9, np.nan)],
    columns=["check", "scenario", "outcome", "low", "high"],
)
HALF = {
    "a": {0: (4, 5, 6), 1: (2, 2, 9), 2: (None, None, 3), 3: (3, 7, 7)},
    "b": {0: (None, None, 2), 1: (9, 9, 9), 2: (10, 20, 30), 3: (8, 8, 30)},
}


@pytest.fixture
def runs() -> pd.DataFrame:
    rows = [
        (scenario, point, number, np.nan if years is None else years)
        for scenario, points in HALF.items()
        for point, three in points.items()
        for number, years in enumerate(three)
    ]
    return pd.DataFrame(rows, columns=["scenario", "point", "replication", "half"])


def test_a_point_passes_by_the_middle_of_its_runs(runs: pd.DataFrame) -> None:
    """What was not reached comes last, and counts as later than any bound that is blank."""
    found = history.matches(runs, CHECKS)
    assert found["first"].tolist() == [True, False, False, True]
    assert found["later"].tolist() == [True, True, True, False]
    assert found["all"].tolist() == [True, False, False, False]


def test_sooner_is_counted_where_either_gets_there(runs: pd.DataFrame) -> None:
    assert history.sooner(runs, "a", "b", "half") == (3, 4)
    assert history.sooner(runs, "b", "a", "half") == (1, 4)


def test_a_check_of_a_scenario_that_was_not_run_is_named(runs: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="first asks for the scenario 'a': not run"):
        history.matches(runs[runs["scenario"] == "b"], CHECKS)
