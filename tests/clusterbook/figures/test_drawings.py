"""Rules that every drawing keeps, at every width it is made for."""

import io
import re
from collections.abc import Callable

import frames
import pandas as pd
import pytest
import vl_convert
from PIL import Image

from clusterbook import figures
from monograph.drawing import figure, svg
from monograph.drawing.figure import Figure
from monograph.drawing.theme import COLOURS

from ...covering import some
from .conftest import TITLE, WIDTHS, alone, draw, each

NAMES = sorted(frames.DRAWINGS)
ONE = [pytest.param(name, marks=alone(name)) for name in NAMES]
BOTH = each(WIDTHS, asked=(680, 340))
INPUTS = [(name, frame) for name in NAMES for frame in frames.DRAWINGS[name]]
Rendered = Callable[[str, int], str]
Drawn = Callable[[str], Figure]


def test_every_drawing_of_the_book_is_tested_here() -> None:
    assert set(dir(figures)) == set(NAMES) == set(frames.NUMBERS)


def test_an_unknown_drawing_is_refused_by_name() -> None:
    with pytest.raises(AttributeError, match=r"No clusterbook\.figures attribute pie"):
        _ = figures.pie


@pytest.mark.parametrize(("name", "width"), each(WIDTHS, asked=(340,)))
def test_the_specification_keeps_the_schema_of_vega_lite(name: str, width: int) -> None:
    """A build asks it of the first form of a figure only."""
    draw(name).chart(width)


@pytest.mark.parametrize(("name", "width"), BOTH)
def test_the_picture_has_the_width_asked_for(name: str, width: int, rendered: Rendered) -> None:
    assert re.search(r'<svg [^>]*width="([\d.]+)"', rendered(name, width))[1] == str(width)


@pytest.mark.parametrize(("name", "width"), BOTH)
def test_nothing_lies_outside_the_picture(name: str, width: int, rendered: Rendered) -> None:
    """Drawn on a larger sheet, with the real fonts, the margin stays without ink."""
    svg, margin = rendered(name, width), 30
    height = int(re.search(r'height="(\d+)"', svg)[1])
    frame = f'viewBox="{-margin} {-margin} {width + 2 * margin} {height + 2 * margin}"'
    size = f'width="{width + 2 * margin}" height="{height + 2 * margin}"'
    svg = re.sub(r'width="\d+" height="\d+" viewBox="[^"]*"', f"{size} {frame}", svg, count=1)

    ink = Image.open(io.BytesIO(vl_convert.svg_to_png(svg, scale=1))).getchannel("A").getbbox()

    # A line along an edge may stick out by half its own thickness.
    assert min(ink[:2]) >= margin - 1
    assert ink[2] <= width + margin + 1
    assert ink[3] <= height + margin + 1


FITTING = ("bands", "share_bars", "verdict_matrix", "sketches")
"""At the first width, at the second, at the third; and one that fits at none."""


@pytest.mark.parametrize("name", some(NAMES, FITTING))
def test_print_takes_the_first_width_that_fits(
    name: str, drawn: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the heights that come out: the figure may go by what its chart says, and not draw it."""
    room = 220  # px: lower than a page, so that more than one width is tried
    monkeypatch.setattr(figure, "PRINTED_HEIGHT", room)
    mine = drawn(name)
    wide, _, printed = mine.widths
    tried = ((w, svg.height(mine.svg(w)) * printed / w) for w in range(printed, wide, figure.WIDER))
    width = next((w for w, height in tried if height <= room), wide)

    assert mine.printed() == svg.scaled(mine.svg(width), printed / width)


@pytest.mark.parametrize(("name", "width"), BOTH)
def test_letters_are_large_enough(name: str, width: int, rendered: Rendered) -> None:
    """11 px at least; 12 px on a phone."""
    sizes = {float(s) for s in re.findall(r'font-size="([\d.]+)px"', rendered(name, width))}

    assert min(sizes) >= (12 if width == 340 else 11)


@pytest.mark.parametrize(("name", "width"), BOTH)
def test_every_colour_is_one_of_the_house(name: str, width: int, rendered: Rendered) -> None:
    used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', rendered(name, width)))

    assert used <= {colour.light for colour in COLOURS} | {"none"}


@pytest.mark.parametrize("name", ONE)
def test_in_a_page_every_colour_follows_the_theme(name: str, drawn: Drawn) -> None:
    themed = {f"var({colour.variable},{colour.light})" for colour in COLOURS}
    used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawn(name).html()))

    assert used <= themed | {"none", "currentColor"}


@pytest.mark.parametrize("name", ONE)
def test_the_text_alternative_holds_the_numbers(name: str, drawn: Drawn) -> None:
    words = drawn(name).alt

    assert [number for number in frames.NUMBERS[name] if number not in words] == []


@pytest.mark.parametrize("name", ONE)
def test_the_title_is_printed_in_full(name: str, drawn: Drawn) -> None:
    texts = " ".join(re.findall(r">([^<]+)<", drawn(name).svg(340)))
    assert " ".join(TITLE.split()) in " ".join(texts.split())


BEFORE = {
    name: {key: frame.copy() for key, frame in given.items()}
    for name, given in frames.DRAWINGS.items()
}


@pytest.mark.parametrize("name", ONE)
def test_frames_stay_as_they_were(name: str, drawn: Drawn) -> None:
    drawn(name).html()

    for key, frame in frames.DRAWINGS[name].items():
        assert frame.equals(BEFORE[name][key]), key


def complaint(name: str, **changes: pd.DataFrame) -> str:
    """Return what a drawing says against its frames, or nothing."""
    try:
        draw(name, **changes)
    except ValueError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(("name", "frame"), INPUTS)
def test_a_missing_column_is_named(name: str, frame: str) -> None:
    """Exhaustive: every column of every frame, dropped one at a time; it is needed or it is not."""
    given = frames.DRAWINGS[name][frame]
    said = {column: complaint(name, **{frame: given.drop(columns=column)}) for column in given}
    needed = {column: words for column, words in said.items() if words}

    assert needed
    for column, words in needed.items():
        assert words.startswith(f"{name}: {frame} lacks the column '{column}'; it needs ")


@pytest.mark.parametrize(("name", "frame"), INPUTS)
def test_an_empty_frame_is_refused(name: str, frame: str) -> None:
    with pytest.raises(ValueError, match=f"{name}: {frame} has no rows"):
        draw(name, **{frame: frames.DRAWINGS[name][frame].head(0)})


@pytest.mark.parametrize(
    ("name", "frame", "column", "allowed"),
    [
        ("landing", "implications", "status", "passes, strained"),
        ("implication_grid", "implications", "test", "hoop, smoking_gun"),
        ("paradigm_matrix", "codes", "code", "L, M, H, missing"),
        ("share_bars", "shares", "partner", "firm, university, mixed"),
        ("sample_against_population", "values", "voice", "paper, computed"),
        ("precedence", "claims", "verdict", "before, same phase, after"),
        ("share_intervals", "intervals", "method", "clopper_pearson, wilson"),
        ("difference_bounds", "bounds", "answer", "no, yes"),
        ("truth_table", "conditions", "look", "both, necessary, sufficient"),
        ("verdict_matrix", "matrix", "outcome", "claimed, supported, undecided"),
    ],
)
def test_an_unknown_word_is_refused(name: str, frame: str, column: str, allowed: str) -> None:
    changed = frames.DRAWINGS[name][frame].assign(**{column: "odd"})

    with pytest.raises(ValueError, match=f"{column} is 'odd'; allowed are {allowed}"):
        draw(name, **{frame: changed})
