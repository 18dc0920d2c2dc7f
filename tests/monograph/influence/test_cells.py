"""Which cells are inputs, what else each could hold, and where a sentence first turns false."""

from typing import Any

import pandas as pd
import pytest

from monograph.influence.cells import Cell, Ladder, cells, keys_of, ladders, others
from monograph.influence.record import Record
from monograph.influence.search import categories, nearest


def field(name: str, kind: str = "number", **limits: object) -> dict[str, Any]:
    return {"name": name, "type": kind, "constraints": limits}


def entry(*fields: dict[str, Any], **more: object) -> dict[str, Any]:
    schema = {"fields": [field("key", "string"), *fields], "primaryKey": ["key"]}
    return {"name": "codes", "class": "coded", "schema": schema} | more


STATUS = field("status", "string", enum=["passes", "strained", "failed"])
FRAME = pd.DataFrame({"key": ["a", "b"], "status": ["passes", "failed"], "share": [0.25, None]})


def test_judgements_and_numbers_are_inputs_and_keys_words_and_order_are_not() -> None:
    fields = (STATUS, field("share"), field("note", "string"), field("position", "integer"))
    frame = FRAME.assign(note="why", position=[1, 2])
    assert list(cells(entry(*fields), frame)) == [
        Cell("codes", "status", 0, "a", "passes"),
        Cell("codes", "status", 1, "b", "failed"),
        Cell("codes", "share", 0, "a", 0.25),  # the other is empty
    ]


def test_of_what_is_transcribed_only_the_numbers_are_changed() -> None:
    printed = entry(STATUS, field("share"), **{"class": "transcribed"})
    assert [cell.column for cell in cells(printed, FRAME)] == ["share"]


def test_a_link_between_rows_is_no_input() -> None:
    linked = entry(STATUS)
    linked["schema"]["foreignKeys"] = [{"fields": "status", "reference": {}}]
    assert list(cells(linked, FRAME)) == []


@pytest.mark.parametrize("more", [{"class": "computed"}, {"stored": "sweep"}])
def test_tables_that_nobody_judged_or_that_results_were_stored_of_are_left(
    more: dict[str, str],
) -> None:
    assert list(cells(entry(STATUS, **more), FRAME)) == []


def test_a_row_is_named_by_its_key_or_its_number() -> None:
    keyed = {"schema": {"primaryKey": ["key", "status"], "fields": []}}
    assert keys_of(keyed, FRAME) == ["a/passes", "b/failed"]
    assert keys_of({"schema": {"fields": []}}, FRAME) == ["1", "2"]


def test_other_categories_come_nearest_first() -> None:
    assert others(STATUS, "passes") == ["strained", "failed"]
    assert others(STATUS, "failed") == ["strained", "passes"]
    assert others(field("yes", "boolean"), True) == [False]
    assert others(field("share"), 0.5) == []


def test_a_number_goes_to_the_ends_that_its_row_its_schema_or_nothing_states() -> None:
    def ends(column: str, frame: pd.DataFrame, **limits: object) -> list[float]:
        cell = Cell("codes", column, 0, "a", frame[column].iloc[0])
        return [ladder.end for ladder in ladders(field(column, **limits), frame, cell)]

    row = pd.DataFrame({"value": [3.0], "low": [2.0], "high": [7.0]})
    assert ends("value", row, minimum=0) == [2, 7]
    assert ends("low", row, minimum=0, maximum=10) == [0, 7]
    assert ends("high", row, minimum=0, maximum=10) == [2, 10]
    assert ends("value", row[["value"]], minimum=0, maximum=10) == [0, 10]
    assert ends("value", row[["value"]]) == [1.5, 6]
    assert ends("value", row[["value"]], minimum=2) == [2, 6]
    assert ends("value", row[["value"]], minimum=3, maximum=9) == [9]


