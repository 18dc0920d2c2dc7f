"""Boolean counting over few cases.

Independent references: all Boolean functions of two and three conditions written out and tried;
formulas evaluated as Python expressions; closed forms for random conditions.
"""

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, permutations, product

import numpy as np
import pandas as pd
import pytest

from clusterbook.analysis.boolean import _added_cases as added_cases
from clusterbook.analysis.boolean import _boolean as boolean
from clusterbook.analysis.boolean import _chance as chance

Tables = Mapping[str, pd.DataFrame]


def a_table(columns: Mapping[str, str]) -> pd.DataFrame:
    """Return a truth table from strings such as '110'."""
    return pd.DataFrame({name: [c == "1" for c in text] for name, text in columns.items()})


@pytest.fixture(scope="module")
def conditions(tables: Tables) -> list[str]:
    return boolean.names(tables["boolean_conditions"])


@pytest.fixture(scope="module")
def observed(tables: Tables) -> pd.DataFrame:
    return boolean.truth_table(tables["boolean_codes"], tables["paradigms"])


@pytest.mark.parametrize("size", [1, 2, 3])
def test_functions_that_fit_are_counted_by_trying_all(size: int):
    """Every function of 1 to 3 conditions, on 60 random sets of cases with clashes among them."""
    names = [f"c{k}" for k in range(size)]
    rows = list(product((False, True), repeat=size))
    rng = np.random.default_rng(size)
    for _ in range(60):
        cases = [rows[k] for k in rng.integers(len(rows), size=rng.integers(1, 6))]
        y = rng.integers(2, size=len(cases)).astype(bool)
        table = pd.DataFrame(cases, columns=names).assign(y=y)
        fitting = sum(
            all(function[rows.index(case)] == out for case, out in zip(cases, y, strict=True))
            for function in product((False, True), repeat=len(rows))
        )
        found = boolean.counts(table, names, "y")
        power = found["functions_log2"]
        assert fitting == (0 if power is None else 2**power)
        assert found["seen"] == len(set(cases))
        assert found["seen"] + found["remainders"] == found["possible"] == len(rows)


def test_three_paradigms_leave_509_of_512_rows_open(observed: pd.DataFrame, conditions: list):
    found = boolean.counts(observed, conditions, "established")
    assert (found["conditions"], found["seen"], found["possible"]) == (9, 3, 512)
    assert found["functions_log2"] == found["remainders"] == 509


def test_three_cases_have_three_varying_columns_up_to_opposites():
    """Exhaustive: the eight columns of three cases; ten columns can't exceed three groups."""
    columns = {f"c{k}": "".join(bits) for k, bits in enumerate(product("01", repeat=3))}
    groups = boolean.classes(a_table(columns), list(columns))
    assert set(groups["group"]) == {0, 1, 2, 3}
    assert chance.most_classes(3) == 3
    for _, part in groups[groups["group"] > 0].groupby("group"):
        first, second = part["pattern"]
        assert {first, second} == {first, "".join("10"[int(c)] for c in first)}
        assert list(part["inverted"]) == [False, True]


def test_the_nine_conditions_fall_into_two_groups(observed: pd.DataFrame, conditions: list):
    groups = boolean.classes(observed, conditions).set_index("condition")
    assert set(groups["group"]) == {1, 2}
    assert set(groups.index[groups["group"] == 2]) == {"division", "brokers", "customers"}
    assert (groups.loc[groups["group"] == 1, "size"] == 6).all()
    opposite = groups.index[groups["inverted"]]
    assert set(opposite) == {
        "appropriability_high",
        "knowledge_integrated",
        "cooperation",
        "gatekeepers",
    }


def test_necessary_and_sufficient_are_implications():
    """Exhaustive: every condition and outcome of four cases, against the two implications."""
    for x, y in product(product("01", repeat=4), repeat=2):
        found = boolean.fits(a_table({"x": "".join(x), "y": "".join(y)}), ["x"], "y")
        pairs = set(zip(x, y, strict=True))
        present = found.iloc[0]
        assert present["necessary"] == (("0", "1") not in pairs)
        assert present["sufficient"] == (("1", "0") not in pairs)
        absent = found.iloc[1]
        assert absent["necessary"] == (("1", "1") not in pairs)
        assert absent["sufficient"] == (("0", "0") not in pairs)
        assert (found["both"] == (found["necessary"] & found["sufficient"])).all()


def test_a_formula_that_is_listed_gives_the_outcome_and_none_is_missing():
    """Reference: every formula of up to two literals as a Python expression; all columns."""
    names = ["a", "b", "c"]
    literals = [f"{sign}{name}" for name in names for sign in ("", "not ")]
    every = list(literals)
    for one, two in combinations(literals, 2):
        if one.removeprefix("not ") != two.removeprefix("not "):
            every += [f"{one} and {two}", f"{one} or {two}"]
    for columns in product(["110", "011", "001", "111"], repeat=3):
        for y in ("110", "100", "111"):
            table = a_table(dict(zip(names, columns, strict=True)) | {"y": y})
            cases = table.to_dict("records")
            expected = {f for f in every if all(eval(f, dict(c)) == c["y"] for c in cases)}
            found = boolean.formulas(table, names, "y")
            assert set(found["formula"]) == expected
            assert len(found) == len(expected)


