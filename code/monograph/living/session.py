"""A reader's session in a living notebook: what her changes have moved, and which sentences fell.

The first cell of a living notebook begins it. From then on `tell` writes the numbers into the prose
above and below, marks those that are no longer what the page prints, and names them under the cell;
and `holds` does not stop, but names the sentences that are no longer true. Where a notebook program
lets no widget reach its prose (VS Code, Colab), what is named under the cells is all there is.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monograph.voices.listening import listen
from monograph.voices.number import Number
from monograph.voices.sentences import titled

if TYPE_CHECKING:
    from monograph.tables.changes import Change, Changes
    from monograph.tables.schema import Value

BELOW = "Now run the cells below (in Jupyter: Run ▸ Run Selected Cell and All Below)."
AGAIN = "The tables are as filed again: run all cells."
SCRIPT = Path(__file__).parent / "static" / "sentences.mjs"
_TOLD = re.compile(r"\{n\}`([^`]*)`")
_ROLE = re.compile(r"\{[\w:-]+\}`([^`<]*)(?:<[^`]*>)?`")


class Session:
    """What has been told and held since the notebook's first cell ran.

    Parameters
    ----------
    page
        Such as "book/cluster".
    published
        Key -> number as the page prints it.
    figures
        Name of a figure whose title is held -> what the page calls it, such as "Fig. 8.2".
    words
        Key -> the words before and after its number, where it stands first.
    """

    def __init__(
        self,
        page: str,
        published: Mapping[str, str],
        figures: Mapping[str, str] | None = None,
        words: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        self.page, self.published, self.figures = page, dict(published), dict(figures or {})
        self.words = dict(words or {})
        self.now: dict[str, str] = {}
        self.sentences: dict[str, bool] = {}
        self.changed: list[Change] = []
        self._prose: Any = None
        self._report: Any = None

    # ------------------------------------------------------------------ as chapters speak

    def told(self, numbers: Mapping[str, Number]) -> None:
        """Write numbers into the prose; show those that are not the page's."""
        self.now |= {key: number.text for key, number in numbers.items()}
        if self._prose is not None:
            self._prose.now = dict(self.now)
        moved = [key for key in numbers if key in self.moved]
        _show([self._move(key) for key in moved])
        self._renew()

    def held(self, sentences: Mapping[str, bool]) -> None:
        """Keep whether sentences are true; show those that are not."""
        self.sentences |= sentences
        _show([self._fall(words) for words, true in sentences.items() if not true])
        self._renew()

    def tables(self, changed: Iterable[Change], words: str = "") -> None:
        """Keep which cells of tables the reader has changed; show these, and what is to be done."""
        self.changed = list(changed)
        _show([*map(_changed, self.changed), *filter(None, [words])])
        self._renew()

    # ------------------------------------------------------------------ what has become of it

    @property
    def moved(self) -> list[str]:
        """Return the keys of the numbers that are not what the page prints."""
        page = self.published
        return [key for key, text in self.now.items() if key in page and page[key] != text]

    @property
    def fallen(self) -> list[str]:
        """Return the first words of the sentences that are no longer true."""
        return [words for words, true in self.sentences.items() if not true]

    def summary(self) -> str:
        """Return what a reader's changes have made of the chapter, as HTML."""
        if not self.sentences and not self.now:
            return "<p>No cell has run yet.</p>"
        lines = [_changed(change) for change in self.changed]
        lines += [self._fall(words) for words in self.fallen]
        lines += [self._move(key) for key in self.moved]
        if not lines:
            stand = f"{len(self.sentences)} sentences" if self.sentences else "no sentence"
            return (
                f"<p>Every number is the page's; of {stand} that the cells hold to the data, "
                "none has fallen.</p>"
            )
        return _listed(lines)

    def attach(self, prose: Any, report: Any) -> None:  # noqa: ANN401
        """Let a widget write into the prose, and a shown summary follow."""
        self._prose = prose if prose is not None else self._prose
        self._report = report if report is not None else self._report

    def _renew(self) -> None:
        if self._report is not None:
            self._report.update({"text/html": self.summary()}, raw=True)

    def _move(self, key: str) -> str:
        now, page = html.escape(self.now[key]), html.escape(self.published[key])
        before, after = map(html.escape, self.words.get(key, (f"{key}: ", "")))
        return f"“{before}<mark>{now}</mark>{after}”; the page prints <del>{page}</del>"

    def _fall(self, words: str) -> str:
        figure = titled(words)
        if figure:  # its title is above it, with the numbers of now
            place = html.escape(self.figures.get(figure, figure))
            return f"<strong>No longer true:</strong> the title of {place}"
        said = _TOLD.sub(lambda found: self.now.get(found[1], found[1]), words)
        said = html.escape(" ".join(_ROLE.sub(r"\1", said).replace("*", "").split()))
        more = "" if said.endswith((".", "?", "!")) else " …"
        return f"<strong>No longer true:</strong> “{said}{more}”"