def test_a_ladder_has_the_exactness_of_its_column_and_ends_at_its_end() -> None:
    frame = pd.DataFrame({"share": [0.25, 0.5]})
    cell = Cell("codes", "share", 0, "a", 0.25)
    down, up = ladders(field("share", minimum=0.001, maximum=1), frame, cell)
    assert (up.step, len(up), up.at(1), up.at(len(up))) == (0.01, 75, 0.26, 1)
    assert (len(down), down.at(1), down.at(len(down))) == (25, 0.24, 0.001)
    whole = pd.DataFrame({"firms": [3]})
    one, _ = ladders(
        field("firms", "integer", minimum=1, maximum=9), whole, Cell("c", "firms", 0, "a", 3)
    )
    assert [one.at(rung) for rung in range(1, len(one) + 1)] == [2, 1]
    assert all(isinstance(one.at(rung), int) for rung in (1, 2))
    many = pd.DataFrame({"staff": [100_000]})
    _, long = ladders(field("staff", "integer"), many, Cell("c", "staff", 0, "a", 100_000))
    assert len(long) <= 1000


PRINTED = field("printed", "string", pattern=r"^[0-9]+\.[0-9]{2}$")


def test_numbers_that_are_kept_as_they_are_printed_are_inputs_and_keep_their_decimals() -> None:
    frame = pd.DataFrame({"key": ["a", "b"], "printed": ["13.33", "7.10"]})
    filed = entry(PRINTED, **{"class": "transcribed"})
    found = list(cells(filed, frame))
    assert [cell.was for cell in found] == ["13.33", "7.10"]
    down, up = ladders(PRINTED, frame, found[0])
    assert (up.written(up.at(1)), down.written(down.at(1))) == ("13.34", "13.32")
    assert (up.written(up.at(len(up))), down.written(down.at(len(down)))) == ("26.66", "6.67")
    for pattern in ("^[A-Z][0-9]{3}$", "^[0-9]+$", "^[0-9]+[.:][0-9]+$", ""):
        other = field("printed", "string", pattern=pattern)
        assert list(cells(entry(other, **{"class": "transcribed"}), frame)) == []


def outcome(value: float, **held: bool) -> Record:
    return Record("one", held=held, told={"value": str(value)})


def test_the_nearest_number_that_breaks_a_sentence_is_found_to_the_step() -> None:
    ran: list[float] = []

    def run(value: float) -> Record:
        ran.append(value)
        return outcome(value, few=value < 37, all_right=True)

    ladder = Ladder(10, 100, 1, whole=True, reach=90)
    trials = list(nearest(ladder, outcome(10, few=True, all_right=True), run))
    broken = [trial.value for trial in trials if not trial.record.held["few"]]
    assert min(broken) == 37
    assert 36 in ran
    assert len(ran) <= 9
    assert next(t.size for t in trials if t.value == 37) == pytest.approx(27 / 90, abs=1e-4)


def test_where_no_sentence_breaks_only_the_end_is_tried() -> None:
    ladder = Ladder(10, 100, 1, whole=True, reach=90)
    trials = list(nearest(ladder, outcome(10, few=True), lambda v: outcome(v, few=True)))
    assert [trial.value for trial in trials] == [100]


def test_where_a_chapter_refuses_the_end_the_way_is_halved() -> None:
    def run(value: float) -> Record:
        return Record("one", stopped="too much") if value > 40 else outcome(value, few=value < 20)

    trials = list(nearest(Ladder(10, 100, 1, whole=True, reach=90), outcome(10, few=True), run))
    assert {trial.value for trial in trials if trial.record.stopped} == {100, 55}
    assert min(t.value for t in trials if t.record.held.get("few") is False) == 20


def test_another_category_is_a_change_of_size_one() -> None:
    trials = list(categories(["strained"], lambda value: Record("one", told={"was": value})))
    assert [(t.value, t.size, t.record.told["was"]) for t in trials] == [
        ("strained", 1, "strained")
    ]
