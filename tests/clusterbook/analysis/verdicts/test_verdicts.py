"""Verdicts under rules with thresholds.

Reference: the rule written out once more with plain fractions, for every small tally.
"""

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

import pandas as pd
import pytest

from clusterbook.analysis.evidence import _evidence as evidence
from clusterbook.analysis.evidence import _posteriors as posteriors
from clusterbook.analysis.verdicts import _stability as stability
from clusterbook.analysis.verdicts import _verdicts as verdicts

Tables = Mapping[str, pd.DataFrame]
RANK = {"doubtful": 0, "undecided": 1, "supported": 2}


@pytest.fixture(scope="module")
def states(tables: Tables) -> pd.DataFrame:
    return _states(tables, tables["implications"])


def _states(tables: Tables, implications: pd.DataFrame) -> pd.DataFrame:
    boxes = evidence.boxes(
        tables["evidence"], implications, tables["readings"], tables["explanations"]
    )
    priors = posteriors.priors_by_name(tables["priors"], tables["explanations"])
    return posteriors.every_state(boxes, priors, posteriors.discounts_by_name(tables["discounts"]))


@pytest.fixture(scope="module")
def limits(tables: Tables) -> dict[str, dict[str, float]]:
    return verdicts.thresholds_by_rule(tables["verdict_thresholds"])


def _measures(tables: Tables, states: pd.DataFrame, implications: pd.DataFrame) -> pd.DataFrame:
    return verdicts.measures(
        implications, states, tables["verdict_rules"], tables["verdict_thresholds"]
    )


def test_tallies_count_every_implication(tables: Tables):
    counted = verdicts.tallies(tables["implications"])
    statuses = ("passes", "strained", "failed", "asserted", "not_observed")
    assert {h: sum(t[s] for s in statuses) for h, t in counted.items()} == {
        "H1": 8,
        "H2": 8,
        "H3": 8,
    }
    assert {h: t["hoops_failed"] for h, t in counted.items()} == {"H1": 0, "H2": 1, "H3": 0}


def test_every_small_tally_is_judged_as_the_rule_says(limits: dict):
    """Exhaustive: tallies up to 2 of each, hoops among them, five posteriors, both rules."""
    for rule in limits.values():
        exact = {name: Fraction(str(value)) for name, value in rule.items()}
        for p, s, f, a, u in product(range(3), range(3), range(2), range(2), range(3)):
            tally = {"passes": p, "strained": s, "failed": f, "asserted": a, "not_observed": u}
            tally |= {"hoops_failed": f, "hoops_strained": s}
            weight = p + s + f + a + exact["unobserved_weight"] * u
            credit = p + exact["strained_credit"] * s + exact["asserted_credit"] * a
            share = credit / weight if weight else Fraction(0)
            for text in ("0.05", "0.1", "0.4", "0.5", "0.95"):
                bad = f > exact["failed_hoops"] or Fraction(text) <= exact["posterior_doubt"]
                good = (
                    share >= exact["pass_share"]
                    and f + exact["strained_hoop_weight"] * s <= exact["failed_hoops"]
                    and Fraction(text) >= exact["posterior_support"]
                )
                expected = "doubtful" if bad else "supported" if good else "undecided"
                found = verdicts.decide(tally, float(text), rule)
                assert found.outcome == expected
                assert bool(found.because) == (expected != "supported")
                if expected == "undecided":
                    best = tally | {
                        "passes": p + s + f + a,
                        "strained": 0,
                        "failed": 0,
                        "asserted": 0,
                    }
                    ever = verdicts.pass_share(best, rule) >= rule["pass_share"]
                    assert ever == (verdicts.OUT_OF_REACH not in found.because)
                    lacks = {"pass_share", verdicts.OUT_OF_REACH} & set(found.because)
                    assert len(lacks) == (share < exact["pass_share"])


def test_a_higher_posterior_never_makes_a_verdict_worse(tables: Tables, limits: dict):
    for tally in verdicts.tallies(tables["implications"]).values():
        for rule in limits.values():
            ranks = [RANK[verdicts.decide(tally, p / 50, rule).outcome] for p in range(51)]
            assert ranks == sorted(ranks)


def test_the_lenient_rule_is_never_harder_than_the_strict_one(tables: Tables, limits: dict):
    for tally in verdicts.tallies(tables["implications"]).values():
        for p in range(51):
            strict, lenient = (
                RANK[verdicts.decide(tally, p / 50, limits[rule]).outcome]
                for rule in ("strict", "lenient")
            )
            assert strict <= lenient


def test_the_matrix_of_the_book(tables: Tables, states: pd.DataFrame):
    """Every cell as it stands; an edit of a table that moves one shows here."""
    computed = _measures(tables, states, tables["implications"])
    rules = [rule for rule in tables["verdict_rules"]["rule"] if rule != "model"]
    found = verdicts.matrix(computed, tables["verdict_cells"], rules)
    wide = found.pivot_table(index="hypothesis", columns="rule", values="outcome", aggfunc="first")
    assert wide[rules].to_numpy().tolist() == [
        ["claimed", "undecided", "undecided"],
        ["claimed", "doubtful", "supported"],
        ["claimed", "undecided", "undecided"],
    ]


