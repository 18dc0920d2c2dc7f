"""The number line."""

from itertools import pairwise

import pytest

from monograph.drawing.scale import Scale, ticks


@pytest.mark.parametrize("most", [2, 3, 5, 8])
@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 33.7), (50, 79), (-2, 7), (0, 144000)])
def test_ticks_are_few_even_and_inside(low: float, high: float, most: int) -> None:
    found = ticks(low, high, most)
    steps = {round(b - a, 6) for a, b in pairwise(found)}

    assert 1 <= len(found) <= most
    assert len(steps) <= 1
    assert all(low - 1e-9 <= tick <= high + 1e-9 for tick in found)


def test_an_axis_that_does_not_rise_is_refused() -> None:
    with pytest.raises(ValueError, match="an axis must rise, got 3 to 3"):
        ticks(3, 3, 5)


def test_values_map_to_pixels_and_are_kept_inside_on_request() -> None:
    scale = Scale(0, 10, 100, 200)

    assert (scale(0), scale(5), scale(10)) == (100, 150, 200)
    assert (scale.inside(-4), scale.inside(99)) == (100, 200)
