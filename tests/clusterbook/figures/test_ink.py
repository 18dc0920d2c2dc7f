"""Ink follows data: every mark of every drawing is read back and compared with its frame.

The scale is what the printed ticks say; lengths, places, looks and counts are those of the SVG that
a reader gets. What each drawing must show is stated here, apart from the drawings.
"""

import math
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import frames
import pandas as pd
import pytest

from monograph.drawing import readback
from monograph.drawing.canvas import Canvas
from monograph.drawing.figure import Figure
from monograph.drawing.ink import Ink, read
from monograph.drawing.readback import Source, faults

from .conftest import alone, draw, each

WIDTHS = (680, 340)
NAMES = sorted(frames.DRAWINGS)
BOTH = each(WIDTHS, asked=WIDTHS)
Drawn = Callable[[str], Figure]

SHOWN: dict[str, dict[str, str]] = {
    "bands": {"sample": "label firms"},
    "chance_by_cases": {"by_cases": "cases spurious/path spurious/symbol apart/path apart/symbol"},
    "contrast_effects": {"summary": "label mean low high placebo_mean"},
    "difference_bounds": {"bounds": "answer low/line high/line low/symbol high/symbol"},
    "firm_channels": {"channels": "label label_zh rate", "teachers": "state"},
    "firm_type_bars": {"firm_types": "label firms staff_mean jobs"},
    "implication_grid": {"implications": "label test status"},
    "item_weights": {"weights": "label db low high kind_db kind_low kind_high"},
    "landing": {"implications": "status"},
    "left_out": {"changes": "reading posterior without"},
    "likelihood_intervals": {
        "evidence": "low high charitable_low charitable_high",
        "items": "implication label",
    },
    "origins": {
        "land": "outline",
        "sites": "name dot",
        "routes": "from_longitude from_latitude to_longitude to_latitude look",
    },
    "paradigm_matrix": {"codes": "paradigm code preferred", "paradigms": "paradigm"},
    "pattern_shares": {"patterns": "label share low high placebo"},
    "posterior_ranges": {"ranges": "label least most low high", "states": "posterior"},
    "precedence": {"claims": "cause_from cause_to effect_from effect_to verdict"},
    "sample_against_population": {"values": "label value low high voice at_least"},
    "share_bars": {"shares": "label percent low high"},
    "share_intervals": {"intervals": "label share low high", "bounds": "low high"},
    "sketches": {"parts": "position label label_zh", "pieces": "corners look"},
    "small_world_barter": {
        "states": "learnt rewired mean/path variance/path variation/path "
        "mean_low mean_high variance_low variance_high variation_low variation_high"
    },
    "study_sizes": {"sizes": "label needed"},
    "truth_table": {"table": "case certain network brokers established"},
    "verdict_matrix": {"matrix": "outcome"},
}
"""Drawing -> frame -> the columns of which every filled cell has its ink."""


def percent(share: float, _: object = None) -> float:
    return 100 * share


def share_of(count: int, row: pd.Series) -> float:
    return 100 * count / row["of"]


def year_after(last: float, _: object) -> float:
    """Return where a span of years ends: after its last year, an open one two years on."""
    return (2011 if pd.isna(last) else last) + 1


def rewired(share: float | str, _: object) -> float:
    """Return the place on the logarithmic axis; the ring's is fixed and printed in words."""
    if isinstance(share, str):
        share = 0.0 if share == "ring" else float(share.rstrip("%")) / 100
    return math.log10(share) if share else -3.5


def degrees(words: str, _: object) -> float:
    """Return the degrees east or north that a label of the graticule says."""
    value, way = float(words.split("°")[0]), words[-1]
    return 360 - value if way == "W" else -value if way == "S" else value


