"""Every drawing on its small frames, drawn once for all tests."""

import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from clusterbook import figures
from monograph.drawing.figure import Figure

sys.path.insert(0, str(Path(__file__).parent))

import frames

TITLE = "A finding that is long enough to run over one line on a phone, with 13/61 in it"


def draw(name: str, **changes: Any) -> Figure:  # noqa: ANN401 - frames by name
    """Call a drawing on its frames, some of them changed."""
    given = {**frames.DRAWINGS[name], **changes}
    return getattr(figures, name)(*given.values(), title=TITLE, **frames.OPTIONS.get(name, {}))


@pytest.fixture(scope="session")
def drawn() -> Callable[[str], Figure]:
    return cache(draw)


@pytest.fixture(scope="session")
def rendered(drawn: Callable[[str], Figure]) -> Callable[[str, int], str]:
    """Return the standalone SVG of a drawing at a width."""
    return cache(lambda name, width: drawn(name).svg(width))


def numbers_of(pattern: str, svg: str) -> list[float]:
    return [float(found) for found in re.findall(pattern, svg)]
