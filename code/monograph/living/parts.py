"""A page cut into what its notebook's cells hold: prose, and code with what it shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from docutils import nodes

from monograph.living.prose import Fault, Prose
from monograph.living.trial import trial


@dataclass(frozen=True)
class Text:
    """A cell of prose."""

    markdown: str
    title: bool = False
    """Whether it is the heading of the page."""


@dataclass(frozen=True)
class Code:
    """A cell of code."""

    index: int
    """Its place among the cells of the source."""
    tables: tuple[str, ...] = ()
    """The tables it shows, as the page has them: with links, and references resolved."""


@dataclass(frozen=True)
class Try:
    """Something to try, which only a notebook has."""

    node: trial


Part: TypeAlias = Text | Code | Try


_BREAKS = (nodes.section, nodes.title, trial)


def parts(document: nodes.document, prose: Prose) -> list[Part]:
    """Return the parts of a page in order; each heading begins one."""
    found: list[Part] = []
    waiting: list[str] = []
    for part in _walk(document, prose, 0):
        if isinstance(part, str):
            waiting.append(part)
            continue
        if waiting:
            found.append(Text("\n\n".join(waiting)))
        waiting = []
        if isinstance(part, Text) and not part.title:
            waiting = [part.markdown]
        else:
            found.append(part)
    if waiting:
        found.append(Text("\n\n".join(waiting)))
    return found


def _walk(node: nodes.Element, prose: Prose, level: int) -> Iterator[Part | str]:
    """Yield headings and code as parts, other blocks as they are."""
    plain: list[nodes.Node] = []
    for child in node.children:
        if _is_cell(child) or isinstance(child, _BREAKS):
            yield from prose.blocks(plain, level)
            plain = []
        if isinstance(child, nodes.section):
            yield from _walk(child, prose, level + 1)
        elif isinstance(child, nodes.title) and isinstance(node, nodes.section):
            yield Text(prose.heading(node, child, level), title=level == 1)
        elif isinstance(child, nodes.container) and _is_cell(child):
            yield from _code(child, prose)
        elif isinstance(child, trial):
            yield Try(child)
        else:
            plain.append(child)
    yield from prose.blocks(plain, level)


def _code(cell: nodes.container, prose: Prose) -> Iterator[Part | str]:
    """Yield a code cell with the captions above and below what it shows."""
    above: list[str] = []
    below: list[str] = []
    tables: list[str] = []
    for part in cell.children:
        if isinstance(part, nodes.Element) and part.get("nb_element") == "cell_code_output":
            for node in _shown(part):
                if isinstance(node, nodes.figure):
                    below += [prose.caption(node, nodes.caption)]
                    below += prose.blocks(c for c in node.children if isinstance(c, nodes.legend))
                elif isinstance(node, nodes.table):
                    above.append(prose.caption(node, nodes.title))
                    tables.append(prose.pipes(node))
                else:
                    below += prose.blocks([node])
    yield from filter(None, above)
    yield Code(int(cell["cell_index"]), tuple(tables))
    yield from filter(None, below)


def _shown(output: nodes.Element) -> Iterator[nodes.Element]:
    """Yield what has words beside the output itself: figures, tables, lines below them."""
    for child in output.children:
        if isinstance(child, nodes.figure | nodes.table | nodes.paragraph):
            yield child
        elif isinstance(child, nodes.container):
            yield from _shown(child)


def misplaced(document: nodes.document) -> Iterator[Fault]:
    """Yield the code cells that stand where a notebook can have none."""
    for cell in document.findall(lambda node: _is_cell(node) or isinstance(node, trial)):
        above = cell.parent
        while isinstance(above, nodes.section):
            above = above.parent
        if not isinstance(above, nodes.document):
            yield Fault(cell, "a notebook has no form for a code cell inside of other text")


def _is_cell(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"
