"""Cut the typefaces to what the book uses: `python -m clusterbook.build.fonts`.

A whole Chinese typeface weighs 16 MB; the characters of this book fit in a hundredth of that, and
so readers and machines without one see the same characters. The cut files are kept in the project;
this runs when a new character comes in (a test names it), and needs Debian's fonts-noto-cjk.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
SIMPLIFIED_CHINESE = 2  # of the faces in the collection
FIGURES = Path("code/clusterbook/figures/fonts/NotoSansSC-Regular.otf")
WEB = Path("book/_static/fonts")
MANY_PAGES = 3
"""A character on as many pages goes into the file that every page with Chinese loads."""

STYLE = "/* Written by `make fonts`: the characters of many pages, and those of few. */\n"
FACE = (
    '@font-face {{ font-family: "Noto Sans SC"; font-display: swap; '
    'src: url("{name}") format("woff2"); unicode-range: {ranges}; }}\n'
)
ICONS = Path("book/_static/vendor/fontawesome/webfonts")


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


def cut(font: TTFont, codes: set[int]) -> TTFont:
    """Keep only the characters with these codes."""
    options = subset.Options()
    options.hinting = False
    options.desubroutinize = True
    options.layout_features = ["kern", "locl"]
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    return font


def main() -> int:
    """Write the cut fonts; return the exit status."""
    root = Path.cwd()
    if not SOURCE.is_file():
        command = "sudo apt-get install fonts-noto-cjk"
        print(f"{SOURCE} is missing. Run:\n    {command}", file=sys.stderr)
        return 1
    wanted = characters(root)
    _chinese(wanted).save(root / FIGURES)
    many = wanted & _on_many_pages(root)
    style = STYLE
    for number, part in enumerate((many, wanted - many), start=1):
        font = _chinese(part)
        font.flavor = "woff2"
        name = f"noto-sans-sc-{number}.woff2"
        font.save(root / WEB / name)
        style += FACE.format(name=name, ranges=", ".join(f"U+{ord(c):X}" for c in sorted(part)))
    (root / WEB / "chinese.css").write_text(style, "utf-8")
    print(f"{len(wanted)} Chinese characters, {len(many)} of them on {MANY_PAGES} pages or more")
    _cut_icons(root)
    return 0


def _chinese(wanted: set[str]) -> TTFont:
    """Return the Simplified Chinese face with these characters, under its own name."""
    font = cut(TTFont(SOURCE, fontNumber=SIMPLIFIED_CHINESE), {ord(c) for c in wanted})
    for record in font["name"].names:
        # The licence keeps the name Noto for Noto; "CJK" would promise the other languages.
        text = str(record).replace("Noto Sans CJK SC", "Noto Sans SC")
        record.string = text.replace("NotoSansCJKsc", "NotoSansSC")
    return font


def _on_many_pages(root: Path) -> set[str]:
    """Return the Chinese characters of many pages of the built book."""
    pages = [p.read_text("utf-8") for p in (root / "_build/html/book").glob("*.html")]
    counts = Counter(c for page in pages for c in {c for c in page if is_chinese(c)})
    return {character for character, count in counts.items() if count >= MANY_PAGES}


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
