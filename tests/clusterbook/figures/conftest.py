"""Every drawing on its small frames, drawn once for all tests."""

import re
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from clusterbook import figures
from monograph.drawing.figure import Figure

sys.path.insert(0, str(Path(__file__).parent))

import frames

WIDTHS = (680, 470, 340)
"""px: of the page, of print, of a phone."""
TITLE = "A finding that is long enough to run over one line on a phone, with 13/61 in it"


def draw(name: str, **changes: Any) -> Figure:  # noqa: ANN401 - frames by name
    """Call a drawing on its frames, some of them changed."""
    given = {**frames.DRAWINGS[name], **changes}
    return getattr(figures, name)(*given.values(), title=TITLE, **frames.OPTIONS.get(name, {}))


def forms() -> list[str]:
    """Return every form of some drawings, drawn anew."""
    drawings = [draw(name) for name in ("landing", "precedence", "share_bars")]
    return [form for each in drawings for form in (each.html(), each.svg(), each.printed())]


@pytest.fixture(scope="session")
def drawn() -> Callable[[str], Figure]:
    return cache(draw)


@pytest.fixture(scope="session")
def rendered(drawn: Callable[[str], Figure]) -> Callable[[str, int], str]:
    """Return the standalone SVG of a drawing at a width."""
    return cache(lambda name, width: drawn(name).svg(width))


def each(widths: Sequence[int], asked: Sequence[int]) -> list[Any]:
    """Return every drawing at every width for `parametrize`; asked by `make test` are some widths.

    All that is asked of a drawing is asked in one process, which draws it once.
    """
    return [
        pytest.param(
            name,
            width,
            id=f"{name}-{width}",
            marks=[alone(name), *([] if width in asked else [pytest.mark.whole])],
        )
        for name in sorted(frames.DRAWINGS)
        for width in widths
    ]


def alone(name: str) -> pytest.MarkDecorator:
    """Let one worker run all that is asked of a drawing."""
    return pytest.mark.xdist_group(f"drawing {name}")


def numbers_of(pattern: str, svg: str) -> list[float]:
    return [float(found) for found in re.findall(pattern, svg)]
