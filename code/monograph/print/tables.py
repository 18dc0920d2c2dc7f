"""Tables in print: columns measured, long ones over pages, the source line kept with them."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from monograph.print.columns import (
    LONG,
    PAGE,
    SHORT,
    TURNED_LINE,
    Cells,
    Columns,
    breakable,
    columns,
    is_number,
)

TALL = 300.0
"""Points: from here on a table may break over pages, whether its chapter says so or not."""
MOST_ROWS = 30
"""From here on Sphinx breaks it in any case."""
MANY_PAGES, SHARE = 1.5, 0.6
"""A table of so many pages is turned on its side if it is then at most this share as tall: a turned
page has about as much less height, and its columns are easier to read."""


class PrintTables(SphinxPostTransform):
    """Give every table its columns, and take its source line inside."""

    # after the references in its cells are resolved
    default_priority = 700  # type: ignore[assignment]
    builders = ("latex",)

    def run(self, **_: Any) -> None:  # noqa: ANN401
        """Work through the tables of one document."""
        for table in list(self.document.findall(nodes.table)):
            prepare(table)


def prepare(table: nodes.table) -> None:
    """Write into a table node what the template needs: columns, kind and source line."""
    for text in [
        text for entry in table.findall(nodes.entry) for text in entry.findall(nodes.Text)
    ]:
        text.parent.replace(text, nodes.Text(breakable(str(text))))
    head, body = _rows(table, nodes.thead), _rows(table, nodes.tbody)
    sides = [_side(column) for column in zip(*body, strict=True)]
    plain = [[entry.astext() for entry in row] for row in head]
    cells = [[entry.astext() for entry in row] for row in body]
    found = columns(plain, cells, sides, SHORT)
    long = "cb-long" in table["classes"] or found.height > TALL or len(body) >= MOST_ROWS
    if long:
        found, table["turned"] = long_columns(plain, cells, sides)
    table["columns"] = found.specification
    table["classes"] = [name for name in table["classes"] if name != "colwidths-given"]
    if long:
        table["classes"].append("longtable")
    for entry in table.findall(nodes.entry):  # the writer would align each cell by itself
        entry["classes"] = [name for name in entry["classes"] if not name.startswith("text-")]
    following = table.next_node(descend=False, siblings=True)
    if isinstance(following, nodes.paragraph) and "cb-source" in following["classes"]:
        following.parent.remove(following)  # type: ignore[attr-defined]
        table["source"] = nodes.Element("", following)


def long_columns(head: Cells, body: Cells, sides: list[str]) -> tuple[Columns, bool]:
    """Return the columns of a long table, and whether it is turned on its side.

    Many columns of sentences become towers of single words on an upright page.
    """
    upright = columns(head, body, sides, LONG)
    turned = columns(head, body, sides, LONG, TURNED_LINE)
    many = upright.height >= MANY_PAGES * PAGE
    turns = many and turned.height <= SHARE * upright.height
    return (turned, True) if turns else (upright, False)


def _rows(table: nodes.table, part: type[nodes.Element]) -> list[list[nodes.entry]]:
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


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(PrintTables)
