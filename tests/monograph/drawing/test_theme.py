"""The palette: told apart by every eye, readable on both pages, written once."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from monograph.drawing import theme
from monograph.drawing.theme import ACCENTS, COLOURS, GROUND, INK, PASSAGES, QUIET, RULE, VOICES
from monograph.voices.number import Voice

SOURCES = Path(theme.__file__).parent

# Machado, Oliveira and Fernandes (2009), severity 1.0, for linear RGB.
SIGHTS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = np.array([0.95047, 1.0, 1.08883])  # D65


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    low, high = sorted(float(linear(c) @ TO_XYZ[1]) for c in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, sight: str) -> np.ndarray:
    xyz = TO_XYZ @ np.clip(SIGHTS[sight] @ linear(colour), 0, 1) / WHITE
    x, y, z = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def apart(one: str, other: str, sight: str) -> float:
    """CIE 1976 difference; about 2.3 is just noticeable."""
    return float(np.linalg.norm(lab(one, sight) - lab(other, sight)))


def test_the_yardsticks_measure_what_they_should() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert apart("#000000", "#ffffff", "normal") == pytest.approx(100, abs=0.1)
    assert apart("#c00000", "#606000", "deuteranopia") < apart("#c00000", "#606000", "normal") / 2


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("page", ["light", "dark"])
def test_the_three_accents_are_told_apart(sight: str, page: str) -> None:
    for one, other in combinations(ACCENTS, 2):
        assert apart(getattr(one, page), getattr(other, page), sight) > 25, (one, other)


@pytest.mark.parametrize("colour", ACCENTS, ids=lambda c: c.name)
def test_an_accent_stands_out_on_both_pages(colour: theme.Colour) -> None:
    """3:1 for graphics; its light form on the dark page too, should a style sheet be missing."""
    assert contrast(colour.light, GROUND.light) >= 3
    assert contrast(colour.light, GROUND.dark) >= 3
    assert contrast(colour.dark, GROUND.dark) >= 3


@pytest.mark.parametrize("page", ["light", "dark"])
def test_text_is_readable(page: str) -> None:
    """4.5:1 for ink, quiet words and the voices, which also colour numbers in prose."""
    for colour in (INK, QUIET, *(voice.colour for voice in VOICES.values())):
        assert contrast(getattr(colour, page), getattr(GROUND, page)) >= 4.5, colour
    assert contrast(getattr(RULE, page), getattr(GROUND, page)) < 2  # light enough to recede


def test_voices_differ_in_shape_too() -> None:
    assert len({voice.shape for voice in VOICES.values()}) == len(VOICES)


def test_no_two_colours_are_alike() -> None:
    for page in ("light", "dark"):
        assert len({getattr(colour, page) for colour in COLOURS}) == len(COLOURS)


def test_each_colour_is_written_once() -> None:
    """In all modules of the layer: a literal stands in theme.py and nowhere else."""
    found = [
        (path.name, literal)
        for path in SOURCES.glob("*.py")
        for literal in re.findall(r'"(#[0-9a-fA-F]{3,8})"', path.read_text(encoding="utf-8"))
    ]

    literals = [literal for _, literal in found]
    assert {name for name, _ in found} == {"theme.py"}
    assert len(literals) == len(set(literals)) == 2 * len(COLOURS)


def test_the_style_sheet_holds_every_colour_for_both_pages() -> None:
    css = theme.css_variables()
    light, dark, printed = css.split("}\n")[:3]

    for colour in COLOURS:
        assert f"{colour.variable}: {colour.light};" in light
        assert f"{colour.variable}: {colour.dark};" in dark
        assert f"{colour.variable}: {colour.light};" in printed
    assert ":root" in light
    assert 'data-theme="dark"' in dark
    assert "@media print" in css
    assert css.count("{") == css.count("}")


def test_a_figure_brings_its_own_switch() -> None:
    css = theme.figure_css()

    assert "@container" in css
    assert 'body[data-jp-theme-light="false"]' in css
    assert css.count("{") == css.count("}")


def test_the_configuration_is_accepted_by_altair() -> None:
    import altair as alt

    for width in (680, 340):
        assert alt.Config(**theme.config(width)).to_dict()["font"].startswith("'Source Sans 3'")


def test_page_and_print_take_the_line_of_a_voice_from_one_place() -> None:
    """Its line, colour and words are typed nowhere else."""
    written = theme.voice_css()
    for voice, look in VOICES.items():
        line = f"underline {look.line} {look.width:g}px var({look.colour.variable})"
        assert f".cb-n-{voice} {{ text-decoration: {line}; }}" in written
        assert look.label == Voice(voice).phrase
    for name, voice in PASSAGES.items():
        line = f"{VOICES[voice].line} var({VOICES[voice].colour.variable})"
        assert f".cb-says-{name} {{ border-left: 4px {line}; }}" in written
    assert {voice.mark for voice in Voice} == set(VOICES)
    design = (SOURCES.parent / "print" / "design.typ").read_text("utf-8")
    styles = SOURCES.parents[2] / "book" / "_static" / "book.css"
    for voice in VOICES:
        assert f"{voice}:" not in design
        assert f".cb-n-{voice}" not in styles.read_text("utf-8")
    drawn = set(re.findall(r"^  (\w+): \(thickness", design, re.MULTILINE))
    assert {look.line for look in VOICES.values()} <= drawn
