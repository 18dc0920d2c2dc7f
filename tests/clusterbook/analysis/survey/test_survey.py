"""Counts recovered from printed percentages.

Independent references: the decimal module rounds every share of every base once more; all counts
of all bases are tried, so nothing rests on examples.
"""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext

import pytest

from clusterbook.analysis.survey import (
    Bases,
    Rounding,
    Share,
    candidates,
    decimals_of,
    lattice,
    print_share,
    recover_share,
)

HELD = Bases(61, 50, 79)
"""As the tables hold them."""

VALID, BASES, WIDE_BASES = HELD.valid, HELD.answered, HELD.tried

PRINTED = {  # place in the paper -> (as printed, count, base)
    "Table 2, ownership, row 1": ("3.28", 2, 61),
    "Table 2, ownership, row 2": ("8.20", 5, 61),
    "Table 2, ownership, row 3": ("88.52", 54, 61),
    "Table 2, sales, row 1": ("11.48", 7, 61),
    "Table 2, sales, row 3": ("52.46", 32, 61),
    "Table 5, row 1": ("18.03", 11, 61),
    "Table 5, row 2": ("13.33", 8, 60),
    "Table 5, row 3": ("13.11", 8, 61),
    "Table 5, row 4": ("4.92", 3, 61),
    "Table 5, row 5": ("1.64", 1, 61),
    "Table 5, row 6": ("21.31", 13, 61),
    "§3.2, para 1": ("71.67", 43, 60),
    "§3.2, para 3, first": ("53.33", 32, 60),
    "§3.2, para 3, second": ("27.87", 17, 61),
    "§3.2, para 3, third": ("25.00", 15, 60),
    "§3.2, para 3, fourth": ("37.70", 23, 61),
}
MODES = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.TRUNCATE: ROUND_DOWN,
}


@pytest.mark.parametrize("rule", list(Rounding))
@pytest.mark.parametrize("decimals", [0, 1, 2, 3])
def test_every_share_prints_as_the_decimal_module_prints_it(rule: Rounding, decimals: int):
    """Reference: decimal at 50 digits, every count of every base from 1 to 79, and ties of 80."""
    with localcontext() as context:
        context.prec = 50
        step = Decimal(1).scaleb(-decimals)
        for base in range(1, 81):
            for count in range(base + 1):
                exact = Decimal(100 * count) / Decimal(base)
                expected = str(exact.quantize(step, rounding=MODES[rule]))
                assert print_share(count, base, decimals, rule) == expected


def test_the_rules_differ_where_they_should():
    """1/16 is 6.25 % exactly: a tie at one decimal."""
    printed = {rule: print_share(1, 16, 1, rule) for rule in Rounding}
    assert printed == {
        Rounding.HALF_UP: "6.3",
        Rounding.HALF_EVEN: "6.2",
        Rounding.TRUNCATE: "6.2",
    }


@pytest.mark.parametrize("place", PRINTED)
def test_each_printed_percentage_is_one_count_of_60_or_61_firms(place: str):
    """Table 2, Table 5 and the percentages of §3.2."""
    printed, count, base = PRINTED[place]
    assert recover_share(printed, BASES) == Share(count, base)


@pytest.mark.parametrize("base", BASES)
def test_every_possible_print_leads_back_to_its_count(base: int):
    """Exhaustive: two decimals tell 60 answers from 61 for every count but none and all."""
    for count in range(1, base):
        assert recover_share(print_share(count, base), BASES) == Share(count, base)


@pytest.mark.parametrize("printed", ["0.00", "100.00"])
def test_none_and_all_do_not_tell_the_base(printed: str):
    with pytest.raises(ValueError, match=f"{printed}% fits .*60 or .*61 for bases of 60 or 61"):
        recover_share(printed, BASES)


def test_table_2_prints_one_share_that_no_count_gives():
    """Table 2, sales, row 4: 15/61 prints as 24.59 under every rule, so 24.58 is impossible."""
    assert {print_share(15, VALID, 2, rule) for rule in Rounding} == {"24.59"}
    assert candidates("24.58", WIDE_BASES).empty
    with pytest.raises(ValueError, match=r"24\.58% fits no count for bases of 60 or 61 firms"):
        recover_share("24.58", BASES)


def test_no_fewer_than_118_firms_could_print_24_58():
    """Reference: every base from 1 to 129; at most 79 firms were asked."""
    fits = [n for n in range(1, 130) if candidates("24.58", [n])["half_up"].any()]
    assert fits[0] == 118


@pytest.mark.parametrize("place", PRINTED)
def test_candidates_are_exactly_the_fits_of_a_search_through_all_counts(place: str):
    """Reference: every count of every base from 50 to 79, tried one by one."""
    printed = PRINTED[place][0]
    found = candidates(printed, WIDE_BASES)
    for rule in Rounding:
        expected = {
            (k, n)
            for n in WIDE_BASES
            for k in range(n + 1)
            if print_share(k, n, 2, rule) == printed
        }
        rows = found.loc[found[str(rule)], ["count", "base"]]
        assert set(rows.itertuples(index=False, name=None)) == expected


def test_four_printed_shares_leave_more_than_one_base_within_50_to_79():
    """13.33 and 53.33 print on 75 firms as well, 25.00 on every multiple of four."""
    open_ones = {p: set(candidates(p, WIDE_BASES)["base"]) for p, _, _ in PRINTED.values()}
    several = {p: bases for p, bases in open_ones.items() if len(bases) > 1}
    assert several == {
        "13.33": {60, 75},
        "53.33": {60, 75},
        "25.00": {52, 56, 60, 64, 68, 72, 76},
    }


@pytest.mark.parametrize("printed", ["13.33", "24.58", "25.00", "0.00", "100.00", "99.99"])
def test_the_lattice_has_the_nearest_count_of_every_base(printed: str):
    """Reference: the least distance over all counts."""
    table = lattice(printed, WIDE_BASES)
    assert list(table["base"]) == list(WIDE_BASES)
    for row in table.itertuples():
        least = min(abs(100 * k / row.base - float(printed)) for k in range(row.base + 1))
        assert abs(row.gap) == pytest.approx(least, abs=1e-9)
        assert row.fits == (row.prints == printed)


@pytest.mark.parametrize("text", ["13,33", "", ".5", "5.", "-1.00", "24.58 %", "1e1"])
def test_a_number_that_is_not_as_printed_is_refused(text: str):
    with pytest.raises(ValueError, match="is not a number as printed"):
        decimals_of(text)


@pytest.mark.parametrize(("count", "base"), [(-1, 61), (62, 61), (0, 0)])
def test_an_impossible_share_is_refused(count: int, base: int):
    with pytest.raises(ValueError, match="0 <= count <= base"):
        Share(count, base)


@pytest.mark.parametrize("decimals", [0, 1])
@pytest.mark.parametrize("base", [61, 250, 2796])
def test_with_few_decimals_every_count_that_prints_so_is_listed(decimals: int, base: int):
    """Reference: every count of a large base, where several print alike."""
    for printed in ("43", "43.0", "0", "0.1", "100", "99.9"):
        if decimals_of(printed) != decimals:
            continue
        found = candidates(printed, [base])
        expected = [k for k in range(base + 1) if print_share(k, base, decimals) == printed]
        assert list(found.loc[found["half_up"].astype(bool), "count"]) == expected
