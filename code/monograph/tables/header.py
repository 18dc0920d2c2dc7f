"""The shape of a table: every declared column once and no other, every row of full length."""

from collections.abc import Sequence

from monograph.tables.errors import Problem
from monograph.tables.reading import Row
from monograph.tables.spelling import nearest


def check_header(path: str, header: Row, names: Sequence[str]) -> list[Problem]:
    """Return the faults of a header against the declared `names`; their order is free."""
    problems = []
    if not any(name and (name in names or nearest(name, names)) for name in header.cells):
        hint = f"its first line should be {','.join(names)}"
        return [Problem(path, header.line, None, "its first line names no column", hint)]
    if nameless := [place for place, name in enumerate(header.cells, start=1) if not name]:
        problems.append(_nameless(path, header.lines[nameless[0] - 1], nameless))
    for place, name in enumerate(header.cells):
        if not name:
            continue
        if name in header.cells[:place]:
            first = header.cells.index(name) + 1
            what = f"the column occurs twice, in places {first} and {place + 1}"
            problems.append(Problem(path, header.lines[place], name, what, "remove one of them"))
        elif name not in names:
            problems.append(_extra(path, header, place, names))
    missing = [name for name in names if name not in header.cells]
    return problems + [_missing(path, header, name) for name in missing]


def _nameless(path: str, line: int, places: Sequence[int]) -> Problem:
    """Return the one fault of all columns without a name, such as a spreadsheet adds."""
    told = ", ".join(map(str, places))
    what = f"the column in place {told} has no name"
    if len(places) > 1:
        what = f"the columns in places {told} have no name"
    return Problem(path, line, None, what, "name it; empty ones `make metadata` takes away")


def _extra(path: str, header: Row, place: int, names: Sequence[str]) -> Problem:
    """Return the fault of a column that is not declared, perhaps a misspelt one."""
    name, line = header.cells[place], header.lines[place]
    missing = [known for known in names if known not in header.cells]
    near = nearest(name, missing)
    hint = f"did you mean '{near}'?" if near else "remove it, or declare it in datapackage.json"
    return Problem(
        path, line, name if name.isprintable() else repr(name), "the column is not declared", hint
    )


def _missing(path: str, header: Row, name: str) -> Problem:
    """Return the fault of a declared column that the file lacks."""
    return Problem(path, header.line, name, "the column is missing")


def check_width(path: str, row: Row, header: Row) -> Problem | None:
    """Return the fault of a row that is longer or shorter than the header, or all empty."""
    width, due = len(row.cells), len(header.cells)
    if width < due:
        hint = "an empty cell needs its comma, too"
    elif width > due:
        hint = "a cell that holds a comma must stand in quotation marks"
    elif any(row.cells):
        return None
    else:
        hint = "delete the line; `make metadata` does"
        return Problem(path, row.line, None, "every cell of the row is empty", hint)
    cells = "cell" if width == 1 else "cells"
    return Problem(path, row.line, None, f"{width} {cells} where the header has {due}", hint)
