"""What the conditions of a truth table look like, one row each."""

from collections.abc import Mapping
from itertools import product

import pandas as pd
import pytest

from clusterbook.analysis.boolean import looks, names, truth_table

Tables = Mapping[str, pd.DataFrame]


def by_hand(x: tuple[bool, ...], y: tuple[bool, ...]) -> tuple[str, str]:
    """Independent reference: sets of cases instead of columns."""
    cases = range(len(y))
    outcome = {i for i in cases if y[i]}
    found = []
    for sign, want in (("present", True), ("absent", False)):
        have = {i for i in cases if x[i] is want}
        found += [("both", sign)] if have == outcome else []
        found += [("necessary", sign)] if have > outcome else []
        found += [("sufficient", sign)] if have < outcome else []
    order = ("both", "necessary", "sufficient")
    best = min(found, key=lambda f: (order.index(f[0]), f[1] == "absent"), default=("neither", ""))
    return best[1], best[0]


@pytest.mark.parametrize("cases", [1, 2, 3, 4])
def test_every_condition_against_every_outcome(cases: int) -> None:
    """Exhaustive: all columns against all outcomes, up to four cases."""
    columns = list(product((False, True), repeat=cases))
    keys = ["".join("01"[v] for v in column) for column in columns]
    for y in columns:
        table = pd.DataFrame(dict(zip(keys, columns, strict=True))).assign(y=y)
        found = looks(table, keys, "y")
        want = [by_hand(x, y) for x in columns]
        assert list(zip(found["sign"], found["look"], strict=True)) == want


def test_where_both_vary_one_sign_says_all() -> None:
    """So that a row can show one look only."""
    for x, y in product(list(product((False, True), repeat=4))[1:-1], repeat=2):
        have, outcome = ({i for i in range(4) if column[i]} for column in (x, y))
        rest = set(range(4)) - have
        assert not (
            ({*have} <= outcome or have >= outcome) and (rest <= outcome or rest >= outcome)
        )


def test_six_of_nine_seem_to_decide(tables: Tables) -> None:
    """Table 4 as coded: six conditions go with the outcome, three mechanisms with two cases."""
    table = truth_table(tables["boolean_codes"], tables["paradigms"])
    found = looks(table, names(tables["boolean_conditions"]), "established").set_index("condition")

    assert found["look"].value_counts().to_dict() == {"both": 6, "sufficient": 3}
    assert found.loc["cooperation", ["sign", "look"]].tolist() == ["absent", "both"]
    assert found.loc["division", ["sign", "look"]].tolist() == ["absent", "sufficient"]


def test_an_unknown_outcome_is_refused(tables: Tables) -> None:
    table = truth_table(tables["boolean_codes"], tables["paradigms"])
    with pytest.raises(ValueError, match="no condition or outcome 'grown'"):
        looks(table, ["division"], "grown")
