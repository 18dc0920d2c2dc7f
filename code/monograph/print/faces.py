"""The book's typefaces as a typesetter reads them: from the web fonts, one file for each weight."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FOLDER = Path("book/_static/fonts")
SEMIBOLD = 600
HYPHENS = (0xAD, 0x2010, 0x2011)
"""Signs that look like the hyphen-minus, which alone readers search for."""


@dataclass(frozen=True)
class Face:
    """One file for the typesetter, from a web font at one weight."""

    source: str
    family: str
    style: str
    weight: int | None
    """None for a web font of a single weight."""

    @property
    def name(self) -> str:
        """Return the name of the file, which is the font's own name too."""
        return f"{self.family.replace(' ', '')}-{self.style}"


FACES = (
    Face("source-serif-4.woff2", "Source Serif 4", "Regular", 400),
    Face("source-serif-4.woff2", "Source Serif 4", "Semibold", SEMIBOLD),
    Face("source-serif-4-italic.woff2", "Source Serif 4", "Italic", None),
    Face("source-sans-3.woff2", "Source Sans 3", "Regular", 400),
    Face("source-sans-3.woff2", "Source Sans 3", "Semibold", SEMIBOLD),
    Face("source-code-pro.woff2", "Source Code Pro", "Regular", 400),
    Face("source-code-pro.woff2", "Source Code Pro", "Semibold", SEMIBOLD),
)


def write_faces(root: Path, out: Path) -> None:
    """Write every face that is not there yet into a folder.

    Raises
    ------
    FileNotFoundError
        If the project lacks one of its web fonts.
    """
    for face in FACES:
        path = out / f"{face.name}.ttf"
        if not path.is_file():
            _font(root / FOLDER / face.source, face).save(path)


def _font(source: Path, face: Face) -> TTFont:
    """Return a web font at one weight, under the name of that weight, the same in every run."""
    font = TTFont(source, recalcTimestamp=False)
    if face.weight is not None:
        font = instancer.instantiateVariableFont(font, {"wght": face.weight})
    names = font["name"]
    for record, words in ((1, face.family), (2, face.style), (4, f"{face.family} {face.style}")):
        names.setName(words, record, 3, 1, 0x409)
    names.setName(face.name, 6, 3, 1, 0x409)
    for table in font["cmap"].tables:  # else a copied hyphen is whichever of its kind comes last
        for code in HYPHENS:
            table.cmap.pop(code, None)
    font.flavor = None
    return font
