"""Whatever Python answers, the page unpacks the same: not for chosen frames, for any."""

from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from monograph.alive.packing import pack, states

CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.text(max_size=5),
    st.floats(allow_nan=False, allow_infinity=False),
)  # fmt: skip
AXES = st.lists(st.integers(1, 4), min_size=1, max_size=3)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(AXES, st.data())
def test_every_state_comes_back_as_it_was_answered(sizes: list[int], data: st.DataObject) -> None:
    axes: list[tuple[str, list[Any]]] = [(f"c{i}", list(range(n))) for i, n in enumerate(sizes)]
    answers = {
        tuple(state.values()): data.draw(st.lists(st.tuples(CELLS, CELLS), max_size=3))
        for state in states(axes)
    }

    def rows(**state: int) -> pd.DataFrame:
        return pd.DataFrame(answers[tuple(state.values())], columns=["a", "b"], dtype=object)

    packed = pack(axes, rows, lambda **state: str(state))
    for number, state in enumerate(states(axes)):
        found = [(row["a"], row["b"]) for row in packed.rows(number)]
        wanted = answers[tuple(state.values())]
        assert repr(found) == repr(wanted)  # 1, 1.0 and True are equal, and are not the same
        assert packed.says[number] == str(state)
