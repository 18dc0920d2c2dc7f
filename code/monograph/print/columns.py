"""How wide the columns of a printed table are: their words, measured in their typeface."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from monograph.drawing.text import is_wide, measure

LINE = 351.5
"""Points: the width of the text, 124 mm."""
TURNED_LINE = 532.9
"""Points: the same on a page turned on its side, 188 mm."""
PAGE = 490.0
"""Points of height that a long table has on a page, below its repeated head."""
GAP, NARROW_GAP = 8.0, 6.0
"""Points between two columns; of many columns, the latter."""
MANY = 7
"""Columns."""
SHORT, LONG = 8.2, 7.6
"""Points: the type sizes of tables that stay whole and of those that run over pages."""
SLACK = 1.03
"""Room for what measuring does not see: kerning, glue around Chinese."""
LEADING, ROW_GAP = 1.24, 1.6
"""From line to line, in type sizes; between rows, in points."""
STEP = 2.0
SHARPNESS = 4.0
"""Of several cells in a row the highest counts; the norm that says so smoothly."""
CHINESE_AT_LEAST = 4
"""Chinese may break anywhere, but a column of single characters is no column."""

BREAK, NO_BREAK = "\u200b", "\u00a0"
"""Stand where a word may break without a hyphen, and where two may not be parted."""
LETTERS = 5
"""Of a word, what a hyphen leaves together."""
TOLERANCE = 3.0
"""Points that stand out and are not seen."""
LONG_WORD = 10
"""Characters; a longer word without a blank breaks after its punctuation."""

_PLACE = re.compile(r"\b(para|row|column|Table|Figure|Fig\.) (?=\d|[A-Z]\.\d)|(?<=\d) (?=%)")
_AMOUNT = r"[−+\-]?\d[\d,.]*%?"
_INTERVAL = re.compile(rf"({_AMOUNT}) (?=\({_AMOUNT} to {_AMOUNT}\))|(?<=\d) to (?={_AMOUNT}\))")
_MARKS = ".,;:()[]“”‘’?!"
_PIECES = re.compile(rf"(?<=[\-–])|[ \n{BREAK}]")
_NUMBER = re.compile(r"^[−–+\-]?[\d,.\s%]*$")

Cells = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Columns:
    """The columns of a table, and how tall it will be."""

    widths: tuple[float, ...] | None
    """Points; None if every cell stands on one line, and the columns are as wide as their cells."""
    gap: float
    """Points between two columns."""
    height: float
    """Points, of its rows."""
    burst: int | None = None
    """The first column narrower than a piece that cannot be hyphenated; None if all hold."""


@dataclass(frozen=True)
class Measured:
    """The words of a table: how long each cell is on one line, in type sizes."""

    loads: np.ndarray
    """Rows x columns."""
    words: np.ndarray
    """Rows x columns: the longest piece of each cell that no line break can part."""
    held: np.ndarray
    """The same, of what no hyphen can part either."""


def measured(head: Cells, body: Cells) -> Measured:
    """Measure the cells of a table, given as rows of plain text."""
    rows = [*((row, True) for row in head), *((row, False) for row in body)]
    loads = [[_width(cell, bold) for cell in row] for row, bold in rows]
    words = [[_longest(cell, bold) for cell in row] for row, bold in rows]
    held = [[_held(cell, bold) for cell in row] for row, bold in rows]
    return Measured(np.array(loads), np.array(words), np.array(held))


def columns(cells: Measured, size: float, line: float = LINE) -> Columns:
    """Return the columns of a table.

    Parameters
    ----------
    cells
        Its words, measured.
    size
        Type size in points.
    line
        What is there to be shared out, in points.
    """
    loads = cells.loads * size
    natural, least = loads.max(axis=0), cells.words.max(axis=0) * size
    gap = NARROW_GAP if len(natural) >= MANY else GAP
    room = line - gap * (len(natural) - 1)
    fits = natural.sum() <= room
    widths = natural if fits else shared_out(natural, least, loads, room)
    lines = np.ceil(loads / np.maximum(widths, 1.0)).max(axis=1)
    height = float(lines.sum()) * size * LEADING + len(lines) * ROW_GAP
    short = np.flatnonzero(cells.held.max(axis=0) * size > widths + TOLERANCE)
    burst = int(short[0]) if len(short) else None
    return Columns(None if fits else tuple(widths.round(1).tolist()), gap, height, burst)


def shared_out(
    natural: np.ndarray, least: np.ndarray, loads: np.ndarray, room: float
) -> np.ndarray:
    """Return widths that add to `room` and keep the table low.

    Parameters
    ----------
    natural, least
        Width of each column on one line, and of its longest word, in points.
    loads
        Rows x columns: how long each cell is on one line, in points.

    Notes
    -----
    Each column begins with its longest word; then the next points go, a few at a time, to the
    column that takes most from the height of all rows.
    """
    widths = np.minimum(least, natural)
    if widths.sum() > room:  # even single words do not fit: the longest yield, and are hyphenated
        return np.minimum(widths, _level(widths, room))
    while room - widths.sum() > STEP:
        now = _height(loads, widths)
        gains = np.array([now - _height(loads, _wider(widths, j)) for j in range(len(widths))])
        gains[widths >= natural] = -np.inf
        if not np.isfinite(gains).any():
            break
        widths = _wider(widths, int(np.argmax(gains)))
    return widths


def _level(widths: np.ndarray, room: float) -> float:
    """Return the height at which widths must be cut off to add to `room`."""
    rising = np.sort(widths)
    left, count = room, len(widths)
    for width in rising:
        if width * count >= left:
            break
        left, count = left - width, count - 1
    return left / max(count, 1)


def _wider(widths: np.ndarray, column: int) -> np.ndarray:
    new = widths.copy()
    new[column] += STEP
    return new


def _height(loads: np.ndarray, widths: np.ndarray) -> float:
    lines = np.maximum(loads / widths, 1.0)
    return float(((lines**SHARPNESS).sum(axis=1) ** (1 / SHARPNESS)).sum())


@cache
def _width(text: str, bold: bool) -> float:
    return measure(text, 1.0, bold=bold) * SLACK


@cache
def _longest(text: str, bold: bool) -> float:
    """Return the width of the longest piece of a text that no line break can part."""
    wide = sum(map(is_wide, text))
    return max(min(wide, CHINESE_AT_LEAST), *(_width(word, bold) for word in pieces(text)))


def pieces(text: str) -> list[str]:
    """Return the pieces of a text that no line break can part."""
    if not text.isascii():
        text = "".join(f" {sign} " if is_wide(sign) else sign for sign in text)
    return _PIECES.split(text)


@cache
def _held(text: str, bold: bool) -> float:
    """Return the width of the longest piece that stays whole: a number, or five letters."""
    words = [word.strip(_MARKS) for word in pieces(text)]
    whole = [word[:LETTERS] if word.isalpha() else word for word in words]
    return max(_width(word, bold) for word in whole)


def breakable(text: str) -> str:
    """Return a cell's text with places to break in long words, and none where it must not.

    Long words are addresses and file names; a number among them stays whole, and so does one with
    its interval.
    """

    def cut(word: re.Match[str]) -> str:
        return re.sub(r"(?<=[/_;|])(?=.)|(?<=[.,])(?=\D)", BREAK, word[0])

    whole = _INTERVAL.sub(lambda part: part[0].replace(" ", NO_BREAK), text)
    return unparted(re.sub(rf"\S{{{LONG_WORD},}}", cut, whole))


def unparted(text: str) -> str:
    """Return a text that does not break between a number and the word or sign it belongs to.

    "Table 5, row 6" breaks after its comma only.

    Examples
    --------
    >>> unparted("Table 5, row 6, has 43 %").replace(NO_BREAK, "~")
    'Table~5, row~6, has 43~%'
    """
    return _PLACE.sub(lambda part: part[0].replace(" ", NO_BREAK), text)


def is_number(text: str) -> bool:
    """Tell whether a cell holds nothing but a number."""
    return bool(_NUMBER.match(text.strip()))
