"""Names stand beside their points: no line crosses them, and none leaves its frame."""

import random
from itertools import combinations

from monograph.drawing.names import CLEAR, SIDES, Box, Name, placed

FRAME = Box(0, 0, 300, 200)


def test_a_name_stands_where_it_is_wished_if_nothing_is_in_its_way() -> None:
    for side, (part, right, down) in SIDES.items():
        (box,), size = placed([Name("Town", (150, 100), side)], FRAME, sizes=[12, 11])

        assert size == 12
        assert abs(box.left + part * (box.right - box.left) - (150 + right)) < 1e-6
        assert (box.top + box.bottom) / 2 == 100 + down


def test_names_are_clear_of_lines_and_of_each_other() -> None:
    """Three hundred maps of three points, each with a line to a fourth; a few are too crowded."""
    chance, spoilt = random.Random(1), 0
    for _ in range(300):
        spots = [(chance.uniform(40, 260), chance.uniform(30, 170)) for _ in range(4)]
        lines = [[spot, spots[-1]] for spot in spots[:-1]]
        names = [Name("Town 城", spot, chance.choice(list(SIDES))) for spot in spots[:-1]]
        boxes, _ = placed(names, FRAME, lines=lines, sizes=[12, 10])

        assert all(box.inside(FRAME) for box in boxes)
        meet = any(a.meets(b) for a, b in combinations(boxes, 2))
        crossed = any(box.wider(CLEAR).crossed(*line) for box in boxes for line in lines)
        spoilt += meet or crossed
    assert spoilt <= 6


def test_a_name_too_wide_for_its_place_gets_a_smaller_size() -> None:
    frame = Box(0, 0, 70, 30)
    _, size = placed([Name("Twelve signs", (35, 28), "above")], frame, sizes=[14, 11])
    assert size == 11


def test_a_line_crosses_a_box_exactly_if_a_point_of_it_lies_within() -> None:
    """Compared with a thousand points of each line."""
    box, chance = Box(10, 10, 20, 14), random.Random(2)
    for _ in range(300):
        (x, y), (x2, y2) = [(chance.uniform(0, 30), chance.uniform(5, 20)) for _ in range(2)]
        inner = any(
            10.05 < x + t * (x2 - x) < 19.95 and 10.05 < y + t * (y2 - y) < 13.95
            for t in (n / 1000 for n in range(1001))
        )
        assert box.crossed((x, y), (x2, y2)) or not inner
        if not box.wider(0.1).crossed((x, y), (x2, y2)):
            assert not inner
    assert box.crossed((0, 12), (30, 12))
    assert not box.crossed((0, 12), (9, 12))
    assert not box.crossed((0, 9), (30, 9))