UNITS: dict[str, dict[str, Any]] = {
    "chance_by_cases": {"spurious": percent, "apart": percent},
    "contrast_effects": {"x": percent},
    "left_out": {"x": percent},
    "origins": {f"tick {name}_{axis}": degrees for name in ("near", "far") for axis in "xy"},
    "pattern_shares": {"x": percent, "placebo": share_of},
    "posterior_ranges": {"x": percent},
    "precedence": {"cause_to": year_after, "effect_to": year_after},
    "share_intervals": {"x": percent},
    "small_world_barter": {"x": rewired, "tick x": rewired},
}
"""Drawing -> axis or column -> how a cell is counted there."""


def named(frame: pd.DataFrame) -> pd.DataFrame:
    labels = frames.EVIDENCE_ITEMS.set_index("implication")["label"]
    return frame.assign(label=[f"{item} {labels[item]}" for item in frame["implication"]])


def with_errors(states: pd.DataFrame) -> pd.DataFrame:
    """Add where the error bars end: two standard errors either way."""
    ends = {
        f"{name}_{end}": states[name] + sign * 2 * states[f"{name}_error"]
        for name in ("mean", "variance", "variation")
        for end, sign in (("low", -1), ("high", 1))
    }
    return states.assign(**ends)


DERIVED: dict[str, dict[str, Callable[[pd.DataFrame], pd.DataFrame]]] = {
    "item_weights": {"weights": named},
    "left_out": {"changes": named},
    "share_intervals": {"intervals": lambda f: f[f["method"] == "clopper_pearson"]},
    "small_world_barter": {"states": with_errors},
}
"""Drawing -> frame -> the frame with what the drawing says of it."""

ALIKE = {"direction": "undecided", "not_following": "doubtful", "follows": "supported"}
"""Outcome of the model -> the outcome of a case whose sign it borrows, beside its own words."""

LEVELS: dict[str, tuple[float, ...]] = {
    "chance_by_cases": (3,),
    "contrast_effects": (0,),
    "difference_bounds": (0,),
    "item_weights": (0,),
    "pattern_shares": (50,),
    "posterior_ranges": (50,),
    "study_sizes": (61,),
}
"""Drawing -> where lines stand that are of no row."""

OPEN = frozenset({"cause_to", "effect_to"})


def source(name: str) -> Source:
    derived = DERIVED.get(name, {})
    given = {
        frame: derived.get(frame, lambda table: table)(table)
        for frame, table in frames.DRAWINGS[name].items()
    }
    return Source(given, SHOWN[name], UNITS.get(name, {}), OPEN, ALIKE, LEVELS.get(name, ()))


@pytest.fixture(scope="session")
def ink(drawn: Drawn) -> Callable[[str, int], list[Ink]]:
    cache: dict[tuple[str, int], list[Ink]] = {}

    def of(name: str, width: int) -> list[Ink]:
        if (name, width) not in cache:
            cache[name, width] = read(drawn(name).render(width, tagged=True))
        return cache[name, width]

    return of


Reader = Callable[[str, int], list[Ink]]


def test_every_drawing_says_what_it_shows() -> None:
    assert set(SHOWN) == set(NAMES)


@pytest.mark.parametrize(("name", "width"), BOTH)
def test_ink_follows_data(name: str, width: int, ink: Reader) -> None:
    assert faults(ink(name, width), source(name)) == []


@pytest.mark.parametrize(("name", "width"), BOTH)
def test_the_published_picture_is_the_one_that_was_read(
    name: str, width: int, drawn: Drawn
) -> None:
    tagged = drawn(name).render(width, tagged=True)

    assert re.sub(r' aria-label="[^"]*"', "", tagged) == drawn(name).render(width)


def data_marks(ink: list[Ink]) -> list[int]:
    """Return which marks stand for data."""
    furniture = readback.FURNITURE
    return [n for n, m in enumerate(ink) if m.tag and m.tag.split(":")[0] not in furniture]


def moved(mark: Ink, places: range) -> Ink:
    """Return the mark with some of its places 3 px further on."""
    spots = tuple(spot + 3 * (nth in places) for nth, spot in enumerate(mark.places))
    return replace(mark, places=spots)


