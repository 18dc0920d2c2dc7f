"""Run a chapter's cells in this process, on tables as given, and write down what they give.

Nothing is drawn: a figure is asked for its data and its words, a table for its cells, and an
explorer only for the state in which it opens. A kernel would take seconds to start; here modules
are imported once for all runs, and costly results are remembered between them.
"""

import ast
import hashlib
import pickle
from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib import import_module
from typing import Any

import pandas as pd

from monograph.alive.explore import sketching
from monograph.drawing.figure import Figure
from monograph.drawing.table import Table
from monograph.influence.memory import Known, Memory
from monograph.influence.record import Record
from monograph.influence.toolbox import Later, Toolbox
from monograph.runner.chapters import Chapter
from monograph.tables.package import filed, supplied

Loader = Callable[[str], pd.DataFrame]


class Recorder:
    """Records chapters of one book.

    Parameters
    ----------
    toolbox
        Dotted name of the module that a chapter imports, such as "ourbook.book".
    explorers
        Names in the toolbox of the modules whose functions make explorers.
    """

    def __init__(self, toolbox: str, explorers: Iterable[str] = ()) -> None:
        self._toolbox, self._explorers = toolbox, frozenset(explorers)
        self._filed: dict[str, pd.DataFrame] = {}
        self._memory = Memory(self._reading, self._digests)
        self._seen: list[set[str]] = []
        self._given: dict[str, pd.DataFrame] = {}
        self._told: dict[str, tuple[pd.DataFrame, str]] = {}
        self._deep = ""

    def record(
        self,
        chapter: Chapter,
        given: dict[str, pd.DataFrame] | None = None,
        *,
        explore: bool = True,
    ) -> Record:
        """Run all cells of a chapter.

        Parameters
        ----------
        chapter
            With code.
        given
            Table -> the frame to use in the place of the one that is filed.
        explore
            Whether explorers are asked, too, for what they show when they open.

        Returns
        -------
        Record
            Up to the cell that raised, if one did.
        """
        self._given = given or {}
        self._seen = [set()]
        made = Record(chapter.name)
        toolbox = Toolbox(import_module(self._toolbox), made, self._memory, self._explorers)
        names: dict[str, Any] = {"__name__": "__main__"}
        put_off: list[tuple[str, Later]] = []
        stopped = ""
        with supplied(self._load), sketching():
            for number, cell in enumerate(chapter.code_cells):
                if self._deep:  # modules are loaded when they are first asked for
                    self._memory.deepen(self._deep)
                try:
                    value = self._run(cell.source, toolbox, names)
                except Exception as fault:  # whatever a cell raises
                    stopped = f"{chapter.line_of(cell)}: {type(fault).__name__}: {fault}"
                    break
                name = _name(cell) or f"cell {number}"
                if title := toolbox.title():
                    made.titled[name] = title
                if isinstance(value, Later):
                    put_off.append((name, value))
                elif (text := _shown(value)) is not None:
                    made.shown[name] = text
            if explore:
                stopped = stopped or _explored(put_off, made)
        return replace(made, tables=frozenset(self._seen[0]), stopped=stopped)

    def settle(self, chapter: Chapter, *, explore: bool = False) -> Record:
        """Run a chapter on the tables as filed, and remember for good what that took.

        Call it before many runs of one chapter, each followed by `forget`.

        Parameters
        ----------
        chapter, explore
            As of `record`.
        """
        for _ in range(2):  # what the first run loads, the second remembers
            made = self.record(chapter, explore=explore)
        self._memory.settle()
        return made

    def deepen(self) -> None:
        """Remember, from now on, what functions of the book's own package return to each other.

        A framework's are not.
        """
        package = self._toolbox.partition(".")[0]
        if package != __name__.partition(".")[0]:
            self._deep = package

    def known(self) -> Known:
        """Return what is remembered, for the recorder of another process."""
        return self._memory.known()

    def learn(self, known: Known) -> None:
        """Remember for good what the recorder of another process does."""
        self._memory.learn(known)

    def forget(self) -> None:
        """Forget what the runs since `settle` left."""
        self._memory.forget()

    def frame(self, table: str) -> pd.DataFrame:
        """Return a table as it is filed."""
        if table not in self._filed:
            self._filed[table] = filed(table)
        return self._filed[table].copy()

    def _run(self, source: str, toolbox: Toolbox, names: dict[str, Any]) -> object:
        """Run one cell; return the value of its last expression, as a notebook does."""
        tree = ast.parse(source)
        body: list[ast.stmt] = []
        for node in tree.body:
            if isinstance(node, ast.Import) and node.names[0].name == self._toolbox:
                names[node.names[0].asname or self._toolbox] = toolbox
            else:
                body.append(node)
        last = body[-1] if body else None
        if not isinstance(last, ast.Expr):
            exec(compile(ast.Module(body, []), "<cell>", "exec"), names)
            return None
        exec(compile(ast.Module(body[:-1], []), "<cell>", "exec"), names)
        return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)

    def _load(self, table: str) -> pd.DataFrame:
        for seen in self._seen:
            seen.add(table)
        return self._given[table].copy() if table in self._given else self.frame(table)

    def _reading(self, call: Callable[[], Any]) -> tuple[Any, frozenset[str]]:
        self._seen.append(set())
        try:
            result = call()
        finally:
            read = self._seen.pop()
        return result, frozenset(read)

    def _digests(self, tables: Iterable[str]) -> dict[str, str]:
        """Return what tells a given table from the filed one; a filed one needs no telling."""
        for seen in self._seen:
            seen.update(tables)
        return {name: self._digest(name) if name in self._given else "" for name in tables}

    def _digest(self, table: str) -> str:
        frame, known = self._given[table], self._told.get(table)
        if known is None or known[0] is not frame:
            digest = hashlib.blake2b(pickle.dumps(frame)).hexdigest()
            self._told[table] = known = frame, digest
        return known[1]


def _explored(put_off: list[tuple[str, Later]], made: Record) -> str:
    """Ask explorers what they show when they open; return what the first one raised, or ""."""
    stopped = ""
    for name, later in put_off:
        try:
            made.shown[name] = later().text()
        except Exception as fault:  # as of a cell
            stopped = stopped or f"{name}: {type(fault).__name__}: {fault}"
    return stopped


def _name(cell: Any) -> str:  # noqa: ANN401  (a notebook node)
    return str(cell.metadata.get("mystnb", {}).get("figure", {}).get("name", ""))


def _shown(value: object) -> str | None:
    """Return what a figure or a table shows, as one text."""
    if isinstance(value, Figure):
        return f"{value.alt}\n{value.data.to_csv(index=False)}"
    if isinstance(value, Table):
        return value.text()
    return None
