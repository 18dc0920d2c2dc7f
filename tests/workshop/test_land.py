"""The land of the maps: inside its box, thinned, and from the package that was looked at."""

import csv
import math
from pathlib import Path

import pytest

from workshop.land import area, cut, thinned

DATA = Path(__file__).parents[2] / "data"


def test_what_is_kept_lies_inside_the_box_of_its_map() -> None:
    with (DATA / "maps.csv").open(encoding="utf-8") as file:
        boxes = {
            row["map"]: [float(n) for n in row["box"].split(";")] for row in csv.DictReader(file)
        }
    with (DATA / "map_land.csv").open(encoding="utf-8") as file:
        pieces = list(csv.DictReader(file))
    assert {row["map"] for row in pieces} == set(boxes)
    for row in pieces:
        west, south, east, north = boxes[row["map"]]
        for pair in row["outline"].split(";"):
            longitude, latitude = map(float, pair.split(","))
            assert west <= longitude <= east
            assert south <= latitude <= north


def test_the_largest_piece_comes_first_and_specks_are_left() -> None:
    square = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]
    speck = [(8.0, 8.0), (8.5, 8.0), (8.5, 8.5)]
    wide = [(x * 2, y) for x, y in square]

    assert cut([speck, square, wide], (0, 0, 9, 9), 0.5) == [wide, square]


def test_land_beyond_the_date_line_is_laid_out_again() -> None:
    west = [(-170.0, 0.0), (-160.0, 0.0), (-160.0, 9.0)]

    assert cut([west], (0, -9, 325, 72), 0.5) == [[(190.0, 0.0), (200.0, 0.0), (200.0, 9.0)]]


def test_thinning_keeps_the_shape() -> None:
    turns = [math.tau * n / 400 for n in range(400)]
    circle = [(math.cos(t), math.sin(t)) for t in turns]
    thin = thinned(circle, 0.01)

    assert len(thin) < 60
    assert area(thin) == pytest.approx(math.pi, rel=0.02)