def ends(channels: dict[str, str]) -> dict[str, int]:
    """Return what of a mark can be moved, by the number of its place."""
    found = {f"{name} moved": n for name, n in readback.PLACES.items() if name in channels}
    return found | ({"corner moved": 2} if "outline" in channels else {})


def mutants(ink: list[Ink]) -> dict[str, list[Ink]]:
    """Return pictures in which one mark each is gone, shifted, stretched, or another's look."""
    found = {}
    for nth in data_marks(ink):
        mark, channels = ink[nth], ink[nth].cells[2]
        changed: dict[str, list[Ink]] = {"gone": []}
        changed |= {what: [moved(mark, range(n, n + 1))] for what, n in ends(channels).items()}
        if "column" in channels:
            changed["in another column"] = [moved(mark, range(1))]
        if "look" in channels:
            others = [m for m in ink if m.cells[2].get("look") == channels["look"]]
            signs = [m.look for m in others if m.kind == mark.kind and m.look != mark.look]
            if signs:
                changed["another's look"] = [replace(mark, look=signs[0])]
        if "text" in channels:
            changed = {"other words": [replace(mark, words="Another label")]}
        for change, instead in changed.items():
            found[f"{mark.tag} {mark.kind}: {change}"] = [*ink[:nth], *instead, *ink[nth + 1 :]]
    return found


@pytest.mark.parametrize("name", [pytest.param(name, marks=alone(name)) for name in NAMES])
def test_each_mark_that_goes_wrong_is_seen(name: str, ink: Reader) -> None:
    """Exhaustive: every mark of every drawing, taken away, moved, stretched and disguised."""
    wrong = mutants(ink(name, WIDTHS[0]))
    unseen = [change for change, picture in wrong.items() if not faults(picture, source(name))]

    assert len(wrong) >= 4
    assert unseen == []


def test_a_tick_that_says_another_number_is_seen(ink: Reader) -> None:
    for name in ("bands", "chance_by_cases", "likelihood_intervals", "small_world_barter"):
        marks = ink(name, 680)
        for nth, mark in enumerate(marks):
            if mark.tag.startswith("tick:") and mark.words not in {"ring", "0"}:
                wrong = replace(mark, words="9" + mark.words)
                assert faults([*marks[:nth], wrong, *marks[nth + 1 :]], source(name)), mark


def test_ink_that_shows_nothing_known_is_seen(ink: Reader) -> None:
    marks = ink("bands", 680)
    bar = next(mark for mark in marks if mark.kind == "rect" and mark.tag)

    assert (
        "does not say what it shows" in faults([*marks, replace(bar, tag="")], source("bands"))[0]
    )


STRETCHED = ["bands", "likelihood_intervals", "share_bars", "study_sizes"]


@pytest.mark.parametrize("name", STRETCHED)
def test_a_bar_stretched_by_a_twentieth_is_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the drawing itself: canvas, Vega and SVG."""
    rect = Canvas.rect

    def longer(self: Canvas, x: float, y: float, width: float, high: float, **style: Any) -> None:  # noqa: ANN401
        rect(self, x, y, width * 1.05, high, **style)

    monkeypatch.setattr(Canvas, "rect", longer)
    said = faults(read(draw(name).render(680, tagged=True)), source(name))

    assert any("the ink says" in words for words in said)


@pytest.mark.parametrize("name", ["contrast_effects", "chance_by_cases", "left_out"])
def test_points_shifted_by_three_pixels_are_seen(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = Canvas.mark

    def aside(self: Canvas, x: float, y: float, shape: str = "circle", **style: Any) -> None:  # noqa: ANN401
        on = style.get("on")
        step = 3 if on is None else 3 * (on.high - on.low) / (on.right - on.left)
        mark(self, x + step, y, shape, **style)

    monkeypatch.setattr(Canvas, "mark", aside)
    said = faults(read(draw(name).render(680, tagged=True)), source(name))

    assert any("the ink says" in words for words in said)
