"""Bounds from the joint answers. Reference: every way to fill small questionnaires, one by one."""

import csv
import pickle
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement, product
from pathlib import Path

import pandas as pd
import pytest

from clusterbook import findings
from clusterbook.analysis.statistics import exact_p
from clusterbook.analysis.survey import (
    ANSWERS,
    ClashError,
    JointAnswers,
    Pattern,
    Reading,
    joint_bounds,
    p_ends,
    participants_allowed,
    print_ratio,
    totals,
    union_range,
)
from monograph.tables.package import data_folder, load

Filled = tuple[Pattern, ...]

FIRMS, MODES = 5, 3
ASIDE = Reading("nothing", "none")
READINGS = [
    ASIDE,
    Reading("items", "participants", "1.3"),
    Reading("modes", "participants", "1.3"),
    Reading("modes", "firms", "0.8"),
    Reading("items", "firms", "1.4"),
    Reading("items", "participations", "1.5"),
]


def any_(p: Pattern) -> int:
    return int(any(p))


def several(p: Pattern) -> int:
    return int(sum(p) > 1)


def lead(p: Pattern) -> int:
    return p[0] - p[1]


def fits_mean(filled: Filled, reading: Reading) -> bool:
    """Say whether the mean can print so: for items, with any whole total that is enough."""
    if reading.counted == "nothing":
        return True
    modes = sum(map(sum, filled))
    base = {
        "firms": len(filled),
        "participants": sum(map(any_, filled)),
        "participations": modes,
    }[reading.base]
    if base == 0:
        return False
    if reading.counted == "modes":
        return print_ratio(Fraction(modes, base), 1) == reading.printed
    return any(total >= modes for total in totals(reading.printed, base))


CELLS = [*product((0, 1), repeat=MODES)]


@cache
def filled_ways(firms: int) -> dict[Pattern, list[Filled]]:
    """Return every way to fill the questionnaires of some firms, by how many tick each mode."""
    found = defaultdict[Pattern, list[Filled]](list)
    for filled in combinations_with_replacement(CELLS, firms):
        found[tuple(map(sum, zip(*filled, strict=True)))].append(filled)
    return found


def ways(counts: dict[str, int], silent: str, reading: Reading, answer: str) -> Iterator[Filled]:
    """Yield every way to fill the questionnaires of the firms that count."""
    modes = list(counts)
    wanted = [counts[m] + (answer == "yes" and m == silent) for m in modes]
    firms, aside = FIRMS, [(0,) * MODES]
    if answer == "left_out" and silent:
        firms, aside = FIRMS - 1, [cell for cell in CELLS if not cell[modes.index(silent)]]
    for apart in aside:
        rest = tuple(sum_ - own for sum_, own in zip(wanted, apart, strict=True))
        for filled in filled_ways(firms).get(rest, []):
            if fits_mean(filled, reading):
                yield filled


CASES = [
    (dict(zip("abc", counts, strict=True)), silent)
    for counts in [(2, 1, 2), (3, 3, 0), (1, 1, 1), (4, 2, 3), (0, 0, 2)]
    for silent in ("", "b")
]


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("reading", READINGS, ids=lambda r: f"{r.counted} over {r.base}")
def test_the_ends_are_those_of_every_way_tried(reading: Reading, answer: str) -> None:
    for counts, silent in CASES:
        bases = {mode: FIRMS - (mode == silent) for mode in counts}
        joint = JointAnswers(counts, bases, FIRMS, reading, answer)
        every = list(ways(counts, silent, reading, answer))
        if not every:
            assert joint.clash()
            with pytest.raises(ClashError, match="clash"):
                joint.ends(any_)
            continue
        assert joint.clash() == ()
        values: list[Callable[[Pattern], int]] = [any_, several, lead]
        for value in values:
            sums = {sum(map(value, filled)) for filled in every}
            assert joint.ends(value) == (min(sums), max(sums)), (counts, silent)
        assert participants_allowed(joint) == sorted({sum(map(any_, f)) for f in every})


@pytest.mark.parametrize("answer", ANSWERS)
def test_p_values_are_those_of_every_way_tried(answer: str) -> None:
    def first(p: Pattern) -> int:
        return p[0]

    def others(p: Pattern) -> int:
        return int(p[1] or p[2])

    for counts, silent in CASES:
        for reading in READINGS[:2]:
            bases = {mode: FIRMS - (mode == silent) for mode in counts}
            every = list(ways(counts, silent, reading, answer))
            if not every:
                continue
            found = {
                exact_p(
                    sum(first(p) * (1 - others(p)) for p in filled),
                    sum(others(p) * (1 - first(p)) for p in filled),
                )
                for filled in every
            }
            joint = JointAnswers(counts, bases, FIRMS, reading, answer)
            assert p_ends(joint, first, others) == (min(found), max(found))


