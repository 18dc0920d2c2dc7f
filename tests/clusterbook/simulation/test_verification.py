"""What chapter 13 shows of the model's verification is what it says it is."""

import numpy as np
import pandas as pd
import pytest

from clusterbook.simulation import Cluster, scenarios, space
from clusterbook.simulation import _barter as barter
from clusterbook.simulation import _verification as verification
from monograph.tables.package import load


def test_the_limit_is_the_logistic_and_no_other_curve() -> None:
    """dx/dt = x(1 - x), integrated here step by step instead of by its solution."""
    found = verification.logistic_limit(space(load("model_parameters")).parameters())
    x, curve, fine = 0.1, [0.1], 1 / verification.STEPS / 20
    for _ in range(len(found) - 1):
        for _ in range(20):
            x += fine * x * (1 - x)
        curve.append(x)
    assert found["logistic"].to_numpy() == pytest.approx(np.array(curve), abs=1e-3)
    assert (found["found"] - found["logistic"]).abs().max() < 0.03


def test_longer_steps_delay(table_3: Cluster) -> None:
    point = space(load("model_parameters")).parameters(beta=2.0, gamma_high=0.4, epsilon=0.005)
    asked = scenarios(load("model_scenarios"))["new"]
    found = verification.step_bias(point, asked, table_3, runs=6)
    by = found.set_index("steps")["bias"]
    assert by[1] < by[2] < by[4] < by[verification.FINE] == 0


def test_averages_keep_their_groups_apart() -> None:
    one = barter.Barter(firms=60, degree=6, kinds=4, experts=6)
    frames = {rate: barter.steady_states(one, [0.0, 0.1], runs=3, seed=1) for rate in (1.0, 2.0)}
    frames[2.0] = frames[2.0].assign(mean=frames[2.0]["mean"] + 1)
    found = barter.together(frames).set_index(["learnt", "rewired"])
    assert len(found) == 4
    for share in (0.0, 0.1):
        mine = frames[1.0].loc[frames[1.0]["rewired"] == share, "mean"]
        assert found.loc[(1.0, share), "mean"] == pytest.approx(mine.mean())
        assert found.loc[(1.0, share), "mean_error"] == pytest.approx(mine.std() / 3**0.5)
        assert found.loc[(2.0, share), "mean"] == pytest.approx(mine.mean() + 1)
    assert isinstance(found, pd.DataFrame)