def _changed(change: Change) -> str:
    place = html.escape(f"{change.table}, {change.row}, {change.column}")
    now, filed = html.escape(change.value or "empty"), html.escape(change.filed or "empty")
    return f"You changed <code>{place}</code> to <mark>{now}</mark>; filed is <del>{filed}</del>"


_open: list[Session] = []


def change(table: str, row: str, column: str, value: Value) -> None:
    """Change one cell of a table for this session: `cb.change`. No file is written.

    Parameters
    ----------
    table, row, column
        Which cell; the row by its key, the parts of a key joined by "/".
    value
        Of the column's type; None empties the cell.

    Raises
    ------
    UnknownTableError
        A `KeyError`, if there is no such table.
    DataError
        A `ValueError`, if there is no such cell, or the table does not allow the value.
    RuntimeError
        If no session has begun: what is published is made from the tables as they are filed.
    """
    session, tables = _session(), _tables()
    before = dict(tables.made)
    tables.change(table, row, column, value)
    if tables.made != before or (table, row, column) in before:
        session.tables(tables.made.values(), BELOW)


def reset(table: str | None = None) -> None:
    """Take back the changes of this session, of one table or of all: `cb.reset`.

    Raises
    ------
    RuntimeError
        If no session has begun.
    """
    session, tables = _session(), _tables()
    tables.reset(table)
    session.tables(tables.made.values(), AGAIN)


def _tables() -> Changes:
    from monograph.tables.package import changes

    return changes()


def _session() -> Session:
    if not _open:
        raise RuntimeError("no session has begun: run the first cell of this notebook")
    return _open[-1]


def begin(
    page: str,
    published: Mapping[str, str],
    cells: Iterable[tuple[str, str]] = (),
    figures: Mapping[str, str] | None = None,
    words: Mapping[str, tuple[str, str]] | None = None,
) -> None:
    """Begin a session; a notebook's first cell does.

    Parameters
    ----------
    page, published, figures, words
        As `Session` has them.
    cells
        First line of each cell of code, and the names that it makes, parted by blanks: by these a
        cell that is run too early says which other is wanted first.
    """
    session = Session(page, published, figures, words)
    _open[:] = [session]
    if "monograph.tables.package" in sys.modules:  # else nobody has changed anything
        _tables().reset()
    listen(session)
    session.attach(_widget(page), None)
    _say_what_is_wanted(list(cells))


def report() -> None:
    """Show what the reader's changes have moved; it follows them from then on."""
    from IPython.display import display

    session = _session()
    shown = {"text/html": session.summary()}
    handle = display(shown, raw=True, display_id=True)  # type: ignore[no-untyped-call]
    session.attach(None, handle)


def wanted(name: str, cells: Iterable[tuple[str, str]]) -> str:
    """Return in words which cell makes a name that is missing; nothing if none does.

    Examples
    --------
    >>> wanted("ratios", [("import book as cb", "cb"), ("ratios = cb.ratios()", "ratios")])
    'ratios is made in the cell that begins `ratios = cb.ratios()`: run that first.'
    """
    for line, made in cells:
        if name in made.split():
            return f"{name} is made in the cell that begins `{line}`: run that first."
    return ""


def _say_what_is_wanted(cells: list[tuple[str, str]]) -> None:
    from IPython.core.getipython import get_ipython

    shell = get_ipython()  # type: ignore[no-untyped-call]
    if shell is None or not cells:
        return

    def explain(self: Any, kind: Any, fault: Any, trace: Any, tb_offset: Any = None) -> None:  # noqa: ANN401
        self.showtraceback((kind, fault, trace), tb_offset=tb_offset)
        hint = wanted(str(fault.name or ""), cells)
        if hint:
            print(hint)

    shell.set_custom_exc((NameError,), explain)


def _widget(page: str) -> Any:  # noqa: ANN401
    """Return a widget that keeps the prose's numbers and the styles; it has no view."""
    import anywidget
    import traitlets

    from monograph.living.marks import told_class
    from monograph.living.style import style

    class Prose(anywidget.AnyWidget):
        _esm = SCRIPT
        prefix = traitlets.Unicode().tag(sync=True)
        style = traitlets.Unicode().tag(sync=True)
        now = traitlets.Dict().tag(sync=True)

    return Prose(prefix=told_class(page, ""), style=style())


def _show(lines: list[str]) -> None:
    from IPython.display import display

    if lines:
        display({"text/html": _listed(lines)}, raw=True)  # type: ignore[no-untyped-call]


def _listed(lines: list[str]) -> str:
    return f"<ul class='cb-report'>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"
