"""When a pattern follows, and a hypothesis with it, against counting by hand."""

import numpy as np
import pandas as pd
import pytest

from clusterbook.analysis.mechanism import _across as across
from clusterbook.analysis.mechanism import _entailment as follows
from clusterbook.analysis.statistics import wilson
from monograph.tables.package import load

RULE = {
    "least_effect": 0.05,
    "least_years": 2.0,
    "share_reached": 0.5,
    "share_follows": 0.5,
    "share_direction": 0.25,
    "least_points": 30.0,
}
CLEAR = {"direction": "more", "kind": "years", "of": 100, "holds": 40, "reversed": 2}
CLEAR |= {"share": 0.4, "low": 0.31, "placebo_high": 0.1, "mean": 3.0}
CLEAR |= {"mean_low": 2.0, "mean_high": 4.0, "beyond_low": 1.0, "beyond_high": 3.0}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "direction"),
        ({"low": 0.51}, "follows"),
        ({"low": 0.5}, "direction"),
        ({"low": 0.6, "placebo_high": 0.7}, "not_following"),
        ({"of": 29}, "untold"),
        ({"share": 0.24}, "not_following"),
        ({"placebo_high": 0.32}, "not_following"),
        ({"mean": 1.9}, "not_following"),
        ({"mean_low": 0.0}, "not_following"),
        ({"beyond_low": -0.001}, "not_following"),
        ({"reversed": 40}, "not_following"),
        ({"direction": "less"}, "not_following"),
        ({"kind": "share", "mean": 0.05}, "direction"),
        ({"direction": "needs", "mean": 0.4, "mean_low": 0.3}, "direction"),
        (
            {"direction": "less", "mean": -3.0, "mean_high": -2.0, "beyond_high": -1.0},
            "direction",
        ),
    ],
)
def test_the_standing_of_a_pattern(changed: dict[str, object], expected: str) -> None:
    assert follows.standing(CLEAR | changed, RULE) == expected


def test_a_direction_needs_an_effect_that_counts_and_not_only_a_clear_sign() -> None:
    faint = {"mean": 0.5, "mean_low": 0.4, "mean_high": 0.6, "beyond_low": 0.3, "beyond_high": 0.5}
    assert follows.standing(CLEAR | faint, RULE) == "not_following"


POINTS = 8
SEEN = [(5, True), (2, True), (1.9, True), (-2, True), (-9, True), (0, False), (0, True), (3, True)]
"""Effects at eight points, and whether one could show there."""
PLAIN = [("plain", p, *seen, True, bool(p % 2)) for p, seen in enumerate(SEEN)]
AGAIN = [("again", p, 2.5 if p == 1 else 0, True, p < 4, p < 2) for p in range(POINTS)]
EFFECTS = pd.DataFrame(
    PLAIN + AGAIN, columns=["contrast", "point", "effect", "could", "reached", "reached_without"]
).assign(outcome="firm")


def asked(direction: str) -> pd.DataFrame:
    row = {"pattern": "p", "label": "P", "hypothesis": "H1", "claim": "c", "outcome": "firm"}
    row |= {"kind": "years", "others": False, "contrast": "plain", "placebo": "again"}
    return pd.DataFrame([row | {"part": "core", "direction": direction}])


def test_a_pattern_is_counted_where_it_could_show() -> None:
    up = follows.codes(EFFECTS, asked("more"), RULE)["p"]
    assert up.tolist()[:5] == [1, 1, 0, -1, -1]
    assert np.isnan(up[5])
    down = follows.codes(EFFECTS, asked("less"), RULE)["p"]
    assert (down.dropna() == -up.dropna()).all()
    found = follows.patterns(EFFECTS, asked("more"), RULE).iloc[0]
    assert (found["of"], found["holds"], found["reversed"], found["points"]) == (7, 3, 2, 8)
    assert (found["low"], found["high"]) == wilson(3, 7)
    assert (found["placebo"], found["placebo_of"]) == (1, 7)
    assert found["mean"] == pytest.approx((5 + 2 + 1.9 - 2 - 9 + 0 + 3) / 7)
    assert found["standing"] == "untold"