def test_one_edited_status_moves_only_its_own_hypothesis(tables: Tables, states: pd.DataFrame):
    """H2.2 from failed to strained lifts H2 out of doubt; H1 and H3 stay as they are."""
    edited = tables["implications"].copy()
    edited.loc[edited["implication"] == "H2.2", "status"] = "strained"
    before = _measures(tables, states, tables["implications"])
    after = _measures(tables, _states(tables, edited), edited)
    moved = before.ne(after).any(axis=1)
    assert set(before.loc[moved, "hypothesis"]) == {"H2"}
    strict = after.set_index(["hypothesis", "rule"]).loc[("H2", "strict")]
    assert strict["outcome"] == "undecided"


def test_every_setting_is_counted_once(tables: Tables, states: pd.DataFrame):
    found = stability.over_settings(tables["implications"], states, tables["verdict_thresholds"])
    assert (found[list(stability.OUTCOMES)].sum(axis=1) == found["of"]).all()
    assert set(found["of"]) == {24}
    assert found.loc[found["rule"] == "strict", "supported"].sum() == 0


def test_a_moved_threshold_gives_what_the_rule_gives_there(
    tables: Tables, states: pd.DataFrame, limits: dict
):
    """Reference: `decide` at the nearest value named, and the verdict as it stands just nearer."""
    computed = _measures(tables, states, tables["implications"])
    moves = stability.along_thresholds(
        computed, tables["implications"], tables["verdict_thresholds"], 51
    )
    posterior = computed.set_index(["hypothesis", "rule"])["posterior"]
    counted = verdicts.tallies(tables["implications"])
    assert len(moves) == 3 * 2 * 8
    ranges = tables["verdict_thresholds"].set_index(["rule", "criterion"]).to_dict("index")
    for row in moves.dropna(subset="nearest").itertuples():
        given = {**limits[row.rule], row.criterion: row.nearest}
        p = posterior[row.hypothesis, row.rule]
        outcome = verdicts.decide(counted[row.hypothesis], p, given).outcome
        assert outcome != row.outcome
        assert outcome in row.reachable
        # One step of the grid nearer to the present value the verdict is as it stands.
        limit = ranges[row.rule, row.criterion]
        step = (limit["maximum"] - limit["minimum"]) / 50
        here = limits[row.rule][row.criterion]
        if abs(here - row.nearest) > step:
            given[row.criterion] += step if here > row.nearest else -step
            nearer = verdicts.decide(counted[row.hypothesis], p, given).outcome
            assert nearer == row.outcome
    assert (moves["nearest"].isna() == (moves["reachable"] == "")).all()


def test_policy_points_name_their_evidence(tables: Tables):
    points = tables["policy_points"]
    assert list(points.groupby("kind", sort=False).size()) == [3, 4, 5]
    assert set(points["evidence"]) == {"case", "survey", "asserted", "none"}


def test_the_register_counts_the_points_on_leaders_as_the_policy_table_does(tables: Tables):
    points = tables["policy_points"].query("kind == 'leading_firms'")["evidence"]
    said = tables["tensions"].set_index("tension")["label"]["T36"].split()
    words = ["no", "one", "two", "three", "four", "five"]
    assert said[:4] == ["Of", words[len(points)], "points", "on"]
    assert said[6] == words[(points == "case").sum()]


def test_only_the_papers_verdicts_are_not_computed(tables: Tables):
    cells = tables["verdict_cells"]
    assert set(cells["rule"]) == {"paper"}
    assert set(cells["outcome"]) == {"claimed"}
    assert cells["place"].notna().all()


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("value", 2.0, r"pass_share of strict must lie in 0\.\.1, got 2"),
        ("criterion", "mood", "rule 'strict' must have each criterion once; at fault: mood"),
    ],
)
def test_faulty_thresholds_are_refused(tables: Tables, column: str, value: object, told: str):
    faulty = tables["verdict_thresholds"].copy()
    faulty.loc[0, column] = value
    with pytest.raises(ValueError, match=told):
        verdicts.thresholds_by_rule(faulty)


def test_other_faults_are_refused(tables: Tables, states: pd.DataFrame, limits: dict):
    tally = verdicts.tallies(tables["implications"])["H1"]
    with pytest.raises(ValueError, match=r"posterior must lie in 0\.\.1, got 1\.1"):
        verdicts.decide(tally, 1.1, limits["strict"])
    computed = _measures(tables, states, tables["implications"])
    with pytest.raises(ValueError, match="the cell H1, paper must have one verdict, got 0"):
        verdicts.matrix(computed, tables["verdict_cells"].iloc[1:], ["paper", "strict"])
    with pytest.raises(ValueError, match="needs one posterior at H1, sceptical"):
        _measures(tables, states[states["reading"] != "sceptical"], tables["implications"])
    with pytest.raises(ValueError, match="steps must be 2 or more, got 1"):
        stability.along_thresholds(
            computed, tables["implications"], tables["verdict_thresholds"], 1
        )
