"""Where figures and tables were chosen to stand, if the typesetter's own choice will not do.

By itself a figure floats to the head or the foot of the page that speaks of it, or of the next
that has room. `make places` looks for better places and keeps them in a file of the book.
"""

from pathlib import Path

import yaml

PLACES_FILE = "book/_places.yml"
PLACES = {"here": "none", "top": "top", "bottom": "bottom"}
"""What may be chosen -> how Typst calls it."""


def read_places(path: Path) -> dict[str, str]:
    """Return name -> chosen place; nothing if nobody has chosen.

    Raises
    ------
    ValueError
        If the file holds anything else.
    """
    if not path.is_file():
        return {}
    held = yaml.safe_load(path.read_text("utf-8")) or {}
    wrong = {k: v for k, v in held.items() if v not in PLACES} if isinstance(held, dict) else held
    if wrong:
        raise ValueError(f"{path}: {wrong} must be names of figures, each with one of {[*PLACES]}")
    return held


def write_places(path: Path, places: dict[str, str]) -> None:
    """Write chosen places, sorted by name."""
    lines = [f"{name}: {place}" for name, place in sorted(places.items())]
    head = "# Where print sets a figure or table if its own choice will not do: `make places`.\n"
    path.write_text(head + "".join(f"{line}\n" for line in lines), "utf-8")
