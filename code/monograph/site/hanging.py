"""What the map of influence says on the pages: what moves a number, and which cells move nothing.

Where the map holds for a chapter, the answer of each of its numbers names cells of the tables that
move it, as they were found to when they were changed one at a time. `{idle}` lists the cells that
move nothing in any chapter which reads their table.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

from monograph.influence.firmness import Cell3, idle, moved_by
from monograph.influence.words import Wording
from monograph.runner.chapters import chapters, executable
from monograph.site.answers import answers
from monograph.site.mapped import charts
from monograph.words import words_beside

say = words_beside(__file__)

EXECUTED = "_build/executed"
SHOWN = 2
"""How many cells an answer names."""


def readers(root: Path) -> dict[str, list[str]]:
    """Return table -> the chapters that read it when they were last run."""
    found: dict[str, list[str]] = {}
    for page in executable(chapters(root)):
        path = root / EXECUTED / f"{page.name.replace('/', '-')}.json"
        depends = json.loads(path.read_text("utf-8"))["depends"] if path.is_file() else {}
        for key in depends:
            if key.startswith("file:data/") and key.endswith(".csv"):
                name = key.removeprefix("file:data/").removesuffix(".csv")
                found.setdefault(name, []).append(page.name)
    return found


def unused(root: Path) -> dict[str, list[Cell3]]:
    """Return table -> its cells that move nothing, where every chapter that reads it was tried."""
    read_by = readers(root)
    found: dict[str, list[Cell3]] = {}
    for cell in idle(charts(root), read_by) if read_by else ():
        found.setdefault(cell[0], []).append(cell)
    return found


def moving(cells: list[Cell3], wording: Wording) -> str:
    """Return in words which cells move a number.

    Parameters
    ----------
    cells
        Those that do, at least one.
    wording
        Puts them into words.
    """
    named = [
        say("cell", cell=wording.cell(*cell), table=wording.title(cell[0]))
        for cell in cells[:SHOWN]
    ]
    more = len(cells) - SHOWN
    if more > 0:
        named.append(say("one_other") if more == 1 else say("others", count=more))
    *first, last = named
    words = say("and", cells=", ".join(first), last=last) if first else last
    return say("moves", cells=words)


def _answered(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Add to the answers of a page what moves each number."""
    root = Path(app.srcdir)
    chart = charts(root).get(page)
    if chart is None:
        return
    wording = Wording(root / "data")
    moved = {nodes.make_id(f"n-{key}"): cells for key, cells in moved_by(chart).items()}
    for listed in doctree.findall(answers):
        if listed.get("language"):
            continue  # the map names cells in the language of the book
        for item in listed.findall(nodes.list_item):
            cells = moved.get(item["ids"][0]) if item["ids"] else None
            if cells:
                words = moving(cells, wording)
                item.insert(len(item) - 1, nodes.paragraph("", words, classes=["cb-moves"]))


class IdleDirective(Directive):
    """The cells that nothing hangs on."""

    def run(self) -> list[nodes.Node]:
        """Return a sentence and a list by table; nothing of tables not tried in every chapter."""
        root = Path(self.state.document.settings.env.srcdir)
        found, wording = unused(root), Wording(root / "data")
        if not found:
            return [nodes.paragraph("", say("not_yet"))]
        listed = nodes.bullet_list()
        for table, cells in found.items():
            words = "; ".join(_grouped(cells, wording))
            said = nodes.paragraph("", "", nodes.strong("", wording.title(table)))
            said += nodes.Text(say("idle", cells=words))
            listed += nodes.list_item("", said)
        return [listed]


def _grouped(cells: list[Cell3], wording: Wording) -> Iterator[str]:
    """Yield the cells of one table, column by column: "the weight of T3, of T4"."""
    columns: dict[str, list[str]] = {}
    for table, row, column in cells:
        said = say("column", column=wording.column(table, column))
        columns.setdefault(said, []).append(say("row", row=wording.row(table, row)))
    yield from (f"{what} {', '.join(rows)}" for what, rows in columns.items())


def _forget(_: Sphinx) -> None:
    charts.cache_clear()


def setup(app: Sphinx) -> None:
    """Register the directive, and fill in the answers when pages are written."""
    app.add_directive("idle", IdleDirective)
    app.connect("builder-inited", _forget)
    app.connect("doctree-resolved", _answered)
