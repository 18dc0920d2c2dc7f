"""Values lie in their ranges, and every error says what would be right."""

import numpy as np
import pandas as pd
import pytest

from clusterbook.simulation import (
    Cluster,
    Mechanisms,
    Range,
    Scenario,
    Space,
    cluster,
    one,
    scenarios,
    setting,
    space,
)
from clusterbook.simulation.experiments import SEED, Plan, Study, at, latin_hypercube
from monograph.tables.package import load

TABLE = load("model_parameters")


@pytest.mark.parametrize("key", TABLE["parameter"])
def test_both_ends_belong_to_the_range_and_nothing_beyond(ranges: Space, key: str) -> None:
    each = ranges[key]
    ends = each.at(np.array([0.0, 1.0]))
    assert ends.tolist() == pytest.approx([each.low, each.high], rel=1e-12)
    assert [each.checked(end) for end in ends.tolist()] == ends.tolist()
    for value in (each.low, each.high):
        assert getattr(ranges.parameters(**{key: value}), key) == value
    for value in (each.low - 1e-3, each.high + 1e-3, float("nan")):
        with pytest.raises(ValueError, match=f"{key} must be between .* got "):
            ranges.parameters(**{key: value})


def test_a_value_carries_unit_range_and_reason(ranges: Space) -> None:
    about = ranges.parameters(beta=2).about("beta")
    assert (about.low, about.high, about.unit, about.basis) == (0.2, 4, "per year", "assumed")
    assert about.reason.endswith(".")


def test_a_parameter_that_there_is_not_is_named_with_the_nearest(ranges: Space) -> None:
    with pytest.raises(KeyError, match=r"no parameter 'betta'\. Did you mean 'beta'"):
        ranges.parameters(betta=1)


def test_whole_numbers_stay_whole(ranges: Space) -> None:
    with pytest.raises(ValueError, match=r"seeds must be a whole number of firms, got 2\.5"):
        ranges.parameters(seeds=2.5)
    seeds = ranges["seeds"].at(np.linspace(0, 1, 111))
    assert sorted(set(seeds)) == list(range(11))


def test_the_exporters_are_the_count_recovered_from_print(ranges: Space) -> None:
    """43 of 60 answering firms."""
    assert ranges.parameters().exporters == pytest.approx(43 / 60, abs=1e-15)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("high", -1.0, "the range of epsilon from 0.0001 to -1 is none"),
        ("low", 0.0, "the range of epsilon from 0 to 0.02 is none on a log scale"),
        ("scale", "cubic", "scale of epsilon must be one of linear, log"),
        ("parameter", "epsilom", r"lacks \['epsilon'\] and has unknown \['epsilom'\]"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(column: str, value: object, said: str) -> None:
    broken = TABLE.astype({"low": float, "high": float})
    broken.loc[broken["parameter"] == "epsilon", column] = value
    with pytest.raises(ValueError, match=said):
        space(broken)


def test_a_latin_hypercube_visits_every_stratum_of_every_range_once(ranges: Space) -> None:
    points = latin_hypercube(ranges, 64)
    for each, column in zip(ranges.free, points.T, strict=True):
        if each.scale != "integer":
            strata = np.floor(share_of(each, column) * 64 + 1e-4).astype(int)
            assert sorted(np.minimum(strata, 63)) == list(range(64)), each.key
    again = latin_hypercube(ranges, 64)
    assert (points == again).all()
    assert (points != latin_hypercube(ranges, 64, SEED + 1)).any()
    assert at(ranges, points[3]).beta == points[3][[e.key for e in ranges.free].index("beta")]


def share_of(each: Range, values: np.ndarray) -> np.ndarray:
    """Return where in its range each value lies; the six digits of a point blur a little."""
    if each.scale == "log":
        return np.log(values / each.low) / np.log(each.high / each.low)
    return (values - each.low) / (each.high - each.low)


def test_a_study_of_the_wrong_shape_is_refused(
    ranges: Space, firms: Cluster, known: dict[str, Scenario]
) -> None:
    plan = Plan(ranges, firms, (known["old"],))
    with pytest.raises(ValueError, match=r"points must have 32 columns, got shape \(2, 3\)"):
        Study(plan, np.zeros((2, 3)))
    with pytest.raises(ValueError, match="at least one replication"):
        Plan(ranges, firms, (known["old"],), replications=0)


def test_an_unknown_scenario_is_named_with_the_nearest(known: dict[str, Scenario]) -> None:
    assert one(known, "new").key == "new"
    with pytest.raises(KeyError, match=r"No scenario 'passives'\. Did you mean 'passive'"):
        one(known, "passives")
    with pytest.raises(KeyError, match="There are: p1, "):
        one(known, "zzz")


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("regime", "P4", "regime of old must be one of P1, P2, P3: 'P4'"),
        ("links", "lucky", "links must be one of none, passive, .* got 'lucky'"),
        ("removed", "best", "removed must be one of none, .* got 'best'"),
        ("capacity", "big", "capacity must be one of drawn, equal, .* got 'big'"),
        ("budget", -1, "budget of scenario 'old' must not be negative"),
    ],
)
def test_a_scenario_that_the_model_does_not_have_is_refused(
    column: str, value: object, said: str
) -> None:
    table = load("model_scenarios")
    table.loc[table["scenario"] == "old", column] = value
    with pytest.raises(ValueError, match=said):
        scenarios(table)


