"""Make the map: `python -m monograph.influence ourbook.book` tries every input cell once.

First each chapter runs as filed, in a process of its own. Then several processes take the cells
among them: each tries every value of a cell on all chapters that read it, so that what two chapters
compute from it is computed once. What is done is noted cell by cell in `_build/influence`, so that
a run that was stopped goes on; a chapter that is complete is stored in `data/influence`. A chapter
whose map still holds is passed over.

With `--re-identify` nothing new is tried: see `monograph.influence.reidentify`.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd

from monograph.influence.abreast import Broken, abreast
from monograph.influence.alternatives import changed
from monograph.influence.belief import in_words
from monograph.influence.cells import CLASSES, Cell, Ladder, cells, keys_of, ladders, others
from monograph.influence.chart import FOLDER, Change, Chart, ChartError, file_name, store, stored
from monograph.influence.firmness import Cell3
from monograph.influence.memory import Known
from monograph.influence.reading import unread
from monograph.influence.record import Record, moves
from monograph.influence.recorder import Recorder
from monograph.influence.reidentify import RefusalError, retaken
from monograph.influence.search import Trial, categories, nearest
from monograph.influence.stamp import Stamp, computing, moved_on, stamp, tables_in
from monograph.influence.whatif import typed
from monograph.runner.chapters import BookError, Chapter, chapters, executable
from monograph.runner.command import at_once, command
from monograph.tables.package import describe, filed
from monograph.voices.sentences import address

EXPLORERS = ("explorers",)
"""Rooms of a toolbox whose functions make explorers; they are not asked."""


def main(arguments: list[str] | None = None) -> int:
    """Make what is missing or stale; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m monograph.influence", description=__doc__)
    parser.add_argument("toolbox", help="the module that chapters import, such as ourbook.book")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the project's folder")
    parser.add_argument("--jobs", type=int, default=2, help="how many chapters at a time")
    parser.add_argument("--classes", default=",".join(CLASSES), help="classes of tables to try")
    parser.add_argument("--chapters", default="", help="only these, such as book/survey,book/facts")
    parser.add_argument("--minutes", type=float, default=1e9, help="when to begin no other cell")
    parser.add_argument(
        "--re-identify",
        action="store_true",
        help="take maps for the present code's where a sample, tried again, moves the same",
    )
    options = parser.parse_args(arguments)
    root, classes = options.root.resolve(), tuple(options.classes.split(","))
    if unknown := set(classes) - set(CLASSES):
        print(f"{', '.join(sorted(unknown))}: the classes are {', '.join(CLASSES)}")
        return 2
    try:
        pages = executable(chapters(root))
        known = stored(root)
    except (BookError, ChartError) as error:
        print(error, file=sys.stderr)
        return 1
    started = time.perf_counter()
    names = {page.name for page in pages}
    store(root, {name: chart for name, chart in known.items() if name in names})
    only = set(filter(None, options.chapters.split(",")))
    due = [page for page in pages if (not only or page.name in only) and _due(page, classes)]
    plan = Plan(options.toolbox, classes, time.time() + options.minutes * 60)
    with at_once():  # forking passes over what interrupts it
        if options.re_identify:
            moved = [
                page
                for page in due
                if page.name in known and moved_on(known[page.name].made_from, page)
            ]
            faults = _re_identified(moved, plan, options.jobs)
        else:
            faults = _all(due, plan, options.jobs)
    print(f"The map stands after {time.perf_counter() - started:.0f} s: {root / FOLDER}")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


@dataclass(frozen=True)
class Plan:
    """What to try: on the chapters of which toolbox, of which classes of tables, until when."""

    toolbox: str
    classes: tuple[str, ...]
    until: float


@dataclass(frozen=True)
class Ready:
    """A chapter that was run as filed: what it gave, and what is left to try on it.

    Parameters
    ----------
    page
        The chapter.
    was
        What it gave.
    made_from
        What that came from.
    unread
        Cells at which it does not look: table, row's key, column.
    todo
        Cells that are not yet noted.
    """

    page: Chapter
    was: Record
    made_from: Stamp
    unread: frozenset[Cell3]
    todo: tuple[Cell, ...]


