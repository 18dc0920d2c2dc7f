"""What each release said: its told numbers, held sentences and addresses, one file a release.

`data/releases/0.1.0.json` is written when a version is released and never changed. Later builds are
compared with it: which numbers read otherwise now, which sentences came and went, and whether every
address of a release still leads somewhere.
"""

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FOLDER = "data/releases"

_SPELT = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SPELT_OUT = {word: str(number) for number, word in enumerate(_SPELT)}
_COUNT = re.compile(r"(?P<count>\S+?)(?:/| of )(?P<base>\S+)")


class ReleaseError(ValueError):
    """A release file cannot be used: the message says which, where, and what would be right."""


@dataclass(frozen=True)
class Said:
    """What one page said.

    Parameters
    ----------
    told
        Key of a number -> its words on the page.
    held
        First words of the held sentences.
    cells
        Address of a cell by its position, where a release had such -> the numbers that it tells.
    addresses
        Ids that a reader could link to.
    """

    told: dict[str, str] = field(default_factory=dict)
    held: tuple[str, ...] = ()
    cells: dict[str, tuple[str, ...]] = field(default_factory=dict)
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Release:
    """A release: of which book (its title), which version, when, and what each page said."""

    book: str
    version: str
    date: str
    pages: dict[str, Said]


@dataclass(frozen=True)
class Moved:
    """A number that reads otherwise: its page and key, what it was and what it is."""

    page: str
    key: str
    was: str
    now: str


def otherwise(was: str, now: str) -> bool:
    """Return whether a number says something else, and not the same in other words.

    *None* is 0, and 75 of 256 is 75 where the base is no longer told with the count.
    """
    (count, base), (counted, of) = _worth(was), _worth(now)
    return count != counted or ("" not in {base, of} and base != of)


def _worth(words: str) -> tuple[str, str]:
    """Return the count that a number tells, in figures, and of how many; "" if it does not say."""
    parts = _COUNT.fullmatch(words)
    count, base = (parts["count"], parts["base"]) if parts else (words, "")
    return _SPELT_OUT.get(count, count), _SPELT_OUT.get(base, base)


def moved(was: Mapping[str, Said], now: Mapping[str, Said]) -> Iterator[Moved]:
    """Yield the numbers that both have and that read otherwise, in the order of the later."""
    for page, said in now.items():
        before = was.get(page, Said()).told
        for key, words in said.told.items():
            if key in before and otherwise(before[key], words):
                yield Moved(page, key, before[key], words)


def counts(was: Said, now: Said) -> tuple[int, int, int]:
    """Return how many numbers of a page read otherwise, came, and went."""
    changed = sum(
        otherwise(was.told[key], now.told[key]) for key in was.told.keys() & now.told.keys()
    )
    return changed, len(now.told.keys() - was.told.keys()), len(was.told.keys() - now.told.keys())


def releases(root: Path, book: str) -> tuple[Release, ...]:
    """Return the releases of a book, the oldest first; none where no file is kept.

    Raises
    ------
    ReleaseError
        If a file is not JSON, lacks something, or is of another book.
    """
    found = [_read(path, book) for path in sorted((root / FOLDER).glob("*.json"))]
    return tuple(sorted(found, key=lambda release: release.date))


def _read(path: Path, book: str) -> Release:
    where = f"{FOLDER}/{path.name}"
    try:
        given = json.loads(path.read_text("utf-8"))
    except json.JSONDecodeError as fault:
        raise ReleaseError(f"{where}:{fault.lineno}: not JSON: {fault.msg}") from None
    try:
        datetime.date.fromisoformat(given["date"])
        pages = {name: _said(said) for name, said in given["pages"].items()}
        release = Release(given["book"], given["version"], given["date"], pages)
    except KeyError as fault:
        raise ReleaseError(f"{where}: {fault.args[0]!r} is missing") from None
    except (TypeError, AttributeError, ValueError) as fault:
        raise ReleaseError(f"{where}: not a release: {fault}") from None
    if release.book != book:
        raise ReleaseError(f"{where}: of another book, {release.book!r}; this one is {book!r}")
    if path.stem != release.version:
        raise ReleaseError(f"{where}: says that it is version {release.version}")
    return release


def _said(given: Mapping[str, Any]) -> Said:
    cells = {name: tuple(keys) for name, keys in given["cells"].items()}
    return Said(dict(given["told"]), tuple(given["held"]), cells, tuple(given["addresses"]))


def write(root: Path, release: Release) -> Path:
    """Write a release's file, once.

    Raises
    ------
    ReleaseError
        If there is a file of this version already: a release does not change.
    """
    path = root / FOLDER / f"{release.version}.json"
    if path.exists():
        raise ReleaseError(f"{FOLDER}/{path.name}: exists; a release does not change")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(release), ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path
