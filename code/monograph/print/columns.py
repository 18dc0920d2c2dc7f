"""How wide the columns of a printed table are: their words, measured in their typeface."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations

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
LEADING, ROW_GAP = 1.24, 4.6
"""From line to line, in type sizes; between rows, in points."""
STEP = 2.0
MOVES = (2, 4, 8, 16, 32)
"""Points that may pass from one column to another; a step or several."""
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

_PLACE = re.compile(r"\b(para|row|column|Table|Figure|Fig\.) (?=\d|[A-Z]\.\d)|\bet (?=al\.)")
_AMOUNT = r"[−+\-]?\d[\d,.]*%?"
_INTERVAL = re.compile(rf"({_AMOUNT}) (?=\({_AMOUNT} to {_AMOUNT}\))|(?<=\d) to (?={_AMOUNT}\))")
_MARKS = ".,;:()[]“”‘’?!"
# A range such as 0.5–0.95 stays whole.
_PIECES = re.compile(rf"(?<=[\-–])(?!(?<=\d–)\d)|[ \n{BREAK}]")
_BEFORE, _AFTER = "（“《〈「『([", "，。、；：？！）”》〉」』·,.;:?!)]"
"""Signs that end no line, and signs that begin none."""
_NUMBER = re.compile(r"^[−–+\-]?[\d,.\s%]*$")

Cells = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Columns:
    """The columns of a table, and how tall it will be."""

    widths: tuple[float, ...] | None
    """Points; None if every cell stands on one line, and the columns are as wide as their cells."""
    natural: tuple[float, ...]
    """Points: how wide their cells are on one line."""
    gap: float
    """Points between two columns."""
    rows: tuple[float, ...]
    """Points: how tall each row is, the head first."""
    tight: bool = False
    """Whether some column is narrower than its longest word, so that words are hyphenated."""
    burst: int | None = None
    """The first column narrower than a piece that cannot be hyphenated; None if all hold."""

    @property
    def height(self) -> float:
        """Return how tall the table is, in points."""
        return sum(self.rows)


@dataclass(frozen=True)
class Measured:
    """The words of a table: how long each cell is on one line, in type sizes."""

    loads: np.ndarray
    """Rows x columns."""
    words: np.ndarray
    """Rows x columns: the longest piece of each cell that no line break can part."""
    held: np.ndarray
    """The same, of what no hyphen can part either."""
    cells: tuple[tuple[tuple[str, bool], ...], ...]
    """The words themselves, and whether they are bold."""


def measured(head: Cells, body: Cells) -> Measured:
    """Measure the cells of a table, given as rows of plain text."""
    rows = [*((row, True) for row in head), *((row, False) for row in body)]
    loads = [[_width(cell, bold) for cell in row] for row, bold in rows]
    words = [[_longest(cell, bold) for cell in row] for row, bold in rows]
    held = [[_held(cell, bold) for cell in row] for row, bold in rows]
    cells = tuple(tuple((cell, bold) for cell in row) for row, bold in rows)
    return Measured(np.array(loads), np.array(words), np.array(held), cells)


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
    whole = tuple(natural.round(1).tolist())
    if fits:
        return Columns(None, whole, gap, _tall([1] * len(loads), size))
    widths = shared_out(natural, least, loads, room)
    tight = bool(least.sum() > room)
    if not tight:
        widths = settled(widths, np.minimum(least, natural), cells.cells, size)
    lines = [
        max(int(_lines(*cell, width / size)) for cell, width in zip(row, widths, strict=True))
        for row in cells.cells
    ]
    short = np.flatnonzero(cells.held.max(axis=0) * size > widths + TOLERANCE)
    burst = int(short[0]) if len(short) else None
    return Columns(tuple(widths.round(1).tolist()), whole, gap, _tall(lines, size), tight, burst)


def _tall(lines: list[int], size: float) -> tuple[float, ...]:
    """Return how tall rows of some lines are, in points."""
    return tuple(count * size * LEADING + ROW_GAP for count in lines)


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


def settled(
    widths: np.ndarray,
    least: np.ndarray,
    cells: tuple[tuple[tuple[str, bool], ...], ...],
    size: float,
) -> np.ndarray:
    """Return widths with the same sum at which the rows take the fewest lines.

    Parameters
    ----------
    widths, least
        Where to begin, and the longest word of each column, in points.
    cells
        Rows of words, and whether they are bold.
    size
        Type size in points.

    Notes
    -----
    What is shared out smoothly may leave a cell a hair too narrow for its last word. Here lines are
    broken as the typesetter breaks them, and points pass between two columns as long as rows lose
    lines, or cells do.
    """
    here = widths.copy()
    grid = np.arange(0.0, widths.sum() + STEP, STEP)
    held = [_counts(tuple(row[j] for row in cells), grid / size) for j in range(len(widths))]
    at = np.array([[column[:, _place(w)]] for column, w in zip(held, here, strict=True)])[:, 0]
    best = _cost(at)
    better = True
    while better:
        better = False
        for wider, narrower in permutations(range(len(here)), 2):
            for points in MOVES:
                if here[narrower] - points < least[narrower]:
                    break
                tried = at.copy()
                tried[wider] = held[wider][:, _place(here[wider] + points)]
                tried[narrower] = held[narrower][:, _place(here[narrower] - points)]
                cost = _cost(tried)
                if cost < best:
                    here[wider], here[narrower] = here[wider] + points, here[narrower] - points
                    at, best, better = tried, cost, True
                    break
    return here


def _place(width: float) -> int:
    """Return the last place of the grid that a column reaches."""
    return int(width / STEP + 1e-6)


def _cost(lines: np.ndarray) -> tuple[int, int]:
    """Return the lines of all rows, and of all cells: columns x rows."""
    return int(lines.max(axis=0).sum()), int(lines.sum())


def _counts(cells: tuple[tuple[str, bool], ...], widths: np.ndarray) -> np.ndarray:
    """Return how many lines each cell takes at each width, in type sizes: cells x widths."""
    known = {cell: _lines(*cell, widths) for cell in set(cells)}
    return np.array([known[cell] for cell in cells])


def _lines(text: str, bold: bool, widths: np.ndarray | float) -> np.ndarray:
    """Return how many lines a text takes at some widths, in type sizes, each filled in turn."""
    room = np.asarray(widths, dtype=float)
    blank = _width(" ", bold)
    total = np.zeros(room.shape, dtype=int)
    for paragraph in text.split("\n\n"):
        count, used = np.ones(room.shape, dtype=int), np.zeros(room.shape)
        for word, spaced in _words(paragraph):
            width = _width(word.replace(NO_BREAK, " "), bold)
            longer = used + width + (blank if spaced else 0.0)
            over = (longer > room) & (used > 0)
            count, used = count + over, np.where(over, width, longer)
        total += count
    return total


@cache
def _words(paragraph: str) -> tuple[tuple[str, bool], ...]:
    """Return the pieces that a line can be broken between, and whether a blank comes before."""
    text = paragraph
    if not text.isascii():
        text = "".join(f"{BREAK}{sign}{BREAK}" if is_wide(sign) else sign for sign in text)
        text = re.sub(rf"{BREAK}+([{re.escape(_AFTER)}])", "\\1", text)
        text = re.sub(rf"([{re.escape(_BEFORE)}]){BREAK}+", "\\1", text)
    found, place, spaced = [], 0, False
    for cut in [*_PIECES.finditer(text), None]:
        word = text[place : cut.start() if cut else len(text)]
        if word:
            found.append((word, spaced))
        if cut is not None:
            blank = cut[0] in (" ", "\n")
            spaced = blank if word else spaced or blank
            place = cut.end()
    return tuple(found)


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
    """Return a text that does not break between a number and the word that it belongs to.

    "Table 5, row 6" breaks after its comma only.

    Examples
    --------
    >>> unparted("Table 5, row 6, after Lam et al.").replace(NO_BREAK, "~")
    'Table~5, row~6, after Lam et~al.'
    """
    return _PLACE.sub(lambda part: part[0].replace(" ", NO_BREAK), text)


def is_number(text: str) -> bool:
    """Tell whether a cell holds nothing but a number."""
    return bool(_NUMBER.match(text.strip()))