def _all(pages: list[Chapter], plan: Plan, jobs: int) -> list[str]:
    """Map each page whose map is missing, stale or not complete; return what failed."""
    if time.time() > plan.until:
        return []
    faults: list[str] = []
    runs, ready = _prepared(pages, plan, jobs, faults)
    left = {each.page.name: len(each.todo) for each in ready}
    every = _shared(ready)
    shares = [partial(_try, every[n::jobs], ready, runs, plan) for n in range(jobs)]
    started, total = time.perf_counter(), sum(left.values())
    for _, found in abreast(shares, jobs):
        if isinstance(found, Broken):
            faults.append(f"a process broke off: {found}")
            continue
        page, cell, tried = found
        _note(page, cell, tried)
        left[page.name] -= 1
        if not left[page.name]:
            _file(page)
        tried_so_far = total - sum(left.values())
        if tried_so_far % 100 == 0 or not left[page.name]:
            took = time.perf_counter() - started
            now = f", {page.name} complete" if not left[page.name] else ""
            print(f"  {tried_so_far} of {total} cells, {took:.0f} s{now}", flush=True)
    for each in ready:
        if left[each.page.name] or not each.todo:
            _file(each.page)
    return faults


def _re_identified(pages: list[Chapter], plan: Plan, jobs: int) -> list[str]:
    """Take the map of each page for the present code's if it is; return why others are not."""
    faults: list[str] = []
    works = [partial(_again, page, plan) for page in pages]
    for number, found in abreast(works, jobs):
        page = pages[number]
        if isinstance(found, str):
            faults.append(f"{page.path}: its map is not taken: {found}")
        else:
            store(page.root, stored(page.root) | {page.name: found})
            print(f"  {page.name}  its map stands for the present code", flush=True)
    return faults


def _again(page: Chapter, plan: Plan) -> Iterator[Chart | str]:
    """Run a chapter as filed, and some of its changes again; yield its map, or why it does not."""
    runs = Recorder(plan.toolbox, EXPLORERS)
    runs.deepen()
    was = runs.settle(page)

    def again(change: Change) -> Change:
        entry, frame = describe(change.table), runs.frame(change.table)
        field = next(each for each in entry["schema"]["fields"] if each["name"] == change.column)
        row = keys_of(entry, frame).index(change.row)
        value = typed(field, change.value, f"data/{change.table}.csv")
        given = {change.table: changed(frame, change.column, row, value)}
        made = runs.record(page, given, explore=False)
        runs.forget()
        cell = Cell(change.table, change.column, row, change.row, frame[change.column].iloc[row])
        return _change(cell, was, Trial(value, float(change.size), made))

    chart = stored(page.root)[page.name]
    now = stamp(page, was.tables, computing(page.root))
    try:
        yield retaken(chart, now, moved_on(chart.made_from, page), again)
    except RefusalError as refusal:
        yield str(refusal)


def _prepared(
    pages: list[Chapter], plan: Plan, jobs: int, faults: list[str]
) -> tuple[Recorder, list[Ready]]:
    """Run each page as filed; return what remembers that, and the pages. Faults are added."""
    runs, ready = Recorder(plan.toolbox, EXPLORERS), []
    loaded: set[str] = set()
    works = [partial(_ready, page, plan) for page in pages]
    for number, found in abreast(works, jobs):
        if isinstance(found, Broken):
            faults.append(f"{pages[number].path}: no map was made of it: {found}")
            continue
        known, modules, chapter = found
        loaded |= modules
        runs.learn(known)
        ready.append(chapter)
        print(
            f"  {chapter.page.name}  {len(chapter.todo)} cells, at {len(chapter.unread)} of which "
            "it does not look",
            flush=True,
        )
    # Not before all are done: what one chapter loads is no part of what another was made from.
    for name in sorted(loaded):
        import_module(name)
    runs.deepen()
    return runs, ready


def _shared(ready: list[Ready]) -> list[Cell]:
    """Return every cell that is left to try on a chapter, tables with few cells first."""
    every = {(c.table, c.key, c.column): c for each in ready for c in each.todo}
    sizes = Counter(table for table, *_ in every)
    return sorted(every.values(), key=lambda c: (sizes[c.table], c.table))


