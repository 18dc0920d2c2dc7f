"""The paper's pattern in every world of codes.

Independent reference: worlds as strings of codes from sets typed by hand, and rules as sets of
strings; counts multiplied out by hand.
"""

from collections.abc import Mapping
from itertools import product

import pandas as pd
import pytest

from clusterbook.analysis.regimes import (
    ambiguity_sets,
    holds_by_rule,
    patterns_by_rule,
    robust,
    worlds,
)

Tables = Mapping[str, pd.DataFrame]

# Codes as letters, "-" for missing: opportunity, appropriability, cumulativeness of P1, P2, P3.
SETS = ["H", "L", "L-", "H", "L", "LMH-", "HM", "H", "HML-"]
FIRST = {
    "paper": {"HLL"},
    "strict": {"HLL"},
    "lenient": {o + "L" + c for o in "HML-" for c in "LM-"},
    "prototype": {o + a + c for o in "HML-" for a, c in ("LL", "LM", "L-", "ML", "-L")},
}
SECOND = {
    "paper": {o + "HH" for o in "HML-"},
    "strict": {"HHH"},
    "lenient": {o + "H" + c for o in "HML-" for c in "HM-"},
    "prototype": {o + a + c for o in "HML-" for a, c in ("HH", "HM", "H-", "MH", "-H")},
}


@pytest.fixture(scope="module")
def found(tables: Tables) -> pd.DataFrame:
    return worlds(tables["regime_codes"])


def test_the_ambiguity_sets_are_those_of_the_coding(tables: Tables):
    sets = ambiguity_sets(tables["regime_codes"])
    letters = ["".join("-" if c == "missing" else c for c in codes) for codes in sets.values()]
    assert [set(s) for s in letters] == [set(s) for s in SETS]


def test_there_are_64_worlds_under_each_of_four_rules(found: pd.DataFrame):
    assert len(found) == 256
    assert found["world"].nunique() == 2 * 4 * 8


def test_counts_are_those_of_strings_of_codes(found: pd.DataFrame):
    """Reference: itertools over letters, membership in typed sets."""
    expected = dict.fromkeys(FIRST, 0)
    for codes in product(*SETS):
        first, second, third = ("".join(codes[i : i + 3]) for i in (0, 3, 6))
        for rule in expected:
            held = {first, second} <= FIRST[rule] and third in SECOND[rule]
            expected[rule] += held
    counted = holds_by_rule(found).set_index("rule")["holds"].to_dict()
    assert counted == {**expected, "all": sum(expected.values())}


def test_counts_are_the_products_worked_out_by_hand(found: pd.DataFrame):
    """Paper 1*1*2, strict 1*1*1, lenient 2*3*6, prototype 2*3*6 of 2*4*8 worlds."""
    table = holds_by_rule(found).set_index("rule")
    assert table["holds"].to_dict() == {
        "paper": 2,
        "strict": 1,
        "lenient": 36,
        "prototype": 36,
        "all": 75,
    }
    assert table["of"].to_dict() == {
        "paper": 64,
        "strict": 64,
        "lenient": 64,
        "prototype": 64,
        "all": 256,
    }


def test_in_all_worlds_no_past_paradigm_is_mark_ii_and_the_search_is_never_mark_i(
    found: pd.DataFrame,
):
    table = robust(found)
    never = table[table["verdict"] == "never"][["paradigm", "pattern"]]
    assert set(never.itertuples(index=False, name=None)) == {
        ("sand_casting", "II"),
        ("sand_casting", "mixed"),
        ("hot_forging", "II"),
        ("new_search", "I"),
    }
    assert "always" not in set(table["verdict"])


def test_sand_casting_is_always_mark_i_under_the_two_wider_rules(found: pd.DataFrame):
    table = patterns_by_rule(found).set_index(["paradigm", "rule"])
    assert table.loc[("sand_casting", "lenient"), "I"] == 64
    assert table.loc[("sand_casting", "prototype"), "I"] == 64
    assert (table.sum(axis=1) == 64).all()


def test_the_preferred_codes_give_the_papers_pattern_under_every_rule(
    tables: Tables,
):
    codes = tables["regime_codes"]
    assert worlds(codes[codes["preferred"]])["holds"].tolist() == [True] * 4


def test_a_cell_without_a_code_is_named(tables: Tables):
    codes = tables["regime_codes"]
    lost = codes[(codes["paradigm"] != "new_search") | (codes["dimension"] != "opportunity")]
    with pytest.raises(ValueError, match="no code for new_search opportunity"):
        worlds(lost)
