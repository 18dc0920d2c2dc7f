"""Four rules from codes to patterns.

Independent reference: every rule typed once more by hand as a table of strings over
appropriability and cumulativeness, opportunity apart; squared distances for the prototype.
"""

from itertools import product

import pytest

from clusterbook.analysis.regimes import RULES, classify, regime_space

CODES = ("H", "M", "L", "missing")

# Rows: appropriability H, M, L, missing; columns: cumulativeness H, M, L, missing.
LENIENT = """
    II      II      neither II
    neither neither neither neither
    neither I       I       I
    neither neither neither neither
"""
PROTOTYPE = """
    II      II      mixed   II
    II      mixed   I       mixed
    mixed   I       I       I
    II      mixed   I       mixed
"""


def typed(table: str) -> dict[tuple[str, str], str]:
    cells = table.split()
    return dict(zip(product(CODES, CODES), cells, strict=True))


def expected(o: str, a: str, c: str, rule: str) -> str:
    """Return the pattern that the typed tables give."""
    if rule == "lenient":
        return typed(LENIENT)[a, c]
    if rule == "prototype":
        return typed(PROTOTYPE)[a, c]
    if o + a + c == "HLL":
        return "I"
    second = a + c == "HH" and (rule == "paper" or o == "H")
    return "II" if second else "neither"


@pytest.mark.parametrize("rule", list(RULES))
def test_every_combination_of_codes_is_classed_as_typed_by_hand(rule: str):
    for o, a, c in product(CODES, repeat=3):
        assert classify(o, a, c, rule) == expected(o, a, c, rule), (o, a, c)


def test_the_space_holds_every_combination_under_every_rule():
    space = regime_space()
    assert len(space) == 256
    rows = space.itertuples(index=False, name=None)
    assert {(o, a, c, r): p for o, a, c, r, p in rows} == {
        (o, a, c, r): expected(o, a, c, r) for o, a, c in product(CODES, repeat=3) for r in RULES
    }


def test_the_prototype_is_the_nearer_by_squared_distance_with_or_without_opportunity():
    """Reference: squared distances; Mark II's opportunity high, as in the literature."""
    degree = {"H": 1.0, "M": 0.5, "L": 0.0}
    first, second = (1.0, 0.0, 0.0), (1.0, 1.0, 1.0)
    for codes in product(CODES, repeat=3):
        known = [i for i, code in enumerate(codes) if code in degree]
        to_first = sum((degree[codes[i]] - first[i]) ** 2 for i in known)
        to_second = sum((degree[codes[i]] - second[i]) ** 2 for i in known)
        nearer = "I" if to_first < to_second else "II" if to_second < to_first else "mixed"
        assert classify(*codes, rule="prototype") == nearer


def test_the_strict_rule_never_says_more_than_the_papers():
    space = regime_space().pivot_table(
        index=["opportunity", "appropriability", "cumulativeness"],
        columns="rule",
        values="pattern",
        aggfunc="first",
    )
    changed = space[space["strict"] != space["paper"]]
    assert set(changed["strict"]) == {"neither"}
    assert set(changed["paper"]) == {"II"}


def test_unknown_rules_and_codes_are_named():
    with pytest.raises(KeyError, match="no rule 'kind'; rules: paper, strict, lenient, prototype"):
        classify("H", "L", "L", "kind")
    with pytest.raises(ValueError, match="'low' is not a valid Level"):
        classify("H", "low", "L", "paper")
