"""The typesetter: the machine's own XeLaTeX, or the distribution's small set of packages."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable

from monograph.print.system import LackingError, install

PACKAGES = (
    "texlive-xetex",
    "texlive-lang-cjk",  # xeCJK; the one file that it wants from lang-chinese is in the project
    "texlive-fonts-recommended",  # a metric that hyperref asks for
    "fonts-texgyre-math",
    "fonts-noto-cjk",
    "fontconfig",  # finds typefaces by their names
)
WEIGHT = "(about 220 MB to fetch, 600 MB on disk; two minutes or so, the first time only)"

PROGRAMS = ("xelatex", "xdvipdfmx", "makeindex", "kpsewhich", "fc-match")
FILES = ("xeCJK.sty", "unicode-math.sty", "pzdr.tfm", "texgyrepagella-math.otf")
FAMILIES = ("Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Sans Mono CJK SC")


def ensure(say: Callable[[str], None]) -> None:
    """See that the book can be typeset here; install what is missing where that can be done.

    Raises
    ------
    LackingError
        If something is missing and this user cannot install it.
    """
    lacking = missing()
    if lacking:
        install(*PACKAGES, why=f"The PDF needs {', '.join(lacking)} {WEIGHT}", say=say)
        lacking = missing()
    if lacking:
        raise LackingError(
            f"The PDF needs {', '.join(lacking)}, which Debian's packages did not bring. Install "
            "TeX Live with XeLaTeX, xeCJK and TeX Gyre Math, and the typefaces "
            f"{', '.join(FAMILIES)}."
        )


def missing() -> list[str]:
    """Return the programs, files and typefaces that this machine does not have."""
    lacking = [name for name in PROGRAMS if shutil.which(name) is None]
    if "kpsewhich" not in lacking:
        lacking += [name for name in FILES if not _said("kpsewhich", name)]
    if "fc-match" not in lacking:
        lacking += [name for name in FAMILIES if name not in _said("fc-match", name, "family")]
    return lacking


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
