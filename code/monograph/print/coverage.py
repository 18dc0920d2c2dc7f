"""Signs of drawings that no typeface has. Those of the text are found by the typesetter."""

import re
from functools import cache
from html import unescape
from pathlib import Path

from fontTools.ttLib import TTFont

_TEXT = re.compile(r"<(?:text|tspan)[^>]*>([^<]+)<")


@cache
def covered(folder: Path) -> frozenset[int]:
    """Return the code points that the typefaces in a folder have."""
    return frozenset(
        code
        for path in sorted(folder.glob("*.[ot]tf"))
        for code in (TTFont(path, lazy=True).getBestCmap() or {})
    )


def uncovered(svg: str, folder: Path) -> list[str]:
    """Return the signs of a drawing that none of the typefaces in a folder has."""
    signs = set("".join(map(unescape, _TEXT.findall(svg))))
    return sorted(s for s in signs if ord(s) not in covered(folder) and not s.isspace())
