"""Columns of printed tables: no wider than the line, each as wide as its longest word, and low."""

import numpy as np
import pytest

from monograph.print.columns import (
    GAP,
    LINE,
    SHORT,
    _lines,
    breakable,
    columns,
    is_number,
    measured,
    shared_out,
)


def test_what_fits_on_a_line_is_not_broken() -> None:
    found = columns(measured([["Rule", "Fits"]], [["paper", "1"]]), SHORT)
    assert (found.widths, found.gap) == (None, GAP)


@pytest.mark.parametrize("words", [60, 200, 1000])
def test_broken_columns_fill_the_line_and_no_more(words: int) -> None:
    body = [["key", "valve " * words, "阀" * words]]
    found = columns(measured([["Key", "English", "中文"]], body), SHORT)
    assert found.widths is not None
    total = sum(found.widths) + 2 * GAP
    assert LINE - 4 < total <= LINE


def test_no_column_is_narrower_than_its_longest_word() -> None:
    body = [["cumulativeness", "of " * 400, "appropriability " * 40]]
    found = columns(measured([["A", "B", "C"]], body), SHORT)
    assert found.widths is not None
    first, _, third = found.widths
    assert first > 40
    assert third > 40


def test_room_goes_where_it_makes_the_table_lower() -> None:
    loads = np.array([[400.0, 100.0], [400.0, 100.0]])
    least = np.array([30.0, 30.0])
    wide, narrow = shared_out(loads.max(axis=0), least, loads, 200.0)
    assert wide > 2 * narrow


def test_a_cell_gets_the_last_points_that_its_words_lack() -> None:
    head = [["类型", "Type", "样本数（家） Firms", "比重（%） As printed", "Printed again"]]
    body = [
        ["总计（企业性质）", "Total, by ownership", "61", "100", "100"],
        ["1 亿元以上", "Above 100 million yuan", "7", "11.48", "11.48"],
        ["the whole of the sample", "Privately controlled", "54", "88.52", "88.52"],
    ]
    found = columns(measured(head, body), SHORT)
    assert found.widths is not None
    assert len(set(found.rows[1:])) == 1, "each row of the body has one line"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("if firms have a technical direction", 12.0, 2),
        ("if firms have a technical direction", 8.0, 3),
        ("one\n\ntwo", 50.0, 2),
        ("技术范式的四个维度", 4.2, 3),
        ("技术范式，维度", 4.2, 2),
        ("0.5–0.95", 2.0, 1),
    ],
)
def test_lines_are_filled_in_turn(text: str, width: float, lines: int) -> None:
    assert int(_lines(text, False, width)) == lines


def test_words_that_cannot_fit_yield_from_the_longest() -> None:
    least = np.array([10.0, 20.0, 90.0, 100.0])
    found = shared_out(least * 5, least, least[None, :] * 5, 100.0)
    assert found.sum() == pytest.approx(100.0)
    assert list(found[:2]) == [10.0, 20.0]
    assert found[2] == found[3]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("regime_subdimensions", "regime_|subdimensions"),
        ("data/README.md", "data/|README.|md"),
        ("two short words", "two short words"),
        ("Table 5, row 6", "Table~5, row~6"),
        ("Table A.1 and Fig. 7.2", "Table~A.1 and Fig.~7.2"),
        ("0.0001–0.02 of 1,024,000", "0.0001–0.02 of 1,024,000"),
        ("Saltelli et al. 2010", "Saltelli et~al. 2010"),
        ("−0.8 (−1.0 to −0.6)", "−0.8~(−1.0~to~−0.6)"),
        ("13 to 44 (as printed)", "13 to 44 (as printed)"),
    ],
)
def test_long_words_break_and_places_do_not(text: str, shown: str) -> None:
    assert breakable(text).replace("\u200b", "|").replace("\u00a0", "~") == shown


@pytest.mark.parametrize(("text", "number"), [("−1.5", True), ("2,796", True), ("H1", False)])
def test_numbers_are_told_from_words(text: str, number: bool) -> None:
    assert is_number(text) is number
