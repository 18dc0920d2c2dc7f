"""Where figures and tables were chosen to stand, if the typesetter's own choice will not do.

By itself a figure floats to the head or the foot of the page that speaks of it, or of the next
that has room. `make places` looks for better places and keeps them in a file of the book: of a
figure or table a place, and of a figure a size; of a page of the book whether its sheets run a
line long or short, as printers do to be rid of a last sheet of a few lines.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

PLACES_FILE = "book/_places.yml"
PLACES = {"here": "none", "top": "top", "bottom": "bottom"}
"""What may be chosen -> how Typst calls it."""
SIZES = ("93%", "86%")
"""To what a drawing may be reduced; its letters with it."""
LEAST_TYPE = 6.0
"""Points: the smallest type of a drawing in print, reduced or not."""
RUNS = ("long", "short")
"""How the sheets of a page of the book may run."""

_CHOICE = re.compile(rf"({'|'.join(PLACES)})?(?: ?({'|'.join(SIZES)}))?|{'|'.join(RUNS)}")


def read_places(path: Path) -> dict[str, str]:
    """Return name -> what was chosen; nothing if nobody has chosen.

    Raises
    ------
    ValueError
        If the file holds anything else.
    """
    if not path.is_file():
        return {}
    held = yaml.safe_load(path.read_text("utf-8")) or {}
    wrong = {k: v for k, v in held.items() if not _fits(k, v)} if isinstance(held, dict) else held
    if wrong:
        raise ValueError(
            f"{path}: {wrong} must be names of figures or tables, each with one of {[*PLACES]}, "
            f"one of {[*SIZES]}, or both; or names of pages, each with one of {[*RUNS]}"
        )
    return held


def _fits(name: object, chosen: object) -> bool:
    fits = isinstance(chosen, str) and bool(chosen) and _CHOICE.fullmatch(chosen)
    return bool(fits) and (chosen in RUNS) == ("/" in str(name))


def settings(chosen: str | None) -> Mapping[str, str]:
    """Return what was chosen of a figure or table as Typst's arguments.

    Examples
    --------
    >>> settings("here 93%"), settings("top"), settings(None)
    ({'place': 'none', 'shrink': '93%'}, {'place': 'top'}, {})
    """
    place, _, size = (chosen or "").rpartition(" ") if "%" in (chosen or "") else (chosen, "", "")
    found = {"place": PLACES[place]} if place else {}
    return found | ({"shrink": size} if size else {})


def write_places(path: Path, places: Mapping[str, str]) -> None:
    """Write what was chosen, sorted by name."""
    lines = [f"{name}: {chosen}" for name, chosen in sorted(places.items())]
    head = "# Where print sets a figure or table if its own choice will not do: `make places`.\n"
    path.write_text(head + "".join(f"{line}\n" for line in lines), "utf-8")
