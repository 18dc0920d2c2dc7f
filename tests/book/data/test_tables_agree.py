"""The transcribed tables agree with the fact base and with one another."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

ENDS = ("low", "high")

Row = dict[str, str]
Read = Callable[[str], list[Row]]


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("sample", "firms"),
        ("firm_types", "firms"),
        ("channels", "percent"),
        ("survey_items", "value"),
        ("totals", "value"),
    ],
)
def test_numbers_equal_those_of_their_facts(
    table: str, column: str, read: Read, facts: dict[str, Row]
) -> None:
    for row in read(table):
        assert float(row[column]) == float(facts[row["fact"]]["value"]), row


def _next(fact: str) -> str:
    return f"F{int(fact[1:]) + 1:03d}"


def test_shares_of_the_sample_and_mean_staff_equal_the_following_fact(
    read: Read, facts: dict[str, Row]
) -> None:
    for row in read("sample"):
        if row["is_total"] == "false":
            assert facts[_next(row["fact"])]["printed"] == row["percent_printed"], row
    for row in read("firm_types"):
        assert facts[_next(row["fact"])]["printed"] == row["staff_mean"], row


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("channels", "percent_printed"),
        ("survey_items", "printed"),
        ("totals", "printed"),
        ("paradigm_cells", "text_zh"),
        ("regime_subdimensions", "label_zh"),
        ("regime_dimensions", "label_zh"),
        ("events", "label_zh"),
        ("actors", "label_zh"),
        ("actor_items", "label_zh"),
    ],
)
def test_printed_text_equals_that_of_its_fact(
    table: str, column: str, read: Read, facts: dict[str, Row]
) -> None:
    if table == "regime_dimensions":
        printed = {row["printed"] for row in facts.values() if row["place"] == "Table 1, header"}
        assert {row[column] for row in read(table)} == printed
        return
    for row in read(table):
        assert facts[row["fact"]]["printed"] == row[column], row


@pytest.mark.parametrize(
    ("table", "text", "number"),
    [
        ("sample", "percent_printed", "percent"),
        ("channels", "percent_printed", "percent"),
        ("survey_items", "printed", "value"),
    ],
)
def test_the_number_is_the_printed_text(table: str, text: str, number: str, read: Read) -> None:
    assert all(float(row[text]) == float(row[number]) for row in read(table))


def test_phases_and_their_facts_print_the_same_years(read: Read, facts: dict[str, Row]) -> None:
    for row in read("phases"):
        years = f"{row['from_year']}—{row['to_year']}年" if row["to_year"] else "2009年至今"
        assert facts[row["fact"]]["printed"] == f"{row['label_zh']}（{years}）"


def test_the_fact_base_is_complete(facts: dict[str, Row]) -> None:
    assert list(facts) == [f"F{n:03d}" for n in range(1, 243)]
    for row in facts.values():
        assert bool(row["printed"]) == (row["status"] == "printed"), row
        assert bool(row["value"]) == bool(row["unit"]), row


def test_a_bare_printed_number_is_the_value(facts: dict[str, Row]) -> None:
    bare = [row for row in facts.values() if re.fullmatch(r"[0-9]+(\.[0-9]+)?", row["printed"])]
    assert len(bare) == 16 + 12 + 6 + 6, "Tables 2, 3 and 5, and six numbers of §3.2"
    for row in bare:
        assert float(row["printed"]) == float(row["value"]), row


def test_derived_facts_follow_from_table_3(read: Read, facts: dict[str, Row]) -> None:
    pairs = [(int(r["firms"]), int(r["staff_mean"])) for r in read("firm_types")]
    firms, staff = sum(n for n, _ in pairs), sum(n * mean for n, mean in pairs)
    derived = {r["fact"]: float(r["value"]) for r in facts.values() if r["status"] == "derived"}
    assert derived == {"F098": firms, "F099": staff, "F100": round(staff / firms, 2)}


def test_ties_are_stated_with_their_place_or_are_ours(read: Read) -> None:
    for row in read("links"):
        assert (row["basis"] == "text") == bool(row["place"]), row


def test_a_total_has_the_unit_of_its_fact(read: Read, facts: dict[str, Row]) -> None:
    for row in read("totals"):
        assert facts[row["fact"]]["unit"] == row["unit"], row


def test_a_total_bounds_only_what_its_wording_bounds(read: Read) -> None:
    bounded = {"exact": "11", "about": "00", "nearly": "01", "over": "10", "range": "11"}
    for row in read("totals"):
        low, high = row["low"], row["high"]
        assert f"{int(bool(low))}{int(bool(high))}" == bounded[row["relation"]], row
        assert float(low or 0) <= float(row["value"]) <= float(high or "inf"), row


def test_assumptions_about_a_printed_total_keep_to_its_wording(read: Read) -> None:
    """One fact, two tables: what the paper says of it, and the range that we try."""
    assumed = {row["assumption"]: row for row in read("assumptions")}
    totals = {row["measure"]: row for row in read("totals")}
    firms = sum(int(row["firms"]) for row in read("firm_types"))
    same = [
        *((name, end, totals[name][end]) for name in ("approached", "certified") for end in ENDS),
        ("certified", "value", totals["certified"]["value"]),
        ("output", "value", totals["output"]["value"]),
        ("output", "high", totals["output"]["high"] or totals["output"]["value"]),
        ("export_value", "value", totals["export_value"]["value"]),
        ("base", "value", totals["valid"]["value"]),
        ("base", "high", totals["approached"]["high"]),
        ("active_firms", "value", firms),
        ("active_firms", "high", firms),
    ]
    for name, column, value in same:
        assert float(assumed[name][column]) == float(value), (name, column)


def test_a_decade_is_that_of_the_years(read: Read) -> None:
    for row in read("paradigms"):
        first, last = row["from_year"], row["to_year"]
        assert row["decade"] == f"{first}s", row
        assert not last or int(last) == int(first) + 9, row
        assert row["decade_zh"] == f"{int(first) // 100 + 1}世纪{first[2:]}年代", row


def test_bands_of_sales_meet_and_are_called_by_their_ends(read: Read) -> None:
    rows = [row for row in read("sample") if row["sales_floor_mcny"]]
    for upper, lower in pairwise(rows):
        assert upper["sales_floor_mcny"] == lower["sales_ceiling_mcny"], upper
    for row in rows:
        ends = {row["sales_floor_mcny"], row["sales_ceiling_mcny"]} - {"", "0"}
        assert set(re.findall(r"[0-9]+", row["label"])) == ends, row


def test_assumptions_lie_in_their_range(read: Read) -> None:
    for row in read("assumptions"):
        low, high = float(row["low"]), float(row["high"])
        assert low < high, row
        assert not row["value"] or low <= float(row["value"]) <= high, row
        assert row["reason"].endswith("."), row
