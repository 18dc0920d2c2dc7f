"""Faults in the data, kept as data: where each one is, what is wrong, and what would help.

All faults of a table are collected before anything is raised, so one run shows them all.
"""

from collections.abc import Iterable
from dataclasses import dataclass

SHOWN = 5
"""Faults that a message lists; the rest are counted. All of them stay in `DataError.problems`."""

_LONGEST = 40  # characters of a cell that a message quotes


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in one place.

    Parameters
    ----------
    path
        The file, from the folder that holds the data folder: `data/channels.csv`.
    line
        As an editor counts, the header being line 1; None if the fault is the whole file's.
    column
        The table's column, or for `datapackage.json` the position within the line;
        None if the fault is the whole line's.
    what
        What is wrong, quoting what was found.
    hint
        What would be right, or None.
    """

    path: str
    line: int | None
    column: str | None
    what: str
    hint: str | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{place}  {self.what}{hint}"


class DataError(ValueError):
    """Data that break their declaration; nothing of them is loaded.

    Parameters
    ----------
    problems
        Every fault that was found, in reading order. The message lists the first five.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)  # what `pickle` needs to build the error again

    def __str__(self) -> str:
        count = len(self.problems)
        paths = dict.fromkeys(problem.path for problem in self.problems)
        lines = [f"{count} problem{'s' * (count != 1)} in {' and '.join(paths)}", ""]
        for problem in self.problems[:SHOWN]:
            lines += [f"  {line}" for line in str(problem).splitlines()]
        if count > SHOWN:
            lines.append(f"  ... and {count - SHOWN} more")
        return "\n".join(lines)


class UnknownTableError(KeyError):
    """A table that the data package does not declare.

    A plain `KeyError` prints the representation of its message, with quotes round the sentence.
    """

    def __str__(self) -> str:
        return str(self.args[0])


def quoted(text: str) -> str:
    r"""Return `text` as a message quotes it: in quotes, on one line, not too long.

    Examples
    --------
    >>> print(quoted("two\nlines"))
    'two\nlines'
    """
    return repr(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")
