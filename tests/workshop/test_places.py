"""What counts as bad where print looks for better places."""

from pathlib import Path

import pytest
import typst

from workshop.places import SHEET, SHORT, STRIPE, WHITE, badness

TALL = 400.0
"""Points: the height of a sheet."""


def set_in(folder: Path, body: str) -> bytes:
    """Return sheets of that height: `body` fills its own, and a turned one follows."""
    source = folder / "sheets.typ"
    lines = f"#set page(width: 300pt, height: {TALL}pt, margin: (y: 10%, x: 20pt))\n"
    turned = (
        f"\n#page(width: {TALL}pt, height: 300pt)[#rect(width: 100%, height: 100%, fill: black)]\n"
    )
    source.write_text(lines + body + turned, "utf-8")
    found = typst.compile(str(source))
    assert isinstance(found, bytes)
    return found


def block(share: float) -> str:
    return f"#block(width: 100%, height: {share * TALL}pt, fill: black, spacing: 0pt)\n"


@pytest.mark.parametrize(
    ("body", "hole"),
    [
        (block(0.79), 0.0),
        # No place can fill what is left before a sheet that is turned.
        (block(0.4), 0.0),
        # A hole between two blocks of a sheet is one, whatever sheet follows.
        (block(0.3) + "#v(64pt)\n" + block(0.3), 0.16),
    ],
)
def test_a_hole_before_a_turned_sheet_counts_and_room_below_does_not(
    tmp_path: Path, body: str, hole: float
) -> None:
    more = WHITE * (hole - STRIPE) if hole else 0.0
    assert badness(set_in(tmp_path, body), []) == pytest.approx(2 * SHEET + SHORT + more, abs=2)
