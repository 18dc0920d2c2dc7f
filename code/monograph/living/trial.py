"""Something to try: a question that a reader answers by changing one cell of a table.

    ```{try-it}
    :table: assumptions
    :row: exchange_rate
    :column: value
    :value: 7.5

    Would a weaker yuan turn the finding round?
    ```

It stands above the first cell that reads the table. Page and print show nothing of it; the living
notebook has the question there, and a folded cell that holds the value as filed and suggests the
other. Whether the table allows that is looked up each time that pages are written.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from monograph.tables.changes import Changes
from monograph.tables.errors import DataError, UnknownTableError

PARTS = ("table", "row", "column", "value")
HINT = "# As filed. Write {} instead, then run this cell and all below. The way back is cb.reset()."


class trial(nodes.Invisible, nodes.Element):  # noqa: N801  (docutils names nodes in lower case)
    """Holds its parts as attributes: table, row, column, value, question."""


@dataclass(frozen=True)
class Trial:
    """What a reader can try, as Python writes it.

    Parameters
    ----------
    question
        Plain text.
    filed, suggested
        The code of a cell of the notebook: with the value that is filed, and with the other.
    """

    question: str
    filed: str
    suggested: str


class TrialError(Exception):
    """There is nothing to try: the message says what is wrong, and what would be right."""


def read(node: nodes.Element, data: Path) -> Trial:
    """Return what a reader can try.

    Parameters
    ----------
    node
        A `trial`.
    data
        The folder of the tables.

    Raises
    ------
    TrialError
        If the table has no such cell, would not hold the value, or holds it already; or if the
        question is none.
    """
    table, row, column, value = (node[part] for part in PARTS)
    question = " ".join(node["question"].split())
    if not question.endswith("?"):
        raise TrialError(f'something to try is a question, and ends with "?": {question!r}')
    changes = _tables(data)
    try:
        change = changes.change(table, row, column, value)
        declared = changes.library.declared(table)
    except (DataError, UnknownTableError) as fault:
        raise TrialError(str(fault)) from None
    if not changes.reset():
        raise TrialError(f"{table}, {row}, {column} holds {value} already: nothing would change")
    (field,) = (field for field in declared.fields if field.name == column)
    filed, suggested = (literal(text, field.type) for text in (change.filed, change.value))
    call = f"cb.change({', '.join(map(_quoted, (table, row, column)))}, {{}})"
    return Trial(
        question, f"{HINT.format(suggested)}\n{call.format(filed)}", call.format(suggested)
    )


@lru_cache(maxsize=1)
def _tables(data: Path) -> Changes:
    """Return the tables of a folder, unchanged: read once for all the pages of a process."""
    return Changes(data)


def literal(text: str, kind: str) -> str:
    """Return how Python writes what a cell holds.

    Examples
    --------
    >>> [literal("6.830", "number"), literal("true", "boolean"), literal("hoop", "string")]
    ['6.83', 'True', '"hoop"']
    >>> [literal("5.0", "number"), literal("", "number")]
    ['5', 'None']
    """
    if not text:
        return "None"
    if kind == "boolean":
        return str(text == "true")
    if kind not in {"number", "integer"}:
        return _quoted(text)
    number = float(text)
    return str(int(number) if number.is_integer() else number)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


class TrialDirective(SphinxDirective):
    """Keeps the parts; what they say is read when the page is written."""

    has_content = True
    option_spec = dict.fromkeys(PARTS, directives.unchanged_required)  # type: ignore[assignment]

    def run(self) -> list[nodes.Node]:
        """Return the node; refuse a directive that lacks a part."""
        missing = [name for name in PARTS if name not in self.options]
        if missing:
            raise self.error(f"try-it says neither of itself: {', '.join(missing)}")
        node = trial("", **self.options, question="\n".join(self.content))
        self.set_source_info(node)
        return [node]


class _OnlyInNotebooks(SphinxPostTransform):
    """Print knows nothing of it."""

    default_priority = 5  # type: ignore[assignment]  # docutils declares it as None

    def run(self, **_: object) -> None:
        if self.app.builder.format != "html":
            for node in list(self.document.findall(trial)):
                node.parent.remove(node)


def _skip(*_: object) -> None:
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Know the directive; the writing of pages passes over its node."""
    app.add_node(trial, html=(_skip, None), text=(_skip, None))
    app.add_directive("try-it", TrialDirective)
    app.add_post_transform(_OnlyInNotebooks)
