"""Cut the typefaces to what the book uses: `python -m workshop.fonts`.

A whole Chinese typeface weighs 16 MB; the characters of this book fit in a hundredth of that, and
so readers and machines without one see the same characters. The cut files are kept in the project;
this runs when a new character comes in (a test names it), and needs Debian's fonts-noto-cjk, and
fonts-stix for formulas.

Print has one file for each weight, from the web fonts and from the same Chinese typefaces.
"""

import re
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.varLib import instancer
from lxml import html

from monograph.drawing.engine import FONTS
from monograph.drawing.text import ASCII, OTHERS
from monograph.living.style import WEIGHTS

NOTO = Path("/usr/share/fonts/opentype/noto")
SOURCE = NOTO / "NotoSansCJK-Regular.ttc"
SIMPLIFIED_CHINESE = 2  # of the faces in the collection
FORMULAS = Path("/usr/share/fonts/opentype/stix-word/STIXMath-Regular.otf")
"""Formulas of the pages; print has the typesetter's own."""
NEEDED = {"fonts-noto-cjk": SOURCE, "fonts-stix": FORMULAS}
"""Package of Debian -> a file of it."""
FIGURES = Path("code/monograph/drawing/fonts/NotoSansSC-Regular.otf")
WEB = Path("book/_static/fonts")
PRINT = Path("book/_typefaces")
LATIN_PRINT = Path("code/monograph/print/fonts")
LABELS = {400: "SourceSans3-Regular.ttf", 600: "SourceSans3-SemiBold.ttf"}
"""The typeface of drawings, by weight."""
LABEL_SIGNS = frozenset({*ASCII, *range(0xA0, 0x100), *map(ord, OTHERS)})
"""What of it notebooks bring along: Latin, and the signs whose widths drawings know."""
CHINESE_IN_PRINT = ("NotoSerifCJK-Regular", "NotoSansCJK-Regular", "NotoSansCJK-Bold")
"""Print's are TrueType: of Noto's own outlines the typesetter keeps no widths that a validator of
PDF/A would find."""
UNHINTED = (
    *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"),
    *("maxStackElements", "maxSizeOfInstructions", "maxComponentElements"),
)
"""What a typeface without instructions needs none of."""
FINENESS = 0.5
"""Of a thousandth of the type size: how far a curve may be from the one it stands for."""
FILES = 20
"""A browser loads a file of the typeface only if the page shows a character of it. Characters that
stand on the same pages share a file; more files than these would cost more than they spare."""
CHARACTER, REQUEST = 250, 1500
"""Bytes of one more character in a file, and of one more file."""

Part = tuple[frozenset[int], set[str]]
"""The pages that load a file, by number, and its characters."""

STYLE = "/* Written by `make fonts`: characters that stand on the same pages share a file. */\n"
FACE = (
    '@font-face {{ font-family: "Noto Sans SC"; font-display: swap; '
    'src: url("{name}") format("woff2"); unicode-range: {ranges}; }}\n'
)
ICONS = Path("book/_static/vendor/fontawesome/webfonts")
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
    Face("source-code-pro.woff2", "Source Code Pro", "Regular", 400),
)
"""Print's Latin faces, beside those that drawings have too."""


def characters(root: Path) -> set[str]:
    """Return the Chinese characters and punctuation of the book's text and data."""
    texts = [*root.glob("book/*.md"), *root.glob("data/*.csv"), *root.glob("data/*.json")]
    texts += root.glob("code/clusterbook/**/*.py")
    return {c for path in texts for c in path.read_text("utf-8") if is_chinese(c)}


def is_chinese(character: str) -> bool:
    """Tell whether a character is set in the Chinese typeface."""
    return (
        "\u4e00" <= character <= "\u9fff"
        or "\u3000" <= character <= "\u303f"
        or "\uff00" <= character <= "\uffef"
    )


def cut(font: TTFont, codes: set[int], features: Sequence[str] = ("kern", "locl")) -> TTFont:
    """Keep only the characters with these codes, and what the features make of them."""
    options = subset.Options()
    options.hinting = False
    options.desubroutinize = True
    options.layout_features = list(features)
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    return font


