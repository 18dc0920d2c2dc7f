"""What a study is expected to move. Reference: every world counted in fractions."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

import numpy as np
import pandas as pd
import pytest

from clusterbook import findings
from clusterbook.analysis.evidence import (
    finding_box,
    outcomes,
    reported,
    with_findings,
    worth,
)

Tables = Mapping[str, pd.DataFrame]

PRIOR = [Fraction(1, 5), Fraction(1, 2), Fraction(3, 10)]
LIKELY = [
    [Fraction(9, 10), Fraction(1, 2), Fraction(1, 4)],
    [Fraction(3, 5), Fraction(2, 5), Fraction(1, 10)],
]


def enumerated(items: int) -> tuple[Fraction, dict[tuple[bool, ...], tuple[Fraction, Fraction]]]:
    """Return the expected change of the first explanation, and chance and posterior by finding.

    Every world is an explanation with an answer to each implication; worlds with the same answers
    are put together.
    """
    chance: dict[tuple[bool, ...], Fraction] = {}
    own: dict[tuple[bool, ...], Fraction] = {}
    for e, answers in product(range(3), product((True, False), repeat=items)):
        mass = PRIOR[e]
        for item, held in enumerate(answers):
            mass *= LIKELY[item][e] if held else 1 - LIKELY[item][e]
        chance[answers] = chance.get(answers, Fraction(0)) + mass
        own[answers] = own.get(answers, Fraction(0)) + (mass if e == 0 else 0)
    change = sum((abs(own[a] - PRIOR[0] * chance[a]) for a in chance), Fraction(0))
    return change, {a: (chance[a], own[a] / chance[a]) for a in chance}


@pytest.mark.parametrize("items", [1, 2])
def test_the_worth_of_a_study_is_that_of_all_worlds_counted(items: int) -> None:
    prior, likely = np.array(PRIOR, dtype=float), np.array(LIKELY[:items], dtype=float)
    change, by_answers = enumerated(items)
    found = worth(prior, likely)

    assert found.change == pytest.approx(float(change))
    assert found.favourable == pytest.approx(float(by_answers[(True,) * items][0]))
    assert found.best == pytest.approx(float(by_answers[(True,) * items][1]))
    assert found.worst == pytest.approx(float(by_answers[(False,) * items][1]))
    for finding, chance, after in outcomes(prior, likely):
        assert (chance, after[0]) == pytest.approx(tuple(map(float, by_answers[finding])))


def test_on_average_nothing_moves() -> None:
    prior, likely = np.array(PRIOR, dtype=float), np.array(LIKELY, dtype=float)
    mean = sum(chance * after for _, chance, after in outcomes(prior, likely))
    assert mean == pytest.approx(prior)


def test_a_verdict_that_turns_is_counted_with_its_chance() -> None:
    prior, likely = np.array([0.5, 0.5]), np.array([[0.8, 0.4]])

    def judge(finding: tuple[bool, ...], posterior: float) -> str:
        return "up" if posterior > 0.6 else "same"

    assert worth(prior, likely, judge=judge).turned == pytest.approx(0.6)


def test_a_weak_study_is_worth_less_than_a_sure_one() -> None:
    prior, likely = np.array(PRIOR, dtype=float), np.array(LIKELY[:1], dtype=float)
    sure, weak = worth(prior, likely), worth(prior, reported(likely, 0.8, 0.05))
    assert weak.change == pytest.approx(0.75 * sure.change)


def test_findings_become_statuses() -> None:
    frame = pd.DataFrame({"implication": ["a", "b", "c"], "status": ["not_observed"] * 3})
    found = with_findings(frame, ["a", "b"], (True, False))
    assert found["status"].tolist() == ["passes", "failed", "not_observed"]


def test_both_codings_cover_every_unobserved_implication(tables: Tables) -> None:
    unseen = tables["implications"].query("status == 'not_observed'")["implication"].tolist()
    names = tables["explanations"]["explanation"].tolist()
    for table in tables["codings"]["findings"]:
        box = finding_box(tables[table], unseen, names)
        assert box.low.shape == (len(unseen), len(names))
        assert len(tables[table]) == box.low.size
    assert set(tables["study_implications"]["implication"]) == set(unseen)


def test_our_findings_follow_their_rule(tables: Tables) -> None:
    """Hypothesis by kind of test; rivals on one of three levels."""
    test = tables["implications"].set_index("implication")["test"]
    own = {"hoop": (0.85, 0.95), "doubly_decisive": (0.85, 0.95), "smoking_gun": (0.6, 0.85)}
    for row in tables["findings"].itertuples():
        if row.explanation == "hypothesis":
            assert (row.low, row.high) == own[test[row.implication]]
        else:
            assert (row.low, row.high) in {(0.6, 0.85), (0.35, 0.65), (0.1, 0.35)}


def test_a_missing_likelihood_is_named(tables: Tables) -> None:
    with pytest.raises(ValueError, match=r"finding on H1\.1 under hypothesis"):
        finding_box(tables["findings"], ["H1.1"], ["hypothesis"])


@pytest.mark.parametrize("pair", [(0.5, 0.5), (0.4, 0.5), (1.1, 0)])
def test_power_must_beat_the_level(pair: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="0 <= level < power <= 1"):
        reported(np.array([0.5]), *pair)


def test_the_studies_of_the_book() -> None:
    """Each study of a hypothesis once for each coding and computed rule."""
    found = findings.studies_by_worth()
    assert len(found) == found.drop_duplicates(["coding", "rule", "design"]).shape[0] == 2 * 2 * 8
    assert found["change"].between(0, 0.5).all()
    assert (found["worst"] <= found["best"]).all()
    assert found["per_hundred"].to_numpy() == pytest.approx(100 * found["change"] / found["needed"])