def test_six_single_conditions_explain_the_case_perfectly(observed: pd.DataFrame, conditions: list):
    found = boolean.formulas(observed, conditions, "established")
    assert (found["conditions"] == 1).sum() == 6
    assert len(found) == 54
    assert "not gatekeepers" in set(found["formula"])


def test_an_outcome_that_all_cases_have_tells_nothing(observed: pd.DataFrame, conditions: list):
    found = boolean.fits(observed, conditions, "opened")
    assert found["sufficient"].all()


def test_each_added_row_halves_the_functions(tables: Tables, conditions: list):
    parts = (tables[name] for name in ("boolean_codes", "paradigms", "boolean_cases"))
    found = added_cases.effects(*parts, conditions, "established").set_index("case")
    contradicting = found.index[found["contradictions"] > 0]
    assert list(contradicting) == ["search_completed"]
    sound = found.drop(index=["none", "all", *contradicting])
    assert (sound["functions_log2"] == found.loc["none", "functions_log2"] - 1).all()
    assert found.loc["all", "functions_log2"] == 509 - len(sound)
    assert found.loc["search_completed", "formulas"] == 0
    assert found["functions_log2"].isna().sum() == 1


def test_hypothetical_cases_differ_from_the_observed_rows(tables: Tables, conditions: list):
    table = boolean.truth_table(
        tables["boolean_codes"],
        tables["paradigms"],
        tables["boolean_cases"],
        list(tables["boolean_cases"]["case"]),
    )
    new = table[~table["observed"] & (table["case"] != "search_completed")]
    seen = set(table.loc[table["observed"], conditions].itertuples(index=False, name=None))
    rows = list(new[conditions].itertuples(index=False, name=None))
    assert not seen & set(rows)
    assert len(rows) == len(set(rows))


def test_the_chance_that_random_conditions_look_like_causes():
    """Closed form without absences: 2^-(with the outcome), 2^-(without it), 2^-(cases)."""
    for cases in range(1, 7):
        for outcome in product((False, True), repeat=cases):
            found = chance.look(outcome, absence=False)
            with_it = sum(outcome)
            assert found["necessary"] == Fraction(1, 2**with_it)
            assert found["sufficient"] == Fraction(1, 2 ** (cases - with_it))
            assert found["both"] == Fraction(1, 2**cases)
            assert chance.look(outcome)["both"] == Fraction(2, 2**cases)


def test_nine_random_conditions_nearly_always_hold_a_perfect_cause():
    """Three cases: 1 - (3/4)^9 = 92 % with absences, 1 - (7/8)^9 = 70 % without."""
    table = chance.look_table([True, True, False]).set_index(["look", "absence"])
    assert table.loc[("both", True), "any"] == pytest.approx(1 - 0.75**9)
    assert table.loc[("both", False), "any"] == pytest.approx(1 - 0.875**9)
    assert table.loc[("necessary", False), "expected"] == 2.25


@pytest.mark.parametrize(("conditions", "cases"), [(1, 1), (1, 3), (2, 2), (2, 3), (3, 3), (3, 4)])
def test_the_chance_that_all_are_apart_is_that_of_trying_all(conditions: int, cases: int):
    """Exhaustive: every set of columns, judged by `boolean.classes`; its orders count alike."""
    columns = ["".join(bits) for bits in product("01", repeat=cases)]
    apart = tried = 0
    for chosen in combinations_with_replacement(columns, conditions):
        named = {f"c{k}": text for k, text in enumerate(chosen)}
        groups = boolean.classes(a_table(named), list(named))
        orders = len({*permutations(chosen)})
        apart += orders * bool((groups["size"] == 1).all() and (groups["group"] > 0).all())
        tried += orders
    assert tried == len(columns) ** conditions
    assert chance.chance_all_apart(conditions, cases) == Fraction(apart, tried)


def test_nine_conditions_need_five_cases_at_least_and_nine_to_be_safe():
    table = chance.by_cases().set_index("cases")
    assert table["possible"].idxmax() == 5
    assert (table["apart"] >= 0.8).idxmax() == 9
    assert (table["spurious"] <= 0.05).idxmax() == 9


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda t: boolean.names(t["boolean_conditions"], "cause"), "role must be 'condition' or"),
        (lambda t: chance.look([]), "outcome must have 1 to 16 cases, got 0"),
        (lambda t: chance.look_table([True], 0), "conditions must be 1 or more, got 0"),
        (lambda t: chance.most_classes(0), "cases must be 1 or more, got 0"),
        (lambda t: chance.chance_all_apart(0, 3), "conditions must be 1 or more, got 0"),
        (lambda t: boolean.counts(a_table({"x": "1"}), ["z"], "x"), "no condition or outcome 'z'"),
        (lambda t: boolean.classes(a_table({"x": ""}), ["x"]), "needs at least one case"),
        (
            lambda t: boolean.truth_table(
                t["boolean_codes"], t["paradigms"], t["boolean_cases"], ["mars"]
            ),
            "no case 'mars'; cases: forging_without_makers",
        ),
        (
            lambda t: boolean.truth_table(t["boolean_codes"].iloc[1:], t["paradigms"]),
            "boolean_codes lacks a code for sand_casting",
        ),
    ],
)
def test_impossible_input_is_refused(call, tables: Tables, told: str):  # noqa: ANN001
    with pytest.raises(ValueError, match=told):
        call(tables)
