"""Whose number it is: every number of the book carries one of five voices.

The reader sees three of them (the paper says, we compute, we assume); two more tell a value that
was recovered from print, and a value from another source, apart from these.
"""

from dataclasses import dataclass
from enum import StrEnum

MIME = "application/vnd.monograph.number+json"
"""How a told number travels from a chapter's cell to its prose."""


class Voice(StrEnum):
    """Who vouches for a number."""

    PAPER = "paper"
    RECOVERED = "recovered"
    COMPUTED = "computed"
    ASSUMED = "assumed"
    EXTERNAL = "external"

    @property
    def phrase(self) -> str:
        """Return the words that introduce a number in this voice."""
        return _PHRASES[self]

    @property
    def mark(self) -> str:
        """Return the mark that page and print give this voice; what we recover, we compute."""
        return "computed" if self is Voice.RECOVERED else self.value


_PHRASES = {
    Voice.PAPER: "the paper says",
    Voice.RECOVERED: "we recover from print",
    Voice.COMPUTED: "we compute",
    Voice.ASSUMED: "we assume",
    Voice.EXTERNAL: "another source says",
}


@dataclass(frozen=True)
class Number:
    """One number as prose shows it.

    Parameters
    ----------
    text
        The number as printed, with its unit where it has one.
    voice
        Who vouches for it.
    trace
        Where it comes from: a fact such as "F178", a table, or the function that computed it.
    why
        The reason behind it, where there is one to give (an assumption always has one).

    Raises
    ------
    ValueError
        If the text is blank, or an assumption gives no reason.
    """

    text: str
    voice: Voice
    trace: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        if not self.text.strip():
            msg = f"a number needs a text, got {self.text!r}"
            raise ValueError(msg)
        if self.voice is Voice.ASSUMED and not self.why.strip():
            msg = f"the assumed number {self.text!r} needs a reason"
            raise ValueError(msg)

    def __str__(self) -> str:
        return self.text

    def as_dict(self) -> dict[str, str]:
        """Return what the page needs: text, mark, trace and a title for the reader."""
        phrase = self.voice.phrase.capitalize()
        return {
            "text": self.text,
            "voice": self.voice.mark,
            "title": f"{phrase}: {self.why}" if self.why else phrase,
            "trace": self.trace,
        }