def _due(page: Chapter, classes: tuple[str, ...]) -> bool:
    """Tell whether cells of a chapter are still to be tried."""
    chart = stored(page.root).get(page.name)
    return chart is None or bool(
        moved_on(chart.made_from, page)
        or [
            each
            for each in _offered(tables_in(chart.made_from), classes)
            if each not in chart.tried or _untried(each, chart)
        ]
    )


def _untried(table: str, chart: Chart) -> bool:
    """Tell whether a table has a cell that could hold something else and was not asked about."""
    entry, frame = describe(table), filed(table)
    fields = {field["name"]: field for field in entry["schema"]["fields"]}
    known = {change.cell for change in chart.changes}
    return any(
        (cell.table, cell.key, cell.column) not in known
        and bool(others(fields[cell.column], cell.was) or ladders(fields[cell.column], frame, cell))
        for cell in cells(entry, frame)
    )


def _offered(tables: Iterable[str], classes: tuple[str, ...]) -> list[str]:
    """Return those tables that have cells to try, the smallest first."""
    sizes = {
        table: len(list(cells(describe(table), filed(table))))
        for table in tables
        if describe(table).get("class") in classes
    }
    return sorted((table for table in sizes if sizes[table]), key=lambda t: (sizes[t], t))


def _notes(page: Chapter) -> Path:
    return page.root / "_build/influence" / f"{file_name(page.name)}.jsonl"


def _ready(page: Chapter, plan: Plan) -> Iterator[tuple[Known, set[str], Ready]]:
    """Run a chapter as filed, and find what is left to try on it."""
    runs = Recorder(plan.toolbox, EXPLORERS)
    runs.deepen()
    was = runs.settle(page)
    if was.stopped or not all(was.held.values()):
        false = [sentence for sentence, holds in was.held.items() if not holds]
        raise ValueError(was.stopped or f"no longer true as filed: {false}")
    made_from = stamp(page, was.tables, computing(page.root))
    done = _begun(page, made_from)
    todo = [
        cell
        for table in _offered(was.tables, plan.classes)
        for cell in cells(describe(table), filed(table))
        if (cell.table, cell.key, cell.column) not in done
    ]
    known, package = runs.known(), plan.toolbox.partition(".")[0]
    modules = {name for name in sys.modules if name.startswith(f"{package}.")}
    idle = frozenset(_unread(runs, page, was, todo))
    yield known, modules, Ready(page, was, made_from, idle, tuple(todo))


def _unread(runs: Recorder, page: Chapter, was: Record, todo: list[Cell]) -> Iterator[Cell3]:
    """Yield the cells at which a chapter does not look."""
    columns: dict[tuple[str, str], list[Cell]] = {}
    for cell in todo:
        columns.setdefault((cell.table, cell.column), []).append(cell)
    for (table, column), listed in columns.items():

        def run(frame: pd.DataFrame, table: str = table) -> Record:
            made = runs.record(page, {table: frame}, explore=False)
            runs.forget()
            return made

        left = unread(runs.frame(table), column, [cell.row for cell in listed], was, run)
        yield from ((table, cell.key, column) for cell in listed if cell.row in left)


def _try(
    share: list[Cell], ready: list[Ready], runs: Recorder, plan: Plan
) -> Iterator[tuple[Chapter, Cell3, list[Change]]]:
    """Try each cell on every chapter on which that is left to do."""
    todo: dict[Cell3, list[Ready]] = {}
    for each in ready:
        for cell in each.todo:
            todo.setdefault((cell.table, cell.key, cell.column), []).append(each)
    for cell in share:
        if time.time() > plan.until:
            print(f"  stopped before {cell.table}, {cell.key}, {cell.column}", flush=True)
            return
        name = (cell.table, cell.key, cell.column)
        given: dict[Any, pd.DataFrame] = {}
        for each in todo[name]:
            # What is not looked at moves nothing: no run is needed to say so.
            still = each.was if name in each.unread else None
            yield each.page, name, list(_changes(runs, each, cell, given, still))
        runs.forget()


