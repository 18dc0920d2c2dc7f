"""Vega's engine: from a Vega-Lite specification to its SVG, or to Vega.

To start the engine takes longer than to draw ten figures. A build starts it once, in a process of
its own, and says in the environment where that is reached. Whoever draws elsewhere, in JupyterLab
say, starts its own; so does who finds that process gone or hanging, or is given no drawing by it:
what is wrong with a specification is then said where it was made.
"""

import os
import pickle
import socket
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import vl_convert

DRAWS = "MONOGRAPH_DRAWS"
"""The variable that names the socket of the process that draws (`runner/draws.py`)."""
PATIENCE = 60
"""Seconds until that process is given up."""
FONTS = Path(__file__).parent / "fonts"


@cache
def register_fonts() -> None:
    """Hand the folder of fonts to the engine, once, so that every machine draws alike."""
    if any(FONTS.glob("*.?tf")):
        vl_convert.register_font_directory(str(FONTS))


def to_svg(spec: dict[str, Any]) -> str:
    """Return Vega's SVG of a Vega-Lite specification."""
    return str(_made("vegalite_to_svg", spec))


def to_vega(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a Vega-Lite specification compiled to Vega."""
    return dict(_made("vegalite_to_vega", spec))


def _made(what: str, spec: dict[str, Any]) -> Any:  # noqa: ANN401  (text, or a specification)
    where = os.environ.get(DRAWS)
    if where:
        with suppress(EOFError, pickle.PickleError):
            try:
                return _asked(where, what, spec)
            except OSError:
                del os.environ[DRAWS]  # it is not asked for the next one
    register_fonts()
    return getattr(vl_convert, what)(spec)


def _asked(where: str, what: str, spec: dict[str, Any]) -> Any:  # noqa: ANN401
    """Return what the process that draws answers.

    Raises
    ------
    OSError
        If it is gone, or does not answer in time.
    EOFError
        If it gives no answer.
    """
    with socket.socket(socket.AF_UNIX) as way:
        way.settimeout(PATIENCE)
        way.connect(where)
        with way.makefile("rwb") as stream:
            pickle.dump((what, spec, str(FONTS)), stream)
            stream.flush()
            return pickle.load(stream)