def main() -> int:
    """Write the cut fonts; return the exit status."""
    root = Path.cwd()
    for package, path in NEEDED.items():
        if not path.is_file():
            command = f"sudo apt-get install {package}"
            print(f"{path} is missing. Run:\n    {command}", file=sys.stderr)
            return 1
    wanted = characters(root)
    _chinese(SOURCE, wanted).save(root / FIGURES)
    for name in CHINESE_IN_PRINT:
        font = _chinese(NOTO / f"{name}.ttc", wanted)
        quadratic(font).save(root / PRINT / f"{name.replace('CJK', 'SC')}.ttf")
    for face in FACES:
        _at_one_weight(root / WEB / face.source, face).save(root / LATIN_PRINT / f"{face.name}.ttf")
    for old in (root / WEB).glob("noto-sans-sc-*.woff2"):
        old.unlink()
    style = STYLE
    for number, part in enumerate(parts(wanted, _pages(root)), start=1):
        font = _chinese(SOURCE, part)
        font.flavor = "woff2"
        name = f"noto-sans-sc-{number}.woff2"
        font.save(root / WEB / name)
        style += FACE.format(name=name, ranges=", ".join(f"U+{ord(c):X}" for c in sorted(part)))
        print(f"{name}: {len(part)} of {len(wanted)} characters")
    (root / WEB / "chinese.css").write_text(style, "utf-8")
    for weight, path in WEIGHTS.items():
        labels = cut(TTFont(FONTS / LABELS[weight], recalcTimestamp=False), set(LABEL_SIGNS))
        labels.flavor = "woff2"
        labels.save(path)
    formulas = cut(TTFont(FORMULAS), {ord(c) for c in in_formulas(_formulas(root))}, ["ssty"])
    formulas.flavor = "woff2"
    formulas.save(root / WEB / "stix-math.woff2")
    _cut_icons(root)
    return 0


def _chinese(source: Path, wanted: set[str]) -> TTFont:
    """Return a face for Simplified Chinese with these characters, under its own name."""
    font = cut(TTFont(source, fontNumber=SIMPLIFIED_CHINESE), {ord(c) for c in wanted})
    for record in font["name"].names:
        # The licence keeps the name Noto for Noto; "CJK" would promise the other languages.
        record.string = re.sub(r"CJK ?(SC|sc)", "SC", str(record))
    return font


def quadratic(font: TTFont) -> TTFont:
    """Return a typeface whose outlines are those of TrueType; what it is given becomes it."""
    drawn: Any = font.getGlyphSet()
    order, outlines = font.getGlyphOrder(), {}
    for name in order:
        pen = TTGlyphPen(drawn)
        drawn[name].draw(Cu2QuPen(pen, FINENESS, reverse_direction=True))
        outlines[name] = pen.glyph()
    table: Any = newTable("glyf")
    table.glyphOrder, table.glyphs = order, outlines
    font["loca"], font["glyf"] = newTable("loca"), table
    for cubic in ("CFF ", "VORG"):
        if cubic in font:
            del font[cubic]
    limits: Any = font["maxp"]
    limits.tableVersion = 0x10000
    for limit in UNHINTED:
        setattr(limits, limit, 0)
    limits.maxZones = 1
    names: Any = font["post"]
    names.formatType = 3.0
    font.sfntVersion = "\0\1\0\0"
    return font


def _at_one_weight(source: Path, face: Face) -> TTFont:
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


def in_formulas(markup: str) -> set[str]:
    """Return the characters that formulas show: a letter alone in `mi` is set in italics.

    Examples
    --------
    >>> sorted(in_formulas("<math><mi>a</mi><mo>+</mo><mn>1</mn></math>"))
    ['+', '1', 'a', '𝑎']
    """
    found = set(unescape(re.sub(r"<[^>]+>", "", markup)))
    return {c for c in found | italics(found) if not c.isspace()}


def italics(letters: set[str]) -> set[str]:
    """Return the mathematical italics of letters, which browsers put in their place."""
    block = (chr(code) for code in range(0x1D434, 0x1D71C))
    plain = {c: unicodedata.normalize("NFKD", c) for c in (*block, "ℎ")}
    names = {c: unicodedata.name(c, "") for c in plain}
    italic = {c for c in plain if names[c].startswith("MATHEMATICAL ITALIC") or c == "ℎ"}
    return {c for c in italic if plain[c] in letters}


