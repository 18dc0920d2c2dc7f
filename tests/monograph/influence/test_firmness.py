"""How firm a sentence is, in order and in words."""

import json
from pathlib import Path

import pytest

from monograph.influence.chart import Change, Chart
from monograph.influence.firmness import firmness, idle
from monograph.influence.words import Wording


def change(
    cell: str, value: str, size: float, sentences: str = "", numbers: str = "", stopped: str = ""
) -> Change:
    table, row, column = cell.split(".")
    return Change(table, row, column, "old", value, f"{size:g}", stopped, numbers, sentences, "")


CHART = Chart(
    {},
    ("codes",),
    (
        change("codes.a.low", "0.4", 0.2, "s-one s-two", "n"),
        change("codes.a.low", "0.1", 0.5, "s-one", "n m"),
        change("codes.b.low", "0.6", 0.04, "s-one"),
        change("codes.c.status", "failed", 1),
        change("codes.d.status", "failed", 1, stopped="yes"),
    ),
)


def test_each_cell_counts_once_with_its_smallest_change_and_the_smallest_comes_first() -> None:
    found = firmness(CHART, ["s-one", "s-two", "s-three"])
    assert [(c.row, c.value) for c in found["s-one"].breaks] == [("b", "0.6"), ("a", "0.4")]
    assert [c.row for c in found["s-two"].breaks] == ["a"]
    assert found["s-three"].breaks == ()
    assert {f.tried for f in found.values()} == {4}


def test_a_sentence_hangs_by_a_hair_if_a_twentieth_of_a_range_breaks_it() -> None:
    found = firmness(CHART, ["s-one", "s-two", "s-three"])
    assert [f.by_a_hair for f in found.values()] == [True, False, False]


def test_a_cell_is_idle_if_it_moves_nothing_in_any_chapter_that_reads_its_table() -> None:
    charts = {"one": CHART}
    assert idle(charts, {"codes": ["one"]}) == [("codes", "c", "status")]
    assert idle(charts, {"codes": ["one", "two"]}) == []  # the other was not tried
    other = Chart({}, ("codes",), (change("codes.c.status", "failed", 1, numbers="k"),))
    assert idle(charts | {"two": other}, {"codes": ["one", "two"]}) == []


@pytest.fixture
def wording(tmp_path: Path) -> Wording:
    fields = [
        {"name": "code", "title": "Code"},
        {"name": "label", "title": "Label"},
        {
            "name": "status",
            "title": "Status",
            "categories": [{"value": "failed", "label": "Failed"}],
        },
        {"name": "gdp", "title": "GDP", "type": "number"},
        {"name": "wet", "title": "Wet", "type": "boolean"},
        {"name": "run", "title": "Run", "type": "integer"},
        {"name": "since", "title": "Since", "type": "integer", "unit": "year"},
    ]
    schema = {"primaryKey": ["code"], "fields": fields}
    entries = [
        {
            "name": "codes",
            "path": "codes.csv",
            "title": "Codes",
            "class": "coded",
            "schema": schema,
        },
        {
            "name": "rates",
            "path": "codes.csv",
            "title": "Rates",
            "class": "assumed",
            "said": {"run": "length"},
            "schema": schema,
        },
        {
            "name": "gauges",
            "path": "gauges.csv",
            "class": "coded",
            "schema": {
                "primaryKey": ["brook", "season", "no"],
                "foreignKeys": [
                    {"fields": "brook", "reference": {"resource": "codes", "fields": "code"}}
                ],
                "fields": [
                    {"name": "brook"},
                    {"name": "season", "categories": [{"value": "s", "label": "In spring"}]},
                    {"name": "no"},
                    {"name": "depth", "title": "Depth"},
                ],
            },
        },
    ]
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": entries}), "utf-8")
    (tmp_path / "codes.csv").write_text(
        "code,label,status,gdp,wet,run\na/1,,x,1,true,2\nb,The brook,x,1,true,2\n", "utf-8"
    )
    (tmp_path / "gauges.csv").write_text(
        "brook,season,no,label,depth\nb,s,1,,4\nb,s,2,Low,4\nb,t,3,Low,4\nb,s,4,High,4\n", "utf-8"
    )
    return Wording(tmp_path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            Change("codes", "a/1", "status", "not_seen", "failed", "1", "", "", "", ""),
            "if the status of a/1 were coded Failed instead of “not seen”",
        ),
        (
            Change("rates", "b", "gdp", "1", "2", "1", "", "", "", ""),
            "if the GDP of “The brook” were assumed to be 2 instead of 1",
        ),
        (
            Change("rates", "b", "wet", "true", "false", "1", "", "", "", ""),
            "if “wet” were assumed to be no instead of yes for “The brook”",
        ),
        (
            Change("rates", "b", "run", "2", "3", "1", "", "", "", ""),
            "if the length of “The brook” were assumed to be 3 instead of 2",
        ),
        (
            Change("rates", "b", "run", "1616", "-1200.5", "1", "", "", "", ""),
            "if the length of “The brook” were assumed to be -1,200.5 instead of 1,616",
        ),
        (
            Change("rates", "b", "since", "1989", "2010", "1", "", "", "", ""),
            "if the since of “The brook” were assumed to be 2010 instead of 1989",
        ),
        (
            Change("rates", "b", "wet", "1616", "true", "1", "", "", "", ""),
            "if “wet” were assumed to be yes instead of 1616 for “The brook”",
        ),
    ],
)
def test_a_change_is_said_in_the_words_of_its_table(
    wording: Wording, change: Change, said: str
) -> None:
    assert wording.of(change) == said
    assert wording.table(change) == change.table.capitalize()


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("b/s/1", "“The brook, In spring, 1”"),
        ("b/s/2", "“The brook, In spring, Low”"),
        ("b/t/3", "“The brook, Low”"),
        ("b/s/4", "High"),
    ],
)
def test_a_row_is_named_by_its_label_or_by_what_its_key_names(
    wording: Wording, key: str, said: str
) -> None:
    assert wording.cell("gauges", key, "depth") == f"the depth of {said}"