def test_a_need_is_counted_where_the_level_is_reached() -> None:
    """Points at which the scenario reaches it, and the other does not."""
    code = follows.codes(EFFECTS, asked("needs"), RULE)["p"]
    assert code.tolist() == [1, 0] * 4
    null = follows.codes(EFFECTS, asked("needs"), RULE, placebo=True)["p"]
    assert null.tolist()[:4] == [0, 0, 1, 1]
    assert null.isna().tolist() == [False] * 4 + [True] * 4


def test_a_hypothesis_stands_as_its_patterns_do() -> None:
    frame = pd.DataFrame(
        [
            ("A", "a1", "core", "follows"),
            ("A", "a2", "sharp", "follows"),
            ("B", "b1", "core", "direction"),
            ("B", "b2", "sharp", "not_following"),
            ("C", "c1", "core", "not_following"),
            ("C", "c2", "core", "untold"),
            ("D", "d1", "core", "follows"),
            ("D", "d2", "sharp", "untold"),
            ("E", "e1", "core", "untold"),
        ],
        columns=["hypothesis", "pattern", "part", "standing"],
    )
    found = follows.verdicts(frame).set_index("hypothesis")
    expected = ["follows", "direction", "not_following", "direction", "untold"]
    assert found["outcome"].tolist() == expected
    assert found["because"].tolist() == ["", "b1, b2", "c1, c2", "d2", "e1"]


def tables() -> list[pd.DataFrame]:
    names = ("model_patterns", "model_claims", "model_contrasts", "model_outcomes")
    return [load(name) for name in names]


def test_every_pattern_of_the_book_has_its_outcome_and_its_placebo() -> None:
    found = follows.asked(*tables())
    assert found[["hypothesis", "outcome", "kind", "placebo"]].notna().all().all()
    assert set(found.loc[found["part"] == "core", "hypothesis"]) == {"H1", "H2", "H3"}


def test_a_direction_that_is_a_theorem_is_no_pattern() -> None:
    patterns, *others = tables()
    asks = patterns["pattern"] == "new_needed"
    changed = patterns.assign(direction=patterns["direction"].mask(asks, "more"))
    with pytest.raises(ValueError, match=r"new_needed asks for the direction of new_old.*theorem"):
        follows.asked(changed, *others)


def test_a_threshold_outside_its_range_is_named() -> None:
    rule = pd.DataFrame(
        [("least_effect", 0.9, 0.01, 0.5)], columns=["criterion", "value", "minimum", "maximum"]
    )
    with pytest.raises(ValueError, match=r"least_effect must lie in 0.01..0.5, got 0.9"):
        follows.thresholds(rule)


def test_verdicts_side_by_side_count_what_is_kept() -> None:
    patterns = pd.DataFrame(
        [
            ("base", "p", "P", "H1", "direction"),
            ("base", "q", "Q", "H1", "not_following"),
            ("other", "p", "P", "H1", "untold"),
            ("other", "q", "Q", "H1", "follows"),
        ],
        columns=["structure", "pattern", "label", "hypothesis", "standing"],
    )
    verdicts = pd.DataFrame(
        [("base", "H1", "direction"), ("other", "H1", "untold")],
        columns=["structure", "hypothesis", "outcome"],
    )
    shown = across.across(patterns, verdicts, {"base": "Base", "other": "Other"})
    assert shown["H1"].tolist() == ["direction only, 1/2", "too few points, 1/2"]
    counts = across.surviving(patterns).set_index("pattern")[["kept", "lost", "untold"]]
    assert counts.loc["p"].tolist() == [1, 0, 1]
    assert counts.loc["q"].tolist() == [1, 1, 0]
