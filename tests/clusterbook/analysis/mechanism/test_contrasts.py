"""Contrasts of the model's sweep, against counting by hand."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from clusterbook.analysis.mechanism import _contrasts as contrasts
from clusterbook.analysis.mechanism import _sizes as sizes

SCENARIOS = ("old", "old_reseeded", "new", "aimed", "random")
TABLE = pd.DataFrame(
    [
        ("again", "H1", "placebo", "old_reseeded", "old", None, "open"),
        ("gain", "H1", "contrast", "new", "old", "again", "theorem"),
        ("swap", "H2", "contrast", "aimed", "new", "again", "open"),
        ("loss", "H3", "contrast", "random", "new", "again", "open"),
    ],
    columns=["contrast", "hypothesis", "role", "scenario", "against", "placebo", "settled"],
).assign(label=lambda frame: frame["contrast"].str.title())
OUTCOMES = pd.DataFrame(
    [("share", "share", "assemblers", "bystanders"), ("firm", "years", "firm", "other_firm")],
    columns=["outcome", "kind", "of_all", "of_others"],
)
HORIZONS = dict.fromkeys(SCENARIOS, 30.0)
RULE = {"least_effect": 0.05, "least_years": 2.0, "share_reached": 0.5}
APART = {"H3"}


@pytest.fixture(scope="module")
def runs() -> pd.DataFrame:
    """Forty points, three replications, outcomes at random; single precision as stored."""
    dice = np.random.default_rng(1)
    keys = pd.DataFrame(
        list(product(range(40), SCENARIOS, range(3))), columns=["point", "scenario", "replication"]
    )
    lift = keys["scenario"].map({"new": 0.3, "aimed": 0.15}).fillna(0.0)
    for column in ("assemblers", "bystanders"):
        share = (keys["point"] / 80 + lift + dice.normal(0, 0.02, len(keys))).clip(0, 1)
        keys[column] = share.astype("float32")
    for column in ("firm", "other_firm"):
        years = 40 - keys["point"] - 20 * lift + dice.normal(0, 2, len(keys))
        keys[column] = years.clip(0.5, None).where(years <= 30).astype("float32")
    keys["scenario"] = keys["scenario"].astype("category")
    return keys.sample(frac=1, random_state=2)


def test_a_hypothesis_is_judged_apart_if_its_claims_are_and_they_must_agree() -> None:
    claims = pd.DataFrame(
        {"claim": ["a", "b", "c"], "hypothesis": ["H2", "H2", "H3"], "others": [False, False, True]}
    )
    assert contrasts.judged_apart(claims) == {"H3"}
    with pytest.raises(ValueError, match=r"claims of H2 .* a: false, b: true"):
        contrasts.judged_apart(claims.assign(others=[False, True, True]))


@pytest.fixture(scope="module")
def found(runs: pd.DataFrame) -> pd.DataFrame:
    return contrasts.effects(runs, TABLE, OUTCOMES, HORIZONS, RULE, APART)


def looked_up(runs: pd.DataFrame, scenario: str, column: str, point: int) -> list[float]:
    """Look up the runs of a scenario at a point, one by one."""
    mine = runs[(runs["point"] == point) & (runs["scenario"] == scenario)]
    return [float(value) for value in mine.sort_values("replication")[column]]


@pytest.mark.parametrize("row", TABLE.to_dict("records"), ids=lambda row: row["contrast"])
@pytest.mark.parametrize("outcome", OUTCOMES.to_dict("records"), ids=lambda row: row["outcome"])
def test_an_effect_is_the_mean_difference_of_twins(
    row: dict[str, str], outcome: dict[str, str], runs: pd.DataFrame, found: pd.DataFrame
) -> None:
    """H3 among firms that nobody touches; years count sooner as more, none as the last year."""
    column = outcome["of_others" if row["hypothesis"] == "H3" else "of_all"]
    years = outcome["kind"] == "years"
    mine = found[(found["contrast"] == row["contrast"]) & (found["outcome"] == outcome["outcome"])]
    mine = mine.set_index("point")
    for point in range(40):
        one, other = (looked_up(runs, row[s], column, point) for s in ("scenario", "against"))
        full = [[30.0 if np.isnan(v) else v for v in side] for side in (one, other)]
        gap = np.mean(full[0]) - np.mean(full[1])
        assert mine.loc[point, "effect"] == pytest.approx(-gap if years else gap, abs=1e-5)
        there = [sum(not np.isnan(v) if years else v >= 0.05 for v in s) / 3 for s in (one, other)]
        assert mine.loc[point, "reached"] == (there[0] >= 0.5)
        assert mine.loc[point, "reached_without"] == (there[1] >= 0.5)


def test_a_point_is_attainable_if_something_happens_and_something_is_left(
    runs: pd.DataFrame, found: pd.DataFrame
) -> None:
    """By brute force: each point's two scenarios, in each outcome."""
    seen = set()
    for row in found.to_dict("records"):
        years = row["outcome"] == "firm"
        most, least = (30.0, 2.0) if years else (1.0, 0.05)
        came = [most - row[s] if years else row[s] for s in ("with", "without")]
        expected = any(c >= least for c in came) and any(c <= most - least for c in came)
        assert row["could"] == expected
        seen.add(expected)
    assert seen == {True, False}


