"""The typesetter: the machine's own XeLaTeX, or the distribution's small set of packages."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

PACKAGES = (
    "texlive-xetex",
    "texlive-lang-cjk",  # xeCJK; the one file that it wants from lang-chinese is in the project
    "texlive-fonts-recommended",  # a metric that hyperref asks for
    "fonts-texgyre-math",
    "fonts-noto-cjk",
    "fontconfig",  # finds typefaces by their names
)
INSTALL = ("apt-get", "install", "-y", "--no-install-recommends", *PACKAGES)
PATIENT = ("-o", "DPkg::Lock::Timeout=600")
"""Another process of this run may be installing something."""

PROGRAMS = ("xelatex", "xdvipdfmx", "makeindex", "kpsewhich", "fc-match")
FILES = ("xeCJK.sty", "unicode-math.sty", "pzdr.tfm", "texgyrepagella-math.otf")
FAMILIES = ("Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Sans Mono CJK SC")
EVERY = 20
"""Packages from one line of progress to the next."""


class NoTypesetterError(RuntimeError):
    """XeLaTeX or what it needs is missing: the message says which command installs it."""


def ensure(say: Callable[[str], None]) -> None:
    """See that the book can be typeset here; install what is missing where that can be done.

    Raises
    ------
    NoTypesetterError
        If something is missing and this user cannot install it.
    """
    lacking = missing()
    if lacking and may_install():
        say(f"This machine lacks {', '.join(lacking)}: installing TeX and Chinese typefaces")
        say("(about 220 MB to fetch, 600 MB on disk; two minutes or so, the first time only)")
        _install(say)
        lacking = missing()
    if lacking:
        raise NoTypesetterError(
            f"The PDF needs {', '.join(lacking)}. On Debian or Ubuntu run:\n"
            f"    sudo {' '.join(INSTALL)}\n"
            "Elsewhere install TeX Live with XeLaTeX, xeCJK and TeX Gyre Math, and the typefaces "
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


def may_install() -> bool:
    """Tell whether this is Debian or its like, and this user its administrator."""
    return os.geteuid() == 0 and Path("/etc/debian_version").exists()


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _install(say: Callable[[str], None]) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(
        ["apt-get", *PATIENT, "update", "--quiet"],
        check=False,
        env=quiet,
        stdout=subprocess.DEVNULL,
    )
    command = [INSTALL[0], *PATIENT, *INSTALL[1:]]
    with subprocess.Popen(command, env=quiet, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        done = 0
        for line in process.stdout:
            done += line.startswith("Setting up")
            if line.startswith("Setting up") and done % EVERY == 0:
                say(f"  {done} packages are set up")
