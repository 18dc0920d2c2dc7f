"""Frames: types, order, missing values."""

import time
from collections.abc import Callable
from typing import Any

import pandas as pd

from monograph.tables.library import Library

Write = Callable[..., Library]
LIMIT = 0.050  # seconds for a table of 215 rows, imports done


def test_columns_are_typed_as_declared(write: Write) -> None:
    """An integer that may be missing is Int64, one that must not is int64 (see below)."""
    types = write().load("channels").dtypes.astype(str).to_dict()
    assert types == {
        "channel": "str",
        "label": "str",
        "partner": "str",
        "percent": "float64",
        "firms": "Int64",
        "outside": "bool",
        "note": "str",
        "fact": "str",
    }


def test_a_type_follows_from_the_declaration_not_from_the_values(
    write: Write, resources: list[dict[str, Any]], channels_csv: str
) -> None:
    """Filling the only gap leaves Int64; requiring the value makes it int64."""
    full = channels_csv.replace("13.11,,", "13.11,8,")
    assert write(channels=full).load("channels")["firms"].dtype == "Int64"
    field = resources[0]["schema"]["fields"][4]
    field["constraints"] = {"required": True}
    assert write(channels=full).load("channels")["firms"].dtype == "int64"


def test_a_boolean_that_may_be_missing_is_nullable(
    write: Write, resources: list[dict[str, Any]], channels_csv: str
) -> None:
    """Three values need three states; a plain bool would turn the gap into True."""
    resources[0]["schema"]["fields"][5]["constraints"] = {}
    column = write(channels=channels_csv.replace("13.11,,true", "13.11,,")).load("channels")
    assert column["outside"].dtype == "boolean"
    assert column["outside"].isna().tolist() == [False, False, True, False]


def test_part_of_a_primary_key_counts_as_required(
    write: Write, resources: list[dict[str, Any]]
) -> None:
    """A key has no gaps, so an integer key is int64 though nothing says it is required."""
    resources[1]["schema"]["fields"].append({"name": "place", "type": "integer"})
    resources[1]["schema"]["primaryKey"] = ["fact", "place"]
    frame = write(facts="fact,value,place\nF101,1,1\nF102,1,1\nF104,1,1\n").load("facts")
    assert frame["place"].dtype == "int64"


def test_values_are_what_the_file_says(write: Write) -> None:
    """Empty cells are missing; the text NA is a text; a quoted line break is kept."""
    frame = write().load("channels")
    assert frame["percent"].tolist() == [18.03, 13.33, 13.11, 21.31]
    assert frame["firms"].tolist() == [11, 8, pd.NA, 13]
    assert frame["outside"].tolist() == [False, False, True, True]
    assert frame["note"].isna().tolist() == [True, False, True, False]
    assert frame["note"].iloc[1] == "one firm\ndid not answer"
    assert frame["note"].iloc[3] == "NA"


def test_rows_keep_the_order_of_the_file_under_a_plain_index(write: Write) -> None:
    """A chapter sorts for itself, by `position`."""
    frame = write().load("channels")
    assert frame["channel"].tolist() == ["negotiate", "cooperate", "consult", "hire"]
    assert frame.index.equals(pd.RangeIndex(4))


def test_columns_keep_the_order_of_the_declaration(write: Write) -> None:
    """The order in the file is free; values move with their columns."""
    frame = write(facts="value,fact\n18.03,F101\n,F102\n").load("facts")
    assert list(frame.columns) == ["fact", "value"]
    assert frame["fact"].tolist() == ["F101", "F102"]


def test_texts_are_kept_as_typed(write: Write, channels_csv: str) -> None:
    """Chinese, full-width marks and spaces in free text are the author's business."""
    text = " 聘请外部人才（13 家）、"
    frame = write(channels=channels_csv.replace("Advice", text)).load("channels")
    assert frame["label"].iloc[2] == text


def test_signs_and_exponents_are_numbers(write: Write) -> None:
    """What the Data Package standard calls a number, apart from NaN and INF."""
    frame = write(facts="fact,value\nF101,-1.5e3\nF102,+.5\nF103,5.\n").load("facts")
    assert frame["value"].tolist() == [-1500.0, 0.5, 5.0]


def test_a_table_of_215_rows_is_read_in_time(write: Callable[..., Library]) -> None:
    """The size of the book's largest; the best of five, as other work may share the processor."""
    rows = "".join(f'F{101 + row},"{row}.{row:02d}"\n' for row in range(215))
    library = write(facts=f"fact,value\n{rows}")
    times = []
    for _ in range(5):
        fresh = Library(library.folder)
        start = time.perf_counter()
        assert len(fresh.load("facts")) == 215
        times.append(time.perf_counter() - start)
    assert min(times) < LIMIT
