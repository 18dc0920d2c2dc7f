"""Who hears the numbers that a chapter tells and the sentences that it holds.

In a build nobody: numbers go to the page, and a sentence that is false stops the chapter. In a
living notebook it is the reader's session, which shows what her change has moved.
"""

from collections.abc import Mapping
from typing import Protocol

from monograph.voices.number import Number


class Listener(Protocol):
    """A reader's session."""

    def told(self, numbers: Mapping[str, Number]) -> None:
        """Hear the numbers that a cell tells to the prose, by their keys."""

    def held(self, sentences: Mapping[str, bool]) -> None:
        """Hear whether sentences of the prose, by their first words, are true."""


_listeners: list[Listener] = []


def listen(listener: Listener | None) -> None:
    """Let a session hear in place of the last one; None for nobody."""
    _listeners[:] = [] if listener is None else [listener]


def listener() -> Listener | None:
    """Return the session that hears, if there is one."""
    return _listeners[-1] if _listeners else None
