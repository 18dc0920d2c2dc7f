"""Make the map: `python -m monograph.influence ourbook.book` tries every input cell once.

Each chapter has a process of its own, forked from this one, that runs the chapter once as filed and
then once for each value of each cell that it reads. What is done is noted cell by cell in
`_build/influence`, so that a run that was stopped goes on; a chapter that is complete is stored in
`data/influence`. A chapter whose map still holds is passed over.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from monograph.influence.alternatives import changed
from monograph.influence.belief import in_words
from monograph.influence.cells import CLASSES, Cell, cells, ladders, others
from monograph.influence.chart import FOLDER, Change, Chart, ChartError, file_name, store, stored
from monograph.influence.record import Record, moves
from monograph.influence.recorder import Recorder
from monograph.influence.search import Trial, categories, nearest
from monograph.influence.stamp import Stamp, computing, moved_on, stamp, tables_in
from monograph.runner.chapters import BookError, Chapter, chapters, executable
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
    due = [page for page in pages if not only or page.name in only]
    plan = Plan(options.toolbox, classes, time.time() + options.minutes * 60)
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


def _all(pages: list[Chapter], plan: Plan, jobs: int) -> list[str]:
    """Map each page whose map is missing, stale or not complete; return what failed."""
    fork = multiprocessing.get_context("fork")
    waiting, faults = [page for page in pages if _due(page, plan.classes)], []
    running: dict[Any, tuple[Chapter, Any]] = {}
    while waiting or running:
        while waiting and len(running) < jobs and time.time() < plan.until:
            page = waiting.pop(0)
            work = fork.Process(target=_map, args=(page, plan))
            work.start()
            running[work.sentinel] = page, work
        if not running:
            break
        for sentinel in wait(list(running)):
            page, work = running.pop(sentinel)
            work.join()
            if work.exitcode:
                faults.append(f"{page.path}: no map was made of it")
            else:
                _file(page)
    return faults


def _due(page: Chapter, classes: tuple[str, ...]) -> bool:
    """Tell whether cells of a chapter are still to be tried."""
    chart = stored(page.root).get(page.name)
    return chart is None or bool(
        moved_on(chart.made_from, page)
        or [
            each
            for each in _offered(tables_in(chart.made_from), classes)
            if each not in chart.tried
        ]
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


def _map(page: Chapter, plan: Plan) -> None:
    """Try every cell that a chapter reads, in this process, and note what moved."""
    runs = Recorder(plan.toolbox, EXPLORERS)
    was = runs.settle(page)
    if was.stopped or not all(was.held.values()):
        false = [sentence for sentence, holds in was.held.items() if not holds]
        sys.exit(f"{page.path}: {was.stopped or f'no longer true as filed: {false}'}")
    made_from = stamp(page, was.tables, computing(page.root))
    done, notes = _begun(page, made_from), _notes(page)
    todo = [
        cell
        for table in _offered(was.tables, plan.classes)
        for cell in cells(describe(table), filed(table))
        if (cell.table, cell.key, cell.column) not in done
    ]
    started = time.perf_counter()
    with notes.open("a", encoding="utf-8") as file:
        for nth, cell in enumerate(todo, 1):
            if time.time() > plan.until:
                print(f"  {page.name}  stopped before cell {nth} of {len(todo)}", flush=True)
                return
            tried = [asdict(change) for change in _changes(runs, page, was, cell)]
            line = {"cell": [cell.table, cell.key, cell.column], "tried": tried}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            if nth % 50 == 0 or nth == len(todo):
                took = time.perf_counter() - started
                print(f"  {page.name}  {nth} of {len(todo)} cells, {took:.0f} s", flush=True)


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


def _noted(page: Chapter) -> dict[tuple[str, ...], list[Change]]:
    lines = [json.loads(line) for line in _notes(page).read_text("utf-8").splitlines()[1:]]
    return {tuple(each["cell"]): [Change(**change) for change in each["tried"]] for each in lines}


def _changes(runs: Recorder, page: Chapter, was: Record, cell: Cell) -> Iterator[Change]:
    frame = runs.frame(cell.table)
    fields = {field["name"]: field for field in describe(cell.table)["schema"]["fields"]}
    field = fields[cell.column]

    def run(value: object) -> Record:
        given = changed(frame, cell.column, cell.row, value)
        made = runs.record(page, {cell.table: given}, explore=False)
        runs.forget()
        return made

    for trial in categories(others(field, cell.was), run):
        yield _change(cell, was, trial)
    for ladder in ladders(field, frame, cell):
        for trial in nearest(ladder, was, run):
            yield _change(cell, was, trial)


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
    sys.exit(main())
