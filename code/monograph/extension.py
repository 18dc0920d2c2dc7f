"""What Sphinx needs for the book: numbers with a voice, captions, citations, fresh pages."""

import zlib
from importlib import import_module
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from monograph import __version__

PARTS = (
    *("monograph.site.speed", "monograph.site.hands", "monograph.site.outputs"),
    "monograph.voices.role",
    *("monograph.site.rows", "monograph.site.captions", "monograph.site.numbering"),
    *("monograph.site.formulas", "monograph.site.pages", "monograph.site.search"),
    "monograph.site.cells",
    *("monograph.alive.page", "monograph.site.assets", "monograph.site.accessible"),
    *("monograph.site.terms", "monograph.site.answers", "monograph.site.firm"),
    "monograph.site.hanging",
    *("monograph.site.previews", "monograph.site.here"),
    *("monograph.site.framing", "monograph.site.languages"),
    *("monograph.site.edition", "monograph.site.heads", "monograph.site.launching"),
    "monograph.site.faces",
    *(
        "monograph.site.menu",
        "monograph.site.moved",
        "monograph.site.addresses",
        "monograph.site.citing",
    ),
    *("monograph.site.works", "monograph.living.page", "monograph.living.builder"),
    *("monograph.print.builder", "monograph.print.cells"),
    *("monograph.print.front", "monograph.print.terms"),
)
"""The parts, in the order in which they are switched on: each is a module with a `setup`."""


_PARTS = [import_module(name) for name in PARTS]
# Here and not in `setup`: a build imports extensions ahead of the time when they are switched on.


def setup(app: Sphinx) -> dict[str, Any]:
    """Switch everything on; `_config.yml` names this package as an extension."""
    for part in _PARTS:
        part.setup(app)
    return {
        "version": __version__,
        "env_version": _state(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _state() -> int:
    """Return a number that differs for other code: pages read by other code are read again."""
    read_by = sorted(
        path
        for room in ("voices", "influence", "site", "alive", "living", "print")
        for path in (Path(__file__).parent / room).rglob("*.py")
    )
    return zlib.crc32(b"".join(path.read_bytes() for path in read_by))
