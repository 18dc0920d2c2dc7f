"""Bounds on unions of modes and on their difference.

Independent reference: an integer programme over every combination of memberships (scipy.milp), for
the paper's counts and for all small ones.
"""

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from clusterbook.analysis.survey import (
    HIRING,
    difference_range,
    difference_table,
    over_answers,
    shared_range,
    union_range,
)

Value = Callable[[tuple[int, ...]], float]


def searched(counts: Sequence[int], firms: int, value: Value) -> tuple[int, int]:
    """Least and greatest total of `value(memberships)` over all ways to fill the margins."""
    cells = list(product((0, 1), repeat=len(counts)))
    return solved(cells, [[c[k] for c in cells] for k in range(len(counts))], counts, firms, value)


def solved(
    cells: list[tuple[int, ...]],
    rows: list[list[int]],
    counts: Sequence[int],
    firms: int,
    value: Value,
) -> tuple[int, int]:
    """Least and greatest total of `value(cell)`, with `rows` summing to `counts`."""
    weights = np.array([value(cell) for cell in cells], dtype=float)
    totals = [*counts, firms]
    margins = LinearConstraint(np.array([*rows, [1] * len(cells)]), totals, totals)
    ends = []
    for sign in (1, -1):
        found = milp(
            sign * weights,
            constraints=margins,
            bounds=Bounds(0, firms),
            integrality=np.ones(len(cells)),
        )
        ends.append(round(sign * found.fun))
    return ends[0], ends[1]


def test_unions_of_two_and_three_small_groups_are_bounded_exactly():
    """All counts up to five firms."""
    for counts in [*product(range(6), repeat=2), (1, 2, 3), (5, 5, 5), (2, 2, 2), (0, 0, 4)]:
        assert union_range(counts, 5) == searched(counts, 5, any)


@pytest.mark.parametrize("cooperate", [8, 9])
@pytest.mark.parametrize("hiring", ["out", "both", "firm", "university"])
def test_the_papers_difference_is_bounded_exactly(hiring: str, cooperate: int):
    """Table 5: 11 and 8 (or 9) with firms, 8, 3 and 1 with universities, 13 hire, of 61."""

    def value(cell: tuple[int, ...]) -> int:
        firm, university, hire = any(cell[:2]), any(cell[2:5]), bool(cell[5])
        firm = firm or (hire and hiring in ("firm", "both"))
        university = university or (hire and hiring in ("university", "both"))
        return int(firm) - int(university)

    table = difference_table([11, cooperate], [8, 3, 1], 13, 61).set_index("hiring")
    expected = searched([11, cooperate, 8, 3, 1, 13], 61, value)
    assert (table.loc[hiring, "low"], table.loc[hiring, "high"]) == expected


def test_unknown_hires_are_bounded_exactly():
    """Each firm hires from nobody (0), firms (1), universities (2) or both (3); 13 hire."""
    cells = [(*c, kind) for c in product((0, 1), repeat=5) for kind in range(4)]
    rows = [[c[k] for c in cells] for k in range(5)] + [[int(c[5] > 0) for c in cells]]

    def value(c: tuple[int, ...]) -> float:
        return int(any(c[:2]) or c[5] in (1, 3)) - int(any(c[2:5]) or c[5] in (2, 3))

    row = difference_table([11, 8], [8, 3, 1], 13, 61).set_index("hiring").loc["unknown"]
    assert (row["low"], row["high"]) == solved(cells, rows, [11, 8, 8, 3, 1, 13], 61, value)


def test_a_shared_group_is_bounded_exactly_where_space_is_tight():
    """All sizes of three groups among four firms."""
    for firm, university, shared in product(range(5), repeat=3):
        expected = searched(
            [firm, university, shared], 4, lambda c: (c[0] or c[2]) - (c[1] or c[2])
        )
        assert shared_range([firm], [university], shared, 4) == expected


def test_a_difference_of_two_groups_is_bounded_exactly_where_space_is_tight():
    for counts in product(range(4), repeat=3):
        expected = searched(counts, 3, lambda c: (c[0] or c[1]) - c[2])
        assert difference_range(counts[:2], counts[2:], 3) == expected


def test_only_if_every_hire_came_from_a_firm_is_the_sign_known():
    table = over_answers([11, 8], [8, 3, 1], 13, 61, missing=1).set_index(["answer", "hiring"])
    assert list(table.index.get_level_values(1).unique()) == list(HIRING)
    known = table[table["sign"] != "open"]
    assert set(known.index) == {("no", "firm"), ("yes", "firm")}
    assert set(known["low"]) == {1}
    assert tuple(table.loc[("no", "out"), ["low", "high"]]) == (-1, 11)
    assert tuple(table.loc[("yes", "out"), ["low", "high"]]) == (-1, 12)
    assert tuple(table.loc[("yes", "unknown"), ["low", "high"]]) == (-14, 25)


@pytest.mark.parametrize("counts", [[], [62], [-1, 3]])
def test_impossible_groups_are_refused(counts: list[int]):
    with pytest.raises(ValueError, match=r"counts must each lie in 0\.\.61 \(firms\)"):
        union_range(counts, 61)
