"""The data package's own file: which tables there are, and what it says about each."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from monograph.tables.errors import DataError, Problem, UnknownTableError, quoted
from monograph.tables.places import position
from monograph.tables.reading import decode
from monograph.tables.spelling import nearest

FILE = "datapackage.json"

Step = str | int


@dataclass(frozen=True)
class Metadata:
    """A `datapackage.json` that could be read.

    Parameters
    ----------
    path
        How a fault names the file.
    text
        The file, kept to point at faults in it.
    entries
        The resources in file order.
    """

    path: str
    text: str
    entries: tuple[dict[str, Any], ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of all tables, in file order."""
        return tuple(entry["name"] for entry in self.entries)

    def index(self, name: str) -> int:
        """Return the place of table `name` among the entries.

        Raises
        ------
        UnknownTableError
            A `KeyError` that lists the tables there are.
        """
        if name in self.names:
            return self.names.index(name)
        near = nearest(str(name), self.names)
        guess = f" Did you mean '{near}'?" if near else ""
        msg = f"No table named '{name}'.{guess} Tables: {', '.join(self.names)}."
        raise UnknownTableError(msg)

    def problem(self, steps: tuple[Step, ...], what: str, hint: str | None = None) -> Problem:
        """Return a fault at the value that `steps` lead to, from the top of the file."""
        line, column = position(self.text, steps)
        return Problem(self.path, line, str(column), what, hint)


def read_metadata(path: str, content: bytes) -> Metadata:
    """Return what a `datapackage.json` declares.

    Only what all tables depend on is checked here: a fault in the entry of one table
    must not keep the others from loading.

    Raises
    ------
    DataError
        If the file is not UTF-8, is not JSON, or has no list of named resources.
    """
    text, problems = decode(path, content)
    if problems:
        raise DataError(problems)
    metadata = Metadata(path, text, ())
    top = _parse(path, text)
    resources = top.get("resources") if isinstance(top, dict) else None
    if not isinstance(resources, list):
        hint = "a data package is an object with a list of tables under 'resources'"
        raise DataError([metadata.problem(("resources",), "lists no resources", hint)])
    if problems := _name_faults(metadata, resources):
        raise DataError(problems)
    return Metadata(path, text, tuple(resources))


def _parse(path: str, text: str) -> object:
    """Return the JSON document in `text`, or say where it stops being JSON."""
    try:
        return json.loads(text, object_pairs_hook=_object)
    except _TwiceError as error:
        hint = "the reader of JSON would keep the last and drop the others without a word"
        raise DataError([Problem(path, None, None, str(error), hint)]) from None
    except json.JSONDecodeError as error:
        what = f"is not JSON: {error.msg}"
        raise DataError([Problem(path, error.lineno, str(error.colno), what)]) from None


class _TwiceError(Exception):
    """A key that occurs twice in one object."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the members of a JSON object, whose keys must differ."""
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    keys = [key for key, _ in pairs]
    twice = next(key for key in keys if keys.count(key) > 1)
    name = members.get("name")
    owner = f"the object named {quoted(str(name))}" if name else "one object"
    msg = f"the key {quoted(twice)} occurs twice in {owner}"
    raise _TwiceError(msg)


def _name_faults(metadata: Metadata, resources: list[Any]) -> list[Problem]:
    """Return a fault for each resource whose name is absent, no text, or taken."""
    seen: set[str] = set()
    problems = []
    for place, entry in enumerate(resources):
        steps: tuple[Step, ...] = ("resources", place, "name")
        name = entry.get("name") if isinstance(entry, dict) else None
        if not isinstance(name, str) or not name:
            problems.append(metadata.problem(steps, "the resource has no name"))
        elif name in seen:
            what = f"{quoted(name)} names two resources"
            problems.append(metadata.problem(steps, what))
        else:
            seen.add(name)
    return problems
