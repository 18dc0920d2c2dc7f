"""Read a picture back and compare it with the frames that it was drawn from.

Nothing here knows how a drawing computes its places. A scale is what the printed ticks say it is;
a bar is as long as its ink.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

import pandas as pd

from monograph.drawing.checks import Cell, blank
from monograph.drawing.ink import Ink
from monograph.drawing.theme import GROUND, RULE

NEAR = 0.51
"""px: how far ink may lie from its datum. Half a pixel is what eyes and rounding allow."""
PLACES = {"x": 0, "y": 1, "x2": 2, "y2": 3}
FURNITURE = {"key", "tick", "grid", "head", "note"}
RECEDING = {colour.light for colour in (RULE, GROUND)} | {"", "none"}
"""What is drawn in these alone carries no datum: rules, grids, paper."""

Unit: TypeAlias = Callable[[Cell, Cell], float]
"""From a cell, and its row, to a number on the axis, such as from a share to percent."""

_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")


@dataclass(frozen=True)
class Source:
    """What a drawing was given, and how its cells are counted on its axes.

    Parameters
    ----------
    frames
        By the names of the drawing's parameters.
    shown
        Frame -> its columns (one string of names) of which every filled cell that is not false
        must be drawn; "mean/path" asks for a mark of that kind.
    units
        Axis, or column -> from a cell and its row to a number on that axis; by default the cell
        itself. "tick x" -> from the words of a tick of the axis x, and nothing, to its number.
    open_ended
        Columns in which a blank is a value of its own: a span without an end.
    alike
        Value -> another one whose look it shares, because words stand beside both.
    levels
        Numbers of an axis at which a line must stand.
    """

    frames: Mapping[str, pd.DataFrame]
    shown: Mapping[str, str]
    units: Mapping[str, Unit]
    open_ended: frozenset[str] = frozenset()
    alike: Mapping[str, str] = field(default_factory=dict)
    levels: tuple[float, ...] = ()

    def cell(self, frame: str, row: str, column: str) -> Cell:
        """Return a cell."""
        return self._row(frame, row)[column]

    def said(self, frame: str, row: str, columns: str) -> str:
        """Return the words of one cell, or of several joined by +."""
        return "+".join(str(self.cell(frame, row, column)) for column in columns.split("+"))

    def _row(self, frame: str, row: str) -> pd.Series:
        table = self.frames[frame]
        return table.loc[type(table.index[0])(row)]

    def value(self, frame: str, row: str, column: str, axis: str) -> float:
        """Return where a cell lies on its axis; a number in place of a column is itself."""
        if _NUMBER.fullmatch(column):
            return float(column)
        cell, unit = self.cell(frame, row, column), self.units.get(column) or self.units.get(axis)
        return float(unit(cell, self._row(frame, row)) if unit else cell)

    def tick(self, words: str, axis: str) -> float:
        """Return the number that a tick prints."""
        if unit := self.units.get(f"tick {axis}"):
            return float(unit(words, None))
        return float(_NUMBER.search(words.replace("−", "-").replace(",", ""))[0])  # type: ignore[index]


def faults(ink: Iterable[Ink], source: Source) -> list[str]:
    """List what the ink says and the frames do not, and what it leaves out."""
    marks = list(ink)
    tagged = [mark for mark in marks if mark.tag and mark.tag.split(":")[0] not in FURNITURE]
    found = [f"a {m.kind} at {_where(m)} does not say what it shows" for m in marks if _mute(m)]
    axes, told = _axes(marks, source)
    found += told
    for mark in tagged:
        found += _places(mark, source, axes)
    checks = (_outlines, _looks, _counts, _words, _order, _left_out)
    found += [fault for check in checks for fault in check(tagged, source)]
    return [*found, *_columns(marks, tagged, source)]


def _mute(mark: Ink) -> bool:
    """Say whether a mark that stands out has no tag."""
    return not mark.tag and mark.kind != "text" and not {mark.fill, mark.stroke} <= RECEDING


def _where(mark: Ink) -> str:
    return ", ".join(f"{place:g}" for place in mark.places[:4])


def _axes(marks: list[Ink], source: Source) -> tuple[dict[str, tuple[float, float]], list[str]]:
    """Read every axis off its ticks, px = start + step × number; lines and words must agree."""
    lines: dict[str, list[Ink]] = defaultdict(list)
    words: dict[str, list[Ink]] = defaultdict(list)
    for mark in marks:
        kind, _, axis = mark.tag.partition(":")
        if kind in {"grid", "tick"}:
            (lines if kind == "grid" else words)[axis].append(mark)
    axes, found = {}, []
    for axis, labels in words.items():
        upright = all(abs(line.places[0] - line.places[2]) < NEAR for line in lines[axis])
        nth = 0 if upright else 1
        labels.sort(key=lambda label: label.places[nth])
        spots = sorted(line.places[nth] for line in lines[axis])
        if len(spots) != len(labels) or len(spots) < 2:
            found.append(f"axis {axis}: {len(spots)} lines for {len(labels)} ticks")
            continue
        values = [source.tick(label.words, axis) for label in labels]
        step = (spots[-1] - spots[0]) / (values[-1] - values[0])
        axes[axis] = (spots[0] - values[0] * step, step)
        found += [
            f"axis {axis}: the tick {value:g} stands at {spot:g} px"
            for spot, value in zip(spots, values, strict=True)
            if abs(axes[axis][0] + value * step - spot) > NEAR
        ]
    return axes, found


def _places(mark: Ink, source: Source, axes: dict[str, tuple[float, float]]) -> list[str]:
    """Compare the places of one mark with its cells."""
    frame, rows, channels = mark.cells
    found: list[str] = []
    if "outline" in channels:
        return found
    if mark.kind == "path" and len(mark.places) != 2 * len(rows):
        return [f"{mark.tag}: {len(mark.places) // 2} points for {len(rows)} rows"]
    for channel in sorted(PLACES.keys() & channels.keys()):
        axis = channels.get("on", "x") if channel[0] == "x" else channels.get("up", "y")
        for nth, row in enumerate(rows):
            want = source.value(frame, row, channels[channel], axis)
            spot = mark.places[PLACES[channel] + 2 * nth]
            if axis not in axes:  # no ticks: the first bar is the measure, and the others keep it
                end = source.value(frame, row, channels["x2"], axis)
                axes[axis] = (mark.places[0], (mark.places[2] - mark.places[0]) / end)
            start, step = axes[axis]
            if abs(start + want * step - spot) > NEAR:
                says = (spot - start) / step
                found.append(f"{mark.tag}: {channel} should be {want:g}, the ink says {says:.4g}")
    return found


def corners(text: str) -> list[tuple[float, float]]:
    """Return the corners that a cell lists as "x,y;x,y".

    Examples
    --------
    >>> corners("0,1;2.5,3")
    [(0.0, 1.0), (2.5, 3.0)]
    """
    pairs = (pair.split(",") for pair in text.split(";"))
    return [(float(x), float(y)) for x, y in pairs]


def _outlines(tagged: list[Ink], source: Source) -> Iterator[str]:
    """Shapes have the corners of their cells, all of one sheet at one scale."""
    sheets: dict[tuple[str, str], list[tuple[Ink, list[tuple[float, float]]]]] = defaultdict(list)
    for mark in tagged:
        frame, rows, channels = mark.cells
        if "outline" in channels:
            sheet = source.said(frame, rows[0], channels["within"]) if "within" in channels else ""
            want = corners(str(source.cell(frame, rows[0], channels["outline"])))
            sheets[frame, sheet].append((mark, want))
    for drawn in sheets.values():
        for nth in (0, 1):
            spots = [mark.places[nth::2] for mark, _ in drawn]
            wanted = [tuple(corner[nth] for corner in want) for _, want in drawn]
            fit = _fit([*zip(sum(wanted, ()), sum(spots, ()), strict=False)])
            for (mark, _), had, asked in zip(drawn, spots, wanted, strict=True):
                if len(had) != len(asked):
                    yield f"{mark.tag}: {len(had)} corners, they should be {len(asked)}"
                elif any(abs(fit(a) - h) > NEAR for a, h in zip(asked, had, strict=True)):
                    yield f"{mark.tag}: its corners are not those of its cell"


def _fit(pairs: list[tuple[float, float]]) -> Callable[[float], float]:
    """Return the one scale that takes most numbers to their pixels: through two medians."""
    pairs.sort()
    third = max(1, len(pairs) // 3)
    low, high = pairs[:third], pairs[-third:]
    (x, y), (x2, y2) = low[len(low) // 2], high[len(high) // 2]
    step = (y2 - y) / (x2 - x) if x2 != x else 1.0
    return lambda number: y + (number - x) * step


def _looks(tagged: list[Ink], source: Source) -> Iterator[str]:
    """One value, one look; no look for two values."""
    signs: dict[tuple[str, str], dict[tuple[str, str], set[object]]]
    signs = defaultdict(lambda: defaultdict(set))
    for mark in tagged:
        frame, rows, channels = mark.cells
        if "look" in channels:
            for row in rows:
                columns, mark_of = channels["look"], _without(mark.tag, "part")
                value = source.said(frame, row, columns)
                place = (source.alike.get(value, value), f"{row} {mark_of}")
                signs[frame, channels.get("code", columns)][place].add((mark.kind, *mark.look))
    for (frame, columns), by_value in signs.items():
        looks = defaultdict(set)
        for (value, _), sign in by_value.items():
            looks[value].add(frozenset(sign))
        yield from (f"{frame}: {v} has {len(s)} looks" for v, s in looks.items() if len(s) > 1)
        if len({look for found in looks.values() for look in found}) < len(looks):
            yield f"{frame}: two values of {columns} look alike"


def _counts(tagged: list[Ink], source: Source) -> Iterator[str]:
    """Every row that can have a mark of one sort has it, as often as the others."""
    sorts: dict[tuple[str, str], list[Ink]] = defaultdict(list)
    for mark in tagged:
        if mark.kind != "text" and mark.tag[0] != ":":
            frame, _, rest = mark.tag.partition(":")
            shown = _without(rest.partition(" ")[2], "part", "on", "up")
            sorts[frame, shown if "part=" in rest else f"{mark.kind} {shown}"].append(mark)
    for (frame, sort), marks in sorts.items():
        channels = marks[0].cells[2]
        had: dict[str, int] = defaultdict(int)
        wanted = {row: _parts(m) for m in marks for row in m.cells[1]}
        for mark in marks:
            for row in mark.cells[1]:
                had[row] += 1
        usual = max(had.values())
        table = source.frames[frame]
        for row in (
            str(label) for label in table.index if _can(table.loc[label], channels, source)
        ):
            want = wanted.get(row) or usual
            if had[row] != want:
                yield f"{frame}:{row} has {had[row]} of {want} marks that show {sort}"


def _without(tag: str, *channels: str) -> str:
    """Return a tag without some of its channels."""
    return " ".join(word for word in tag.split(" ") if word.partition("=")[0] not in channels)


def _parts(mark: Ink) -> int:
    return int(mark.cells[2].get("part", "/0").split("/")[1])


def _can(row: pd.Series, channels: dict[str, str], source: Source) -> bool:
    """Say whether a row has all cells that a mark shows, and whatever condition it states."""
    names = [channels[name] for name in (*PLACES, "look", "when") if name in channels]
    columns = [c for name in names for c in name.split("+") if not _NUMBER.fullmatch(c)]
    filled = not any(blank(row[c]) and c not in source.open_ended for c in columns)
    return filled and ("when" not in channels or bool(row[channels["when"]]))


def _columns(marks: list[Ink], tagged: list[Ink], source: Source) -> Iterator[str]:
    """One value, one place across; words over a column stand over the marks of their value."""
    spots: dict[tuple[str, str], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for mark in tagged:
        frame, rows, channels = mark.cells
        if "column" in channels:
            value = source.said(frame, rows[0], channels["column"])
            spots[frame, channels["column"]][value].append(mark.places[0])
    for (frame, column), places in spots.items():
        for value, found in places.items():
            if max(found) - min(found) > NEAR:
                yield f"{frame}: marks of {column} {value} stand in several columns"
        if len({round(found[0]) for found in places.values()}) < len(places):
            yield f"{frame}: two values of {column} share a column"
        heads = {m.tag.partition("=")[2]: m for m in marks if m.tag.startswith(f"head:{column}=")}
        offs = [heads[v].places[0] - found[0] for v, found in places.items() if v in heads]
        if len(offs) != len(places) or max(offs) - min(offs) > 2 * NEAR:
            yield f"{frame}: the words over the columns of {column} are not over their marks"


def _words(tagged: list[Ink], source: Source) -> Iterator[str]:
    """Written words are those of their cells."""
    said: dict[tuple[str, str, str], str] = defaultdict(str)
    for mark in tagged:
        frame, rows, channels = mark.cells
        if "text" in channels:
            said[frame, rows[0], channels["text"]] += mark.words
    for (frame, row, column), words in said.items():
        want = str(source.cell(frame, row, column))
        if "".join(words.split()) != "".join(want.split()):
            yield f"{frame}:{row}: its {column} is {want!r}, written is {words!r}"


def _order(tagged: list[Ink], _: Source) -> Iterator[str]:
    """Labels come in the order of their marks."""
    tops: dict[str, dict[str, list[float]]] = {"text": {}, "mark": {}}
    for mark in tagged:
        frame, rows, channels = mark.cells
        if len(rows) == 1 and mark.kind != "path":
            kind = "text" if "text" in channels else "mark"
            tops[kind].setdefault(f"{frame}:{rows[0]}", []).append(mark.places[1])
    both = sorted(tops["text"].keys() & tops["mark"].keys(), key=lambda row: min(tops["text"][row]))
    down = [sum(tops["mark"][row]) / len(tops["mark"][row]) for row in both]
    if any(second < first - 1 for first, second in pairwise(down)):
        yield "labels and marks come in different orders"


def _left_out(tagged: list[Ink], source: Source) -> Iterator[str]:
    """Every filled cell that a drawing promises to show is on some mark."""
    seen, levels = set(), set()
    for mark in tagged:
        frame, rows, channels = mark.cells
        named = {c for name in channels.values() for c in name.split("+")}
        cells = {f"{frame}:{row} {column}" for row in rows for column in named}
        seen |= cells | {f"{cell}/{mark.kind}" for cell in cells}
        levels |= {float(channels["x"])} if not frame else set()
    if levels != set(source.levels):
        yield f"lines stand at {sorted(levels)}, they should at {sorted(source.levels)}"
    for frame, columns in source.shown.items():
        table = source.frames[frame]
        for column in columns.split():
            empty = table[column.partition("/")[0]].map(lambda cell: blank(cell) or cell is False)
            filled = table.index[~empty.astype(bool)]
            lost = [str(label) for label in filled if f"{frame}:{label} {column}" not in seen]
            if lost:
                yield f"{frame}: no mark shows {column} of rows {', '.join(lost)}"
