"""What the book knows of one of its pages: its place in the order, its numbers, its pictures."""

import math
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from sphinx.environment import BuildEnvironment

from monograph.print.columns import LINE
from monograph.print.coverage import uncovered
from monograph.print.typesetting import TYPEFACES

POINTS_PER_PIXEL = 0.75
"""72 points and 96 CSS pixels to the inch."""
_WIDTH = re.compile(r'<svg[^>]*? width="([\d.]+)"')
_BOX = re.compile(r'<svg[^>]*? viewBox="[\d.-]+ [\d.-]+ ([\d.]+)')
_TYPE = re.compile(r'font-size(?:="|: ?)([\d.]+)')
_WRITTEN = re.compile(r">[^<]+<")


@dataclass
class Page:
    """A page of the book as its translator sees it."""

    env: BuildEnvironment
    name: str
    level: int
    """Of its chapters' headings: 2 in a part, 1 outside."""
    pictures: Path
    """Where its pictures are laid."""
    origin: dict[str, str] = field(default_factory=dict)
    """Where its living form is found; nothing if it has none."""
    places: dict[str, str] = field(default_factory=dict)
    """Name of a figure or table -> where it was chosen to stand."""

    @property
    def source(self) -> str:
        """Return its file, as an error names it."""
        return f"{self.name}.md"

    @property
    def root(self) -> bool:
        """Tell whether it is the landing page: its title is that of the book."""
        return self.name == self.env.config.root_doc

    @property
    def number(self) -> str | None:
        """Return the number of its chapter, None if it has none."""
        return _dotted(self.env.toc_secnumbers.get(self.name, {}).get("") or ()) or None

    def section(self, ids: list[str]) -> str | None:
        """Return the number of a section, None if it has none."""
        numbers = self.env.toc_secnumbers.get(self.name, {})
        return next((_dotted(n) for id_ in ids if (n := numbers.get(f"#{id_}"))), None)

    def figure(self, kind: str, ids: list[str]) -> str | None:
        """Return the number of a figure or table with its word, as the page shows it."""
        numbers = self.env.toc_fignumbers.get(self.name, {}).get(kind, {})
        found = next((numbers[id_] for id_ in ids if id_ in numbers), None)
        form = str(self.env.config.numfig_format[kind])
        return form % _dotted(found) if found else None

    def equation(self, ids: list[str]) -> str | None:
        """Return the number of a formula, None if it has none."""
        numbers = self.env.toc_fignumbers.get(self.name, {}).get("displaymath", {})
        found = next((numbers[id_] for id_ in ids if id_ in numbers), None)
        return f"({_dotted(found)})" if found else None

    def picture(self, uri: str) -> tuple[str, float, float, list[str]]:
        """Lay a picture beside the code, its words set as print sets words.

        Returns
        -------
        tuple
            Its name there, its width and the size of its smallest type in points, and the signs
            that no typeface has.
        """
        source = Path(self.env.srcdir, uri)
        target = self.pictures / source.name
        svg = source.read_text("utf-8") if source.suffix == ".svg" else ""
        if svg:
            svg = _WRITTEN.sub(lambda words: _set(words[0]), svg)
            target.write_text(svg, "utf-8")
        else:
            shutil.copyfile(source, target)
        width = _WIDTH.search(svg)
        points = float(width[1]) * POINTS_PER_PIXEL if width else LINE
        lacking = uncovered(svg, self.pictures.parent / TYPEFACES)
        return f"pictures/{target.name}", points, smallest_type(svg), lacking


def smallest_type(svg: str) -> float:
    """Return the size of the smallest type of a drawing, in points; a picture has none.

    Examples
    --------
    >>> smallest_type('<svg width="90" viewBox="0 0 120 10"><text font-size="10">a</text></svg>')
    5.625
    """
    width, box = _WIDTH.search(svg), _BOX.search(svg)
    scale = float(width[1]) / float(box[1]) if width and box else 1.0
    sizes = [float(size) for size in _TYPE.findall(svg)]
    return min(sizes, default=math.inf) * scale * POINTS_PER_PIXEL


def _set(words: str) -> str:
    """Return words with the apostrophe of printers; those of a text come from Sphinx with it."""
    return re.sub(r"(?<=\w)'", "’", words)


def _dotted(number: tuple[object, ...]) -> str:
    return ".".join(map(str, number))
