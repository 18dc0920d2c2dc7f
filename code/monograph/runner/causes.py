"""Why a chapter must run again, in the words of whoever edited something."""

from collections import Counter
from collections.abc import Mapping, Sequence

NAMED = 2
"""Files that are named; of more, the number is said."""


def in_words(reasons: Sequence[str], gone: Sequence[str], tables: Mapping[str, str]) -> str:
    """Return one clause: what changed since the chapter last ran, each thing said once.

    Parameters
    ----------
    reasons
        As `Store.reasons` gives them, not empty.
    gone
        Those of them that are no longer there.
    tables
        Name of a table -> its file, as the data package says.

    Examples
    --------
    >>> in_words(["file:data/t.csv", "module:own.a", "module:own.b", "table:t"],
    ...          [], {"t": "data/t.csv"})
    'data/t.csv and 2 modules of own changed'
    >>> in_words(["file:data/t.csv", "table:t"], ["file:data/t.csv"], {"t": "data/t.csv"})
    'data/t.csv is gone'
    >>> in_words(["folder:data/runs"], [], {})
    'the list of files in data/runs changed'
    >>> in_words(["never run"], [], {})
    'it has never run'
    """
    if "never run" in reasons:
        return "it has never run"
    lost = [_file(reason, tables) for reason in reasons if reason in gone and _is_file(reason)]
    files = [
        name
        for reason in reasons
        if _is_file(reason) and (name := _file(reason, tables)) not in lost
    ]
    changed = [
        *(["its code"] if "its code" in reasons else []),
        *(f"the list of files in {name}" for name in _folders(reasons)),
        *_some(sorted(set(files) | _descriptions(reasons, {*files, *lost}, tables))),
        *_modules(reasons),
        *(["the locked environment or Python"] if "environment" in reasons else []),
    ]
    clauses = [f"{_listed(changed)} changed"] if changed else []
    if lost:
        clauses.append(f"{_listed(_some(sorted(lost)))} {'is' if len(lost) == 1 else 'are'} gone")
    return "; ".join(clauses)


def _folders(reasons: Sequence[str]) -> list[str]:
    return [reason.partition(":")[2] for reason in reasons if reason.startswith("folder:")]


def _is_file(reason: str) -> bool:
    return reason.startswith("file:")


def _file(reason: str, tables: Mapping[str, str]) -> str:
    name = reason.partition(":")[2]
    return tables.get(name, name) if reason.startswith("table:") else name


def _descriptions(reasons: Sequence[str], said: set[str], tables: Mapping[str, str]) -> set[str]:
    """Return the tables whose description alone changed: with the file, it is one edit."""
    names = [reason.partition(":")[2] for reason in reasons if reason.startswith("table:")]
    found = set()
    for name in names:
        if name == "*":
            found.add("the list of tables")
        elif tables.get(name, name) not in said:
            found.add(f"the description of {tables.get(name, name)}")
    return found


def _some(names: Sequence[str]) -> list[str]:
    if len(names) <= NAMED + 1:
        return list(names)
    return [*names[:NAMED], f"{len(names) - NAMED} more files"]


def _modules(reasons: Sequence[str]) -> list[str]:
    """Return the modules, by package where there are several."""
    names = [reason.partition(":")[2] for reason in reasons if reason.startswith("module:")]
    count = Counter(name.partition(".")[0] for name in names)
    alone = {name.partition(".")[0]: name for name in names}
    return [
        f"{number} modules of {package}" if number > 1 else f"the module {alone[package]}"
        for package, number in sorted(count.items())
    ]


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
