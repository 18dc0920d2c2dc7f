"""Ink of explorers laid out by hand: what was drawn is read back and compared with the state."""

import copy
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from clusterbook.analysis.survey import Share, treatments
from clusterbook.explorers import overlap_tables
from monograph.alive.explore import Explorer
from monograph.drawing.ink import Ink, read
from monograph.drawing.theme import ASSUMED, COMPUTED, QUIET

FIELDS = ("key", "axis", "value", "overlap", "exact", "mid", "least", "most")
NEAR = 0.51
PRIORS = pd.DataFrame(
    [
        ("flat", "Flat", "均匀先验", 1, 1, 1, 1),
        ("association", "Association-favouring", "关联先验", 1, 0.25, 0.25, 1),
    ],
    columns=["prior", "label", "label_zh", "both", "first_only", "second_only", "neither"],
)


@pytest.fixture(scope="module")
def explorer() -> Explorer:
    talk, work = treatments(Share(11, 61), Share(8, 61)), treatments(Share(8, 60), Share(3, 61))
    return overlap_tables(talk, work, PRIORS)


def units(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every chart of one mark in a specification."""
    if "mark" in spec:
        yield spec
    for part in [*spec.get("layer", []), *([spec["spec"]] if "spec" in spec else [])]:
        yield from units(part)


def inked(explorer: Explorer, width: int) -> list[tuple[Ink, dict[str, str]]]:
    """Return each mark of the still with the datum that it was drawn from."""
    spec = copy.deepcopy(explorer.still.spec)
    told = f"join([{', '.join(f'datum.{field}' for field in FIELDS)}], '|')"
    for unit in units(spec):
        mark = unit["mark"] if isinstance(unit["mark"], dict) else {"type": unit["mark"]}
        unit["mark"] = {**mark, "aria": True, "description": {"expr": told}}
    marks = read(replace(explorer.still, spec=spec).svg(width, tagged=True))
    return [
        (mark, dict(zip(FIELDS, mark.tag.split("|"), strict=True))) for mark in marks if mark.tag
    ]


def points(mark: Ink) -> list[tuple[float, float]]:
    """Return where a path of dots has each of them: a pen put down, and hardly moved."""
    strokes = list(zip(*(iter(mark.places),) * 4, strict=True))
    assert all(abs(x - x2) < NEAR and y == y2 for x, y, x2, y2 in strokes)
    return [(x, y) for x, y, *_ in strokes]


def axes(marks: list[tuple[Ink, dict[str, str]]]) -> dict[str, tuple[float, float]]:
    """Read both axes off their lines: px = start + step × number."""
    found = {}
    for axis in ("p", "chance"):
        lines = {
            float(d["value"]): m.places[1]
            for m, d in marks
            if d["axis"] == axis and m.kind == "line"
        }
        start = lines[0]
        step = lines[1] - start
        assert all(abs(start + step * value - y) < NEAR for value, y in lines.items())
        found[axis] = (start, step)
    return found


@pytest.mark.parametrize("width", [680, 340])
def test_p_values_and_probabilities_stand_on_their_own_axes(explorer: Explorer, width: int) -> None:
    marks = inked(explorer, width)
    on = axes(marks)
    rows = pd.DataFrame(explorer.still.answer()[0])
    rows = rows[rows["exact"].notna()].set_index("overlap")
    seen: dict[str, list[int]] = {"exact": [], "mid": [], "chance": []}
    for mark, datum in marks:
        if not datum["exact"]:
            continue
        overlap = int(datum["overlap"])
        if mark.kind == "symbol":
            name = "mid" if mark.fill in {"none", "transparent", ""} else "exact"
            start, step = on["p"]
            assert abs(start + step * rows.loc[overlap, name] - mark.places[1]) < NEAR, datum
            seen[name].append(overlap)
        elif mark.kind == "line":
            start, step = on["chance"]
            ends = sorted(start + step * rows.loc[overlap, name] for name in ("least", "most"))
            # Two px more at each end, so that a narrow range is seen.
            assert sorted(mark.places[1::2]) == pytest.approx([ends[0] - 2, ends[1] + 2], abs=NEAR)
            seen["chance"].append(overlap)
    assert all(sorted(found) == sorted(rows.index) for found in seen.values())


@pytest.mark.parametrize("width", [680, 340])
def test_each_cell_has_as_many_dots_as_firms(explorer: Explorer, width: int) -> None:
    """And of one colour, which those that only one group counts have to themselves."""
    rows = pd.DataFrame(explorer.still.answer()[0]).set_index("key")["firms"]
    marks = inked(explorer, width)
    cells = {d["key"]: m.places for m, d in marks if m.kind == "rect"}
    dots = [(*dot, m.stroke) for m, _ in marks if m.kind == "path" for dot in points(m)]
    found: dict[str, list[str]] = {}
    for key, (left, top, right, foot) in cells.items():
        found[key] = [look for x, y, look in dots if left < x < right and top < y < foot]

    assert len(cells) == 4
    assert {key: len(looks) for key, looks in found.items()} == rows[list(cells)].to_dict()
    assert sum(map(len, found.values())) == len(dots) == len(set(dots))
    looks = {key: set(seen) for key, seen in found.items()}
    assert looks["first_only"] == looks["second_only"] == {COMPUTED.light}
    assert looks["both"] == looks["neither"] == {QUIET.light}


def test_only_a_cell_of_fewer_firms_than_none_is_drawn_broken(explorer: Explorer) -> None:
    """Over all overlaps: no firms at all is a number, and its cell drawn like the others."""
    control, figure = explorer.controls["overlap"], explorer.figure
    opens, seen = figure.overlap, set()
    try:
        for overlap in range(control.min, control.max + 1):
            figure.overlap = overlap
            rows = pd.DataFrame(explorer.still.answer()[0]).set_index("key")["firms"]
            marks = [(m, d["key"]) for m, d in inked(explorer, 680) if m.kind == "rect"]
            broken = {key for m, key in marks if m.stroke == ASSUMED.light}
            firms = rows[["both", "first_only", "second_only", "neither"]]
            assert broken == set(firms[firms < 0].index)
            seen |= {int(each) for each in firms.clip(-1, 1)}
    finally:
        figure.overlap = opens
    assert {0, 1} <= seen
