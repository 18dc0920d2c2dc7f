"""Contrasts of the model's sweep, against counting by hand."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from clusterbook.analysis.mechanism import _contrasts as contrasts
from clusterbook.analysis.mechanism import _entailment as follows
from clusterbook.analysis.statistics import wilson

SCENARIOS = ("old", "old_reseeded", "new", "aimed", "random")
TABLE = pd.DataFrame(
    [
        ("again", "H1", "placebo", "old_reseeded", "old", None),
        ("gain", "H1", "contrast", "new", "old", "again"),
        ("first", "H1", "contrast", "aimed", "old", "again"),
        ("second", "H1", "contrast", "new", "aimed", "again"),
        ("loss", "H3", "contrast", "random", "new", "again"),
    ],
    columns=["contrast", "hypothesis", "role", "scenario", "against", "placebo"],
).assign(label=lambda frame: frame["contrast"].str.title())
LEAST = 0.05


@pytest.fixture(scope="module")
def runs() -> pd.DataFrame:
    """Forty points, three replications, shares at random; single precision as stored."""
    dice = np.random.default_rng(1)
    keys = pd.DataFrame(
        list(product(range(40), SCENARIOS, range(3))), columns=["point", "scenario", "replication"]
    )
    lift = keys["scenario"].map({"new": 0.3, "aimed": 0.15}).fillna(0.0)
    base = keys["point"] / 80
    for outcome in ("assemblers", "bystanders"):
        keys[outcome] = (base + lift + dice.normal(0, 0.02, len(keys))).clip(0, 1).astype("float32")
    keys["scenario"] = keys["scenario"].astype("category")
    return keys.sample(frac=1, random_state=2)


@pytest.fixture(scope="module")
def found(runs: pd.DataFrame) -> pd.DataFrame:
    return contrasts.effects(runs, TABLE)


@pytest.fixture(scope="module")
def summary(found: pd.DataFrame) -> pd.DataFrame:
    return contrasts.summaries(found, TABLE, LEAST).set_index("contrast")


def by_hand(runs: pd.DataFrame, scenario: str, against: str, outcome: str, point: int) -> float:
    """Look up every pair of runs, and average their differences."""
    gaps = []
    for replication in range(3):
        pair = [
            runs.loc[
                (runs["point"] == point)
                & (runs["replication"] == replication)
                & (runs["scenario"] == name),
                outcome,
            ].item()
            for name in (scenario, against)
        ]
        gaps.append(pair[0] - pair[1])
    return float(np.mean(gaps))


@pytest.mark.parametrize("row", TABLE.to_dict("records"), ids=lambda row: row["contrast"])
def test_an_effect_is_the_mean_difference_of_twins(
    row: dict[str, str], runs: pd.DataFrame, found: pd.DataFrame
) -> None:
    """In H3 of bystanders, whom no removal touches; elsewhere of all assemblers."""
    outcome = "bystanders" if row["hypothesis"] == "H3" else "assemblers"
    mine = found[found["contrast"] == row["contrast"]].set_index("point")["effect"]
    for point in range(40):
        expected = by_hand(runs, row["scenario"], row["against"], outcome, point)
        assert mine[point] == pytest.approx(expected, abs=1e-6)


def test_counts_and_shares_are_those_of_the_points(
    found: pd.DataFrame, summary: pd.DataFrame
) -> None:
    for name, row in summary.iterrows():
        mine = found[found["contrast"] == name]
        beside = found[found["contrast"] == "again"]["effect"].tolist()
        effect = mine["effect"].tolist()
        assert row["of"] == 40
        assert row["more"] == sum(value >= LEAST for value in effect)
        assert row["less"] == sum(value <= -LEAST for value in effect)
        assert row["placebo_more"] == sum(value >= LEAST for value in beside)
        assert row["placebo_less"] == sum(value <= -LEAST for value in beside)
        assert row["mean"] == pytest.approx(np.mean(effect))
        assert (row["more_low"], row["more_high"]) == wilson(row["more"], 40)
        pairs = zip(mine["with"], mine["without"], strict=True)
        alive = sum(max(pair) >= LEAST and min(pair) <= 1 - LEAST for pair in pairs)
        assert row["alive"] == alive


def test_the_interval_of_a_mean_is_that_of_resampled_points() -> None:
    """Against the normal approximation, which at 400 points differs by a tenth of its width."""
    values = np.random.default_rng(3).normal(0.2, 0.1, 400)
    low, high = contrasts.mean_interval(values)
    error = values.std() / 400**0.5
    assert (low, high) == pytest.approx(
        (values.mean() - 1.96 * error, values.mean() + 1.96 * error), abs=0.2 * error
    )
    assert contrasts.mean_interval(values) == (low, high)


def test_the_placebo_of_an_effect_is_taken_out_point_by_point(
    found: pd.DataFrame, summary: pd.DataFrame
) -> None:
    table = found.pivot_table(index="point", columns="contrast", values="effect")
    gap = (table["gain"] - table["again"]).to_numpy()
    row = summary.loc["gain"]
    assert (row["beyond_low"], row["beyond_high"]) == contrasts.mean_interval(gap)
    assert summary.loc["again", ["beyond_low", "beyond_high"]].tolist() == [0, 0]


def test_parts_add_up_to_the_whole(found: pd.DataFrame) -> None:
    parts = contrasts.decomposition(found, "gain", ["first", "second"]).set_index("part")
    assert parts.loc[["first", "second"], "mean"].sum() == pytest.approx(parts.loc["gain", "mean"])
    assert parts.loc[["first", "second"], "share"].sum() == pytest.approx(1)


def test_parts_that_do_not_add_up_are_refused(found: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="first is not gain at point"):
        contrasts.decomposition(found, "gain", ["first"])


def test_a_scenario_that_was_not_run_is_named(runs: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="'aimed' was not run; there are"):
        contrasts.effects(runs[runs["scenario"] != "aimed"], TABLE)


def test_a_missing_replication_is_named(runs: pd.DataFrame) -> None:
    gone = (runs["point"] == 7) & (runs["scenario"] == "new") & (runs["replication"] == 2)
    with pytest.raises(ValueError, match="'new' lacks replication 2 of point 7"):
        contrasts.effects(runs[~gone], TABLE)


CLEAR = {"direction": "more", "holds": 30, "reversed": 2, "low": 0.2, "placebo_high": 0.1}
CLEAR |= {"mean_low": 0.01, "mean_high": 0.03, "beyond_low": 0.01, "beyond_high": 0.03}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "direction"),
        ({"low": 0.51}, "follows"),
        ({"low": 0.5}, "direction"),
        ({"low": 0.6, "placebo_high": 0.7}, "direction"),
        ({"mean_low": 0.0}, "not_following"),
        ({"beyond_low": -0.001}, "not_following"),
        ({"holds": 2}, "not_following"),
        ({"direction": "less"}, "not_following"),
        (
            {"direction": "less", "mean_high": -0.01, "beyond_high": -0.01},
            "direction",
        ),
    ],
)
def test_the_standing_of_a_pattern(changed: dict[str, object], expected: str) -> None:
    assert follows.standing(CLEAR | changed, 0.5) == expected


def test_a_hypothesis_stands_as_its_patterns_do() -> None:
    frame = pd.DataFrame(
        [
            ("A", "a1", "core", "follows"),
            ("A", "a2", "sharp", "follows"),
            ("B", "b1", "core", "direction"),
            ("B", "b2", "sharp", "not_following"),
            ("C", "c1", "core", "not_following"),
            ("C", "c2", "sharp", "follows"),
            ("D", "d1", "core", "follows"),
            ("D", "d2", "sharp", "direction"),
        ],
        columns=["hypothesis", "pattern", "part", "standing"],
    )
    found = follows.verdicts(frame).set_index("hypothesis")
    assert found["outcome"].tolist() == ["follows", "direction", "not_following", "direction"]
    assert found["because"].tolist() == ["", "b1, b2", "c1", "d2"]


def test_patterns_turn_with_their_direction(summary: pd.DataFrame) -> None:
    rows = [("up", "more", "gain"), ("down", "less", "gain")]
    asked = pd.DataFrame(rows, columns=["pattern", "direction", "contrast"])
    asked = asked.assign(label="x", hypothesis="H1", part="core")
    up, down = follows.patterns(summary.reset_index(), asked, {"share_follows": 0.5}).to_dict(
        "records"
    )
    assert (up["holds"], up["reversed"]) == (down["reversed"], down["holds"]) == (40, 0)
    assert (up["standing"], down["standing"]) == ("follows", "not_following")


def test_a_threshold_outside_its_range_is_named() -> None:
    rule = pd.DataFrame(
        [("least_effect", 0.9, 0.01, 0.5)], columns=["criterion", "value", "minimum", "maximum"]
    )
    with pytest.raises(ValueError, match=r"least_effect must lie in 0.01..0.5, got 0.9"):
        follows.thresholds(rule)


def test_a_summary_in_words_has_its_numbers(summary: pd.DataFrame) -> None:
    shown = contrasts.in_words(summary.reset_index()).set_index("contrast")
    row = summary.loc["loss"]
    assert shown.loc["loss", "less"] == f"{row['less']}/40"
    assert shown.loc["loss", "effect"].startswith(f"−{abs(100 * row['mean']):.1f} (−")
    assert shown.loc["gain", "placebo"] == f"{100 * summary.loc['again', 'mean']:.1f}".replace(
        "-", "−"
    ).replace("−0.0", "0.0")