def test_each_contrast_changes_what_its_name_says(known: dict[str, Scenario]) -> None:
    """Both sides share a regime, and a placebo changes nothing but a random draw."""
    contrasts = load("model_contrasts")
    random_sets = {"random", "random_other"}
    placebos = set(contrasts.loc[contrasts["role"] == "placebo", "contrast"])
    for row in contrasts.itertuples():
        here, there = known[str(row.scenario)], known[str(row.against)]
        assert here.regime is there.regime
        assert here != there
        if row.role == "contrast":
            assert row.placebo in placebos
            continue
        assert pd.isna(row.placebo)
        only_seed = here.luck != there.luck
        assert only_seed or {here.removed, there.removed} <= random_sets | {"none"}
        if only_seed:
            assert here.mechanisms == there.mechanisms
    fair = known["new"], known["passive"]
    assert fair[0].budget == fair[1].budget


def test_the_mechanism_sets_are_those_of_the_paradigms(known: dict[str, Scenario]) -> None:
    assert known["p1"].mechanisms == Mechanisms()
    assert known["p2_passive"].mechanisms == Mechanisms(True, True, links="passive")
    assert known["old"].mechanisms == Mechanisms(True, True)
    assert known["new"].mechanisms == Mechanisms(True, True, cooperation=True, links="active")


def test_a_setting_takes_what_its_regime_uses(ranges: Space, known: dict[str, Scenario]) -> None:
    point = ranges.parameters(alpha_low=0.1, alpha_high=0.9, distance=0.7, opportunity=0.6)
    second, third = setting(point, known["p2_passive"]), setting(point, known["new"])
    assert (second.alpha, second.distance, second.opportunity) == (0.1, 0.0, 1.0)
    assert (third.alpha, third.distance, third.opportunity) == (0.9, 0.7, 0.6)
    assert [setting(point, known[key]).psi for key in ("demand", "old")] == [point.pull, 0]
    assert setting(point, known["new_unconverted"]).chi == 0


def test_a_smaller_cluster_keeps_the_mix(table_3: Cluster) -> None:
    whole = table_3
    assert whole.firms == 2796
    for firms in (140, 559, 2796, 100_000):
        scaled = whole.scaled(firms)
        assert scaled.firms == firms
        shares = np.array(scaled.counts) / firms - np.array(whole.counts) / 2796
        assert np.abs(shares).max() < 2 / firms
    with pytest.raises(ValueError, match="5 firms are too few"):
        whole.scaled(5)
    with pytest.raises(ValueError, match="the firm types must be assembly, parts"):
        cluster(load("firm_types").iloc[1:], load("links"), load("actors"))
