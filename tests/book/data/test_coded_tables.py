"""The tables that are our judgement keep to their own rules."""

import re
from collections.abc import Callable
from pathlib import Path

BOOK = Path(__file__).parents[3] / "book"

Row = dict[str, str]
Read = Callable[[str], list[Row]]

ADMITTED = {
    ("sand_casting", "opportunity"): "H",
    ("sand_casting", "appropriability"): "L",
    ("sand_casting", "cumulativeness"): "L missing",
    ("hot_forging", "opportunity"): "H",
    ("hot_forging", "appropriability"): "L",
    ("hot_forging", "cumulativeness"): "L M H missing",
    ("new_search", "opportunity"): "H M",
    ("new_search", "appropriability"): "H",
    ("new_search", "cumulativeness"): "H M L missing",
}


def test_the_admitted_codes_are_these_and_the_first_is_preferred(read: Read) -> None:
    codes: dict[tuple[str, str], list[str]] = {}
    preferred = {}
    for row in read("regime_codes"):
        key = row["paradigm"], row["dimension"]
        codes.setdefault(key, []).append(row["code"])
        if row["preferred"] == "true":
            assert key not in preferred, f"two preferred codes for {key}"
            preferred[key] = row["code"]
    assert codes == {key: text.split() for key, text in ADMITTED.items()}
    assert preferred == {key: text.split()[0] for key, text in ADMITTED.items()}


def test_coverage_has_a_row_for_each_subdimension_and_paradigm(read: Read) -> None:
    rows = {(r["subdimension"], r["paradigm"]) for r in read("regime_coverage")}
    wanted = {
        (s["subdimension"], p["paradigm"])
        for s in read("regime_subdimensions")
        for p in read("paradigms")
    }
    assert rows == wanted
    assert len(wanted) == 33


def test_a_passing_entry_of_the_register_says_so_three_times(read: Read) -> None:
    for row in read("tensions"):
        marks = (row["kind"] == "passes", row["expected"] == "passes", row["severity"] == "none")
        assert len(set(marks)) == 1, row
        assert row["place"] != row["place_other"], row
    numbers = [row["tension"] for row in read("tensions")]
    assert numbers == [f"T{n:02d}" for n in range(1, len(numbers) + 1)]


def test_an_implication_without_a_fact_is_not_called_seen(read: Read) -> None:
    with_fact = {row["implication"] for row in read("implication_facts")}
    for row in read("implications"):
        assert row["implication"].startswith(row["hypothesis"] + ".")
        assert row["implication"] in with_fact or row["status"] == "not_observed", row
    assert sum(row["status"] != "not_observed" for row in read("implications")) == 16


def test_the_argument_runs_from_left_to_right(read: Read) -> None:
    order = ["concept", "hypothesis", "source", "evidence"]
    column = {row["concept"]: order.index(row["column"]) for row in read("concepts")}
    linked = set()
    for row in read("concept_links"):
        assert column[row["source"]] <= column[row["target"]], row
        assert row["place"] or row["relation"] == "needs" or row["note"], f"no ground: {row}"
        linked |= {row["source"], row["target"]}
    assert linked == set(column)
    unseen = [r for r in read("concepts") if r["observed"] == "false"]
    assert {r["column"] for r in unseen} == {"evidence"}


def test_nothing_unseen_is_reported(read: Read) -> None:
    seen = {row["concept"]: row["observed"] == "true" for row in read("concepts")}
    for row in read("concept_links"):
        if row["relation"] in {"needs", "asserts", "cannot show"}:
            assert not seen[row["target"]], row
        if row["relation"] == "reports":
            assert seen[row["target"]], row


def test_glossary_terms_of_the_paper_have_a_place_and_no_quotation(read: Read) -> None:
    for row in read("glossary"):
        assert row["place"] or row["standing"] != "paper", row
        assert bool(row["source"]) != (row["standing"] == "paper"), row
        assert not re.search('["“”‘’]', row["definition"]), row
    terms = [row["label"].casefold() for row in read("glossary")]
    assert terms == sorted(terms)
    assert len(terms) == len(set(terms))


def test_glossary_sources_are_in_the_bibliography(read: Read) -> None:
    entries = (Path(__file__).parents[3] / "book" / "references.bib").read_text(encoding="utf-8")
    keys = set(re.findall(r"^@\w+\{([^,]+),", entries, flags=re.MULTILINE))
    assert {row["source"] for row in read("glossary")} - {""} <= keys


LEDGER_FROM = "F216"
"""The first of the rows that were added for what chapters and the ledger say in words."""


def test_a_fact_that_words_rest_on_is_used(read: Read) -> None:
    chapters = "".join(path.read_text("utf-8") for path in BOOK.glob("*.md"))
    used = {claim["fact"] for claim in read("claims")}
    mine = [row["fact"] for row in read("facts") if row["fact"] >= LEDGER_FROM]
    assert mine
    assert [f for f in mine if f not in used and f'"{f}"' not in chapters] == []


def test_a_symbol_stands_for_one_parameter_in_each_paradigm(read: Read) -> None:
    for regime in ("P1", "P2", "P3"):
        mine = [
            row["symbol"]
            for row in read("model_parameters")
            if row["symbol"] and regime in row["regimes"].split()
        ]
        assert len(mine) == len(set(mine)), regime
