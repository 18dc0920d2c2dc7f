"""The pairs of counts that one silent firm leaves open."""

from itertools import product

import pytest

from clusterbook.analysis.survey import Share, treatments


def test_the_treatments_are_all_that_one_answer_can_be():
    """Reference: the missing firm's two answers written out, on four firms of whom three replied.

    The first answers are 1, 1, 0 and missing; the missing firm may be any in the second.
    """
    seen = set()
    for second in set(product((0, 1), repeat=4)):
        if sum(second) != 2:
            continue
        seen |= {("no", 2, 2, 4), ("yes", 3, 2, 4)}
        seen.add((f"left_out_{'yes' if second[3] else 'no'}", 2, 2 - second[3], 3))
    found = treatments(Share(2, 3), Share(2, 4))
    assert set(found.itertuples(index=False, name=None)) == seen


def test_a_treatment_that_cannot_be_is_left_out():
    assert "left_out_yes" not in set(treatments(Share(1, 3), Share(0, 4))["treatment"])
    assert "left_out_no" not in set(treatments(Share(1, 3), Share(4, 4))["treatment"])


def test_bases_that_differ_by_more_than_one_firm_are_refused():
    with pytest.raises(ValueError, match="must be 60 or 61, got 8/59"):
        treatments(Share(8, 59), Share(3, 61))