def test_an_effect_that_counts_is_at_a_point_where_it_could_show(found: pd.DataFrame) -> None:
    """So no pattern holds outside its base."""
    least = found["outcome"].map({"share": 0.05, "firm": 2.0})
    assert found.loc[found["effect"].abs() >= least, "could"].all()


def test_the_interval_of_a_mean_is_that_of_resampled_points() -> None:
    """Against the normal approximation, which at 400 points differs by a tenth of its width."""
    values = np.random.default_rng(3).normal(0.2, 0.1, 400)
    low, high = contrasts.mean_interval(values)
    error = values.std() / 400**0.5
    assert (low, high) == pytest.approx(
        (values.mean() - 1.96 * error, values.mean() + 1.96 * error), abs=0.2 * error
    )
    assert contrasts.mean_interval(values) == (low, high)


def test_sizes_are_means_over_the_points_where_the_effect_could_show(found: pd.DataFrame) -> None:
    by = sizes.sizes(found, TABLE).set_index(["contrast", "outcome"])
    for (contrast, outcome), row in by.iterrows():
        mine = found[(found["contrast"] == contrast) & (found["outcome"] == outcome)]
        mine = mine[mine["could"]]
        assert row["of"] == len(mine)
        assert row["mean"] == pytest.approx(np.mean(mine["effect"].tolist()))
        again = found[(found["contrast"] == "again") & (found["outcome"] == outcome)]
        beside = again[again["point"].isin(mine["point"])]["effect"].tolist()
        assert row["placebo_mean"] == pytest.approx(np.mean(beside))


def test_words_have_their_numbers(found: pd.DataFrame) -> None:
    frame = sizes.sizes(found, TABLE)
    shown = sizes.in_words(frame).set_index("contrast")
    by = frame.set_index(["contrast", "outcome"])["mean"]
    assert shown.loc["loss", "share"].startswith(f"−{abs(100 * by['loss', 'share']):.1f} (−")
    assert shown.loc["gain", "firm"].startswith(f"{by['gain', 'firm']:.1f} (")
    assert shown.loc["gain", "settled"] == "theorem"


def test_a_scenario_that_was_not_run_is_named(runs: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="'aimed' was not run; there are"):
        contrasts.effects(runs[runs["scenario"] != "aimed"], TABLE, OUTCOMES, HORIZONS, RULE, APART)


def test_a_missing_replication_is_named(runs: pd.DataFrame) -> None:
    gone = (runs["point"] == 7) & (runs["scenario"] == "new") & (runs["replication"] == 2)
    with pytest.raises(ValueError, match="'new' lacks replication 2 of point 7"):
        contrasts.effects(runs[~gone], TABLE, OUTCOMES, HORIZONS, RULE, APART)