def _begun(page: Chapter, made_from: Stamp) -> set[tuple[str, ...]]:
    """Return the cells that are noted already; begin anew if what they were made from moved on.

    What is stored and still holds counts as noted.
    """
    notes = _notes(page)
    begin = json.dumps({"made_from": made_from})
    if not notes.is_file() or notes.read_text("utf-8").partition("\n")[0] != begin:
        notes.parent.mkdir(parents=True, exist_ok=True)
        notes.write_text(begin + "\n", "utf-8")
    chart = stored(page.root).get(page.name)
    kept = chart.changes if chart and not moved_on(chart.made_from, page) else ()
    return {*(change.cell for change in kept), *_noted(page)}


def _note(page: Chapter, cell: Cell3, tried: list[Change]) -> None:
    line = {"cell": cell, "tried": [asdict(change) for change in tried]}
    with _notes(page).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _noted(page: Chapter) -> dict[tuple[str, ...], list[Change]]:
    lines = [json.loads(line) for line in _notes(page).read_text("utf-8").splitlines()[1:]]
    return {tuple(each["cell"]): [Change(**change) for change in each["tried"]] for each in lines}


def _changes(
    runs: Recorder,
    ready: Ready,
    cell: Cell,
    given: dict[Any, pd.DataFrame],
    still: Record | None = None,
) -> Iterator[Change]:
    """Yield what each value of a cell moves in one chapter.

    Parameters
    ----------
    runs
        Runs the chapter.
    ready
        The chapter, and what it gives as filed.
    cell
        The cell.
    given
        Value -> the table with it, of those that were tried before; others are added.
    still
        What the chapter gives with any value, where that is known.
    """
    frame = runs.frame(cell.table)
    fields = {field["name"]: field for field in describe(cell.table)["schema"]["fields"]}
    field = fields[cell.column]

    def run(value: Any) -> Record:  # noqa: ANN401
        if still is not None:
            return still
        if value not in given:
            given[value] = changed(frame, cell.column, cell.row, value)
        return runs.record(ready.page, {cell.table: given[value]}, explore=False)

    def step(way: Ladder, number: float) -> Record:
        return run(way.written(number))

    for trial in categories(others(field, cell.was), run):
        yield _change(cell, ready.was, trial)
    for ladder in ladders(field, frame, cell):
        for trial in nearest(ladder, ready.was, partial(step, ladder)):
            yield _change(cell, ready.was, replace(trial, value=ladder.written(trial.value)))


def _change(cell: Cell, was: Record, trial: Trial) -> Change:
    moved: dict[str, list[str]] = {"told": [], "held": [], "titled": [], "shown": []}
    for move in moves(was, trial.record):
        if move.kind in moved and (move.kind != "held" or move.now == "False"):
            moved[move.kind].append(address(move.key) if move.kind == "held" else move.key)
    named = (name for name in (*moved["titled"], *moved["shown"]) if " " not in name)
    return Change(
        table=cell.table,
        row=cell.key,
        column=cell.column,
        was=in_words(cell.was),
        value=in_words(trial.value),
        size=f"{trial.size:g}",
        stopped="yes" if trial.record.stopped else "",
        numbers=" ".join(moved["told"]),
        sentences=" ".join(moved["held"]),
        displays=" ".join(dict.fromkeys(named)),
    )


def _file(page: Chapter) -> None:
    """Store what was noted of a chapter, of the tables that were gone through to their end."""
    made_from = json.loads(_notes(page).read_text("utf-8").partition("\n")[0])["made_from"]
    before, noted = stored(page.root), _noted(page)
    kept = before.get(page.name)
    if kept and not moved_on(kept.made_from, page):
        for change in kept.changes:
            noted.setdefault(change.cell, []).append(change)
    whole = [
        table
        for table in _offered(tables_in(made_from), CLASSES)
        if all((c.table, c.key, c.column) in noted for c in cells(describe(table), filed(table)))
    ]
    found = [change for changes in noted.values() for change in changes if change.table in whole]
    found = sorted(dict.fromkeys(found), key=lambda each: each.cell)
    store(page.root, before | {page.name: Chart(made_from, tuple(sorted(whole)), tuple(found))})


if __name__ == "__main__":
    sys.exit(command(main, "what is done is kept, and the same command goes on there."))