def _formulas(root: Path) -> str:
    pages = sorted((root / "_build/html/book").glob("*.html"))
    found = (re.findall(r"<math.*?</math>", path.read_text("utf-8"), re.DOTALL) for path in pages)
    return "".join(formula for page in found for formula in page)


def _pages(root: Path) -> list[set[str]]:
    """Return the Chinese characters that each page of the built book shows when it opens."""
    found = []
    for path in sorted((root / "_build/html/book").glob("*.html")):
        page = html.parse(str(path)).getroot()
        for unseen in page.xpath("//script | //style | //details/*[not(self::summary)]"):
            unseen.drop_tree()
        found.append({character for character in page.text_content() if is_chinese(character)})
    return found


def parts(wanted: set[str], pages: list[set[str]], files: int = FILES) -> list[set[str]]:
    """Divide characters into files so that pages load few that they do not show.

    Parameters
    ----------
    wanted
        All characters.
    pages
        Those of each page.
    files
        How many files at most.

    Returns
    -------
    list of set
        Disjoint, none empty, together all of `wanted`: those of many pages first.

    Notes
    -----
    At first the characters of exactly the same pages share a file. Then the two files whose union
    costs all pages together the fewest bytes more become one, while there are too many, or while
    that costs nothing. A byte counts for a page as often as the page has characters: the pages that
    show the most Chinese are the heaviest, and their weight is what readers wait for.

    Examples
    --------
    >>> shared, own = set(map(chr, range(0x4E00, 0x4E40))), set(map(chr, range(0x5E00, 0x5E40)))
    >>> parts(shared | own, [shared | own, shared]) == [shared, own]
    True
    """
    grouped: dict[frozenset[int], set[str]] = {}
    for character in sorted(wanted):
        shown = frozenset(i for i, page in enumerate(pages) if character in page)
        grouped.setdefault(shown, set()).add(character)
    found = list(grouped.items())
    counts = [len(page) for page in pages]
    while len(found) > 1:
        cost, one, other = min(
            (_cost(_union(a, b), counts) - _cost(a, counts) - _cost(b, counts), i, i + 1 + j)
            for i, a in enumerate(found)
            for j, b in enumerate(found[i + 1 :])
        )
        if cost > 0 and len(found) <= files:
            break
        both = _union(found[one], found[other])
        found = [part for i, part in enumerate(found) if i not in (one, other)] + [both]
    found.sort(key=lambda part: (-len(part[0]), min(part[1])))
    return [characters for _, characters in found]


def _union(one: Part, other: Part) -> Part:
    return one[0] | other[0], one[1] | other[1]


def _cost(part: Part, counts: Sequence[int]) -> int:
    """Return the bytes that all pages together load of a file, by how much each page shows."""
    return sum(counts[page] for page in part[0]) * (CHARACTER * len(part[1]) + REQUEST)


def _cut_icons(root: Path) -> None:
    """Keep of the theme's icon fonts the icons that its pages and styles show."""
    theme = files("pydata_sphinx_theme").joinpath("theme/pydata_sphinx_theme/static")
    css = theme.joinpath("styles/pydata-sphinx-theme.css").read_text("utf-8")
    pages = "".join(p.read_text("utf-8") for p in (root / "_build/html").rglob("*.html"))
    used = set()
    for selector, code in re.findall(r'([^{}]+)\{[^{}]*content:\s*"\\(f[0-9a-f]{2,3})"', css):
        names = re.findall(r"\.fa-([a-z0-9-]+):before", selector)
        if not names or any(f"fa-{name}" in pages for name in names):
            used.add(int(code, 16))
    (root / ICONS).mkdir(parents=True, exist_ok=True)
    for source in sorted(Path(str(theme.joinpath("vendor/fontawesome/webfonts"))).iterdir()):
        font = cut(TTFont(source), used | {0x20})
        font.flavor = "woff2" if source.suffix == ".woff2" else None
        font.save(root / ICONS / source.name)
    print(f"{len(used)} icons: {ICONS}")


if __name__ == "__main__":
    sys.exit(main())
