"""Where a told number comes from, read from the code of the chapter that tells it.

Nothing is run: the cells are parsed, and every name of an expression is followed back to the tables
that were loaded, the printed facts and the assumptions that went into it.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

TELL = "cb.tell"
SOURCES = {"cb.load": "table", "cb.printed": "fact", "cb.assumed": "assumption"}
"""Call of the toolbox -> kind of the source that its first argument names."""
MADE = ("cb.computed", "cb.recovered", "cb.chosen")

Source = tuple[str, str]
"""Kind {table, fact, assumption, result} and key, or the name of the function that joins tables."""


@dataclass(frozen=True)
class Origin:
    """How one number of the prose came about.

    Parameters
    ----------
    expression
        The code of its value, such as `len(facts)`; empty where it is read and not made.
    cell
        Position of the cell that tells it, among the chapter's code cells.
    sources
        What it hangs on, in the order of the chapter.
    """

    expression: str
    cell: int
    sources: tuple[Source, ...]


def origins(cells: Sequence[str], tables: Iterable[str] = ()) -> dict[str, Origin]:
    """Return the origin of every number that a chapter tells.

    Parameters
    ----------
    cells
        The code of each cell, in order. A cell that is not Python is passed over.
    tables
        Names of all tables, by which a name in a loop over names is known.

    Examples
    --------
    >>> origins(['rows = cb.load("facts")', "cb.tell(n=cb.computed(len(rows)))"])["n"]
    Origin(expression='len(rows)', cell=1, sources=(('table', 'facts'),))
    """
    known: dict[str, tuple[Source, ...]] = {}
    names = frozenset(tables)
    found: dict[str, Origin] = {}
    for position, source in enumerate(cells):
        try:
            body = ast.parse(source).body
        except SyntaxError:
            continue
        for statement in body:
            _follow(statement, known, names)
            for key, value in _told(statement):
                expression = _made_of(value)
                found[key] = Origin(expression, position, _sources(value, known, names))
    return found


def _told(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == TELL:
            yield from ((word.arg, word.value) for word in node.keywords if word.arg)


def _made_of(value: ast.expr) -> str:
    """Return the code of the value that is shown, without the call that gives it a voice."""
    if isinstance(value, ast.Call) and ast.unparse(value.func) in MADE and value.args:
        return ast.unparse(value.args[0])
    return ""


def _follow(
    statement: ast.stmt, known: dict[str, tuple[Source, ...]], tables: frozenset[str]
) -> None:
    """Note what the names that a statement binds or changes hang on."""
    if _pairs(statement):
        (target,), value = statement.targets, statement.value  # type: ignore[attr-defined]
        reads_of = [_sources(each, known, tables) for each in value.elts]
        for name, reads in zip(target.elts, reads_of, strict=True):
            known[name.id] = reads
        return
    reads = _sources(statement, known, tables)
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            known[node.id] = _merged(known.get(node.id, ()) if _grows(statement) else (), reads)
        elif isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
            root: ast.expr = node
            while isinstance(root, ast.Subscript | ast.Attribute):
                root = root.value
            if isinstance(root, ast.Name):
                known[root.id] = _merged(known.get(root.id, ()), reads)


def _pairs(statement: ast.stmt) -> bool:
    """Tell whether a statement gives several names one value each, as `a, b = f(), g()` does."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return False
    target, value = statement.targets[0], statement.value
    return (
        isinstance(target, ast.Tuple)
        and isinstance(value, ast.Tuple)
        and len(target.elts) == len(value.elts)
        and all(isinstance(each, ast.Name) for each in target.elts)
    )


def _grows(statement: ast.stmt) -> bool:
    """Tell whether a statement adds to what a name holds, or binds it inside a block."""
    return not isinstance(statement, ast.Assign | ast.AnnAssign)


def _sources(
    tree: ast.AST, known: dict[str, tuple[Source, ...]], tables: frozenset[str]
) -> tuple[Source, ...]:
    found: list[Source] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found += _named(node)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found += known.get(node.id, ())
        elif isinstance(node, ast.Attribute) and ast.unparse(node) == "cb.load":
            found.append(("table", ""))  # called, or handed to `map`
    if any(kind == "table" and not key for kind, key in found):  # names come from a loop
        words = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
        found += [("table", str(word)) for word in words if word in tables]
    return tuple(dict.fromkeys(each for each in found if each[1]))


def _named(call: ast.Call) -> list[Source]:
    """Return the source that a call of the toolbox names; of a loop over names, one without key."""
    function = ast.unparse(call.func)
    if function in SOURCES:
        first = call.args[0] if call.args else None
        key = first.value if isinstance(first, ast.Constant) else ""
        return [(SOURCES[function], str(key))]
    if function.startswith("cb.findings.") or function == "cb.swept":
        first = call.args[0] if call.args else None
        which = f"({first.value!s})" if isinstance(first, ast.Constant) else ""
        return [("result", function.removeprefix("cb.").removeprefix("findings.") + which)]
    return []


def _merged(one: tuple[Source, ...], other: tuple[Source, ...]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys([*one, *other]))
