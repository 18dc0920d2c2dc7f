"""What Python computed for every state is carried exactly, or refused with its size."""

import itertools
import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from monograph.alive import packing
from monograph.alive.packing import pack, plain, states

AXES: list[packing.Axis] = [("k", [0, 1, 2]), ("rule", ["up", "down"]), ("half", [False, True])]


def rows(k: int, rule: str, half: bool) -> pd.DataFrame:
    """Return k rows, of every kind of cell."""
    sign = {"up": 1, "down": -1}[rule]
    return pd.DataFrame(
        {
            "x": range(k),
            "y": [sign * (i + 0.1) / (2 if half else 3) for i in range(k)],
            "word": [f"阀{i}" for i in range(k)],
            "kept": [i % 2 == 0 for i in range(k)],
            "hole": [None if i else 1.5 for i in range(k)],
        }
    )


def test_every_packed_state_equals_a_fresh_call() -> None:
    packed = pack(AXES, rows, lambda k, rule, half: f"{k} {rule} {half}")
    for number, state in enumerate(states(AXES)):
        fresh = rows(**state).to_dict("records")
        expected = [{key: plain(value) for key, value in row.items()} for row in fresh]
        assert packed.rows(number) == expected
        assert packed.says[number] == "{k} {rule} {half}".format(**state)


def test_states_are_counted_with_the_last_control_turning_fastest() -> None:
    found = [tuple(state.values()) for state in states(AXES)]
    assert found == list(itertools.product([0, 1, 2], ["up", "down"], [False, True]))


@pytest.mark.parametrize("number", [0.1 + 0.2, 1 / 3, 5e-324, 1.7976931348623157e308, -0.0, 2**53])
def test_numbers_survive_to_the_last_bit(number: float) -> None:
    packed = pack([("k", [0])], lambda k: pd.DataFrame({"n": [number]}))
    carried = json.loads(json.dumps(packed.columns["n"]))
    assert np.float64(carried[0]).tobytes() == np.float64(number).tobytes()


def test_true_one_and_the_text_one_stay_apart() -> None:
    values: list[Any] = [True, 1, 1.0, "1", None]
    packed = pack([("k", [0])], lambda k: pd.DataFrame({"v": pd.Series(values, dtype=object)}))
    found = [row["v"] for row in packed.rows(0)]
    assert [type(v) for v in found] == [bool, int, float, str, type(None)]


def test_a_state_may_have_no_rows() -> None:
    packed = pack(AXES, rows)
    assert packed.rows(0) == []
    assert packed.starts[:3] == [0, 0, 0]


def test_too_many_states_are_refused_with_their_size_and_what_to_thin() -> None:
    wide = [("year", range(2000)), ("share", range(100))]
    frame = pd.DataFrame({"a": range(10), "b": range(10)})
    with pytest.raises(
        ValueError, match=r"200,000 states of 10 rows and 2 columns are 8.0 MB"
    ) as e:
        pack(wide, lambda year, share: frame)
    assert str(e.value).endswith("thin year (2000 values), share (100 values)")


def test_too_large_is_refused_before_all_states_are_computed() -> None:
    asked = []

    def slow(k: int) -> pd.DataFrame:
        asked.append(k)
        return pd.DataFrame({"a": range(1000)})

    with pytest.raises(ValueError, match="more than 2 MB"):
        pack([("k", range(100_000))], slow)
    assert asked == [0]


def test_too_many_distinct_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST_VALUES", 3)
    with pytest.raises(ValueError, match="'n' has 4 distinct values; round it"):
        pack([("k", [0, 1])], lambda k: pd.DataFrame({"n": [2.0 * k, 2.0 * k + 1]}))


def test_columns_that_differ_between_states_are_refused() -> None:
    with pytest.raises(ValueError, match=r"in state \{'k': 1\} the columns are \['b'\]"):
        pack([("k", [0, 1])], lambda k: pd.DataFrame({"ab"[k]: [1]}))


@pytest.mark.parametrize("cell", [float("inf"), -float("inf"), object(), {"a": 1}, b"x", 1j])
def test_what_json_cannot_hold_is_refused(cell: object) -> None:
    with pytest.raises(ValueError, match="a page cannot hold"):
        plain(cell)


@pytest.mark.parametrize("cell", [None, float("nan"), pd.NA, np.float64("nan"), np.nan])
def test_what_is_missing_becomes_nothing(cell: object) -> None:
    assert plain(cell) is None


@pytest.mark.parametrize(
    ("cell", "held"),
    [
        (np.int64(3), 3),
        (np.float32(0.5), 0.5),
        (np.bool_(True), True),
        (("a", np.int8(1)), ["a", 1]),
    ],
)
def test_numpy_cells_become_plain(cell: object, held: object) -> None:
    found = plain(cell)
    assert found == held
    assert type(found) is type(held)
