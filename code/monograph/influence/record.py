"""What one run of a chapter's code tells, holds and shows, and how two such runs differ."""

from collections.abc import Iterator
from dataclasses import dataclass, field

KINDS = ("stopped", "told", "held", "titled", "shown")
"""What can move, in the order in which it is compared."""


@dataclass
class Record:
    """What a chapter's cells gave.

    Parameters
    ----------
    chapter
        Its name, such as "book/survey".
    told
        Key of a told number -> what the reader sees of it: its text and, after a tab, its reason.
    held
        First words of a held sentence -> whether its condition is true.
    titled
        Name of a figure -> the finding that stands above it.
    shown
        Name of a figure, table or explorer -> its data and its words, as one text.
    tables
        The tables that were read.
    stopped
        What a cell raised, with its line in the chapter; "" if all ran. What later cells would have
        told is then missing.
    """

    chapter: str
    told: dict[str, str] = field(default_factory=dict)
    held: dict[str, bool] = field(default_factory=dict)
    titled: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    tables: frozenset[str] = frozenset()
    stopped: str = ""


@dataclass(frozen=True)
class Move:
    """One thing that two records of a chapter do not share.

    Parameters
    ----------
    chapter, kind, key
        Which: "book/survey", one of `KINDS`, and the key under which it is recorded.
    was, now
        What each record has there, as text; None where it has nothing.
    """

    chapter: str
    kind: str
    key: str
    was: str | None
    now: str | None


def moves(was: Record, now: Record) -> Iterator[Move]:
    """Yield what differs between two records of one chapter.

    What the later record lacks because a cell stopped it is not a difference: the stop is.

    Raises
    ------
    ValueError
        If the records are of different chapters.
    """
    if was.chapter != now.chapter:
        msg = f"cannot compare a record of {was.chapter} with one of {now.chapter}"
        raise ValueError(msg)
    if was.stopped != now.stopped:
        yield Move(was.chapter, "stopped", "", was.stopped or None, now.stopped or None)
    for kind in KINDS[1:]:
        before, after = getattr(was, kind), getattr(now, kind)
        for key in dict.fromkeys((*before, *after)):
            old, new = before.get(key), after.get(key)
            if old != new and not (new is None and now.stopped):
                yield Move(was.chapter, kind, key, _text(old), _text(new))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
