"""Tables in print: columns measured, long ones over pages, the source line kept with them."""

from dataclasses import dataclass

from docutils import nodes

from monograph.print.columns import (
    LONG,
    PAGE,
    SHORT,
    TURNED_LINE,
    Columns,
    Measured,
    columns,
    is_number,
    measured,
)

TALL = 300.0
"""Points: from here on a table may break over pages, whether its chapter says so or not."""
TURNED_SHEET, ABOVE, BELOW = 351.0, 42.0, 20.0
"""Points: the height of the text on a sheet that lies on its side; of caption, of source line."""
MANY_PAGES, SHARE = 2.0, 0.55
"""A table of so many pages is turned on its side if it is then at most this share as tall: a turned
page has about as much less height, and its columns are easier to read."""


@dataclass(frozen=True)
class Layout:
    """How a table is set."""

    columns: Columns
    sides: tuple[str, ...]
    """"left", "right" or "center" for each column."""
    long: bool
    """Whether it may break over pages."""
    turned: bool
    """Whether it lies on its side, on pages of its own."""

    @property
    def left(self) -> float:
        """Return what its last turned sheet has left, in points."""
        head, *body = self.columns.rows
        room = TURNED_SHEET - ABOVE - head
        for tall in body:
            if tall > room:
                room = TURNED_SHEET - head
            room -= tall
        return room - BELOW

    @property
    def fault(self) -> str | None:
        """Say why it cannot be set; None if it can."""
        if self.columns.burst is None:
            return None
        return (
            f"the table is wider than the page: column {self.columns.burst + 1} of "
            f"{len(self.sides)} is too narrow for its words"
        )


def layout(table: nodes.table) -> Layout:
    """Return how a table is set, from its words."""
    head, body = rows(table, nodes.thead), rows(table, nodes.tbody)
    sides = tuple(_side(column) for column in zip(*body, strict=True))
    cells = measured(
        *([[entry.astext() for entry in row] for row in part] for part in (head, body))
    )
    found = columns(cells, SHORT)
    if "cb-long" not in table["classes"] and found.height <= TALL:
        return Layout(found, sides, long=False, turned=False)
    found, turned = _long(cells)
    return Layout(found, sides, long=True, turned=turned)


def _long(cells: Measured) -> tuple[Columns, bool]:
    """Return the columns of a long table, and whether it is turned on its side.

    Many columns of sentences become towers of single words on an upright page.
    """
    upright = columns(cells, LONG)
    turned = columns(cells, LONG, TURNED_LINE)
    many = upright.height >= MANY_PAGES * PAGE
    turns = many and turned.height <= SHARE * upright.height
    return (turned, True) if turns else (upright, False)


def rows(table: nodes.table, part: type[nodes.Element]) -> list[list[nodes.entry]]:
    """Return the cells of a table's head or body."""
    return [
        list(row.findall(nodes.entry))
        for held in table.findall(part)
        for row in held.findall(nodes.row)
    ]


def _side(column: tuple[nodes.entry, ...]) -> str:
    """Return how a column stands: as its chapter asks for, else numbers right and words left."""
    for side in ("right", "center"):
        if all(f"text-{side}" in entry["classes"] for entry in column):
            return side
    words = [entry.astext() for entry in column]
    numeric = all(map(is_number, words)) and any(words)
    return "right" if numeric and not any("text-left" in e["classes"] for e in column) else "left"
