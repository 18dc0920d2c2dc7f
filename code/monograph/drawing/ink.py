"""What a mark stands for, and whether the ink that was drawn says so.

A drawing tags each mark with the cells of its frames that it shows: `shows("sizes", row,
x2="needed")` says that its right end stands at the number in that row's column `needed`. The tag
goes down as the mark's description, which the published picture leaves out. Drawn with its tags, a
picture can be read back (`readback.faults`): the printed ticks give the scale, the ink gives the
numbers, and both are compared with the frame.

Grammar of a tag: `frame:row[,row…] channel=column …`. Channels:

x, x2, y, y2
    Places on an axis. A number instead of a column stands for itself.
on
    Name of the axis across, "x" unless said; `up` is that of the axis upwards, "y" unless said.
look
    Columns (joined by +) whose values are told by the look of the mark: shape, fill and dash.
code
    Name of what several such columns have in common: they share one set of looks.
column
    The column whose values are told by the place across.
text
    The column whose words are written.
outline
    A column of corners ("x,y;x,y"), which the mark encloses. All of a frame that have the same
    value in the column `within` are drawn at one scale.
part
    Which of how many marks this is, "1/2", where several make up one sign.
when
    A column; only rows in which it is true have the mark.

Tags that name no cell: `level` (a number of an axis), `key` (a sample in a key), `tick:axis` (a
printed number) and `grid:axis` (its line), `head:column=value` (words over the marks of one value).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

from monograph.drawing.checks import Row


def shows(frame: str, row: Row | list[Row], **channels: str | float) -> str:
    """Return the tag of a mark that shows cells of one row, or of several joined by a line.

    Parameters
    ----------
    frame
        Name of the drawing's parameter that holds the frame.
    row
        As `checks.rows` gives it, with its label in `Index`; or a list of such rows.
    channels
        See the grammar above.
    """
    several = row if isinstance(row, list) else [row]
    places = ",".join(str(one.Index) for one in several)
    return " ".join([f"{frame}:{places}", *(f"{name}={value}" for name, value in channels.items())])


def level(**places: float | str) -> str:
    """Return the tag of a mark that stands at numbers of its axes, and not for a cell."""
    return " ".join([":", *(f"{name}={value}" for name, value in places.items())])


@dataclass(frozen=True)
class Ink:
    """One mark as it was drawn.

    Attributes
    ----------
    tag
        What it says it shows; empty if it says nothing.
    kind
        "rect", "line" (of two points), "path" (of more), "symbol" or "text".
    places
        x, y and, where it has them, x2, y2 in px; of a path, all points one after another.
    fill, stroke
        Colours in hex, or "none", or "".
    look
        All that tells one sign from another: shape, colours, dash, opacity, thickness.
    words
        Of a text.
    """

    tag: str
    kind: str
    places: tuple[float, ...]
    fill: str
    stroke: str
    look: tuple[str, ...]
    words: str = ""

    @property
    def cells(self) -> tuple[str, list[str], dict[str, str]]:
        """Return frame, rows and channels of the tag."""
        where, *channels = self.tag.split(" ")
        frame, _, rows = where.partition(":")
        return frame, rows.split(","), dict(channel.split("=", 1) for channel in channels)


_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")
_BOX = re.compile(r"M([^,]+),([^h]+)h([^v]+)v([^h]+)h[^Z]+Z")
_SHIFT = re.compile(r"translate\(([^,]+),([^)]+)\)")


def read(svg: str) -> list[Ink]:
    """Return all marks of a picture that was drawn with its tags, in the order of drawing."""
    return list(_marks(ElementTree.fromstring(svg), 0.0, 0.0))


def _marks(node: ElementTree.Element, x: float, y: float) -> Iterable[Ink]:
    if shift := _SHIFT.search(node.get("transform", "")):
        x, y = x + float(shift[1]), y + float(shift[2])
    kind = node.tag.rpartition("}")[2]
    if kind in {"defs", "clipPath"}:
        return
    if kind in {"path", "line", "text"} and node.get("display") != "none":
        yield _mark(kind, node, x, y)
        return
    for child in node:
        yield from _marks(child, x, y)


def _mark(kind: str, node: ElementTree.Element, x: float, y: float) -> Ink:
    path, fill, stroke = node.get("d", ""), node.get("fill", ""), node.get("stroke", "")
    rest = (node.get(name, "") for name in ("stroke-dasharray", "fill-opacity", "stroke-width"))
    shape, words = "", ""
    places: tuple[float, ...] = (x, y)
    if kind == "text":
        words = "".join(node.itertext())
    elif kind == "line":
        places = (x, y, x + float(node.get("x2", 0)), y + float(node.get("y2", 0)))
    elif "transform" in node.attrib:
        kind, shape = "symbol", path
    elif box := _BOX.fullmatch(path):
        left, top, wide, high = map(float, box.groups())
        kind, places = "rect", (x + left, y + top, x + left + wide, y + top + high)
    else:
        places = tuple(float(n) + (x, y)[i % 2] for i, n in enumerate(_NUMBER.findall(path)))
    look = (shape, fill, stroke, *rest)
    return Ink(node.get("aria-label", ""), kind, places, fill, stroke, look, words)