def test_none_of_the_clashing_constraints_can_be_spared() -> None:
    """Five firms, each in one mode at most by the mean, and more modes than that."""
    counts = {"a": 3, "b": 3, "c": 0}
    reading = Reading("modes", "participants", "1.0")
    joint = JointAnswers(counts, dict.fromkeys(counts, 5), 5, reading)
    clash = joint.clash()

    assert set(clash) == {"all firms", "a", "b", "the mean"}
    # Without the mean, or with one firm less in a mode, it fits.
    assert not JointAnswers(counts, dict.fromkeys(counts, 5), 5, ASIDE).clash()
    fewer = {"a": 2, "b": 3, "c": 0}
    assert not JointAnswers(fewer, dict.fromkeys(counts, 5), 5, reading).clash()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"answer": "maybe"}, "answer must be one of no, yes, left_out, got 'maybe'"),
        ({"counts": {"a": 6}}, "a: needs 0 <= count <= base <= 5"),
        ({"bases": {"a": 3}, "answer": "left_out"}, "got 2 missing answers"),
    ],
)
def test_bad_input_is_refused(given: dict, message: str) -> None:
    whole = {"counts": {"a": 1}, "bases": {"a": 5}, "firms": 5, "reading": ASIDE, **given}
    with pytest.raises(ValueError, match=message):
        JointAnswers(**whole)


@pytest.mark.parametrize("pair", [("modes", "nobody"), ("all", "firms"), ("nothing", "firms")])
def test_a_reading_that_is_none_is_refused(pair: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="a reading counts"):
        Reading(*pair, "1.33")


def test_the_paper_s_margins_by_hand() -> None:
    """11, 8 of 60, 8, 3, 1 and 13 of 61: 44 participations; unions bounded as by Fréchet."""
    found = findings.joint_bounds("participants", "any_firm", "any_university", "difference")
    at = found.set_index(["reading", "answer", "measure"])
    assert tuple(at.loc[("aside", "no", "participants"), ["low", "high"]]) == (13, 44)
    assert tuple(at.loc[("aside", "no", "any_university"), ["low", "high"]]) == union_range(
        [8, 3, 1], 61
    )
    # 44 modes in items of 1.33 a firm need 44 / 1.335 firms; 34, 35, 37, 38 and 41 print no 1.33.
    assert tuple(at.loc[("items_participant", "no", "participants"), ["low", "high"]]) == (33, 43)
    assert findings.participants_allowed("items_participant") == [33, 36, 39, 40, 42, 43]
    assert tuple(at.loc[("modes_participant", "no", "participants"), ["low", "high"]]) == (33, 33)
    assert at.loc[("modes_firm", "no", "participants"), "clash"].endswith("the mean")


def test_an_unknown_measure_is_refused() -> None:
    measures = pd.DataFrame({"measure": ["odd"]})
    readings = pd.DataFrame({"reading": ["aside"], "counted": ["nothing"], "base": ["none"]})
    with pytest.raises(ValueError, match="no measure 'odd'"):
        joint_bounds(findings.modes(), 61, "1.33", readings, measures)


@pytest.mark.parametrize(
    ("reading", "answer", "cells"),
    [
        (
            "modes_firm",
            "left_out",
            {"mean_readings": 1, "survey_items": 1, "totals": 1, "channels": 6},
        ),
        ("modes_participant", "yes", {"mean_readings": 1, "survey_items": 1, "channels": 6}),
        ("items_participation", "no", {"mean_readings": 1, "survey_items": 1, "channels": 6}),
    ],
)
def test_a_reading_that_fits_nothing_names_the_cells_that_clash(
    reading: str, answer: str, cells: dict[str, int]
) -> None:
    with pytest.raises(
        findings.ClashingCellsError, match=f"{reading}.*these cells clash"
    ) as caught:
        findings.participants_allowed(reading, answer)
    problems = caught.value.problems
    assert Counter(Path(problem.path).stem for problem in problems) == cells
    held = {"base": "participa|firms", "printed": r"1\.33", "value": "61"}
    for problem in problems:
        assert f"{problem.path}:{problem.line}:{problem.column}" in str(caught.value)
        with (data_folder().parent / problem.path).open(encoding="utf-8") as file:
            cell = list(csv.DictReader(file))[(problem.line or 0) - 2][problem.column or ""]
        assert re.search(held.get(problem.column or "", r"^\d+\.\d\d$"), cell)
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)


def test_the_cells_that_clash_are_those_of_the_constraints() -> None:
    """Against the constraints by name: each mode that clashes has its row, and no other."""
    with pytest.raises(findings.ClashingCellsError) as caught:
        findings.participants_allowed("modes_firm")
    cause = caught.value.__cause__
    assert isinstance(cause, ClashError)
    rows = load("channels")["channel"].tolist()
    named = {rows[(p.line or 0) - 2] for p in caught.value.problems if "channels" in p.path}
    assert named == set(rows) & set(cause.clash)
