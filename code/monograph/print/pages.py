"""What the book knows of one of its pages: its place in the order, its numbers, its pictures."""

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

    def picture(self, uri: str) -> tuple[str, float, list[str]]:
        """Lay a picture beside the code.

        Returns
        -------
        tuple
            Its name there, its width in points, and the signs that no typeface has.
        """
        source = Path(self.env.srcdir, uri)
        target = self.pictures / source.name
        shutil.copyfile(source, target)
        svg = source.read_text("utf-8") if source.suffix == ".svg" else ""
        width = _WIDTH.search(svg)
        points = float(width[1]) * POINTS_PER_PIXEL if width else LINE
        lacking = uncovered(svg, self.pictures.parent / TYPEFACES)
        return f"pictures/{target.name}", points, lacking


def _dotted(number: tuple[object, ...]) -> str:
    return ".".join(map(str, number))
